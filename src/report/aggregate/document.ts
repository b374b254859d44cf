import { fill, type Text } from '../../law/text.ts'
import { instrumentShort, instrumentTitle, provisionRef } from '../instruments.ts'
import type { Lang } from '../lang.ts'
import type { PlainRow } from '../plain-page.ts'
import { statusName } from '../verdict.ts'
import { KIND_NAMES } from '../words.ts'
import type { Aggregate, Change, Counted, Examined, ProvisionRow, SampleState, Tally } from './aggregate.ts'
import { percent } from './share.ts'
import { W } from './words.ts'

/** One block of the report in one language; `open` is folded, and holds the rows a number stands for. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string; readonly id?: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly PlainRow[] }
  | { readonly kind: 'open'; readonly title: string; readonly items: readonly Item[] }

export interface Item {
  readonly text: string
  readonly href: string
}

/** Names listed in a sentence; the rest is counted. */
const MOST_NAMES = 12
const MOST_WELL = 12

/** The report in the order of the inspection report of 2017: how it was done, what is well, problems, advice, figures. */
export function documentOf(a: Aggregate, lang: Lang): readonly Block[] {
  const write = new Writer(a, lang)
  const broken = a.provisions
    .filter((p) => p.found > 0)
    .sort((x, y) => (y.share ?? 0) - (x.share ?? 0) || y.found - x.found)
  title(write, a)
  howItWasDone(write, a)
  whatIsWell(write, a)
  problems(write, a, broken)
  survey(write, a)
  advice(write, a, broken)
  figures(write, a)
  return write.blocks
}

/** Id of the paragraph on what a rule found, in the part of the page in one language. */
export const paragraphId = (lang: Lang, rule: string): string => `${lang}-p-${rule.replace(/[^\w.-]+/g, '-')}`

/** Collects blocks in one language; knows where each subject stands in the page. */
class Writer {
  readonly blocks: Block[] = []
  readonly lang: Lang
  readonly #subjects: ReadonlyMap<string, { readonly of: Examined; readonly anchor: string }>

  constructor(a: Aggregate, lang: Lang) {
    this.lang = lang
    this.#subjects = new Map(a.subjects.map((of, i) => [of.id, { of, anchor: `${lang}-s${i + 1}` }]))
  }

  say(text: Text, values: Readonly<Record<string, string | number>> = {}): string {
    return fill(text, values)[this.lang]
  }

  joined(texts: readonly string[]): string {
    return texts.join(W.and[this.lang])
  }

  names(list: readonly string[]): string {
    return list.length > MOST_NAMES ? `${this.joined(list.slice(0, MOST_NAMES))} …` : this.joined(list)
  }

  anchor(subject: string): string {
    return this.#subjects.get(subject)!.anchor
  }

  /** A subject, and words after its name. */
  item(subject: string, more = ''): Item {
    const { of, anchor } = this.#subjects.get(subject)!
    return { text: `${shownName(of)}${more}`, href: `#${anchor}` }
  }

  place(p: ProvisionRow): string {
    return paragraphId(this.lang, p.rule)
  }

  heading(level: 1 | 2 | 3, text: string, id?: string): void {
    this.blocks.push({ kind: 'heading', level, text, ...(id === undefined ? {} : { id }) })
  }

  text(text: string): void {
    this.blocks.push({ kind: 'text', text })
  }

  list(items: readonly string[]): void {
    this.blocks.push({ kind: 'list', items })
  }

  table(head: readonly (Text | string)[], rows: readonly PlainRow[]): void {
    const titles = head.map((h) => (typeof h === 'string' ? h : this.say(h)))
    this.blocks.push({ kind: 'table', head: titles, rows })
  }

  /** Folded rows with their number in the title. */
  rows(title: Text, items: readonly Item[]): void {
    if (items.length > 0) this.blocks.push({ kind: 'open', title: `${this.say(title)} (${items.length})`, items })
  }
}

function title(write: Writer, a: Aggregate): void {
  const { lang } = write
  const instruments = [...new Set(a.provisions.map((p) => provisionRef(p.provision).instrument))]
  write.heading(1, a.title ?? write.say(W.title, { of: write.joined(instruments.map((id) => titled(id, lang))) }))
  write.text(write.say(W.notice))
}

function howItWasDone(write: Writer, a: Aggregate): void {
  const { lang } = write
  const kinds = a.kinds.map((key) => `${kindName(key, lang)} ${a.subjects.filter((s) => kindOf(s) === key).length}`)
  write.heading(2, write.say(W.h1))
  write.text(write.say(W.scope, { from: a.from, until: a.until, n: a.subjects.length, kinds: write.joined(kinds) }))
  if (a.sample) howItWasDrawn(write, a.sample)
  else write.text(write.say(W.notDrawn))
  write.text(write.say(W.method))
  if (a.mixedRules) write.text(write.say(W.mixed))
  write.table(
    [W.subject, W.kind, W.region, W.day, W.foundHead, W.passedHead, W.openHead],
    a.subjects.map((s) => ({
      id: write.anchor(s.id),
      cells: [
        shownName(s),
        kindName(kindOf(s), lang),
        s.region ?? '',
        s.asOf,
        String(s.summary.failed),
        String(s.summary.passed),
        String(s.summary.cantTell),
      ],
    })),
  )
}

function howItWasDrawn(write: Writer, { sample, tiers, examined, missing, others }: SampleState): void {
  write.text(
    write.say(W.drawn, {
      id: sample.id,
      listed: tiers.reduce((n, t) => n + t.of, 0),
      tiers: tiers.length,
      drawn: tiers.reduce((n, t) => n + t.drawn, 0),
      commitment: sample.commitment,
      examined: examined.length,
    }),
  )
  if (missing.length > 0) write.text(write.say(W.missing, { n: missing.length, names: write.names(missing) }))
  else write.text(write.say(W.interval))
  if (others.length > 0) write.text(write.say(W.others, { n: others.length, names: write.names(others) }))
  write.table(
    [W.tier, W.listed, W.drawnHead, W.examinedHead],
    tiers.map((t) => ({ cells: [t.id, String(t.of), String(t.drawn), String(t.examined)] })),
  )
}

function whatIsWell(write: Writer, a: Aggregate): void {
  const well = a.provisions
    .filter((p) => p.found === 0 && p.passed * 2 > p.n)
    .sort((x, y) => y.passed / y.n - x.passed / x.n || y.n - x.n)
  write.heading(2, write.say(W.h2))
  write.text(write.say(well.length === 0 ? W.noneWell : W.well))
  if (well.length > 0)
    write.table(
      [W.provision, W.what, W.applies, W.passedHead, W.openHead],
      well.slice(0, MOST_WELL).map((p) => ({
        cells: [cited(p, write.lang), p.what[write.lang], String(p.n), String(p.passed), String(p.open)],
      })),
    )
  if (!a.progress) return
  const { subjects, corrected, stillFound, newlyFound } = a.progress
  write.text(
    write.say(W.progress, {
      n: subjects,
      corrected: corrected.length,
      still: stillFound.length,
      newly: newlyFound.length,
    }),
  )
  const changes = (title: Text, all: readonly Change[]): void =>
    write.rows(
      title,
      all.map((c) => write.item(c.subject, ` · ${c.provision}`)),
    )
  changes(W.corrected, corrected)
  changes(W.still, stillFound)
  changes(W.newly, newlyFound)
}

function problems(write: Writer, a: Aggregate, broken: readonly ProvisionRow[]): void {
  const { lang } = write
  write.heading(2, write.say(W.h3))
  write.text(write.say(broken.length === 0 ? W.noneFound : W.found))
  if (broken.length === 0) return
  write.table(
    [W.provision, W.what, W.applies, W.foundHead, W.share, W.openHead, W.bounds],
    broken.map((p) => ({
      href: `#${write.place(p)}`,
      cells: [
        cited(p, lang),
        p.what[lang],
        String(p.n),
        String(p.found),
        shareText(p, lang),
        String(p.open),
        p.bounds ? `${percent(p.bounds.low)}–${percent(p.bounds.high)}` : '',
      ],
    })),
  )
  const names = (key: string): string => kindName(key, lang)
  matrix(write, W.byKind, broken, a.kinds, (p) => p.kinds, names)
  matrix(write, W.byRegion, broken, a.regions, (p) => p.regions)
  for (const p of broken) {
    write.heading(3, cited(p, lang), write.place(p))
    write.text(
      write.say(W.sentence, { what: p.what[lang], n: p.n, found: p.found, share: shareText(p, lang), open: p.open }),
    )
    write.rows(
      W.inSubjects,
      p.foundIn.map((id) => write.item(id)),
    )
    write.rows(
      W.openSubjects,
      p.openIn.map((id) => write.item(id)),
    )
  }
}

/** Where it was found, by kind or region; nothing where there is only one. */
function matrix(
  write: Writer,
  title: Text,
  broken: readonly ProvisionRow[],
  keys: readonly string[],
  of: (p: ProvisionRow) => readonly (Tally & { readonly key: string })[],
  name: (key: string) => string = (key) => key,
): void {
  if (keys.length < 2) return
  const shown = (p: ProvisionRow, key: string): string => {
    const cell = of(p).find((t) => t.key === key)
    return cell ? `${cell.found} / ${cell.n}` : ''
  }
  write.heading(3, write.say(title))
  write.table(
    [W.provision, ...keys.map(name)],
    broken.map((p) => ({
      href: `#${write.place(p)}`,
      cells: [cited(p, write.lang), ...keys.map((key) => shown(p, key))],
    })),
  )
}

function survey(write: Writer, a: Aggregate): void {
  if (!a.survey || a.survey.length === 0) return
  write.heading(3, write.say(W.survey))
  for (const q of a.survey) {
    write.text(q.asked === undefined ? q.question : `${q.question} (${write.say(W.asked, { n: q.asked })})`)
    write.table(
      [W.answer, W.count, W.share],
      q.answers.map(({ answer, count, share }) => ({
        cells: [answer, count === undefined ? '' : String(count), share === undefined ? '' : percent(share)],
      })),
    )
  }
}

function advice(write: Writer, a: Aggregate, broken: readonly ProvisionRow[]): void {
  const open = a.provisions.filter((p) => p.open > 0 && p.needs.length > 0)
  write.heading(2, write.say(W.h4))
  if (broken.length === 0 && open.length === 0) write.text(write.say(W.nothing))
  const each = (p: ProvisionRow, title: Text, list: readonly Counted[]): void => {
    const said = list.filter((one) => one[write.lang] !== '')
    if (said.length === 0) return
    write.text(`${cited(p, write.lang)} · ${write.say(title)}`)
    counted(write, said)
  }
  for (const p of broken) each(p, W.fix, p.fixes)
  for (const p of open) each(p, W.settle, p.needs)
}

function figures(write: Writer, a: Aggregate): void {
  const faults = (a.survey ?? []).flatMap((q) => q.faults.map((f) => `${q.question}: ${f[write.lang]}`))
  write.heading(2, write.say(W.h5))
  if (faults.length > 0) {
    write.text(write.say(W.figuresBad))
    write.list(faults)
  } else write.text(write.say(a.survey && a.survey.length > 0 ? W.figuresGood : W.figuresNone))
  if (a.limits.length === 0) return
  write.heading(3, write.say(W.limits))
  counted(write, a.limits)
}

/** Texts with the number of subjects each is said of. */
const counted = (write: Writer, all: readonly Counted[]): void =>
  write.list(all.map((one) => `${one[write.lang]} ${write.say(W.times, { n: one.count })}`))

const kindOf = (s: Examined): string => s.sector ?? s.kind
const shownName = (s: Examined): string => [s.name === '' ? s.id : s.name, s.version].filter((w) => w !== '').join(' ')

function cited(p: ProvisionRow, lang: Lang): string {
  const { instrument, ref } = provisionRef(p.provision)
  const status = p.status === 'in-force' ? '' : `[${statusName(p.status)[lang]}] `
  return `${status}${instrumentShort(instrument)[lang]}${lang === 'zh' ? '' : ' '}${ref}`
}

const titled = (instrument: string, lang: Lang): string =>
  lang === 'zh' ? `《${instrumentTitle(instrument).zh}》` : instrumentTitle(instrument).en

const kindName = (key: string, lang: Lang): string =>
  Object.hasOwn(KIND_NAMES, key) ? KIND_NAMES[key as keyof typeof KIND_NAMES][lang] : key

function shareText({ share, interval }: ProvisionRow, lang: Lang): string {
  if (share === undefined) return ''
  if (!interval || interval.low === interval.high) return percent(share)
  const range = `${percent(interval.low)}–${percent(interval.high)}`
  return lang === 'zh' ? `${percent(share)}，区间 ${range}` : `${percent(share)}, interval ${range}`
}
