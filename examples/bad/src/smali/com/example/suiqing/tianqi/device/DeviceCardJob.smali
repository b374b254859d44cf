# A Runnable: reads the device off the main thread and hands the result to an AsyncTask.
.class public final Lcom/example/suiqing/tianqi/device/DeviceCardJob;
.super Ljava/lang/Object;
.implements Ljava/lang/Runnable;
.source "DeviceCardJob.java"

.field private final context:Landroid/content/Context;

.method public constructor <init>(Landroid/content/Context;)V
    .locals 0
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    iput-object p1, p0, Lcom/example/suiqing/tianqi/device/DeviceCardJob;->context:Landroid/content/Context;
    return-void
.end method

.method public run()V
    .locals 3
    iget-object v0, p0, Lcom/example/suiqing/tianqi/device/DeviceCardJob;->context:Landroid/content/Context;
    invoke-static {v0}, Lcom/example/suiqing/tianqi/device/DeviceCard;->read(Landroid/content/Context;)Ljava/lang/String;
    move-result-object v0
    new-instance v1, Lcom/example/suiqing/tianqi/net/ReportTask;
    invoke-direct {v1}, Lcom/example/suiqing/tianqi/net/ReportTask;-><init>()V
    const/4 v2, 0x1
    new-array v2, v2, [Ljava/lang/String;
    invoke-static {v2, v0}, Lcom/example/suiqing/tianqi/device/DeviceCardJob;->put([Ljava/lang/String;Ljava/lang/String;)V
    invoke-virtual {v1, v2}, Lcom/example/suiqing/tianqi/net/ReportTask;->execute([Ljava/lang/Object;)Landroid/os/AsyncTask;
    return-void
.end method

.method private static put([Ljava/lang/String;Ljava/lang/String;)V
    .locals 1
    const/4 v0, 0x0
    aput-object p1, p0, v0
    return-void
.end method
