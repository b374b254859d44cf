.class public final Lcom/example/suiqing/tianqi/weather/Forecast;
.super Ljava/lang/Object;
.source "Forecast.java"

.method private constructor <init>()V
    .locals 0
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    return-void
.end method

.method public static refresh(Landroid/content/Context;)V
    .locals 1
    new-instance v0, Lcom/example/suiqing/tianqi/weather/CityLocator;
    invoke-direct {v0, p0}, Lcom/example/suiqing/tianqi/weather/CityLocator;-><init>(Landroid/content/Context;)V
    invoke-virtual {v0}, Lcom/example/suiqing/tianqi/weather/CityLocator;->follow()V
    invoke-virtual {v0}, Lcom/example/suiqing/tianqi/weather/CityLocator;->address()V
    return-void
.end method
