import type { Text } from '../../law/text.ts'
import type { ProblemLog } from '../archive/problem-log.ts'
import type { Document } from '../document/document.ts'
import type { Unread } from './scan.ts'

/** Pages with less text than this are looked at for why. */
const LITTLE = 300
const ERROR =
  /(?:^|\D)(?:404|403|500|502|503)(?:\D|$)|页面(?:不存在|走丢|找不到|已(?:删除|失效|过期))|找不到(?:该|您|此)?(?:的)?页面|无法(?:访问|找到)(?:该|此)?(?:网站|网页|页面)|访问(?:出错|被拒绝)|出错了|Not Found|Forbidden|Bad Gateway|系统繁忙/i
const NEEDS_SCRIPT =
  /(?:启用|开启|打开|支持|允许)[^。]{0,12}(?:JavaScript|JS脚本|脚本)|JavaScript[^。]{0,30}(?:enable|required|启用|开启)|enable JavaScript|加载中|正在加载|Loading/i

/** What stands before a page: a login, a check, the way into an app. */
const GATE =
  /请(?:您)?先?登[录陆]|登[录陆]后(?:才能|方可|即可|可以?|再|继续|查看|访问)|忘记密码|(?:拖动|完成|通过)[^。]{0,12}(?:滑块|拼图|验证)|(?:安全|人机)验证|(?:打开|下载|安装|前往)[^。]{0,8}(?:App|应用|客户端)[^。]{0,8}(?:查看|阅读|打开)|在[^。]{0,8}(?:App|应用|客户端|微信)[内中][^。]{0,6}(?:打开|查看|阅读)|正在跳转|跳转(?:到|至)|(?:即将|点击)[^。]{0,6}跳转/i

const MESSAGES: Readonly<Record<Exclude<Unread, 'budget' | 'format'>, Text>> = {
  blank: { zh: '文件里没有可读的文字。', en: 'There is no readable text in the file.' },
  scripted: {
    zh: '页面文字由脚本生成，文件里没有正文；请另存渲染后的页面或提供文本。',
    en: 'The page draws its text by script and the file does not hold it; save the rendered page or supply the text.',
  },
  framed: {
    zh: '正文在内嵌框架指向的另一页面里，未读取。',
    en: 'The text is in another page shown in a frame; it was not read.',
  },
  images: { zh: '正文疑为图片，文字无法读取。', en: 'The text seems to be in images, which are not read.' },
  'error-page': { zh: '页面疑为出错提示页，不是政策正文。', en: 'The page looks like an error page, not the policy.' },
  gated: {
    zh: '所给的是登录、验证或跳转页面，不是政策正文；请提供打开后的全文。',
    en: 'This is a page to log in, to pass a check or to open an app, not the policy; supply the text behind it.',
  },
  'another-document': {
    zh: '所给文件不是完整的隐私政策（用户协议、儿童规则、Cookie说明、清单或摘要等），没有写的内容可能在别处。',
    en: 'The file is not a full privacy policy but another document (terms, rules for children, a cookie notice, a list, a summary): what it does not say may stand elsewhere.',
  },
  'cut-off': {
    zh: '正文没有完：文件在中途断开，没有写的内容可能在后面；请提供全文。',
    en: 'The text breaks off before its end; what it does not say may come later. Supply the whole text.',
  },
  'links-only': {
    zh: '页面只有指向各文件的链接；请提供所链接的隐私政策。',
    en: 'The page only links to documents; supply the policy it links to.',
  },
  language: {
    zh: '正文主要不是中文，未作分析。',
    en: 'The text is mostly not Chinese; what it says was not analysed.',
  },
}

/** Why the text of a document is not there, if it is not. Each reason is a problem as well. */
export function whyUnread(document: Document, text: string, han: number, log: ProblemLog): readonly Unread[] {
  const why = new Set<Unread>()
  const visible = text.replace(/\s+/g, '')
  const page = document.page
  if (visible.length < LITTLE && !/(?:收集|使用)[^。]{0,20}(?:信息|数据)/.test(visible)) {
    if (ERROR.test(text)) why.add('error-page')
    if (GATE.test(text)) why.add('gated')
    if (page && (page.scripts > 0 || NEEDS_SCRIPT.test(page.noscript) || NEEDS_SCRIPT.test(text))) why.add('scripted')
    if (page && page.frames.length > 0) why.add('framed')
    if (page && page.images > 0 && why.size === 0) why.add('images')
  }
  if (page?.unreadPages) why.add('images')
  const cut = log.problems.some((problem) => problem.code.startsWith('budget.'))
  if (visible.length < 10 && why.size === 0 && !cut) why.add('blank')
  if (why.size === 0 && han < 0.3 && !cut) why.add('language')
  tellUnread([...why], log)
  return [...why]
}

/** Each reason as a problem of the document. */
export function tellUnread(why: readonly Unread[], log: ProblemLog): void {
  for (const reason of why)
    if (reason !== 'budget' && reason !== 'format') log.add(`policy.${reason}`, '', MESSAGES[reason])
}
