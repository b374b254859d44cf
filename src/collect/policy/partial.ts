import { squeeze } from '../document/characters.ts'
import type { Block, Document } from '../document/document.ts'
import type { DocumentKind, Unread } from './scan.ts'
import { simplified } from './traditional.ts'

/** Blocks in which the name of a document is looked for. */
const HEAD = 6
const NAME = 50
const PRIVACY = /隐私|个人(?:信息|资料|数据)(?:保护|处理|收集)|信息保护政策|privacy/i
const AGREEMENT =
  /(?:用户|服务|使用|会员|许可|注册|平台|软件|授权)[^，。]{0,8}(?:协议|条款|合同|规约|须知)$|^(?:协议|条款)$|terms of (?:service|use)/i
/** Documents that stand beside a policy: for other people, of one matter, or in short. */
const BESIDE =
  /cookies?|儿童|未成年|青少年|(?:清单|目录|列表|名录|名单|公示)$|权限(?:使用|申请)?(?:说明|列表)|算法|注销(?:须知|协议|说明)|摘要|概要|简明|精简|简版|要点|(?:温馨|隐私|重要|更新)[^，。]{0,8}提示$|更新(?:公告|通知|说明)$|中心$/i
const SIGN_IN = /^(?:欢迎)?(?:登录|注册)|登录(?:页面?|中心)?$|sign ?in|log ?in/i
const POINTS_TO_POLICY = /隐私(?:权)?(?:政策|协议|声明|条款|保护指引|保护政策)|个人信息保护(?:政策|声明|规则)/
const GO_ON =
  /^[\s.…>»▼∨]*(?:展开(?:全文|更多|阅读)?|(?:点击)?(?:查看|阅读|展开|显示)(?:全文|更多|完整(?:版|内容)?|剩余)[^，。]{0,6}|下一页|加载更多|未完待续|余下全文)?[\s.…>»▼∨]*$/
/** Ends of lines that need no full stop: signatures, dates, contacts, footers. */
const NO_STOP =
  /公司|工作室|\d{4}\s?年|日期|版权|备案|ICP|copyright|©|[@＠]|https?:|www\.|电话|邮箱|地址|邮编|传真|QQ|微信|：|:|返回|顶部|首页|关于/i
const STOP = /[。！？!?.;；…”"’』」）)】\]》>~～]$/
/** A longer last line without a full stop is one that was cut. */
const LINE = 20
/** Fewer entries are no table of contents. */
const ENTRIES = 4

/** A document of links has at least this many, and no more than this many other characters. */
const LINKS = 3
const OTHER_WORDS = 400

const wordsOf = (block: Block): string =>
  block.kind === 'table' ? '' : simplified(squeeze(block.text.trim())).replace(/^#+\s*/, '')

const kindOfName = (name: string): DocumentKind | undefined => {
  if (SIGN_IN.test(name) || BESIDE.test(name)) return 'other'
  if (PRIVACY.test(name)) return 'policy'
  return AGREEMENT.test(name.replace(/[》」”"\s]+$/g, '')) ? 'agreement' : undefined
}

/** What a document is by its own name: the first of its headings and its title that says so. */
export function documentKind(document: Document): DocumentKind {
  const heads = document.blocks
    .slice(0, HEAD)
    .filter((block) => block.kind !== 'table' && block.text.length <= NAME)
    .map(wordsOf)
    .filter((text) => !/[。；，]/.test(text))
  const title = simplified(document.title ?? '')
  for (const name of [...heads, ...title.split(/\s[-|_–—]\s|[|｜_]/)]) {
    const kind = kindOfName(name.trim())
    if (kind) return kind
  }
  return 'unknown'
}

const NUMBERED = /^(第?[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[、.．)）]|[条章部]分?))/

const bare = (text: string): string => text.replace(NUMBERED, '').replace(/[\s\d.．、，,：:()（）]/g, '')

/** A list of short numbered or linked lines in a row: its entries, and where it ends. */
function contents(blocks: readonly Block[]): { readonly entries: readonly string[]; readonly end: number } | undefined {
  let entries: string[] = []
  for (const [i, block] of blocks.slice(0, 120).entries()) {
    const text = wordsOf(block)
    const linked = block.kind !== 'table' && block.kind !== 'heading' && block.links?.[0]?.href.startsWith('#')
    if (text.length > 1 && text.length <= 40 && !/[。；]$/.test(text) && (linked || NUMBERED.test(text)))
      entries.push(text)
    else {
      if (entries.length >= ENTRIES) return { entries, end: i }
      entries = []
    }
  }
  return entries.length >= ENTRIES ? { entries, end: Math.min(120, blocks.length) } : undefined
}

/** The table of contents names a last part that never comes, though the first one does. */
function endsBeforeContents(blocks: readonly Block[]): boolean {
  const table = contents(blocks)
  if (!table) return false
  const later = blocks
    .slice(table.end - 1)
    .map(wordsOf)
    .filter((text) => text.length <= 80)
  const comes = (entry: string) => {
    const number = NUMBERED.exec(entry)?.[1]
    const name = bare(entry)
    return later.some((text) => (number !== undefined && text.startsWith(number)) || bare(text) === name)
  }
  return comes(table.entries[0]!) && !comes(table.entries.at(-1)!)
}

function cutOff(document: Document): boolean {
  if (document.page?.unfinished) return true
  const { blocks } = document
  const last = blocks.at(-1)
  if (!last) return false
  if (last.kind === 'heading' && blocks.length > 2 && !NO_STOP.test(last.text)) return true
  const tail = blocks.slice(-3).map(wordsOf)
  if (tail.some((text) => text !== '' && text.length <= 16 && GO_ON.test(text))) return true
  const words = last.kind === 'paragraph' || last.kind === 'item' ? wordsOf(last) : ''
  const end = words.slice(words.lastIndexOf('。') + 1)
  if (end.length > LINE && /[，、]/.test(end) && !STOP.test(end) && !NO_STOP.test(end)) return true
  if (words.length > 60 && end !== '' && !STOP.test(end) && !NO_STOP.test(end)) return true
  return endsBeforeContents(blocks)
}

/** A page that leads to the documents and holds none of them. */
function linksOnly(document: Document): boolean {
  let links = 0
  let other = 0
  for (const block of document.blocks) {
    if (block.kind === 'table') return false
    const text = block.text.replace(/\s+/g, '')
    const linked = block.kind === 'heading' ? [] : (block.links ?? [])
    const inLinks = linked.reduce((sum, link) => sum + link.text.replace(/\s+/g, '').length, 0)
    if (inLinks * 2 >= text.length) links += linked.filter((link) => !link.href.startsWith('#')).length
    else other += text.length
  }
  return links >= LINKS && other < OTHER_WORDS
}

/**
 * Why a document that was read is not the whole of a policy, so that what is not in it may stand elsewhere: it is
 * another document, it breaks off, or it only leads to documents.
 */
export function whyPartial(document: Document, text: string, kind: DocumentKind, rules: boolean): readonly Unread[] {
  const why: Unread[] = []
  if (kind === 'other' || (kind === 'agreement' && POINTS_TO_POLICY.test(simplified(text))))
    why.push('another-document')
  if (cutOff(document)) why.push('cut-off')
  if (!rules && linksOnly(document)) why.push('links-only')
  return why
}
