# Stand-in written for Guiju's examples: only the names are the vendor's.
.class public Lcn/jpush/android/api/JPushInterface;
.super Ljava/lang/Object;
.source "JPushInterface.java"

.field private static debug:Z

.method private constructor <init>()V
    .locals 0
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    return-void
.end method

.method public static setDebugMode(Z)V
    .locals 0
    sput-boolean p0, Lcn/jpush/android/api/JPushInterface;->debug:Z
    return-void
.end method

.method public static init(Landroid/content/Context;)V
    .locals 2
    new-instance v0, Landroid/content/Intent;
    const-class v1, Lcn/jpush/android/service/PushService;
    invoke-direct {v0, p0, v1}, Landroid/content/Intent;-><init>(Landroid/content/Context;Ljava/lang/Class;)V
    invoke-virtual {p0, v0}, Landroid/content/Context;->startService(Landroid/content/Intent;)Landroid/content/ComponentName;
    return-void
.end method
