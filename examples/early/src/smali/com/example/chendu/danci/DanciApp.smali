# Straight-line code from Application.onCreate to the identifier, once by the app and once by the statistics SDK.
.class public Lcom/example/chendu/danci/DanciApp;
.super Landroid/app/Application;
.source "DanciApp.java"

.method public constructor <init>()V
    .locals 0
    invoke-direct {p0}, Landroid/app/Application;-><init>()V
    return-void
.end method

.method public onCreate()V
    .locals 4
    invoke-super {p0}, Landroid/app/Application;->onCreate()V
    invoke-static {p0}, Lcom/example/chendu/danci/LearnerTag;->attach(Landroid/content/Context;)V
    const-string v0, "example-umeng-key"
    const-string v1, "example"
    const/4 v2, 0x1
    const/4 v3, 0x0
    invoke-static {p0, v0, v1, v2, v3}, Lcom/umeng/commonsdk/UMConfigure;->init(Landroid/content/Context;Ljava/lang/String;Ljava/lang/String;ILjava/lang/String;)V
    return-void
.end method
