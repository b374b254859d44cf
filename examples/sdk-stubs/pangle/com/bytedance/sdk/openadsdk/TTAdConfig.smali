# Stand-in written for Guiju's examples: only the names are the vendor's.
.class public final Lcom/bytedance/sdk/openadsdk/TTAdConfig;
.super Ljava/lang/Object;
.source "TTAdConfig.java"

.field private appId:Ljava/lang/String;
.field private appName:Ljava/lang/String;

.method public constructor <init>()V
    .locals 0
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    return-void
.end method

.method public setAppId(Ljava/lang/String;)V
    .locals 0
    iput-object p1, p0, Lcom/bytedance/sdk/openadsdk/TTAdConfig;->appId:Ljava/lang/String;
    return-void
.end method

.method public setAppName(Ljava/lang/String;)V
    .locals 0
    iput-object p1, p0, Lcom/bytedance/sdk/openadsdk/TTAdConfig;->appName:Ljava/lang/String;
    return-void
.end method
