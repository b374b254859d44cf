.class public final Lcom/example/qingjian/ui/CloseAccountActivity;
.super Landroid/app/Activity;
.implements Landroid/view/View$OnClickListener;
.source "CloseAccountActivity.java"

.method public constructor <init>()V
    .locals 0
    invoke-direct {p0}, Landroid/app/Activity;-><init>()V
    return-void
.end method

.method protected onCreate(Landroid/os/Bundle;)V
    .locals 1
    invoke-super {p0, p1}, Landroid/app/Activity;->onCreate(Landroid/os/Bundle;)V
    const v0, {R.layout.activity_close_account}
    invoke-virtual {p0, v0}, Lcom/example/qingjian/ui/CloseAccountActivity;->setContentView(I)V
    const v0, {R.id.confirm}
    invoke-virtual {p0, v0}, Lcom/example/qingjian/ui/CloseAccountActivity;->findViewById(I)Landroid/view/View;
    move-result-object v0
    invoke-virtual {v0, p0}, Landroid/view/View;->setOnClickListener(Landroid/view/View$OnClickListener;)V
    return-void
.end method

.method public onClick(Landroid/view/View;)V
    .locals 2
    const-string v0, "qingjian"
    const/4 v1, 0x0
    invoke-virtual {p0, v0, v1}, Lcom/example/qingjian/ui/CloseAccountActivity;->getSharedPreferences(Ljava/lang/String;I)Landroid/content/SharedPreferences;
    move-result-object v0
    invoke-interface {v0}, Landroid/content/SharedPreferences;->edit()Landroid/content/SharedPreferences$Editor;
    move-result-object v0
    invoke-interface {v0}, Landroid/content/SharedPreferences$Editor;->clear()Landroid/content/SharedPreferences$Editor;
    invoke-interface {v0}, Landroid/content/SharedPreferences$Editor;->apply()V
    invoke-virtual {p0}, Lcom/example/qingjian/ui/CloseAccountActivity;->finish()V
    return-void
.end method
