.class public final Lcom/example/qingjian/ui/MainActivity;
.super Landroid/app/Activity;
.implements Landroid/view/View$OnClickListener;
.implements Lcom/amap/api/location/AMapLocationListener;
.source "MainActivity.java"

.method public constructor <init>()V
    .locals 0
    invoke-direct {p0}, Landroid/app/Activity;-><init>()V
    return-void
.end method

.method protected onCreate(Landroid/os/Bundle;)V
    .locals 1
    invoke-super {p0, p1}, Landroid/app/Activity;->onCreate(Landroid/os/Bundle;)V
    const v0, {R.layout.activity_main}
    invoke-virtual {p0, v0}, Lcom/example/qingjian/ui/MainActivity;->setContentView(I)V
    const v0, {R.id.locate}
    invoke-direct {p0, v0}, Lcom/example/qingjian/ui/MainActivity;->listen(I)V
    const v0, {R.id.login}
    invoke-direct {p0, v0}, Lcom/example/qingjian/ui/MainActivity;->listen(I)V
    const v0, {R.id.settings}
    invoke-direct {p0, v0}, Lcom/example/qingjian/ui/MainActivity;->listen(I)V
    invoke-static {p0}, Lcom/example/qingjian/consent/ConsentStore;->agreed(Landroid/content/Context;)Z
    move-result v0
    if-nez v0, :agreed
    invoke-static {p0}, Lcom/example/qingjian/consent/ConsentDialog;->show(Landroid/app/Activity;)V
    :agreed
    return-void
.end method

.method private listen(I)V
    .locals 1
    invoke-virtual {p0, p1}, Lcom/example/qingjian/ui/MainActivity;->findViewById(I)Landroid/view/View;
    move-result-object v0
    invoke-virtual {v0, p0}, Landroid/view/View;->setOnClickListener(Landroid/view/View$OnClickListener;)V
    return-void
.end method

.method public onClick(Landroid/view/View;)V
    .locals 2
    invoke-virtual {p1}, Landroid/view/View;->getId()I
    move-result v0
    const v1, {R.id.locate}
    if-ne v0, v1, :not_locate
    invoke-direct {p0}, Lcom/example/qingjian/ui/MainActivity;->explain()V
    return-void
    :not_locate
    const v1, {R.id.login}
    if-ne v0, v1, :settings
    const-class v0, Lcom/example/qingjian/ui/LoginActivity;
    goto :open
    :settings
    const-class v0, Lcom/example/qingjian/ui/SettingsActivity;
    :open
    invoke-static {p0, v0}, Lcom/example/qingjian/ui/Links;->go(Landroid/app/Activity;Ljava/lang/Class;)V
    return-void
.end method

# Says why before the system asks; without consent the SDK is not touched at all.
.method private explain()V
    .locals 3
    invoke-static {p0}, Lcom/example/qingjian/consent/ConsentStore;->agreed(Landroid/content/Context;)Z
    move-result v0
    if-nez v0, :agreed
    invoke-static {p0}, Lcom/example/qingjian/consent/ConsentDialog;->show(Landroid/app/Activity;)V
    return-void
    :agreed
    new-instance v0, Landroid/app/AlertDialog$Builder;
    invoke-direct {v0, p0}, Landroid/app/AlertDialog$Builder;-><init>(Landroid/content/Context;)V
    const v1, {R.string.locate_title}
    invoke-virtual {v0, v1}, Landroid/app/AlertDialog$Builder;->setTitle(I)Landroid/app/AlertDialog$Builder;
    const v1, {R.string.locate_why}
    invoke-virtual {v0, v1}, Landroid/app/AlertDialog$Builder;->setMessage(I)Landroid/app/AlertDialog$Builder;
    new-instance v2, Lcom/example/qingjian/ui/LocateRationale;
    invoke-direct {v2, p0}, Lcom/example/qingjian/ui/LocateRationale;-><init>(Landroid/app/Activity;)V
    const v1, {R.string.locate_go}
    invoke-virtual {v0, v1, v2}, Landroid/app/AlertDialog$Builder;->setPositiveButton(ILandroid/content/DialogInterface$OnClickListener;)Landroid/app/AlertDialog$Builder;
    const/4 v2, 0x0
    const v1, {R.string.locate_no}
    invoke-virtual {v0, v1, v2}, Landroid/app/AlertDialog$Builder;->setNegativeButton(ILandroid/content/DialogInterface$OnClickListener;)Landroid/app/AlertDialog$Builder;
    invoke-virtual {v0}, Landroid/app/AlertDialog$Builder;->show()Landroid/app/AlertDialog;
    return-void
.end method

.method public onRequestPermissionsResult(I[Ljava/lang/String;[I)V
    .locals 2
    array-length v0, p3
    if-eqz v0, :refused
    const/4 v0, 0x0
    aget v0, p3, v0
    if-nez v0, :refused
    new-instance v0, Lcom/amap/api/location/AMapLocationClient;
    invoke-virtual {p0}, Lcom/example/qingjian/ui/MainActivity;->getApplicationContext()Landroid/content/Context;
    move-result-object v1
    invoke-direct {v0, v1}, Lcom/amap/api/location/AMapLocationClient;-><init>(Landroid/content/Context;)V
    invoke-virtual {v0, p0}, Lcom/amap/api/location/AMapLocationClient;->setLocationListener(Lcom/amap/api/location/AMapLocationListener;)V
    invoke-virtual {v0}, Lcom/amap/api/location/AMapLocationClient;->startLocation()V
    invoke-virtual {v0}, Lcom/amap/api/location/AMapLocationClient;->onDestroy()V
    :refused
    return-void
.end method

.method public onLocationChanged(Landroid/location/Location;)V
    .locals 0
    return-void
.end method
