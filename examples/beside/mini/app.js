App({
  onLaunch() {
    wx.login({
      success: (res) => {
        this.code = res.code
      },
    })
  },
})
