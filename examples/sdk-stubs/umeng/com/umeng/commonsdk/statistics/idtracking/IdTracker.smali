# Stand-in written for Guiju's examples: only the names are the vendor's.
.class public Lcom/umeng/commonsdk/statistics/idtracking/IdTracker;
.super Ljava/lang/Object;
.source "IdTracker.java"

.method private constructor <init>()V
    .locals 0
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    return-void
.end method

.method public static collect(Landroid/content/Context;)Ljava/util/Map;
    .locals 3
    new-instance v0, Ljava/util/HashMap;
    invoke-direct {v0}, Ljava/util/HashMap;-><init>()V
    invoke-static {p0}, Lcom/umeng/commonsdk/statistics/common/DeviceConfig;->getAndroidId(Landroid/content/Context;)Ljava/lang/String;
    move-result-object v1
    const-string v2, "android_id"
    invoke-interface {v0, v2, v1}, Ljava/util/Map;->put(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;
    invoke-static {}, Lcom/umeng/commonsdk/statistics/common/DeviceConfig;->getDeviceModel()Ljava/lang/String;
    move-result-object v1
    const-string v2, "device_model"
    invoke-interface {v0, v2, v1}, Ljava/util/Map;->put(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;
    return-object v0
.end method
