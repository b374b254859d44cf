import type { Budget } from '../budget.ts'
import { findDataItems, type ItemMention } from '../catalog/data-item-words.ts'
import { namedItems, openEnded, unique } from './cells.ts'
import { masked } from './excerpt.ts'
import {
  ASKED,
  BUT,
  BY_LAW,
  CONDITIONAL,
  FLAT,
  FOR,
  GENERAL,
  IMPROVEMENT,
  LIMITS,
  LISTS,
  MANDATORY,
  NEGATION,
  NEGATION_ENDS,
  NO_ACT_AFTER,
  NO_ACT_BEFORE,
  NOT_MANDATORY,
  OF_ACT,
  OF_POLICY,
  OWN_CLAUSE,
  PURPOSES,
  REGARD,
  THEY,
  TO_OTHERS,
  USER_MAY,
  VERBS,
  WE,
  WHOLLY,
  YOU,
} from './lexicon-statements.ts'
import { MEANS_WORDS } from './means.ts'
import type { Line, Reading } from './reading.ts'
import type { Act, Limit, Statement } from './scan.ts'

const ANY_VERB = new RegExp(VERBS.map(([, verbs]) => `(${verbs})`).join('|'), 'g')
const QUICK =
  /收集|采集|搜集|获取|读取|索取|获得|记录|访问|提供|填写|提交|使用|利用|用于|共享|分享|传输|转让|转移|披露|公开|委托|存储|储存|保存|保留|留存|缓存|删除|匿名化/

interface Verb {
  readonly act: Act
  readonly start: number
  readonly end: number
}

/** Verbs that stand for an act of handling data, in order. */
function verbsOf(text: string): readonly Verb[] {
  const verbs: Verb[] = []
  for (const match of text.matchAll(ANY_VERB)) {
    const act = VERBS[match.findIndex((value, group) => group > 0 && value !== undefined) - 1]![0]
    const start = match.index
    const end = start + match[0].length
    const before = text.slice(Math.max(0, start - 14), start)
    const after = text.slice(end, end + 40)
    if (NO_ACT_AFTER.test(after)) continue
    if (OF_ACT.test(after) && !LISTS.test(after)) continue
    if (NO_ACT_BEFORE.test(before) && !LISTS.test(after)) continue
    verbs.push({
      act: act === 'collect' && /^提[供交]/.test(match[0]) && TO_OTHERS.test(text.slice(0, start)) ? 'share' : act,
      start,
      end,
    })
  }
  return verbs
}

/** Verbs joined by 、和与或及并 act on one object and share one negation. */
function groups(text: string, verbs: readonly Verb[]): readonly (readonly Verb[])[] {
  const out: Verb[][] = []
  for (const verb of verbs) {
    const last = out.at(-1)?.at(-1)
    if (last && /^[、和与或及并以／/]{0,3}$/.test(text.slice(last.end, verb.start))) out.at(-1)!.push(verb)
    else out.push([verb])
  }
  return out
}

/** The words between a negation and its verb, or undefined where the verb is not negated. */
function negatedBefore(text: string, from: number, verb: number): string | undefined {
  const start = Math.max(from, verb - 44)
  const window = text.slice(start, verb)
  let last: RegExpMatchArray | undefined
  // A bare 不 is told by the verb after it, so the verb itself must be in sight.
  for (const match of text.slice(start, verb + 4).matchAll(NEGATION))
    if (match.index + match[0].length <= window.length) last = match
  if (!last) return undefined
  const after = window.slice(last.index! + last[0].length)
  const before = window.slice(0, last.index)
  return !NEGATION_ENDS.test(after) &&
    !/(?:不得|并非|不)$/.test(before) &&
    !/^(?:仅|但|只|限于|同|论|管|断)/.test(after)
    ? `${last[0]}${after}`
    : undefined
}

/** Whether the clauses before or after a denial make it turn on something the user does or does not do. */
function turnsOnUser(text: string, verb: number): boolean {
  const clause = text.lastIndexOf('，', verb)
  const head = clause < 0 ? '' : text.slice(0, clause).replace(REGARD, '')
  const tail = text.indexOf('，', verb)
  return /(?:您|你|用户)(?!的)/.test(head) || (tail >= 0 && USER_MAY.test(text.slice(tail)))
}

/** Names the operator gives itself: （以下简称“酷安”）. */
export function ownNames(reading: Reading): readonly string[] {
  const names = new Set<string>()
  for (const line of reading.lines.slice(0, 60))
    for (const match of line.plain.matchAll(
      /(?:以下|下称|下文)?(?:简称|统称|合称|称)(?:为|作)?[“"「『‘【]([^“”"「」『』‘’【】，。]{2,12})[”"」』’】]/g,
    ))
      if (!/^(?:您|你|用户|第三方|个人信息|本政策|本协议|政策|协议|SDK|服务|监护人|儿童)/.test(match[1]!))
        names.add(match[1]!)
  return [...names].slice(0, 12)
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Who acts: the last subject named before the verb. */
type Subject = 'we' | 'they' | 'you' | 'none' | 'unclear'

class Statements {
  readonly #reading: Reading
  readonly #subject: RegExp
  readonly out: Statement[] = []

  constructor(reading: Reading, own: readonly string[]) {
    this.#reading = reading
    const names = own.length > 0 ? `|${own.map(literal).join('|')}` : ''
    this.#subject = new RegExp(`(?<we>${WE}${names})|(?<they>${THEY})|(?<you>${YOU})(?!的|们的)`, 'g')
  }

  #subjectBefore(text: string, verb: number): Subject {
    let last: Subject | undefined
    let end = 0
    for (const match of text.slice(0, verb).matchAll(this.#subject)) {
      // 与第三方共享, 向合作伙伴提供: the third party is the other side, not the subject.
      if (
        match.groups!['they'] &&
        /(?:与|向|从|由|给|通过|使用|集成|接入|将|和|至|对)(?:[^，。；]{0,10})$/.test(
          text.slice(Math.max(0, match.index - 11), match.index),
        ) &&
        !/由[^，。；]{0,10}$/.test(text.slice(Math.max(0, match.index - 11), match.index))
      )
        continue
      if (match.groups!['you'] && OWN_CLAUSE.test(text.slice(match.index, verb))) continue
      last = match.groups!['we'] ? 'we' : match.groups!['they'] ? 'they' : 'you'
      end = match.index + match[0].length
    }
    if (last) {
      // A name of two to eight characters right before the predicate is a subject of its own: 知乎不会收集.
      const between = text.slice(end, verb)
      if (
        last !== 'we' &&
        /[，。；]/.test(between) &&
        /(?:^|[，。；])[^，。；的]{2,10}(?:不会|并不|不|会|将|可能|仅|均)/.test(between)
      )
        return 'unclear'
      return last
    }
    const head = text.slice(0, verb)
    if (/^(?:[^，。]{0,30}[，])*(?:不|会|将|可能|需|仅|也|并|均|绝|从|请|自动|为)/.test(head) || head.length < 3)
      return 'none'
    return 'unclear'
  }

  line(line: Line, next: Line | undefined): void {
    const text = line.plain
    if (!QUICK.test(text)) return
    const verbs = groups(text, verbsOf(text))
    if (verbs.length === 0) return
    const signs = new Signs(line, next)
    for (const [i, group] of verbs.entries())
      this.#group(signs, group, verbs[i - 1]?.at(-1)?.end ?? 0, verbs[i + 1]?.[0]?.start ?? text.length)
  }

  /** Makes the statements of verbs that share an object, which stands between the neighbouring verbs. */
  #group(signs: Signs, group: readonly Verb[], from: number, to: number): void {
    const { line } = signs
    const text = line.plain
    const start = group[0]!.start
    const end = group.at(-1)!.end
    const items = signs.itemsAround(start, end, from, to)
    const general = items.length === 0 && GENERAL.test(text.slice(from, to))
    if (items.length === 0 && !general) return
    const subject = this.#subjectBefore(text, start)
    const asked = group[0]!.act === 'collect' && /^(?:提供|填写|提交)/.test(text.slice(start, start + 2))
    if (asked ? subject !== 'you' && !ASKED.test(text.slice(0, start)) : subject === 'you') return
    const denial = negatedBefore(text, from, start)
    const negated = denial !== undefined
    const limits = signs.limits(negated, end)
    if (denial !== undefined && !FLAT.test(denial)) limits.add('hedge')
    if (negated && limits.size === 0 && turnsOnUser(text, start)) limits.add('condition')
    if (subject === 'unclear' || (negated && subject === 'you')) limits.add('subject')
    if (negated && general && !WHOLLY.test(text.slice(end))) limits.add('part')
    const { purposes, means } = signs
    const permission = /[\u4e00-\u9fffA-Za-z]{2,8}权限/.exec(text.slice(from, to))?.[0]
    const found = this.#reading.found(line, start)
    const actor = subject === 'they' || (subject === 'none' && this.#aboutThird(line)) ? 'third-party' : 'we'
    for (const act of new Set(group.map((verb) => verb.act)))
      this.out.push({
        ...found,
        actor,
        act,
        items: unique(items),
        general,
        purposes,
        ...(means ? { means } : {}),
        ...(permission ? { permission } : {}),
        negated,
        conditional: negated ? limits.size > 0 : [...limits].some((limit) => CONDITIONAL.has(limit)),
        limits: [...limits],
        openEnd: !negated && items.length > 0 && openEnded(text, items[0]!.start, items.at(-1)!.end),
        mandatory: !negated && (act === 'collect' || act === 'use') && signs.mandatory,
        onlyImprovement: purposes.length > 0 && purposes.every(isImprovement),
      })
  }

  #aboutThird(line: Line): boolean {
    const titles = this.#reading.titles(line.section)
    return /第三方|SDK/i.test(titles) && !/我们|如何|共享|转让/.test(titles)
  }
}

/** What belongs to a sentence as a whole, worked out when it is first asked for. */
class Signs {
  readonly line: Line
  readonly #next: Line | undefined
  #mentions: readonly ItemMention[] | undefined
  #limits: readonly Limit[] | undefined
  #purposes: readonly string[] | undefined
  #mandatory: boolean | undefined

  constructor(line: Line, next: Line | undefined) {
    this.line = line
    this.#next = next?.block === line.block ? next : undefined
  }

  /** Data items named after the verbs up to the next ones, or else before them. */
  itemsAround(start: number, end: number, from: number, to: number): readonly ItemMention[] {
    const text = this.line.plain
    this.#mentions ??= findDataItems(text)
    const aim = FOR.exec(text.slice(end, to))
    const until = text.startsWith('用于', start) ? end : aim ? end + aim.index : to
    const after = this.#mentions.filter((one) => one.start >= end && one.start < until)
    return after.length > 0 ? after : this.#mentions.filter((one) => one.end <= start && one.start >= from)
  }

  limits(negated: boolean, end: number): Set<Limit> {
    const text = this.line.plain
    this.#limits ??= LIMITS.filter(([, words]) => words.test(text)).map(([limit]) => limit)
    const limits = new Set(this.#limits)
    if (!negated) return limits
    const goesOn = this.#next && /^(?:但|除|然而|不过|以下情|下列情)/.test(this.#next.plain)
    if (goesOn || this.line.announces || BUT.test(text.slice(end))) limits.add('exception')
    return limits
  }

  get purposes(): readonly string[] {
    this.#purposes ??= purposesOf(this.line.plain)
    return this.#purposes
  }

  get means(): string | undefined {
    return meansOf(this.line.plain)
  }

  get mandatory(): boolean {
    this.#mandatory ??= isMandatory(this.line.plain, this.#next)
    return this.#mandatory
  }
}

/** Purposes a sentence names, in its own words. */
export function purposesOf(text: string): readonly string[] {
  const found = new Set<string>()
  for (const pattern of PURPOSES)
    for (const match of text.matchAll(pattern)) {
      const purpose = match[1]!.replace(/^[的地，、：:]+|(?:等|的目的|之目的|等目的|之用|使用)+$/g, '')
      if (purpose.length >= 2 && found.size < 12) found.add(masked(purpose))
    }
  return [...found]
}

const SPLIT = /、|以及|并且|和|及|与|或|并|；|;/
/** Whether a purpose is nothing but improving, pushing or developing. */
export const isImprovement = (purpose: string): boolean => {
  if (IMPROVEMENT.test(purpose)) return true
  const parts = purpose.split(SPLIT).filter((part) => part.trim() !== '')
  return (
    parts.length > 1 &&
    parts.every(
      (part) =>
        IMPROVEMENT.test(part) ||
        /^(?:改善|改进|提升|优化|提高|完善|升级|推送|推荐|研发|体验|服务|产品|质量|功能|我们的?(?:服务|产品))$/.test(
          part,
        ),
    )
  )
}

/** Words without which no means is told. */
const MEANS_QUICK = /自动|接口|API|本机|客户端|终端|SDK|嵌|集成|接入|后台|后端|服务|传输|Cookie|跳转|页|H5|权限/

function meansOf(text: string): string | undefined {
  if (!MEANS_QUICK.test(text)) return undefined
  for (const [kind, words] of MEANS_WORDS) {
    if (kind === 'safeguard' || kind === 'user-provided') continue
    const match = words.exec(text)
    if (match) return match[0]
  }
  return undefined
}

function isMandatory(text: string, next: Line | undefined): boolean {
  if (MANDATORY.test(text)) return !NOT_MANDATORY.test(text) && !BY_LAW.test(text)
  if (!next || !/^(?:如果?|若|否则|上述|该|此类|这类|以上)/.test(next.plain) || OF_POLICY.test(next.plain)) return false
  // The refusal must be of the same information: 如您不提供手机号 says nothing of the log data before it.
  const refused = namedItems(next.plain).map(({ id }) => id)
  const same = refused.length === 0 || namedItems(text).some(({ id }) => refused.includes(id))
  return same && MANDATORY.test(next.plain) && !NOT_MANDATORY.test(next.plain) && !BY_LAW.test(next.plain)
}

/**
 * What each sentence says is done with personal information, by whom, and whether it is denied. A negated statement
 * is a denial only when `limits` is empty; the limits are looked for in the whole sentence, so a doubtful one is none.
 * @throws BudgetError
 */
export function readStatements(reading: Reading, budget: Budget): readonly Statement[] {
  const statements = new Statements(reading, ownNames(reading))
  for (const [i, line] of reading.lines.entries()) {
    const before = statements.out.length
    statements.line(line, reading.lines[i + 1])
    budget.entries(statements.out.length - before)
    budget.steps(line.plain.length)
  }
  return statements.out
}
