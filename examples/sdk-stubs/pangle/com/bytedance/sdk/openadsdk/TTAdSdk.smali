# Stand-in written for Guiju's examples: only the names are the vendor's.
.class public final Lcom/bytedance/sdk/openadsdk/TTAdSdk;
.super Ljava/lang/Object;
.source "TTAdSdk.java"

.field private static config:Lcom/bytedance/sdk/openadsdk/TTAdConfig;
.field private static deviceId:Ljava/lang/String;

.method private constructor <init>()V
    .locals 0
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    return-void
.end method

.method public static init(Landroid/content/Context;Lcom/bytedance/sdk/openadsdk/TTAdConfig;)V
    .locals 2
    sput-object p1, Lcom/bytedance/sdk/openadsdk/TTAdSdk;->config:Lcom/bytedance/sdk/openadsdk/TTAdConfig;
    invoke-virtual {p0}, Landroid/content/Context;->getContentResolver()Landroid/content/ContentResolver;
    move-result-object v0
    const-string v1, "android_id"
    invoke-static {v0, v1}, Landroid/provider/Settings$Secure;->getString(Landroid/content/ContentResolver;Ljava/lang/String;)Ljava/lang/String;
    move-result-object v0
    sput-object v0, Lcom/bytedance/sdk/openadsdk/TTAdSdk;->deviceId:Ljava/lang/String;
    return-void
.end method
