import {
  ALTERNATIVE,
  CONDITION_WORDS,
  DEMANDS,
  LIMIT_WORDS,
  MAYBE,
  MUST,
  OF_OTHERS,
  OFFER,
  REFUSES,
  RIGHT_WORDS,
  type RightWords,
} from './lexicon-rights.ts'
import { methodsIn } from './methods.ts'
import type { Line, Reading } from './reading.ts'
import type { Channel, Condition, Found, Method, Right, RightScan, TimeLimit } from './scan.ts'

/** Sentences that still belong to one that announces a list (以下方式：). */
const FOLLOW = 10
const KEPT = 12

const QUICK =
  /查|访问|浏览|更正|修改|更改|编辑|变更|完善|修正|删除|清除|清空|移除|注销|撤[回销]|收回|取消|改变|关闭|停用|禁用|权限|个性化|定向|程序化|精准|推荐|推送|广告|退订|副本|携带|复制|转移|导出|下载|投诉|举报|申诉|反映|更新|知悉|获知/

/** Lines that go on with what a line announces: listed ones, or the rest of the same section up to the next announcement. */
function following(reading: Reading, from: number): readonly Line[] {
  const { lines, sections } = reading
  const first = lines[from]!
  if (!first.announces) return []
  const out: Line[] = []
  for (const line of lines.slice(from + 1, from + 1 + FOLLOW)) {
    if (line.section !== first.section && !isChild(line, first, sections)) break
    if (line.announces && out.length > 0 && !/^[（(]?\d|^[•·▪]|^[①-⑳]/.test(line.plain)) break
    out.push(line)
  }
  return out
}

const isChild = (line: Line, first: Line, sections: Reading['sections']): boolean =>
  sections[line.section]?.parent === first.section

function conditionsIn(line: Line, reading: Reading): readonly Condition[] {
  const text = line.plain
  const out: Condition[] = []
  for (const [kind, words] of CONDITION_WORDS) {
    const match = words.exec(text)
    if (!match) continue
    const clause = text.slice(Math.max(0, match.index - 40), match.index + match[0].length + 24)
    if (kind === 'fee' && /不(?:会|予)?(?:因此)?(?:对您)?收取|免费|原则上不/.test(clause)) continue
    if (/无需|不需要|无须|不必|不会要求/.test(text.slice(Math.max(0, match.index - 16), match.index))) continue
    const maybe = OF_OTHERS.test(text) || MAYBE.test(text.slice(Math.max(0, match.index - 30), match.index))
    out.push({
      ...reading.found(line, match.index),
      kind,
      text: match[0],
      mandatory: MUST.test(clause) && !maybe,
      alternative: ALTERNATIVE.test(clause),
    })
  }
  return out
}

/** What every right asks of one sentence, worked out once. */
class LineSigns {
  readonly #reading: Reading
  readonly line: Line
  #offers: boolean | undefined
  #methods: readonly Method[] | undefined
  #conditions: readonly Condition[] | undefined

  constructor(reading: Reading, line: Line) {
    this.#reading = reading
    this.line = line
  }

  /** The sentence gives the user something to do. */
  get offers(): boolean {
    this.#offers ??= (OFFER.test(this.line.plain) || DEMANDS.test(this.line.plain)) && !REFUSES.test(this.line.plain)
    return this.#offers
  }

  get methods(): readonly Method[] {
    this.#methods ??= methodsIn(this.line, this.#reading)
    return this.#methods
  }

  get conditions(): readonly Condition[] {
    this.#conditions ??= conditionsIn(this.line, this.#reading)
    return this.#conditions
  }
}

class OneRight {
  readonly #right: Right
  readonly #words: RightWords
  readonly #reading: Reading
  /** Per section, whether its title is about the right. */
  readonly #titled: readonly boolean[]
  readonly offers: Found[] = []
  readonly methods: Method[] = []
  readonly conditions: Condition[] = []
  limitWords = false

  constructor(reading: Reading, right: Right) {
    this.#reading = reading
    this.#right = right
    this.#words = RIGHT_WORDS[right]
    this.#titled = reading.sections.map(({ title }) => title.length <= 30 && this.#words.title.test(title))
  }

  line(signs: LineSigns, next: readonly LineSigns[]): void {
    const { line } = signs
    const titled = this.#titled[line.section] === true
    const words = this.#words
    const about = words.quick.test(line.plain) && words.about.test(line.plain) && !words.not?.test(line.plain)
    if (!about && !titled) return
    if (about && signs.offers) {
      this.#push(this.offers, this.#reading.found(line))
      for (const one of [signs, ...next]) this.#ways(one)
    } else if (titled && signs.offers) this.#ways(signs)
    if (about ? !signs.offers && !titled : this.#right === 'complain') return
    for (const one of [signs, ...next]) for (const condition of one.conditions) this.#push(this.conditions, condition)
    if (LIMIT_WORDS.test(line.plain)) this.limitWords = true
  }

  #ways(signs: LineSigns): void {
    for (const method of signs.methods) {
      if (this.#right === 'close-account' && method.kind === 'system') continue
      if (!this.methods.some((one) => one.kind === method.kind && one.text === method.text))
        this.#push(this.methods, method)
    }
  }

  #push<T extends Found>(list: T[], found: T): void {
    if (list.length < KEPT && !list.some((one) => one.at.sentence === found.at.sentence && sameKind(one, found)))
      list.push(found)
  }
}

const sameKind = (a: object, b: object): boolean => (a as { kind?: string }).kind === (b as { kind?: string }).kind

const RIGHTS = Object.keys(RIGHT_WORDS) as Right[]

/** 通过本政策的联系方式: a way to contact, where the policy really has a channel. */
const resolved = (method: Method, channel: Channel | undefined): Method =>
  method.kind === 'reference' && channel
    ? { ...method, kind: 'contact', text: `${method.text}（${channel.value}）` }
    : method

/**
 * What the policy offers for each right of the user: the sentences, the ways, the limits and the conditions.
 * A reference to contact details elsewhere in the policy counts as a way where such details were found.
 */
export function readRights(
  reading: Reading,
  limits: readonly TimeLimit[],
  channels: readonly Channel[],
): Readonly<Record<Right, RightScan>> {
  const readers = RIGHTS.map((right) => [right, new OneRight(reading, right)] as const)
  const cache = new Map<number, LineSigns>()
  const signsOf = (line: Line): LineSigns => {
    const known = cache.get(line.index) ?? new LineSigns(reading, line)
    cache.set(line.index, known)
    return known
  }
  for (const line of reading.lines) {
    const title = reading.sections[line.section]?.title ?? ''
    if (!QUICK.test(line.plain) && !QUICK.test(title)) continue
    const next = following(reading, line.index).map(signsOf)
    for (const [, reader] of readers) reader.line(signsOf(line), next)
  }
  const channel = channels.find((one) => one.kind === 'email' || one.kind === 'phone' || one.kind === 'online')
  const scans = {} as Record<Right, RightScan>
  for (const [right, reader] of readers)
    scans[right] = {
      present: reader.offers.length > 0,
      offers: reader.offers,
      methods: reader.methods.map((method) => resolved(method, channel)),
      limits: limits.filter((limit) => limit.about.includes(right)),
      conditions: reader.conditions,
      mentionsLimitWords: reader.limitWords,
    }
  return scans
}
