# Stand-in written for Guiju's examples: only the names are the vendor's.
.class public interface abstract Lcom/amap/api/location/AMapLocationListener;
.super Ljava/lang/Object;
.source "AMapLocationListener.java"

.method public abstract onLocationChanged(Landroid/location/Location;)V
.end method
