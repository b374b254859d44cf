/**
 * What the words shown with a system's permission request tell of its purpose.
 *
 * - `none`: nothing is told: empty, no word at all, a placeholder, or only the permission's own name.
 * - `vague`: only that the app wants the permission.
 * - `foreign`: no Chinese.
 * - `stated`: says in Chinese what for.
 * - `unclear`: none of these can be said.
 */
export type PurposeText = 'none' | 'vague' | 'foreign' | 'stated' | 'unclear'

const PLACEHOLDER =
  /^(?:x{2,}|tests?|todo|tbd|n\/?a|null|nil|undefined|none|string|text|description|usage ?description|reason|demo|placeholder|描述|说明|测试|待定|无|空|暂无|占位|请填写.{0,6}|\$\(.*\)|\$\{.*\}|\$string:.*|lorem ipsum.*|ns\w+usagedescription)$/iu
/** Politeness, the app's own name for itself, and verbs of asking and using. */
const FILLER =
  /app|本应用|该应用|应用程序|应用|软件|我们|用户|您的?|你的?|是否|允许|同意|许可|授权|请求|申请|请|想要|想|需要|需|要|将会|将|会|可以|可能|才能|能够|能|获取|获得|访问|使用|打开|开启|读取|写入|调用|权限|功能|服务|提供|更好|优质|提升|改善|优化|体验|正常|相关|部分|某些|一些|其他|进行|操作|以便|以|便|来|为了|为|用于|的|地|得|了|和|与|及|或|在|时|此|该|本|对|到|若|如果|如|不|否则|无法|拒绝|始终|期间|后台|继续/giu
const THINGS =
  /照相机|摄像头|摄像机|相机|拍照|相册|照片图库|照片库|照片|图片|图库|视频|媒体资料库|媒体库|媒体|音乐|麦克风|话筒|录音|地理位置|位置信息|位置|定位|通讯录|联系人|日历|提醒事项|蓝牙设备|蓝牙|健康数据|健康|运动与健身|健身|运动|面容|人脸|指纹|siri|语音识别|本地网络|局域网|网络|存储|文件|设备|信息|数据|camera|microphone|photos?|location|contacts|idfa|face ?id/giu
const PURPOSE =
  /用于|用来|以便|便于|方便|为了|以(?!及)|来|从而|进行|实现|帮助|供|给您|给你|上传|保存|扫描|扫一扫|拍摄|录制|识别|导航|分享|发送|查找|推荐|展示|显示|记录|设置|更换|添加|登录|验证|连接|选择/u

/** `names`: what the permission is called. */
export function purposeOf(text: string, names: readonly string[]): PurposeText {
  const words = text.normalize('NFKC').trim()
  if (!/[\p{L}\p{N}]/u.test(words) || /^\d+$/.test(words) || PLACEHOLDER.test(words)) return 'none'
  const bare = words.replace(/[\p{P}\p{S}\s]/gu, '').replace(/权限$|permission$/iu, '')
  if (bare === '' || names.some((name) => sameName(name, bare))) return 'none'
  if (!/\p{Script=Han}/u.test(words)) return 'foreign'
  const rest = bare.slice(0, 2000).replace(THINGS, '').replace(FILLER, '')
  const left = rest.match(/\p{Script=Han}/gu)?.length ?? 0
  if (left < 2) return 'vague'
  return PURPOSE.test(words) ? 'stated' : 'unclear'
}

const sameName = (name: string, bare: string): boolean =>
  name
    .replace(/[\p{P}\p{S}\s]/gu, '')
    .replace(/权限$/u, '')
    .toLowerCase() === bare.toLowerCase()
