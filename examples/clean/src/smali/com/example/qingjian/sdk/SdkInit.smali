.class public final Lcom/example/qingjian/sdk/SdkInit;
.super Ljava/lang/Object;
.source "SdkInit.java"

.method private constructor <init>()V
    .locals 0
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    return-void
.end method

# Called after the agree button, or at launch when the stored answer is yes.
.method public static start(Landroid/content/Context;)V
    .locals 4
    const/4 v2, 0x1
    invoke-static {p0, v2, v2}, Lcom/amap/api/location/AMapLocationClient;->updatePrivacyShow(Landroid/content/Context;ZZ)V
    invoke-static {p0, v2}, Lcom/amap/api/location/AMapLocationClient;->updatePrivacyAgree(Landroid/content/Context;Z)V
    const-string v0, "example-umeng-key"
    const-string v1, "example"
    const/4 v3, 0x0
    invoke-static {p0, v0, v1, v2, v3}, Lcom/umeng/commonsdk/UMConfigure;->init(Landroid/content/Context;Ljava/lang/String;Ljava/lang/String;ILjava/lang/String;)V
    return-void
.end method
