.class public final Lcom/example/qingjian/consent/ReadListener;
.super Ljava/lang/Object;
.implements Landroid/content/DialogInterface$OnClickListener;
.source "ReadListener.java"

.field private final screen:Landroid/app/Activity;

.method public constructor <init>(Landroid/app/Activity;)V
    .locals 0
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    iput-object p1, p0, Lcom/example/qingjian/consent/ReadListener;->screen:Landroid/app/Activity;
    return-void
.end method

.method public onClick(Landroid/content/DialogInterface;I)V
    .locals 2
    iget-object v0, p0, Lcom/example/qingjian/consent/ReadListener;->screen:Landroid/app/Activity;
    const v1, {R.string.privacy_url}
    invoke-static {v0, v1}, Lcom/example/qingjian/ui/Links;->open(Landroid/app/Activity;I)V
    invoke-static {v0}, Lcom/example/qingjian/consent/ConsentDialog;->show(Landroid/app/Activity;)V
    return-void
.end method
