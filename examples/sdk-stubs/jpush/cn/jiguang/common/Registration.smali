# Stand-in written for Guiju's examples: only the names are the vendor's.
.class public Lcn/jiguang/common/Registration;
.super Ljava/lang/Object;
.source "Registration.java"

.field private static deviceId:Ljava/lang/String;
.field private static operator:Ljava/lang/String;

.method private constructor <init>()V
    .locals 0
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    return-void
.end method

.method public static register(Landroid/content/Context;)V
    .locals 2
    invoke-virtual {p0}, Landroid/content/Context;->getContentResolver()Landroid/content/ContentResolver;
    move-result-object v0
    const-string v1, "android_id"
    invoke-static {v0, v1}, Landroid/provider/Settings$Secure;->getString(Landroid/content/ContentResolver;Ljava/lang/String;)Ljava/lang/String;
    move-result-object v0
    sput-object v0, Lcn/jiguang/common/Registration;->deviceId:Ljava/lang/String;
    const-string v0, "phone"
    invoke-virtual {p0, v0}, Landroid/content/Context;->getSystemService(Ljava/lang/String;)Ljava/lang/Object;
    move-result-object v0
    check-cast v0, Landroid/telephony/TelephonyManager;
    invoke-virtual {v0}, Landroid/telephony/TelephonyManager;->getSimOperatorName()Ljava/lang/String;
    move-result-object v0
    sput-object v0, Lcn/jiguang/common/Registration;->operator:Ljava/lang/String;
    return-void
.end method
