/** Members of the platform object (`wx`, and `my`, `swan`, `tt` where they have the same) that give personal data. */
export interface MiniApi {
  readonly name: string
  readonly item: string
  /** Scope that a person is asked for before it. */
  readonly scope?: string
  /** Of little meaning by itself: common in every program, or names nobody. */
  readonly weak?: boolean
}

const api = (names: string, item: string, scope?: string, weak?: boolean): MiniApi[] =>
  names.split(' ').map((name) => ({ name, item, ...(scope === undefined ? {} : { scope }), ...(weak ? { weak } : {}) }))

/** Source: developers.weixin.qq.com, API reference and 用户隐私保护指引 (which kind of information each interface takes). */
export const miniApis: readonly MiniApi[] = [
  ...api('getLocation startLocationUpdate', 'precise-location', 'scope.userLocation'),
  ...api('onLocationChange', 'precise-location', undefined, true),
  ...api('choosePoi chooseLocation', 'location'),
  ...api('getFuzzyLocation', 'coarse-location', 'scope.userFuzzyLocation'),
  ...api('startLocationUpdateBackground', 'background-location', 'scope.userLocationBackground'),
  ...api('getPhoneNumber getRealtimePhoneNumber', 'phone-number'),
  ...api('chooseAddress', 'address'),
  ...api('chooseInvoice chooseInvoiceTitle', 'invoice'),
  ...api('getWeRunData', 'activity-recognition', 'scope.werun'),
  ...api('getClipboardData', 'clipboard'),
  ...api('chooseContact', 'contacts'),
  ...api('getConnectedWifi', 'wifi-info'),
  ...api('getWifiList', 'wifi-list'),
  ...api('startFacialRecognitionVerify startFacialRecognitionVerifyAndUploadVideo', 'face'),
  ...api('chooseLicensePlate', 'vehicle'),
  ...api('getFriendCloudStorage getGroupCloudStorage', 'friends'),
  // Since 2022 these give an anonymous name and picture.
  ...api('getUserInfo getUserProfile', 'nickname', undefined, true),
  ...api('login', 'account-info', undefined, true),
  ...api('getSystemInfo getSystemInfoSync getSystemInfoAsync getDeviceInfo', 'device-model', undefined, true),
  // A person picks a picture or takes one: which kind of information it is depends on what it is for.
  ...api('chooseImage chooseMedia chooseVideo', 'photos', undefined, true),
  ...api('chooseMessageFile', 'files', undefined, true),
  ...api('saveImageToPhotosAlbum saveVideoToPhotosAlbum', 'photos', 'scope.writePhotosAlbum', true),
  ...api('createCameraContext createVKSession', 'camera', 'scope.camera', true),
  ...api('startRecord getRecorderManager joinVoIPChat', 'microphone', 'scope.record', true),
  ...api('addPhoneContact', 'contacts', 'scope.addPhoneContact', true),
  ...api('addPhoneCalendar addPhoneRepeatCalendar', 'calendar', 'scope.addPhoneCalendar', true),
  ...api(
    'openBluetoothAdapter getBluetoothDevices startBluetoothDevicesDiscovery',
    'bluetooth',
    'scope.bluetooth',
    true,
  ),
  ...api(
    'startAccelerometer onAccelerometerChange startGyroscope onGyroscopeChange startCompass onCompassChange startDeviceMotionListening',
    'sensors',
    undefined,
    true,
  ),
]

/** What a person is asked for, and how the prompt names it. */
export const miniScopes: Readonly<
  Record<string, { readonly zh: string; readonly items: readonly string[]; readonly declared: boolean }>
> = {
  'scope.userLocation': { zh: '位置', items: ['precise-location', 'location'], declared: true },
  'scope.userFuzzyLocation': { zh: '模糊位置', items: ['coarse-location'], declared: true },
  'scope.userLocationBackground': { zh: '后台位置', items: ['background-location'], declared: true },
  'scope.werun': { zh: '微信运动', items: ['activity-recognition'], declared: false },
  'scope.record': { zh: '麦克风', items: ['microphone'], declared: false },
  'scope.camera': { zh: '摄像头', items: ['camera'], declared: false },
  'scope.writePhotosAlbum': { zh: '相册', items: ['photos'], declared: false },
  'scope.addPhoneContact': { zh: '通讯录', items: ['contacts'], declared: false },
  'scope.addPhoneCalendar': { zh: '日历', items: ['calendar'], declared: false },
  'scope.bluetooth': { zh: '蓝牙', items: ['bluetooth'], declared: false },
  // Asked for by vendors beside WeChat, or by older programs.
  'scope.userInfo': { zh: '用户信息', items: ['nickname'], declared: false },
  'scope.address': { zh: '收货地址', items: ['address'], declared: false },
  'scope.album': { zh: '相册', items: ['photos'], declared: false },
}

/**
 * What the `permission` part of `app.json` is to a vendor. `shown`: documented as the purpose that the person is told
 * when asked (developers.weixin.qq.com and smartprogram.baidu.com: app.json, permission). Of the others it is
 * not documented: words there are the developer's own, and that there are none says nothing.
 */
export const DECLARES_PURPOSE: Readonly<Record<string, 'shown'>> = { wechat: 'shown', baidu: 'shown' }

/**
 * Third-party code of mini programs: plugins by their provider's appid, libraries by the name of their file or by a
 * string they carry. `sdk` is the row of the SDK table; what a vendor says its mobile SDK collects does not hold here.
 */
export interface MiniSdk {
  readonly sdk: string
  readonly providers?: readonly string[]
  readonly files?: RegExp
  readonly strings?: RegExp
}

export const miniSdks: readonly MiniSdk[] = [
  {
    sdk: 'tencent-map',
    providers: ['wx76a9a06e5b4e693e', 'wx50b5593e81dd937a'],
    files: /(?:^|\/)qqmap-wx-jssdk(?:\.min)?\.js$/,
    strings: /^https:\/\/apis\.map\.qq\.com\/ws\//,
  },
  {
    sdk: 'umeng-analytics',
    files: /(?:^|\/)(?:umtrack-wx|uma)(?:\.min)?(?:\/|\.js$)/,
    strings: /^https:\/\/(?:umini|ulogs)\.(?:shujupie|umeng)\.com/,
  },
  {
    sdk: 'sensorsdata',
    files: /(?:^|\/)sensorsdata(?:\.[a-z]+)*\.js$/,
    strings: /^\$MPLaunch$|sensorsdata2015_wechat/,
  },
  {
    sdk: 'growingio',
    files: /(?:^|\/)gio-(?:minp|alip|baidup|tt)(?:\/|\.js$)/,
    strings: /^https:\/\/wxapi\.growingio\.com/,
  },
  { sdk: 'amap-map', files: /(?:^|\/)amap-wx(?:\.\d+)?\.js$/, strings: /^https:\/\/restapi\.amap\.com\// },
  { sdk: 'baidu-map', files: /(?:^|\/)bmap-wx(?:\.min)?\.js$/ },
  { sdk: 'tencent-mta', files: /(?:^|\/)mta_analysis\.js$/, strings: /^https:\/\/pingtas\.qq\.com/ },
  { sdk: 'aladdin', files: /(?:^|\/)ald-stat(?:\.min)?\.js$/, strings: /^https:\/\/log\.aldwx\.com/ },
  { sdk: 'sentry', files: /(?:^|\/)sentry-miniapp(?:\.min)?(?:\/|\.js$)/ },
]
