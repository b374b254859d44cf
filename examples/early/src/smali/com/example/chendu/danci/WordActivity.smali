.class public final Lcom/example/chendu/danci/WordActivity;
.super Landroid/app/Activity;
.implements Landroid/view/View$OnClickListener;
.source "WordActivity.java"

.field private at:I

.method public constructor <init>()V
    .locals 0
    invoke-direct {p0}, Landroid/app/Activity;-><init>()V
    return-void
.end method

.method protected onCreate(Landroid/os/Bundle;)V
    .locals 1
    invoke-super {p0, p1}, Landroid/app/Activity;->onCreate(Landroid/os/Bundle;)V
    const v0, {R.layout.activity_word}
    invoke-virtual {p0, v0}, Lcom/example/chendu/danci/WordActivity;->setContentView(I)V
    const v0, {R.id.next}
    invoke-virtual {p0, v0}, Lcom/example/chendu/danci/WordActivity;->findViewById(I)Landroid/view/View;
    move-result-object v0
    invoke-virtual {v0, p0}, Landroid/view/View;->setOnClickListener(Landroid/view/View$OnClickListener;)V
    invoke-direct {p0}, Lcom/example/chendu/danci/WordActivity;->show()V
    return-void
.end method

.method private show()V
    .locals 3
    invoke-virtual {p0}, Lcom/example/chendu/danci/WordActivity;->getResources()Landroid/content/res/Resources;
    move-result-object v0
    const v1, {R.array.words}
    invoke-virtual {v0, v1}, Landroid/content/res/Resources;->getStringArray(I)[Ljava/lang/String;
    move-result-object v0
    iget v1, p0, Lcom/example/chendu/danci/WordActivity;->at:I
    array-length v2, v0
    rem-int/2addr v1, v2
    aget-object v0, v0, v1
    const v1, {R.id.word}
    invoke-virtual {p0, v1}, Lcom/example/chendu/danci/WordActivity;->findViewById(I)Landroid/view/View;
    move-result-object v1
    check-cast v1, Landroid/widget/TextView;
    invoke-virtual {v1, v0}, Landroid/widget/TextView;->setText(Ljava/lang/CharSequence;)V
    return-void
.end method

.method public onClick(Landroid/view/View;)V
    .locals 1
    iget v0, p0, Lcom/example/chendu/danci/WordActivity;->at:I
    add-int/lit8 v0, v0, 0x1
    iput v0, p0, Lcom/example/chendu/danci/WordActivity;->at:I
    invoke-direct {p0}, Lcom/example/chendu/danci/WordActivity;->show()V
    return-void
.end method
