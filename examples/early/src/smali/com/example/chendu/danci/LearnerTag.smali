# Names the learner by the device, so that progress survives a reinstall.
.class public final Lcom/example/chendu/danci/LearnerTag;
.super Ljava/lang/Object;
.source "LearnerTag.java"

.field private static tag:Ljava/lang/String;

.method private constructor <init>()V
    .locals 0
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    return-void
.end method

.method public static attach(Landroid/content/Context;)V
    .locals 1
    invoke-static {p0}, Lcom/example/chendu/danci/LearnerTag;->read(Landroid/content/Context;)Ljava/lang/String;
    move-result-object v0
    sput-object v0, Lcom/example/chendu/danci/LearnerTag;->tag:Ljava/lang/String;
    return-void
.end method

.method private static read(Landroid/content/Context;)Ljava/lang/String;
    .locals 2
    invoke-virtual {p0}, Landroid/content/Context;->getContentResolver()Landroid/content/ContentResolver;
    move-result-object v0
    const-string v1, "android_id"
    invoke-static {v0, v1}, Landroid/provider/Settings$Secure;->getString(Landroid/content/ContentResolver;Ljava/lang/String;)Ljava/lang/String;
    move-result-object v0
    return-object v0
.end method
