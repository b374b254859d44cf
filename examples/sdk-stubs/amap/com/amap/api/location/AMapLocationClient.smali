# Stand-in written for Guiju's examples: only the names are the vendor's.
.class public Lcom/amap/api/location/AMapLocationClient;
.super Ljava/lang/Object;
.source "AMapLocationClient.java"

.field private static shown:Z
.field private static agreed:Z

.field private final context:Landroid/content/Context;
.field private listener:Lcom/amap/api/location/AMapLocationListener;

.method public constructor <init>(Landroid/content/Context;)V
    .locals 0
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    iput-object p1, p0, Lcom/amap/api/location/AMapLocationClient;->context:Landroid/content/Context;
    return-void
.end method

.method public static updatePrivacyShow(Landroid/content/Context;ZZ)V
    .locals 0
    sput-boolean p1, Lcom/amap/api/location/AMapLocationClient;->shown:Z
    return-void
.end method

.method public static updatePrivacyAgree(Landroid/content/Context;Z)V
    .locals 0
    sput-boolean p1, Lcom/amap/api/location/AMapLocationClient;->agreed:Z
    return-void
.end method

.method public setLocationListener(Lcom/amap/api/location/AMapLocationListener;)V
    .locals 0
    iput-object p1, p0, Lcom/amap/api/location/AMapLocationClient;->listener:Lcom/amap/api/location/AMapLocationListener;
    return-void
.end method

.method public startLocation()V
    .locals 2
    iget-object v0, p0, Lcom/amap/api/location/AMapLocationClient;->context:Landroid/content/Context;
    invoke-static {v0}, Lcom/amap/api/location/PositionSource;->last(Landroid/content/Context;)Landroid/location/Location;
    move-result-object v0
    iget-object v1, p0, Lcom/amap/api/location/AMapLocationClient;->listener:Lcom/amap/api/location/AMapLocationListener;
    if-eqz v1, :done
    invoke-interface {v1, v0}, Lcom/amap/api/location/AMapLocationListener;->onLocationChanged(Landroid/location/Location;)V
    :done
    return-void
.end method

.method public onDestroy()V
    .locals 1
    const/4 v0, 0x0
    iput-object v0, p0, Lcom/amap/api/location/AMapLocationClient;->listener:Lcom/amap/api/location/AMapLocationListener;
    return-void
.end method
