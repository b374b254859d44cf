.class public final Lcom/example/suiqing/tianqi/boot/SdkHub;
.super Ljava/lang/Object;
.source "SdkHub.java"

.method private constructor <init>()V
    .locals 0
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    return-void
.end method

.method public static init(Landroid/content/Context;)V
    .locals 0
    invoke-static {p0}, Lcom/example/suiqing/tianqi/boot/SdkHub;->initStatistics(Landroid/content/Context;)V
    invoke-static {p0}, Lcom/example/suiqing/tianqi/boot/SdkHub;->initPush(Landroid/content/Context;)V
    invoke-static {p0}, Lcom/example/suiqing/tianqi/boot/SdkHub;->initAds(Landroid/content/Context;)V
    return-void
.end method

.method private static initStatistics(Landroid/content/Context;)V
    .locals 4
    const-string v0, "example-umeng-key"
    const-string v1, "example"
    const/4 v2, 0x1
    const/4 v3, 0x0
    invoke-static {p0, v0, v1, v2, v3}, Lcom/umeng/commonsdk/UMConfigure;->init(Landroid/content/Context;Ljava/lang/String;Ljava/lang/String;ILjava/lang/String;)V
    return-void
.end method

.method private static initPush(Landroid/content/Context;)V
    .locals 1
    const/4 v0, 0x0
    invoke-static {v0}, Lcn/jpush/android/api/JPushInterface;->setDebugMode(Z)V
    invoke-static {p0}, Lcn/jpush/android/api/JPushInterface;->init(Landroid/content/Context;)V
    return-void
.end method

.method private static initAds(Landroid/content/Context;)V
    .locals 2
    new-instance v0, Lcom/bytedance/sdk/openadsdk/TTAdConfig;
    invoke-direct {v0}, Lcom/bytedance/sdk/openadsdk/TTAdConfig;-><init>()V
    const-string v1, "example-ad-id"
    invoke-virtual {v0, v1}, Lcom/bytedance/sdk/openadsdk/TTAdConfig;->setAppId(Ljava/lang/String;)V
    const-string v1, "Suiqing Weather"
    invoke-virtual {v0, v1}, Lcom/bytedance/sdk/openadsdk/TTAdConfig;->setAppName(Ljava/lang/String;)V
    invoke-static {p0, v0}, Lcom/bytedance/sdk/openadsdk/TTAdSdk;->init(Landroid/content/Context;Lcom/bytedance/sdk/openadsdk/TTAdConfig;)V
    return-void
.end method
