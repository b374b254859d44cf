import { fill, type Text } from '../../law/text.ts'
import { instrumentShort, instrumentTitle, provisionRef } from '../instruments.ts'
import type { Lang } from '../lang.ts'
import type { PlainRow } from '../plain-page.ts'
import { statusName } from '../verdict.ts'
import { KIND_NAMES } from '../words.ts'
import type { Aggregate, Examined, ProvisionRow, Tally } from './aggregate.ts'
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
  const say = (text: Text, values: Readonly<Record<string, string | number>> = {}): string => fill(text, values)[lang]
  const names = (list: readonly string[]): string =>
    list.length > MOST_NAMES ? `${list.slice(0, MOST_NAMES).join(W.and[lang])} …` : list.join(W.and[lang])
  const anchors = new Map(a.subjects.map((s, i) => [s.id, `${lang}-s${i + 1}`]))
  const subjectOf = new Map(a.subjects.map((s) => [s.id, s]))
  const items = (ids: readonly string[]): readonly Item[] =>
    ids.map((id) => ({ text: shownName(subjectOf.get(id)!), href: `#${anchors.get(id)}` }))
  const blocks: Block[] = []
  const text = (words: string): void => void blocks.push({ kind: 'text', text: words })
  const heading = (level: 1 | 2 | 3, words: string): void => void blocks.push({ kind: 'heading', level, text: words })

  const instruments = [...new Set(a.provisions.map((p) => provisionRef(p.provision).instrument))]
  heading(1, a.title ?? say(W.title, { of: instruments.map((id) => titled(id, lang)).join(W.and[lang]) }))
  text(say(W.notice))

  heading(2, say(W.h1))
  const kinds = a.kinds.map(
    (key) => `${kindName(key, lang)} ${a.subjects.filter((s) => (s.sector ?? s.kind) === key).length}`,
  )
  text(say(W.scope, { from: a.from, until: a.until, n: a.subjects.length, kinds: kinds.join(W.and[lang]) }))
  sampleBlocks()
  text(say(W.method))
  if (a.mixedRules) text(say(W.mixed))
  blocks.push({
    kind: 'table',
    head: [W.subject, W.kind, W.region, W.day, W.foundHead, W.passedHead, W.openHead].map((h) => say(h)),
    rows: a.subjects.map((s) => ({
      id: anchors.get(s.id)!,
      cells: [
        shownName(s),
        kindName(s.sector ?? s.kind, lang),
        s.region ?? '',
        s.asOf,
        String(s.summary.failed),
        String(s.summary.passed),
        String(s.summary.cantTell),
      ],
    })),
  })

  heading(2, say(W.h2))
  const well = a.provisions
    .filter((p) => p.found === 0 && p.passed * 2 > p.n)
    .sort((x, y) => y.passed / y.n - x.passed / x.n || y.n - x.n)
  if (well.length === 0) text(say(W.noneWell))
  else {
    text(say(W.well))
    blocks.push({
      kind: 'table',
      head: [W.provision, W.what, W.applies, W.passedHead, W.openHead].map((h) => say(h)),
      rows: well.slice(0, MOST_WELL).map((p) => ({
        cells: [cited(p, lang), p.what[lang], String(p.n), String(p.passed), String(p.open)],
      })),
    })
  }
  if (a.progress) {
    const { subjects, corrected, stillFound, newlyFound } = a.progress
    text(
      say(W.progress, {
        n: subjects,
        corrected: corrected.length,
        still: stillFound.length,
        newly: newlyFound.length,
      }),
    )
    for (const [title, changes] of [
      [W.corrected, corrected],
      [W.still, stillFound],
      [W.newly, newlyFound],
    ] as const)
      if (changes.length > 0)
        blocks.push({
          kind: 'open',
          title: `${say(title)} (${changes.length})`,
          items: changes.map((c) => ({
            text: `${shownName(subjectOf.get(c.subject)!)} · ${c.provision}`,
            href: `#${anchors.get(c.subject)}`,
          })),
        })
  }

  heading(2, say(W.h3))
  const broken = a.provisions
    .filter((p) => p.found > 0)
    .sort((x, y) => (y.share ?? 0) - (x.share ?? 0) || y.found - x.found)
  if (broken.length === 0) text(say(W.noneFound))
  else {
    text(say(W.found))
    blocks.push({
      kind: 'table',
      head: [W.provision, W.what, W.applies, W.foundHead, W.share, W.openHead, W.bounds].map((h) => say(h)),
      rows: broken.map((p) => ({
        href: `#${lang}-p-${idOf(p)}`,
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
    })
    matrix(
      W.byKind,
      a.kinds,
      (p) => p.kinds,
      (key) => kindName(key, lang),
    )
    matrix(
      W.byRegion,
      a.regions,
      (p) => p.regions,
      (key) => key,
    )
    for (const p of broken) {
      blocks.push({ kind: 'heading', level: 3, text: cited(p, lang), id: `${lang}-p-${idOf(p)}` })
      text(
        say(W.sentence, {
          what: p.what[lang],
          n: p.n,
          found: p.found,
          share: shareText(p, lang),
          open: p.open,
        }),
      )
      blocks.push({ kind: 'open', title: `${say(W.inSubjects)} (${p.found})`, items: items(p.foundIn) })
      if (p.open > 0) blocks.push({ kind: 'open', title: `${say(W.openSubjects)} (${p.open})`, items: items(p.openIn) })
    }
  }
  if (a.survey && a.survey.length > 0) {
    heading(3, say(W.survey))
    for (const q of a.survey) {
      text(q.asked === undefined ? q.question : `${q.question} (${say(W.asked, { n: q.asked })})`)
      blocks.push({
        kind: 'table',
        head: [W.answer, W.count, W.share].map((h) => say(h)),
        rows: q.answers.map(({ answer, count, share }) => ({
          cells: [answer, count === undefined ? '' : String(count), share === undefined ? '' : percent(share)],
        })),
      })
    }
  }

  heading(2, say(W.h4))
  const open = a.provisions.filter((p) => p.open > 0 && p.needs.length > 0)
  if (broken.length === 0 && open.length === 0) text(say(W.nothing))
  for (const p of broken) advice(p, W.fix, p.fixes)
  for (const p of open) advice(p, W.settle, p.needs)

  heading(2, say(W.h5))
  const faults = (a.survey ?? []).flatMap((q) => q.faults.map((f) => `${q.question}: ${f[lang]}`))
  if (faults.length > 0) {
    text(say(W.figuresBad))
    blocks.push({ kind: 'list', items: faults })
  } else text(say(a.survey && a.survey.length > 0 ? W.figuresGood : W.figuresNone))
  if (a.limits.length > 0) {
    heading(3, say(W.limits))
    blocks.push({ kind: 'list', items: a.limits.map((l) => `${l[lang]} ${say(W.times, { n: l.count })}`) })
  }
  return blocks

  function sampleBlocks(): void {
    if (!a.sample) {
      text(say(W.notDrawn))
      return
    }
    const { sample, tiers, examined, missing, others } = a.sample
    text(
      say(W.drawn, {
        id: sample.id,
        listed: tiers.reduce((n, t) => n + t.of, 0),
        tiers: tiers.length,
        drawn: tiers.reduce((n, t) => n + t.drawn, 0),
        commitment: sample.commitment,
        examined: examined.length,
      }),
    )
    if (missing.length > 0) text(say(W.missing, { n: missing.length, names: names(missing) }))
    else text(say(W.interval))
    if (others.length > 0) text(say(W.others, { n: others.length, names: names(others) }))
    blocks.push({
      kind: 'table',
      head: [W.tier, W.listed, W.drawnHead, W.examinedHead].map((h) => say(h)),
      rows: tiers.map((t) => ({ cells: [t.id, String(t.of), String(t.drawn), String(t.examined)] })),
    })
  }

  function matrix(
    title: Text,
    keys: readonly string[],
    of: (p: ProvisionRow) => readonly (Tally & { readonly key: string })[],
    name: (key: string) => string,
  ): void {
    if (keys.length < 2) return
    heading(3, say(title))
    blocks.push({
      kind: 'table',
      head: [say(W.provision), ...keys.map(name)],
      rows: broken.map((p) => ({
        href: `#${lang}-p-${idOf(p)}`,
        cells: [
          cited(p, lang),
          ...keys.map((key) => {
            const cell = of(p).find((t) => t.key === key)
            return cell ? `${cell.found} / ${cell.n}` : ''
          }),
        ],
      })),
    })
  }

  function advice(p: ProvisionRow, title: Text, list: readonly (Text & { readonly count: number })[]): void {
    const said = list.filter((one) => one[lang] !== '')
    if (said.length === 0) return
    text(`${cited(p, lang)} · ${say(title)}`)
    blocks.push({ kind: 'list', items: said.map((one) => `${one[lang]} ${say(W.times, { n: one.count })}`) })
  }
}

const idOf = (p: ProvisionRow): string => p.rule.replace(/[^\w.-]+/g, '-')
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
