import type { Text } from '../../law/text.ts'

/** What an SDK is for, with the words by which policies name that kind. */
export interface SdkKind extends Text {
  readonly words: readonly string[]
}

const kind = (zh: string, en: string, words: string): SdkKind => ({ zh, en, words: words.split('|') })

export const sdkKinds = {
  analytics: kind('统计分析', 'analytics', '统计|分析|埋点|数据采集|analytics'),
  ads: kind('广告', 'advertising', '广告|联盟|变现|推广'),
  push: kind('消息推送', 'push messages', '推送|push'),
  map: kind('地图', 'maps', '地图|导航|map'),
  location: kind('定位', 'location', '定位|位置|location'),
  pay: kind('支付', 'payment', '支付|钱包|收银|pay'),
  login: kind('登录认证', 'sign-in', '登录|登陆|一键认证|号码认证|账号|帐号|账户|授权|本机号码|login'),
  share: kind('分享', 'sharing', '分享|share'),
  im: kind('即时通信', 'messaging', '即时通信|即时通讯|聊天|im'),
  av: kind('音视频', 'audio and video', '音视频|直播|播放|点播|视频|通话|rtc'),
  crash: kind('崩溃分析', 'crash reports', '崩溃|异常|闪退|crash'),
  apm: kind('性能监控', 'performance monitoring', '性能|apm'),
  hotfix: kind('热修复', 'hot fix', '热修复|热更新|补丁'),
  security: kind('安全风控', 'security and risk control', '风控|安全|反欺诈|反作弊|设备指纹'),
  captcha: kind('验证码', 'captcha', '验证码|行为验证|滑动验证|人机验证'),
  speech: kind('语音', 'speech', '语音|asr|tts'),
  face: kind('人脸识别', 'face recognition', '人脸|活体|核身|实人|刷脸'),
  ocr: kind('文字识别', 'text recognition', 'ocr|文字识别|证件识别'),
  'customer-service': kind('客服', 'customer service', '客服|反馈'),
  storage: kind('存储', 'storage', '存储|oss|cos|后端云'),
  network: kind('网络', 'network', '网络|dns|下载'),
  database: kind('数据库', 'database', '数据库'),
  image: kind('图片', 'images', '图片|相册|裁剪'),
  ui: kind('界面', 'user interface', '界面|动画|图表'),
  framework: kind('开发框架', 'app framework', '框架|引擎|移动服务|基础库'),
  plugin: kind('插件化', 'plug-ins', '插件化'),
  game: kind('游戏', 'games', '游戏|联运'),
  attribution: kind('归因监测', 'attribution', '归因|监测|唤起|拉新|渠道统计'),
  identifier: kind('设备标识', 'identifiers', '标识|oaid'),
  update: kind('更新', 'updates', '更新|升级'),
  webview: kind('浏览内核', 'web view', '浏览|内核|webview'),
  'mini-app': kind('小程序', 'mini apps', '小程序|快应用'),
  ecommerce: kind('电商', 'e-commerce', '电商|商城|购物'),
  tool: kind('工具', 'tools', '工具|扫码|扫一扫'),
  ai: kind('人工智能', 'machine learning', '机器学习|智能识别'),
  ar: kind('美颜与 AR', 'effects and AR', '美颜|特效|增强现实'),
  camera: kind('拍摄', 'camera', '拍摄|相机'),
  cast: kind('投屏', 'casting', '投屏'),
  iot: kind('物联网', 'internet of things', '物联|智能硬件|蓝牙'),
  translate: kind('翻译', 'translation', '翻译'),
  content: kind('内容', 'content', '内容|资讯'),
  health: kind('运动健康', 'health', '运动健康|健康'),
  sms: kind('短信验证', 'SMS codes', '短信|短验'),
} as const satisfies Record<string, SdkKind>

export type SdkKindId = keyof typeof sdkKinds

const tests = (Object.keys(sdkKinds) as SdkKindId[]).map((id) => {
  const words = sdkKinds[id].words.map((word) => (/^[a-z]+$/.test(word) ? `(?<![a-z])${word}(?![a-z])` : word))
  return { id, test: new RegExp(words.join('|')) }
})

/** The kinds a name speaks of: `推送` in 厂商推送服务. */
export function kindsNamed(name: string): readonly SdkKindId[] {
  const text = name.toLowerCase()
  return tests.flatMap(({ id, test }) => (test.test(text) ? [id] : []))
}
