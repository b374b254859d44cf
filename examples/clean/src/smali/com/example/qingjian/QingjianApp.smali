# Starts the SDKs at launch only where the person agreed on an earlier run.
.class public final Lcom/example/qingjian/QingjianApp;
.super Landroid/app/Application;
.source "QingjianApp.java"

.method public constructor <init>()V
    .locals 0
    invoke-direct {p0}, Landroid/app/Application;-><init>()V
    return-void
.end method

.method public onCreate()V
    .locals 1
    invoke-super {p0}, Landroid/app/Application;->onCreate()V
    invoke-static {p0}, Lcom/example/qingjian/consent/ConsentStore;->agreed(Landroid/content/Context;)Z
    move-result v0
    if-eqz v0, :not_yet
    invoke-static {p0}, Lcom/example/qingjian/sdk/SdkInit;->start(Landroid/content/Context;)V
    :not_yet
    return-void
.end method
