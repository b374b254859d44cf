.class public final Lcom/example/qingjian/ui/LoginActivity;
.super Landroid/app/Activity;
.implements Landroid/view/View$OnClickListener;
.source "LoginActivity.java"

.method public constructor <init>()V
    .locals 0
    invoke-direct {p0}, Landroid/app/Activity;-><init>()V
    return-void
.end method

.method protected onCreate(Landroid/os/Bundle;)V
    .locals 1
    invoke-super {p0, p1}, Landroid/app/Activity;->onCreate(Landroid/os/Bundle;)V
    const v0, {R.layout.activity_login}
    invoke-virtual {p0, v0}, Lcom/example/qingjian/ui/LoginActivity;->setContentView(I)V
    const v0, {R.id.submit}
    invoke-virtual {p0, v0}, Lcom/example/qingjian/ui/LoginActivity;->findViewById(I)Landroid/view/View;
    move-result-object v0
    invoke-virtual {v0, p0}, Landroid/view/View;->setOnClickListener(Landroid/view/View$OnClickListener;)V
    return-void
.end method

.method public onClick(Landroid/view/View;)V
    .locals 2
    const v0, {R.id.agree}
    invoke-virtual {p0, v0}, Lcom/example/qingjian/ui/LoginActivity;->findViewById(I)Landroid/view/View;
    move-result-object v0
    check-cast v0, Landroid/widget/CheckBox;
    invoke-virtual {v0}, Landroid/widget/CheckBox;->isChecked()Z
    move-result v0
    if-nez v0, :ticked
    const v0, {R.string.login_tick_first}
    const/4 v1, 0x0
    invoke-static {p0, v0, v1}, Landroid/widget/Toast;->makeText(Landroid/content/Context;II)Landroid/widget/Toast;
    move-result-object v0
    invoke-virtual {v0}, Landroid/widget/Toast;->show()V
    return-void
    :ticked
    invoke-virtual {p0}, Lcom/example/qingjian/ui/LoginActivity;->finish()V
    return-void
.end method
