.class public final Lcom/example/qingjian/ui/SettingsActivity;
.super Landroid/app/Activity;
.implements Landroid/view/View$OnClickListener;
.implements Landroid/widget/CompoundButton$OnCheckedChangeListener;
.source "SettingsActivity.java"

.method public constructor <init>()V
    .locals 0
    invoke-direct {p0}, Landroid/app/Activity;-><init>()V
    return-void
.end method

.method protected onCreate(Landroid/os/Bundle;)V
    .locals 3
    invoke-super {p0, p1}, Landroid/app/Activity;->onCreate(Landroid/os/Bundle;)V
    const v0, {R.layout.activity_settings}
    invoke-virtual {p0, v0}, Lcom/example/qingjian/ui/SettingsActivity;->setContentView(I)V
    const v0, {R.id.privacy}
    invoke-direct {p0, v0}, Lcom/example/qingjian/ui/SettingsActivity;->listen(I)V
    const v0, {R.id.agreement}
    invoke-direct {p0, v0}, Lcom/example/qingjian/ui/SettingsActivity;->listen(I)V
    const v0, {R.id.sdk_list}
    invoke-direct {p0, v0}, Lcom/example/qingjian/ui/SettingsActivity;->listen(I)V
    const v0, {R.id.data_list}
    invoke-direct {p0, v0}, Lcom/example/qingjian/ui/SettingsActivity;->listen(I)V
    const v0, {R.id.withdraw}
    invoke-direct {p0, v0}, Lcom/example/qingjian/ui/SettingsActivity;->listen(I)V
    const v0, {R.id.correct}
    invoke-direct {p0, v0}, Lcom/example/qingjian/ui/SettingsActivity;->listen(I)V
    const v0, {R.id.close_account}
    invoke-direct {p0, v0}, Lcom/example/qingjian/ui/SettingsActivity;->listen(I)V
    const v0, {R.id.complaint}
    invoke-direct {p0, v0}, Lcom/example/qingjian/ui/SettingsActivity;->listen(I)V
    const v0, {R.id.personalised}
    invoke-virtual {p0, v0}, Lcom/example/qingjian/ui/SettingsActivity;->findViewById(I)Landroid/view/View;
    move-result-object v0
    check-cast v0, Landroid/widget/Switch;
    invoke-virtual {v0, p0}, Landroid/widget/Switch;->setOnCheckedChangeListener(Landroid/widget/CompoundButton$OnCheckedChangeListener;)V
    return-void
.end method

.method private listen(I)V
    .locals 1
    invoke-virtual {p0, p1}, Lcom/example/qingjian/ui/SettingsActivity;->findViewById(I)Landroid/view/View;
    move-result-object v0
    invoke-virtual {v0, p0}, Landroid/view/View;->setOnClickListener(Landroid/view/View$OnClickListener;)V
    return-void
.end method

.method public onClick(Landroid/view/View;)V
    .locals 2
    invoke-virtual {p1}, Landroid/view/View;->getId()I
    move-result v0
    const v1, {R.id.withdraw}
    if-eq v0, v1, :withdraw
    const v1, {R.id.close_account}
    if-eq v0, v1, :close
    const v1, {R.id.agreement}
    if-eq v0, v1, :agreement
    const v1, {R.id.sdk_list}
    if-eq v0, v1, :sdk_list
    const v1, {R.id.data_list}
    if-eq v0, v1, :data_list
    const v1, {R.id.correct}
    if-eq v0, v1, :correct
    const v1, {R.id.complaint}
    if-eq v0, v1, :complaint
    const v1, {R.string.privacy_url}
    goto :open
    :agreement
    const v1, {R.string.agreement_url}
    goto :open
    :sdk_list
    const v1, {R.string.sdk_list_url}
    goto :open
    :data_list
    const v1, {R.string.data_list_url}
    goto :open
    :correct
    const v1, {R.string.correct_url}
    goto :open
    :complaint
    const v1, {R.string.complaint_url}
    :open
    invoke-static {p0, v1}, Lcom/example/qingjian/ui/Links;->open(Landroid/app/Activity;I)V
    return-void
    :close
    const-class v1, Lcom/example/qingjian/ui/CloseAccountActivity;
    invoke-static {p0, v1}, Lcom/example/qingjian/ui/Links;->go(Landroid/app/Activity;Ljava/lang/Class;)V
    return-void
    :withdraw
    const/4 v0, 0x0
    invoke-static {p0, v0}, Lcom/example/qingjian/consent/ConsentStore;->set(Landroid/content/Context;Z)V
    const v1, {R.string.withdrawn}
    invoke-static {p0, v1, v0}, Landroid/widget/Toast;->makeText(Landroid/content/Context;II)Landroid/widget/Toast;
    move-result-object v0
    invoke-virtual {v0}, Landroid/widget/Toast;->show()V
    return-void
.end method

.method public onCheckedChanged(Landroid/widget/CompoundButton;Z)V
    .locals 2
    const-string v0, "qingjian"
    const/4 v1, 0x0
    invoke-virtual {p0, v0, v1}, Lcom/example/qingjian/ui/SettingsActivity;->getSharedPreferences(Ljava/lang/String;I)Landroid/content/SharedPreferences;
    move-result-object v0
    invoke-interface {v0}, Landroid/content/SharedPreferences;->edit()Landroid/content/SharedPreferences$Editor;
    move-result-object v0
    const-string v1, "personalised_enabled"
    invoke-interface {v0, v1, p2}, Landroid/content/SharedPreferences$Editor;->putBoolean(Ljava/lang/String;Z)Landroid/content/SharedPreferences$Editor;
    invoke-interface {v0}, Landroid/content/SharedPreferences$Editor;->apply()V
    return-void
.end method
