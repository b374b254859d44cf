Page({
  near() {
    wx.getLocation({ type: 'gcj02' })
  },
})
