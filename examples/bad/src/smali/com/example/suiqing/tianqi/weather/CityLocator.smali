# The app's own code asks the system for the position once a minute, and the map SDK for the address.
.class public final Lcom/example/suiqing/tianqi/weather/CityLocator;
.super Ljava/lang/Object;
.implements Landroid/location/LocationListener;
.implements Lcom/amap/api/location/AMapLocationListener;
.source "CityLocator.java"

.field private final context:Landroid/content/Context;
.field private place:Ljava/lang/String;

.method public constructor <init>(Landroid/content/Context;)V
    .locals 0
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    iput-object p1, p0, Lcom/example/suiqing/tianqi/weather/CityLocator;->context:Landroid/content/Context;
    return-void
.end method

.method public follow()V
    .locals 7
    iget-object v0, p0, Lcom/example/suiqing/tianqi/weather/CityLocator;->context:Landroid/content/Context;
    const-string v1, "location"
    invoke-virtual {v0, v1}, Landroid/content/Context;->getSystemService(Ljava/lang/String;)Ljava/lang/Object;
    move-result-object v0
    check-cast v0, Landroid/location/LocationManager;
    :try_start
    const-string v1, "network"
    const-wide/32 v2, 0xea60
    const/high16 v4, 0x43fa0000    # 500 m
    move-object v5, p0
    invoke-virtual/range {v0 .. v5}, Landroid/location/LocationManager;->requestLocationUpdates(Ljava/lang/String;JFLandroid/location/LocationListener;)V
    :try_end
    .catch Ljava/lang/SecurityException; {:try_start .. :try_end} :refused
    return-void
    :refused
    move-exception v6
    return-void
.end method

.method public address()V
    .locals 2
    new-instance v0, Lcom/amap/api/location/AMapLocationClient;
    iget-object v1, p0, Lcom/example/suiqing/tianqi/weather/CityLocator;->context:Landroid/content/Context;
    invoke-direct {v0, v1}, Lcom/amap/api/location/AMapLocationClient;-><init>(Landroid/content/Context;)V
    invoke-virtual {v0, p0}, Lcom/amap/api/location/AMapLocationClient;->setLocationListener(Lcom/amap/api/location/AMapLocationListener;)V
    invoke-virtual {v0}, Lcom/amap/api/location/AMapLocationClient;->startLocation()V
    return-void
.end method

.method public onLocationChanged(Landroid/location/Location;)V
    .locals 4
    if-eqz p1, :none
    invoke-virtual {p1}, Landroid/location/Location;->getLatitude()D
    move-result-wide v0
    invoke-static {v0, v1}, Ljava/lang/Double;->toString(D)Ljava/lang/String;
    move-result-object v0
    invoke-virtual {p1}, Landroid/location/Location;->getLongitude()D
    move-result-wide v1
    invoke-static {v1, v2}, Ljava/lang/Double;->toString(D)Ljava/lang/String;
    move-result-object v1
    const-string v2, ","
    invoke-virtual {v0, v2}, Ljava/lang/String;->concat(Ljava/lang/String;)Ljava/lang/String;
    move-result-object v0
    invoke-virtual {v0, v1}, Ljava/lang/String;->concat(Ljava/lang/String;)Ljava/lang/String;
    move-result-object v0
    iput-object v0, p0, Lcom/example/suiqing/tianqi/weather/CityLocator;->place:Ljava/lang/String;
    :none
    return-void
.end method

.method public onStatusChanged(Ljava/lang/String;ILandroid/os/Bundle;)V
    .locals 0
    return-void
.end method

.method public onProviderEnabled(Ljava/lang/String;)V
    .locals 0
    return-void
.end method

.method public onProviderDisabled(Ljava/lang/String;)V
    .locals 0
    return-void
.end method
