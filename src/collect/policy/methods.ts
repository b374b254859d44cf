import { masked } from './excerpt.ts'
import type { Line, Reading } from './reading.ts'
import type { Method } from './scan.ts'

/** Names of places in an app that steps of a path lead through. */
const PLACE =
  /我的?$|^我|设置|隐私|账[号户]|帐[号户]|安全|个人|中心|关于|首页|主页|头像|权限|管理|通用|反馈|客服|帮助|注销|更多|菜单|应用|通知|消息|广告|推荐|侧边栏|资料|信息|编辑|退出|系统|授权|绑定|清单|政策|协议|删除|记录|历史|缓存|个性化|[≡…]|左上|右上|底部|下方|APP|App|客户端/
const NAME = '[【\\[「『“"‘《<]?[^\\s【】\\[\\]「」『』“”"‘’《》<>，。；：:、→—\\-–>＞/|]{1,16}[】\\]」』”"’》>]?'
const ARROW = '\\s?(?:→|➔|➜|⇒|=>|-{1,3}>|—{1,2}>?|–|-{1,2}|＞|>{1,2}|》|»|\\/|～|~|\\|)\\s?'
const PATH = new RegExp(`${NAME}(?:${ARROW}${NAME}){1,8}`, 'g')
const ARROWS = new RegExp(ARROW)
/** What every arrow has one of: most sentences have none, and are not searched for a path. */
const OF_ARROWS = /[→➔➜⇒\-—–＞>》»/～~|]/

/** One named page, button or function: 点击“注销账号”, 在【我的】中, 个人资料页面. */
const QUOTED =
  /(?:点击|点选|进入|打开|选择|前往|登录|访问|通过|使用|在|到|于|从)[^，。；]{0,16}?[【“"「『[‘]([^【】“”"「」『』[\]‘’，。；]{1,24})[】”"」』\]’]/
const PAGE =
  /(?:点击|进入|打开|选择|前往|登录|访问|通过|使用|在|到|于|从)(?:您的|你的|我们的|APP|App|客户端|应用|本|产品|手机|软件|小程序|服务|移动|平台|网站)*(?:内|中|的|里)?([\u4e00-\u9fffA-Za-z0-9]{2,16}?(?:页面?|界面|中心|栏目?|板块|模块|入口|按钮|开关|功能|菜单|选项|设置|资料))/
/** What is a page only in name. */
const NO_PAGE =
  /相关|相应|对应|产品(?:和|与|或|及|\/)|^关闭功能|^(?:相应|对应|特定|具体|部分|该|此|上述|以下|下述|服务|产品|任何|某些|我们提供的|其他|核心|基本|附加|主要|网络|浏览器?)(?:的)?(?:页面?|界面|功能|设置|服务|产品)/
const SYSTEM =
  /(?:手机|设备|系统|操作系统|移动设备|终端|iOS|苹果|安卓|Android)(?:的|端|系统|设备|自带)*(?:中|内)?(?:的)?(?:系统)?(?:设置|权限管理|应用管理|隐私设置|权限设置)|系统(?:权限|设置)|(?:设备|手机)(?:本身)?(?:的)?(?:设置)?功能|浏览器(?:的)?(?:设置|选项|清除)/
const CONTACT =
  /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}|(?<=(?:拨打|致电|联系|咨询|通过|向|与|至|到|经由?|或)[^，。；]{0,12})(?:在线|人工|我的|智能|官方|专属|APP|App|网页|客户端)?(?:客服|客户服务(?=电话|热线|中心|人员|邮箱))(?:电话|热线|中心|人员|邮箱|邮件)?|(?:客服|在线)?工单(?:系统)?|(?:服务|投诉|举报|客服|咨询)?热线|[48]00[-\s]?\d{3,4}[-\s]?\d{3,4}|(?:发送|发|寄送?)(?:电子)?邮件(?=至|到|给|与|联系|的方式)|(?:回复|发送)[“"「]?[A-Za-z]{1,4}[”"」]?(?:退订|至|到)|短信(?:中|内|所附|提示)[^，。；]{0,10}退订|退订(?:链接|方式|指引|功能)|(?<!电子)邮寄至/
const REFERENCE =
  /(?:本|隐私)?(?:政策|协议|指引|声明|条款|规则)(?:中|内|文末|末尾|底部|最后|第[一二三四五六七八九十\d]{1,3}[条章节部分]+|所|上述|提供|公布|披露|列明|载明|约定|公示)[^，。；]{0,24}(?:方式|渠道|途径|联系|章节|路径|信息)|(?:以下|上述|下述|下列|前述|下方|文末|如下)(?:的)?(?:联系)?(?:方式|渠道|途径|联系方式)|(?:第[一二三四五六七八九十\d]{1,3}[条章节部分]+|“[^”]{2,16}”(?:章节|部分|一节|条款)?)[^，。；]{0,8}(?:联系|方式)|(?:与|向)?我们(?:取得)?联系|联系我们/

/** A part of a path that is prose. */
const PROSE = /您|你可|我们|如果|可以|请|后$|(?<!我)的$|时$|我方|以及/
/** Where a path written with slashes has to begin; elsewhere a slash means 或. */
const START = /(?:^|[^\u4e00-\u9fff])(?:我的?|首页|设置|系统设置|个人中心|更多|侧边栏|菜单)$/

const cleanPath = (path: string): string =>
  path.replace(/^(?:您|你|可以?|通过|在|点击|进入|路径|为|请|登录|打开|依次|到|于|从|按照|前往|并|的|用户)+/, '')

function pathIn(text: string): { text: string; at: number } | undefined {
  if (!OF_ARROWS.test(text)) return undefined
  for (const match of text.matchAll(PATH)) {
    const raw = match[0]
    if (/https?:|www\.|@|《/.test(raw) || /^\d[\d\-/.]*$/.test(raw)) continue
    const parts = raw
      .split(ARROWS)
      .map((part) => part.replace(/[【】[\]「」『』“”"‘’《》<>\s]/g, ''))
      .filter(Boolean)
    if (parts.some((part) => PROSE.test(cleanPath(part)))) continue
    const named = parts.filter((part) => /[\u4e00-\u9fff]|APP|App/.test(part))
    if (named.length < 2 || !named.some((part) => PLACE.test(part))) continue
    if (!/[→➔➜⇒>＞》»～~|—–-]/.test(raw) && !START.test(cleanPath(parts[0]!))) continue
    return { text: cleanPath(raw), at: match.index }
  }
  return undefined
}

/** A quoted place in the app; quoted titles of documents and chapters and the name of the app are none. */
function quotedPage(text: string): RegExpExecArray | undefined {
  const quoted = QUOTED.exec(text)
  if (!quoted || /政策|协议|章节|部分|联系我们|^[（(第]/.test(quoted[1]!)) return undefined
  const after = text.slice(quoted.index + quoted[0].length)
  return /^(?:APP|App|客户端|平台|软件|应用|提供|学习平台|产品|服务|章节|部分|的?相关|官网|网站|公众号|小程序)/.test(
    after,
  )
    ? undefined
    : quoted
}

/** Ways a sentence names, most concrete first; at most one of each kind. */
export function methodsIn(line: Line, reading: Reading): readonly Method[] {
  const text = line.plain
  const methods: Method[] = []
  const add = (kind: Method['kind'], found: string, at: number) =>
    methods.push({ ...reading.found(line, at), kind, text: masked(found.slice(0, 100)) })
  const path = pathIn(text)
  if (path) add('path', path.text, path.at)
  else {
    const page = quotedPage(text) ?? PAGE.exec(text)
    if (page && !NO_PAGE.test(page[1]!)) add('page', page[1]!, page.index)
  }
  const address =
    /(?:通过|访问|点击|登录|前往|打开|至|：)[^，。；]{0,12}(https?:\/\/[^\s，。；、（）()【】“”]{4,200})/.exec(text)
  if (address) add('page', address[1]!, address.index)
  else if (/点击[“【「]?(?:此处|这里|链接|查看|进入|此链接)|(?:此处|这里)/.test(text) && line.links.length > 0)
    add('page', `${line.links[0]!.text} ${line.links[0]!.href}`, 0)
  const system = SYSTEM.exec(text)
  if (system) add('system', system[0], system.index)
  const contact = CONTACT.exec(text)
  if (contact) add('contact', contact[0], contact.index)
  const reference = REFERENCE.exec(text)
  if (reference && !contact) add('reference', reference[0], reference.index)
  return methods
}
