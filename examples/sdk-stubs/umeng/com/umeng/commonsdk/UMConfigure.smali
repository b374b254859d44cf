# Stand-in written for Guiju's examples: only the names are the vendor's.
.class public Lcom/umeng/commonsdk/UMConfigure;
.super Ljava/lang/Object;
.source "UMConfigure.java"

.field public static final DEVICE_TYPE_PHONE:I = 0x1

.field private static appKey:Ljava/lang/String;
.field private static channel:Ljava/lang/String;
.field private static identity:Ljava/util/Map;

.method private constructor <init>()V
    .locals 0
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    return-void
.end method

# Keeps the key and channel; reads nothing from the device.
.method public static preInit(Landroid/content/Context;Ljava/lang/String;Ljava/lang/String;)V
    .locals 0
    sput-object p1, Lcom/umeng/commonsdk/UMConfigure;->appKey:Ljava/lang/String;
    sput-object p2, Lcom/umeng/commonsdk/UMConfigure;->channel:Ljava/lang/String;
    return-void
.end method

.method public static init(Landroid/content/Context;Ljava/lang/String;Ljava/lang/String;ILjava/lang/String;)V
    .locals 1
    invoke-static {p0, p1, p2}, Lcom/umeng/commonsdk/UMConfigure;->preInit(Landroid/content/Context;Ljava/lang/String;Ljava/lang/String;)V
    invoke-static {p0}, Lcom/umeng/commonsdk/statistics/idtracking/IdTracker;->collect(Landroid/content/Context;)Ljava/util/Map;
    move-result-object v0
    sput-object v0, Lcom/umeng/commonsdk/UMConfigure;->identity:Ljava/util/Map;
    return-void
.end method
