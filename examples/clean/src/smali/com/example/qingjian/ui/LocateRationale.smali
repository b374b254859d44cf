.class public final Lcom/example/qingjian/ui/LocateRationale;
.super Ljava/lang/Object;
.implements Landroid/content/DialogInterface$OnClickListener;
.source "LocateRationale.java"

.field private final screen:Landroid/app/Activity;

.method public constructor <init>(Landroid/app/Activity;)V
    .locals 0
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    iput-object p1, p0, Lcom/example/qingjian/ui/LocateRationale;->screen:Landroid/app/Activity;
    return-void
.end method

.method public onClick(Landroid/content/DialogInterface;I)V
    .locals 4
    iget-object v0, p0, Lcom/example/qingjian/ui/LocateRationale;->screen:Landroid/app/Activity;
    const/4 v1, 0x1
    new-array v1, v1, [Ljava/lang/String;
    const/4 v2, 0x0
    const-string v3, "android.permission.ACCESS_COARSE_LOCATION"
    aput-object v3, v1, v2
    const/16 v2, 0x64
    invoke-virtual {v0, v1, v2}, Landroid/app/Activity;->requestPermissions([Ljava/lang/String;I)V
    return-void
.end method
