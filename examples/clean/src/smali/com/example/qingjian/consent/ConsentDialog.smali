.class public final Lcom/example/qingjian/consent/ConsentDialog;
.super Ljava/lang/Object;
.source "ConsentDialog.java"

.method private constructor <init>()V
    .locals 0
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    return-void
.end method

# Agree, decline and read carry the same weight; the back key does not close the dialog.
.method public static show(Landroid/app/Activity;)V
    .locals 3
    new-instance v0, Landroid/app/AlertDialog$Builder;
    invoke-direct {v0, p0}, Landroid/app/AlertDialog$Builder;-><init>(Landroid/content/Context;)V
    const v1, {R.string.consent_title}
    invoke-virtual {v0, v1}, Landroid/app/AlertDialog$Builder;->setTitle(I)Landroid/app/AlertDialog$Builder;
    const v1, {R.string.consent_text}
    invoke-virtual {v0, v1}, Landroid/app/AlertDialog$Builder;->setMessage(I)Landroid/app/AlertDialog$Builder;
    const/4 v1, 0x0
    invoke-virtual {v0, v1}, Landroid/app/AlertDialog$Builder;->setCancelable(Z)Landroid/app/AlertDialog$Builder;
    new-instance v2, Lcom/example/qingjian/consent/AgreeListener;
    invoke-direct {v2, p0}, Lcom/example/qingjian/consent/AgreeListener;-><init>(Landroid/app/Activity;)V
    const v1, {R.string.consent_agree}
    invoke-virtual {v0, v1, v2}, Landroid/app/AlertDialog$Builder;->setPositiveButton(ILandroid/content/DialogInterface$OnClickListener;)Landroid/app/AlertDialog$Builder;
    new-instance v2, Lcom/example/qingjian/consent/RefuseListener;
    invoke-direct {v2, p0}, Lcom/example/qingjian/consent/RefuseListener;-><init>(Landroid/app/Activity;)V
    const v1, {R.string.consent_refuse}
    invoke-virtual {v0, v1, v2}, Landroid/app/AlertDialog$Builder;->setNegativeButton(ILandroid/content/DialogInterface$OnClickListener;)Landroid/app/AlertDialog$Builder;
    new-instance v2, Lcom/example/qingjian/consent/ReadListener;
    invoke-direct {v2, p0}, Lcom/example/qingjian/consent/ReadListener;-><init>(Landroid/app/Activity;)V
    const v1, {R.string.consent_read}
    invoke-virtual {v0, v1, v2}, Landroid/app/AlertDialog$Builder;->setNeutralButton(ILandroid/content/DialogInterface$OnClickListener;)Landroid/app/AlertDialog$Builder;
    invoke-virtual {v0}, Landroid/app/AlertDialog$Builder;->show()Landroid/app/AlertDialog;
    return-void
.end method
