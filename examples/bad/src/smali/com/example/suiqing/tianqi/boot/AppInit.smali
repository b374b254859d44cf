# Runs everything at launch, before any screen: the SDKs, then the device card on a worker thread.
.class public final Lcom/example/suiqing/tianqi/boot/AppInit;
.super Ljava/lang/Object;
.source "AppInit.java"

.method private constructor <init>()V
    .locals 0
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    return-void
.end method

.method public static start(Landroid/content/Context;)V
    .locals 2
    invoke-static {p0}, Lcom/example/suiqing/tianqi/boot/SdkHub;->init(Landroid/content/Context;)V
    new-instance v0, Lcom/example/suiqing/tianqi/device/DeviceCardJob;
    invoke-direct {v0, p0}, Lcom/example/suiqing/tianqi/device/DeviceCardJob;-><init>(Landroid/content/Context;)V
    new-instance v1, Ljava/lang/Thread;
    invoke-direct {v1, v0}, Ljava/lang/Thread;-><init>(Ljava/lang/Runnable;)V
    invoke-virtual {v1}, Ljava/lang/Thread;->start()V
    return-void
.end method
