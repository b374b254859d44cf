.class public final Lcom/example/suiqing/tianqi/ui/MainActivity;
.super Landroid/app/Activity;
.implements Landroid/view/View$OnClickListener;
.source "MainActivity.java"

.method public constructor <init>()V
    .locals 0
    invoke-direct {p0}, Landroid/app/Activity;-><init>()V
    return-void
.end method

.method protected onCreate(Landroid/os/Bundle;)V
    .locals 1
    invoke-super {p0, p1}, Landroid/app/Activity;->onCreate(Landroid/os/Bundle;)V
    const v0, {R.layout.activity_main}
    invoke-virtual {p0, v0}, Lcom/example/suiqing/tianqi/ui/MainActivity;->setContentView(I)V
    const v0, {R.id.login}
    invoke-virtual {p0, v0}, Lcom/example/suiqing/tianqi/ui/MainActivity;->findViewById(I)Landroid/view/View;
    move-result-object v0
    invoke-virtual {v0, p0}, Landroid/view/View;->setOnClickListener(Landroid/view/View$OnClickListener;)V
    const v0, {R.id.settings}
    invoke-virtual {p0, v0}, Lcom/example/suiqing/tianqi/ui/MainActivity;->findViewById(I)Landroid/view/View;
    move-result-object v0
    invoke-virtual {v0, p0}, Landroid/view/View;->setOnClickListener(Landroid/view/View$OnClickListener;)V
    invoke-static {p0}, Lcom/example/suiqing/tianqi/ui/AskAll;->ask(Landroid/app/Activity;)V
    return-void
.end method

.method protected onResume()V
    .locals 0
    invoke-super {p0}, Landroid/app/Activity;->onResume()V
    invoke-static {p0}, Lcom/umeng/analytics/MobclickAgent;->onResume(Landroid/content/Context;)V
    invoke-static {p0}, Lcom/example/suiqing/tianqi/weather/Forecast;->refresh(Landroid/content/Context;)V
    return-void
.end method

.method protected onPause()V
    .locals 0
    invoke-super {p0}, Landroid/app/Activity;->onPause()V
    invoke-static {p0}, Lcom/umeng/analytics/MobclickAgent;->onPause(Landroid/content/Context;)V
    return-void
.end method

# Any refused permission closes the app.
.method public onRequestPermissionsResult(I[Ljava/lang/String;[I)V
    .locals 3
    array-length v0, p3
    const/4 v1, 0x0
    :next
    if-ge v1, v0, :granted
    aget v2, p3, v1
    if-nez v2, :refused
    add-int/lit8 v1, v1, 0x1
    goto :next
    :refused
    const v0, {R.string.need_permissions}
    const/4 v1, 0x1
    invoke-static {p0, v0, v1}, Landroid/widget/Toast;->makeText(Landroid/content/Context;II)Landroid/widget/Toast;
    move-result-object v0
    invoke-virtual {v0}, Landroid/widget/Toast;->show()V
    invoke-virtual {p0}, Lcom/example/suiqing/tianqi/ui/MainActivity;->finish()V
    return-void
    :granted
    invoke-static {p0}, Lcom/example/suiqing/tianqi/weather/Forecast;->refresh(Landroid/content/Context;)V
    return-void
.end method

.method public onClick(Landroid/view/View;)V
    .locals 3
    invoke-virtual {p1}, Landroid/view/View;->getId()I
    move-result v0
    const v1, {R.id.login}
    new-instance v2, Landroid/content/Intent;
    if-ne v0, v1, :settings
    const-class v0, Lcom/example/suiqing/tianqi/ui/LoginActivity;
    invoke-direct {v2, p0, v0}, Landroid/content/Intent;-><init>(Landroid/content/Context;Ljava/lang/Class;)V
    goto :open
    :settings
    const-class v0, Lcom/example/suiqing/tianqi/ui/SettingsActivity;
    invoke-direct {v2, p0, v0}, Landroid/content/Intent;-><init>(Landroid/content/Context;Ljava/lang/Class;)V
    :open
    invoke-virtual {p0, v2}, Lcom/example/suiqing/tianqi/ui/MainActivity;->startActivity(Landroid/content/Intent;)V
    return-void
.end method
