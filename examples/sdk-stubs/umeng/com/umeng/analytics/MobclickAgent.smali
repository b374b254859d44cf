# Stand-in written for Guiju's examples: only the names are the vendor's.
.class public Lcom/umeng/analytics/MobclickAgent;
.super Ljava/lang/Object;
.source "MobclickAgent.java"

.field private static resumedAt:J

.method private constructor <init>()V
    .locals 0
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    return-void
.end method

.method public static onResume(Landroid/content/Context;)V
    .locals 2
    invoke-static {}, Landroid/os/SystemClock;->elapsedRealtime()J
    move-result-wide v0
    sput-wide v0, Lcom/umeng/analytics/MobclickAgent;->resumedAt:J
    return-void
.end method

.method public static onPause(Landroid/content/Context;)V
    .locals 2
    const-wide/16 v0, 0x0
    sput-wide v0, Lcom/umeng/analytics/MobclickAgent;->resumedAt:J
    return-void
.end method
