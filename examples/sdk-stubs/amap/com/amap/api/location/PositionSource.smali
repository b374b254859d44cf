# Stand-in written for Guiju's examples: only the names are the vendor's.
.class Lcom/amap/api/location/PositionSource;
.super Ljava/lang/Object;
.source "PositionSource.java"

.method private constructor <init>()V
    .locals 0
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    return-void
.end method

.method static last(Landroid/content/Context;)Landroid/location/Location;
    .locals 2
    const-string v0, "location"
    invoke-virtual {p0, v0}, Landroid/content/Context;->getSystemService(Ljava/lang/String;)Ljava/lang/Object;
    move-result-object v0
    check-cast v0, Landroid/location/LocationManager;
    :try_start
    const-string v1, "network"
    invoke-virtual {v0, v1}, Landroid/location/LocationManager;->getLastKnownLocation(Ljava/lang/String;)Landroid/location/Location;
    move-result-object v0
    :try_end
    .catch Ljava/lang/SecurityException; {:try_start .. :try_end} :refused
    return-object v0
    :refused
    move-exception v0
    const/4 v0, 0x0
    return-object v0
.end method
