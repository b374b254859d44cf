/** Words on buttons, boxes and links of Chinese pages, and what they mean. */

/** What a button does to consent. `limited` and `exit` are refusals that say what follows. */
export type Choice = 'agree' | 'acknowledge' | 'refuse' | 'limited' | 'exit' | 'later' | 'close' | 'settings' | 'save'

/** A label without marks, blanks and countdowns. */
export const plain = (label: string): string =>
  label
    .normalize('NFKC')
    .replace(/[(（[【]?\s*\d{1,3}\s*(?:s|秒|S)?(?:后(?:可?关闭|可点击|自动\S{0,4})?)?\s*[)）\]】]?$/u, '')
    .replace(/[\s\p{P}\p{S}]+/gu, (mark) => (/[×✕✖╳]/.test(mark) ? mark.trim() : ''))
    .toLowerCase()

const LIMITED =
  /(?:仅|只|仅仅|只能)(?:使用|用|限|限于|接受|保留|允许|启用|开启|同意|进入|体验|需要?)?(?:必要|必需|必须|基本|基础|核心|浏览|访客|游客|查看|看看)|(?:浏览|基本|基础|访客|游客|纯净|无痕|匿名|受限|体验)(?:功能|浏览|内容)?模式|无痕浏览|(?:访客|游客)(?:身份|访问|浏览|进入)|以(?:访客|游客)|(?:先|随便|只)(?:去|随便|随意)?(?:逛逛|看看|浏览)|essential|necessary|basic mode|guest/i
const REFUSE =
  /不谢谢|谢谢不|不同意|不接受|不允许|不授权|不认可|不愿意?|不赞成|未同意|拒绝|回绝|谢绝|残忍|狠心|暂不|暂时不|先不|不使用|不用了?$|不需要|不要|^不了|^不$|^否$|不再|禁止|反对|婉拒|without(?:accept|agree|consent)|全部关闭|关闭(?:全部|非必要|个性化)|disagree|decline|reject|refuse|deny|^no\b|nothanks|dontallow/i
const EXIT =
  /退出|离开|放弃(?:使用|访问)?|关闭(?:应用|页面|网站|网页|本页|小程序)|停止(?:使用|访问)|卸载|^exit|^leave|^quit/i
const LATER =
  /稍后|以后再|下次|再想想|再考虑|想一想|考虑一下|再看看|暂缓|跳过|^忽略|^取消$|^返回$|我再|^skip|later|notnow|^cancel$/i
const AGREE = /(?:全部|一键|全都)(?:开启|打开|启用)|同意|接受|允许|授权|认可|赞同|agree|accept|allow|consent/i
const ACKNOWLEDGE =
  /^(?:好的?|嗯)?(?:我?(?:已经?|都)?(?:知道|明白|了解|知悉|知晓|清楚)了?|好|好的|好哒|好嘞|确定|确认|完成|行|可以|没问题|是|是的|ok|okay|yes|gotit|iunderstand|understood|dismiss|继续.{0,8}|进入.{0,6}|开始.{0,6}|立即.{0,6}|马上.{0,6}|前往.{0,4}|开启.{0,6}|去使用|下一步|continue|next|start|enter|我要使用|我愿意)$/i
const CLOSE = /^(?:×|✕|✖|╳|x|关闭|close|关掉|收起)$/i
const SETTINGS =
  /设置|设定|管理|偏好|自定义|更多选择|更多选项|选项|详细选择|逐项|分项|查看详情|了解更多|了解详情|manage|setting|preference|customi[sz]e|options/i
/** Keeps a choice made in boxes: neither all nor nothing. */
const SAVE =
  /(?:保存|确认|提交|应用)(?:我的|当前|所选|以上|此|并应用)?(?:选择|选项|设置|偏好|更改)|(?:允许|接受|同意)(?:所选|选中|勾选)|^保存(?:并(?:关闭|退出|继续|返回))?$|^(?:save|confirm)(?:my)?(?:choices?|settings|preferences|selection)$|^allowselect(?:ion|ed)$|^save$/
/** Takes everything, whatever the boxes say. */
const ALL = /全部|所有|一键|(?:accept|allow|agree(?:to)?)all/

/** Names of the documents that are linked, not agreed to by the label itself. */
const READS = /^(?:查看|阅读(?!并)|详见|参见|了解|浏览)(?!.*(?:选项|选择|设置|偏好)$)/

/** What a label on a control says about consent; undefined where it says nothing. */
export function choiceOf(label: string): Choice | undefined {
  if (label.length > 40) return undefined
  const words = plain(label)
  if (words === '') return CLOSE.test(label.trim()) ? 'close' : undefined
  // Latin words take more letters.
  const most = /\p{Script=Han}/u.test(words) ? 22 : 36
  if (words.length > most || READS.test(words)) return undefined
  if (CLOSE.test(words)) return 'close'
  if (SAVE.test(words) && !ALL.test(words)) return 'save'
  if (LIMITED.test(words) && !/^同意(?!仅|只)/.test(words)) return 'limited'
  if (EXIT.test(words)) return 'exit'
  if (REFUSE.test(words)) return 'refuse'
  if (LATER.test(words)) return 'later'
  if (SETTINGS.test(words)) return 'settings'
  if (AGREE.test(words)) return 'agree'
  if (ACKNOWLEDGE.test(words)) return 'acknowledge'
  return undefined
}

/** Opens further choices, rather than a text about them. */
export const opensChoices = (label: string): boolean =>
  choiceOf(label) === 'settings' &&
  !/了解(?:更多|详情)|查看详情|learn more/i.test(plain(label)) &&
  !POLICY_NAME.test(label)

/** A text that speaks of rules on personal information. */
export const ABOUT_PRIVACY =
  /隐私|隱私|个人信息|個人資料|个人数据|个人资料|用户信息|用户协议|服务协议|使用协议|用户条款|服务条款|使用条款|cookie|privacy|personal (?:data|information)/i
/** Names a privacy policy. */
export const POLICY_NAME =
  /隐私(?:权)?(?:保护)?(?:政策|协议|声明|条款|指引|说明|通知|规则|须知|摘要|权)|隐私保护|隱私(?:權)?(?:政策|聲明|條款)|个人信息(?:保护|处理|收集)(?:政策|规则|声明|说明|告知书|指引)?|用户信息保护|隐私与(?:安全|Cookie)|Cookie(?:政策|声明)|privacy\s*(?:policy|notice|statement)|^隐私$|^privacy$/i
/** Another document that a policy link may be mistaken for. */
export const OTHER_DOCUMENT =
  /儿童|未成年|第三方|sdk|共享清单|收集清单|权限(?:说明|清单|申请)|cookie(?:政策|声明|说明)/i

/** Invites to read, or tells of the rules, rather than only linking them. */
export const INVITES =
  /阅读|查看|了解|知悉|知晓|同意|提示|告知|说明|遵守|遵循|接受|根据|按照|依据|更新|欢迎|感谢|请您?|我们(?:会|将|使用|收集|重视)|使用cookie|\bread\b|learn more|we use/i

/** Something other than an express act that is taken for consent. */
export const IMPLIED =
  /(?:继续|使用|访问|浏览|登录|登陆|注册|进入|关闭|滚动|停留|点击|未(?:提出)?(?:操作|异议|拒绝)|不操作|进行下一步|提交|打开|开始)[^。；;！!]{0,40}?(?:即|则|就|将|都)?(?:被)?(?:代表|表示|表明|视为|视同|视作|意味着|默认|等于|等同于|即为)(?:您|你|用户|本人|我)?(?:已|已经)?(?:充分)?(?:仔细)?(?:阅读|知悉|了解)?[^。；;]{0,12}?(?:同意|接受|授权|认可)|by (?:continuing|using|browsing|logging in|signing)[^.]{0,60}(?:agree|accept|consent)|默认(?:您|你|用户)?(?:已)?(?:同意|接受|授权)/i
/** The express acts that the same words may speak of. */
export const EXPRESS =
  /(?:点击|点选|勾选|选择|按下|轻触|点按)(?:下方|下面|右侧|以下|上述)?的?(?:按钮)?["“”「『【《\s]*(?:我?(?:已阅读并|仅|全部)?(?:同意|接受|允许|确认同意)|(?:确定|确认)["”」』】\s]*(?:按钮)?(?:即|则|就)?(?:表示|代表|视为))|(?:点击|勾选|选择)["“「『【][^”"」』】]{0,12}(?:同意|接受|允许)/
/** A denial that going on is consent. */
export const NOT_IMPLIED = /(?:不|并不|不会|不应|并非|不能)(?:代表|意味着|表示|视为|等同|构成|默认)/

/** Consent to a policy or agreement in one box. */
export const BOX_CONSENT = /同意|已阅读|阅读并|接受|授权|允许|知悉|agree|accept|consent/i
export const BOX_OBJECT = /隐私|协议|政策|条款|个人信息|规则|声明|须知|privacy|terms|policy|agreement/i
/** Purposes that nobody needs for the service itself. */
export const BOX_PURPOSE =
  /个性化|广告|营销|推广|推荐|推送|分析|统计|改善|改进|优化|体验|第三方|共享|订阅|画像|研发|调研|合作伙伴|marketing|analytics|advertis|personali[sz]/i
/** Purposes without which there is no service. */
export const BOX_NECESSARY =
  /(?<![非不])(?:必要|必需|必须)|基本功能|基础功能|核心功能|始终(?:启用|开启)|严格|安全|(?<!non-|un)necessary|(?<!non-)essential|required/i
/** Ticked, it refuses or turns off. */
export const BOX_OPPOSES =
  /^(?:我)?(?:不(?:同意|接受|接收|允许|授权|愿意|希望|想|要|再(?!错过)|参与|参加|用于|将|把|向|收集|记录|使用|共享|分享|提供|发送|推送|推荐|显示|展示|投放|开启|启用|追踪|跟踪|进行)|拒绝|谢绝|禁止|禁用|关闭|停用|停止|退订|退出|取消|反对|限制|屏蔽|阻止|拦截|请?勿|减少(?!无关|不相关|重复)|非(?:个性化|定向|精准))|(?:不接收|不使用|不共享|不参与|不希望)|^(?:opt[- ]?out|do not|don't|no\b|never|disable|unsubscribe|limit|block|stop|turn off|non-?personali[sz])/i
export const BOX_MEMORY = /记住|自动登录|保持登录|下次|免登|不再(?:提示|显示|提醒)|remember|keep me/i

/** Why a page is not the site's own: a check, a wall, an error. */
export const CHALLENGE =
  /人机验证|安全验证|滑动验证|拖动(?:滑块|下方)|完成(?:下方)?验证|验证码(?:拦截|校验)页|机器人|自动化(?:程序|工具|访问|测试)|爬虫|访问(?:异常|受限|过于频繁|行为异常)|检测到(?:异常|自动|您的浏览器)|captcha|are you (?:a )?(?:human|robot)|verify you are|unusual traffic|access denied|checking your browser/i
export const LOGIN_WALL =
  /请(?:先)?(?:登录|登陆)|登录后(?:查看|使用|继续|访问|即可)|需要登录|扫码登录|账号登录|密码登录|log ?in to continue|sign in to continue/i
export const ERROR_PAGE =
  /404|not found|页面(?:不存在|找不到|未找到|已删除|走丢|丢失)|找不到(?:页面|网页|该页)|您访问的页面|服务器(?:错误|内部错误)|(?:500|502|503) (?:error|bad|service)/i

/** Entries a person looks for. */
export const ENTRY = {
  withdraw:
    /撤回(?:同意|授权|隐私|个人信息)|撤销(?:同意|授权|隐私)|取消(?:授权|同意)|收回(?:同意|授权)|停止(?:授权|使用并撤回)|withdraw/i,
  personalisation:
    /个性化(?:推荐|广告|内容|服务|推送|展示|设置)?|定向(?:推送|广告)|程序化广告|兴趣(?:推荐|广告)|算法推荐|智能推荐|猜你喜欢(?:设置|开关)|推荐管理|广告管理|personali[sz]/i,
  closeAccount:
    /注销(?:账号|帐号|账户|帐户|用户|我的)?|(?:账号|帐号|账户|帐户)注销|删除(?:账号|帐号|账户|帐户)|(?:delete|close) (?:my )?account/i,
  correct:
    /更正|修改(?:个人)?(?:资料|信息|昵称|头像)|编辑(?:个人)?(?:资料|信息)|个人(?:资料|信息)(?:修改|编辑|管理|设置)?|完善资料|edit profile/i,
  erase:
    /删除(?:个人信息|我的(?:数据|信息|记录)|个人数据|记录|历史|浏览记录|数据)|清除(?:数据|记录|历史|个人信息)|清空(?:数据|记录|历史)|erase|delete my data/i,
  complain: /投诉|举报|客服|意见反馈|反馈|联系我们|联系方式|申诉|帮助与反馈|contact|feedback|complain/i,
  account: /登录|登陆|注册|log ?in|sign ?in|sign ?up|register/i,
} as const
export type Entry = keyof typeof ENTRY

/** Opens menus and pages where such entries stand. */
export const WAY =
  /设置|我的|我$|个人中心|用户中心|会员中心|账号|帐号|账户|安全|关于|帮助|更多|菜单|导航|隐私|协议|政策|条款|法律|规则|客服|反馈|服务|权限|授权|setting|about|more|menu|profile|account|help|legal|privacy|☰|≡|⋮|…/i
/** Never touched by a walk: what it does cannot be undone, or leaves. */
export const LEAVE_ALONE =
  /支付|付款|下单|购买|提交|发送|发布|确认(?:注销|删除)|立即注销|退出登录|登出|logout|log out|sign out|pay|submit|下载|安装|打开app|打开APP|拨打/i

/** A permission's words, by the kind of call. */
export const PERMISSION_WORDS: Readonly<Record<string, RegExp>> = {
  geolocation: /位置|定位|地理|附近|周边|距离|location|nearby/i,
  camera: /相机|摄像头|拍照|拍摄|扫码|扫一扫|视频|人脸|camera/i,
  microphone: /麦克风|录音|语音|音频|通话|microphone|voice/i,
  clipboard: /剪贴板|剪切板|粘贴|复制|口令|clipboard/i,
  notification: /通知|推送|消息提醒|notification/i,
  motion: /传感器|陀螺仪|加速度|摇一摇|计步|运动|方向|motion|sensor/i,
  contacts: /通讯录|联系人|contacts/i,
}
/** Says what something is for. */
export const PURPOSE =
  /用于|以便|便于|方便|为了|为您|为你|向您|帮助您|以(?:提供|实现|完成|展示|推荐)|从而|需要|根据|才能|用来|目的|查找|推荐附近|核验|验证|to (?:show|find|provide|offer|help)/i
