.class public final Lcom/example/suiqing/tianqi/ui/SettingsActivity;
.super Landroid/app/Activity;
.implements Landroid/view/View$OnClickListener;
.source "SettingsActivity.java"

.method public constructor <init>()V
    .locals 0
    invoke-direct {p0}, Landroid/app/Activity;-><init>()V
    return-void
.end method

.method protected onCreate(Landroid/os/Bundle;)V
    .locals 1
    invoke-super {p0, p1}, Landroid/app/Activity;->onCreate(Landroid/os/Bundle;)V
    const v0, {R.layout.activity_settings}
    invoke-virtual {p0, v0}, Lcom/example/suiqing/tianqi/ui/SettingsActivity;->setContentView(I)V
    const v0, {R.id.agreement}
    invoke-direct {p0, v0}, Lcom/example/suiqing/tianqi/ui/SettingsActivity;->listen(I)V
    const v0, {R.id.privacy}
    invoke-direct {p0, v0}, Lcom/example/suiqing/tianqi/ui/SettingsActivity;->listen(I)V
    const v0, {R.id.service}
    invoke-direct {p0, v0}, Lcom/example/suiqing/tianqi/ui/SettingsActivity;->listen(I)V
    return-void
.end method

.method private listen(I)V
    .locals 1
    invoke-virtual {p0, p1}, Lcom/example/suiqing/tianqi/ui/SettingsActivity;->findViewById(I)Landroid/view/View;
    move-result-object v0
    invoke-virtual {v0, p0}, Landroid/view/View;->setOnClickListener(Landroid/view/View$OnClickListener;)V
    return-void
.end method

.method public onClick(Landroid/view/View;)V
    .locals 2
    invoke-virtual {p1}, Landroid/view/View;->getId()I
    move-result v0
    const v1, {R.id.privacy}
    if-ne v0, v1, :not_privacy
    const v0, {R.string.privacy_url}
    goto :page
    :not_privacy
    const v1, {R.id.agreement}
    if-ne v0, v1, :service
    const v0, {R.string.agreement_url}
    goto :page
    :service
    invoke-direct {p0}, Lcom/example/suiqing/tianqi/ui/SettingsActivity;->writeToService()V
    return-void
    :page
    invoke-virtual {p0, v0}, Lcom/example/suiqing/tianqi/ui/SettingsActivity;->getString(I)Ljava/lang/String;
    move-result-object v0
    invoke-direct {p0, v0}, Lcom/example/suiqing/tianqi/ui/SettingsActivity;->view(Ljava/lang/String;)V
    return-void
.end method

.method private writeToService()V
    .locals 2
    const v0, {R.string.service_mail}
    invoke-virtual {p0, v0}, Lcom/example/suiqing/tianqi/ui/SettingsActivity;->getString(I)Ljava/lang/String;
    move-result-object v0
    const-string v1, "mailto:"
    invoke-virtual {v1, v0}, Ljava/lang/String;->concat(Ljava/lang/String;)Ljava/lang/String;
    move-result-object v0
    invoke-direct {p0, v0}, Lcom/example/suiqing/tianqi/ui/SettingsActivity;->view(Ljava/lang/String;)V
    return-void
.end method

.method private view(Ljava/lang/String;)V
    .locals 3
    invoke-static {p1}, Landroid/net/Uri;->parse(Ljava/lang/String;)Landroid/net/Uri;
    move-result-object v0
    new-instance v1, Landroid/content/Intent;
    const-string v2, "android.intent.action.VIEW"
    invoke-direct {v1, v2, v0}, Landroid/content/Intent;-><init>(Ljava/lang/String;Landroid/net/Uri;)V
    invoke-virtual {p0, v1}, Lcom/example/suiqing/tianqi/ui/SettingsActivity;->startActivity(Landroid/content/Intent;)V
    return-void
.end method
