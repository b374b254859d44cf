.class public final Lcom/example/qingjian/consent/AgreeListener;
.super Ljava/lang/Object;
.implements Landroid/content/DialogInterface$OnClickListener;
.source "AgreeListener.java"

.field private final screen:Landroid/app/Activity;

.method public constructor <init>(Landroid/app/Activity;)V
    .locals 0
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    iput-object p1, p0, Lcom/example/qingjian/consent/AgreeListener;->screen:Landroid/app/Activity;
    return-void
.end method

.method public onClick(Landroid/content/DialogInterface;I)V
    .locals 2
    iget-object v0, p0, Lcom/example/qingjian/consent/AgreeListener;->screen:Landroid/app/Activity;
    const/4 v1, 0x1
    invoke-static {v0, v1}, Lcom/example/qingjian/consent/ConsentStore;->set(Landroid/content/Context;Z)V
    invoke-virtual {v0}, Landroid/app/Activity;->getApplicationContext()Landroid/content/Context;
    move-result-object v0
    invoke-static {v0}, Lcom/example/qingjian/sdk/SdkInit;->start(Landroid/content/Context;)V
    return-void
.end method
