import { labelOf } from '../../facts/choice.ts'
import { SERVICE_KINDS } from '../../facts/network.ts'
import { DUE_KINDS, type DueKind, WORK_COLUMNS } from '../../judge/board.ts'
import type { Determination, Outcome, SubjectResult } from '../../judge/result.ts'
import { type Level, levelWord } from '../../law/grading.ts'
import { fill, type Text } from '../../law/text.ts'
import { html } from '../escape.ts'
import { provisionRef } from '../instruments.ts'
import type { Lang } from '../lang.ts'
import { type PlainRow, plainPage, tableOf } from '../plain-page.ts'
import { shortVerdict, statusName } from '../verdict.ts'
import { COLUMN_WORDS, DUE_WORDS } from './board-words.ts'
import { PACK_WORDS as T } from './pack-words.ts'

/** One network as it stands in the pack; days as `YYYY-MM-DD`, empty where not known. */
export interface PackNetwork {
  readonly name: string
  readonly level: number | undefined
  readonly filedOn: string
  readonly certificateUntil: string
  readonly assessedOn: string
  readonly critical: string
  readonly retired: boolean
  /** Duties not met, and duties that cannot be told. */
  readonly failed: number
  readonly unknown: number
  /** What is to be corrected, and how much of it is overdue. */
  readonly work: number
  readonly overdue: number
  /** A security incident within two years. */
  readonly hit: boolean
}

/** What is past, and what falls within so many days; the last is all the rest of the year. */
export const DUE_SPANS = [0, 31, 91, undefined] as const
/** By kind, one count for each span. */
export type DueCounts = ReadonlyMap<DueKind, readonly number[]>

export interface Pack {
  readonly operator: string
  readonly asOf: string
  readonly networks: readonly PackNetwork[]
  readonly services: readonly {
    readonly name: string
    readonly kind: string
    readonly startedOn: string
    readonly young: boolean
  }[]
  readonly organisation: SubjectResult
  /** Why the operator may be looked at first (art. 9, second paragraph). */
  readonly focus: readonly Text[]
  readonly dues: DueCounts
}

/** Rows of networks on the first page: as many as an A4 sheet has room for beside everything else. */
const MOST_ROWS = 12
/** Duties of networks that the first page counts. */
const DUTIES = [
  '2.1-grading',
  '2.1-filing',
  '2.1-sector',
  '2.2-yearly',
  '2.2-testing',
  '2.2-report',
  '2.3-correction',
  '2.4-self-check',
  '2.6-operation',
  '4.3-drill',
]
const COUNTED = ['passed', 'failed', 'cantTell', 'inapplicable'] as const satisfies readonly Outcome[]
const ICON = { failed: '✖', cantTell: '?', passed: '✔', inapplicable: '–', untested: '○' } as const

/** The page stands alone on one sheet: what may be long is cut on it and stands whole in an annex. */
const STYLE = `
@page{size:A4;margin:10mm 13mm}
.sheet{font-size:8.5pt;line-height:1.35}.sheet h1{font-size:15pt;margin:0}.sheet h2{font-size:9.5pt;margin:1.5mm 0 .7mm}
.sheet p{margin:.6mm 0}.sheet .line{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.sheet table{font-size:7.8pt;margin:0;table-layout:fixed;line-height:1.25}.sheet th,.sheet td{padding:.45mm 1.2mm;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.sheet td.n,.sheet th.n{text-align:right;font-variant-numeric:tabular-nums}.sheet a{color:inherit;text-decoration-color:var(--soft)}
.sheet .pair{display:grid;grid-template-columns:1fr 1fr;gap:0 4mm;align-items:start}.sheet .facts{display:flex;flex-wrap:wrap;gap:0 5mm}.sheet .facts b{font-size:10pt}
.sheet ol{list-style:none;columns:2;column-gap:4mm;padding:0;margin:0}.sheet li{display:grid;grid-template-columns:11mm 1fr;gap:0 1mm;line-height:1.3;break-inside:avoid;border-top:1px solid var(--line);padding:.15mm 0}
.sheet li>b{white-space:nowrap}.sheet li>span{display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden}
.sheet .sign{margin-top:2mm}.bad-word{color:var(--bad)}@media print{.sheet{font-size:8.5pt}}
@media (max-width:40rem){.sheet .pair{grid-template-columns:1fr}.sheet ol{columns:1}}
`

const ANNEX = { items: 'annex-1', networks: 'annex-2', services: 'annex-3', dues: 'annex-4', work: 'annex-5' } as const
type Annex = keyof typeof ANNEX

const kindOf = (kind: string, lang: Lang): string => labelOf({ choices: SERVICE_KINDS }, kind)?.[lang] ?? kind

const readiness = ({ organisation }: Pack): readonly Determination[] =>
  organisation.determinations.filter(
    (d) => provisionRef(d.provision).instrument === 'inspection-2018' && d.outcome !== 'inapplicable',
  )

/** The worst first: what is not met, what is overdue, what cannot be told, the higher level. */
const worstFirst = (networks: readonly PackNetwork[]): readonly PackNetwork[] =>
  networks.toSorted(
    (a, b) => b.failed - a.failed || b.overdue - a.overdue || b.unknown - a.unknown || (b.level ?? 0) - (a.level ?? 0),
  )

/** The pack: one sheet to hand over, and annexes with every row behind its figures, each on a page of its own. */
export function packHtml(pack: Pack, lang: Lang): string {
  const sorted = { ...pack, networks: worstFirst(pack.networks) }
  return plainPage(
    `${T.title[lang]} · ${pack.operator}`,
    lang,
    [new Sheet(sorted, lang).page(), ...annexes(sorted, lang)].join('\n'),
    STYLE,
  )
}

class Sheet {
  readonly #pack: Pack
  readonly #lang: Lang
  constructor(pack: Pack, lang: Lang) {
    this.#pack = pack
    this.#lang = lang
  }

  page(): string {
    const { operator, asOf, focus } = this.#pack
    const say = (text: Text) => html(text[this.#lang])
    const items = readiness(this.#pack)
    const replaced = items.find((d) => d.status !== 'in-force')
    return `<section class="sheet">
<h1 class="line">${say(T.title)}</h1>
<p class="line"><b>${html(operator)}</b>　${say(T.day)} ${asOf}</p>
<p class="soft">${say(T.self)} ${say(T.lawText)}</p>
${focus.map((one) => `<p class="line"><b>⚑ ${say(T.focus)}</b>　${say(one)}</p>`).join('')}
${this.#facts()}
<div class="pair"><div>${this.#duties()}</div><div>${this.#dues()}${this.#work()}</div></div>
<h2>${say(T.items)}${replaced ? ` <small>(${say(statusName(replaced.status))})</small>` : ''} ${this.#to('items', String(items.length))}</h2>
<ol>${items.map((d) => `<li><b>${provisionRef(d.provision).ref.replace('art', '')} ${this.#mark(d.outcome)}</b><span>${say(d.what)}</span></li>`).join('')}</ol>
<p class="soft">${COUNTED.map((o) => `${this.#mark(o)} ${say(shortVerdict(o))}`).join('　')}　${this.#mark('untested')} ${say(shortVerdict('untested'))}</p>
${this.#networks()}
<p class="sign">${say(T.sign)}</p>
</section>`
  }

  #mark(outcome: Outcome): string {
    return outcome === 'failed' ? `<span class="bad-word">${ICON.failed}</span>` : ICON[outcome]
  }

  #to(annex: Annex, text: string): string {
    return `<a href="#${ANNEX[annex]}">${html(text)}</a>`
  }

  #table(head: readonly Text[], rows: readonly (readonly string[])[], widths: readonly number[]): string {
    const say = (text: Text) => html(text[this.#lang])
    const cols = widths.map((width) => `<col width="${width}%">`).join('')
    const heads = head.map((text, i) => `<th scope="col"${i === 0 ? '' : ' class="n"'}>${say(text)}</th>`)
    const body = rows.map(
      ([name, ...cells]) =>
        `<tr><th scope="row">${name}</th>${cells.map((cell) => `<td class="n">${cell}</td>`).join('')}</tr>`,
    )
    return `<table><colgroup>${cols}</colgroup><thead><tr>${heads.join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`
  }

  /** Networks by level, critical and retired ones, and services by kind. */
  #facts(): string {
    const { networks, services } = this.#pack
    const lang = this.#lang
    const running = networks.filter((n) => !n.retired)
    const levels = Map.groupBy(running, (n) => n.level)
    const counted = [...levels]
      .sort(([a], [b]) => (a ?? 0) - (b ?? 0))
      .map(([level, { length: n }]) =>
        level === undefined ? fill(T.ungraded, { n }) : fill(T.ofLevel, { level: levelWord(level as Level), n }),
      )
    const critical = running.filter((n) => n.critical !== '').length
    const kinds = Map.groupBy(services, (s) => s.kind)
    const parts = [
      `<b>${this.#to('networks', String(networks.length))}</b> ${T.networks[lang]}`,
      ...counted.map((one) => html(one[lang])),
      ...(critical > 0 ? [html(fill(T.ofCritical, { n: critical })[lang])] : []),
      ...(running.length < networks.length
        ? [html(fill(T.ofRetired, { n: networks.length - running.length })[lang])]
        : []),
      ...(services.length > 0
        ? [
            `<b>${this.#to('services', String(services.length))}</b> ${T.services[lang]}`,
            ...[...kinds].map(([kind, { length }]) => `${html(kindOf(kind, lang))} ${length}`),
          ]
        : []),
    ]
    return `<p class="facts">${parts.map((part) => `<span>${part}</span>`).join('')}</p>`
  }

  #duties(): string {
    const lang = this.#lang
    const rows = DUTIES.flatMap((id) => {
      const found = this.#pack.organisation.determinations.find((d) => d.rule === `mlps-cii-2020#${id}`)
      if (!found?.counts) return []
      const counts = COUNTED.map((o) => found.counts![o] ?? 0)
      return [[html(T.duties[id as keyof typeof T.duties][lang]), ...counts.map((n) => (n === 0 ? '' : String(n)))]]
    })
    const head = [T.duty, ...COUNTED.map((o) => ({ zh: `${ICON[o]}`, en: `${ICON[o]}` }))]
    return `<h2>${html(T.dutiesOf[lang])}</h2>${this.#table(head, rows, [52, 12, 12, 12, 12])}`
  }

  #dues(): string {
    const lang = this.#lang
    const rows = DUE_KINDS.map((kind) => {
      const counts = this.#pack.dues.get(kind) ?? DUE_SPANS.map(() => 0)
      return [
        html(DUE_WORDS[kind][lang]),
        ...counts.map((n, i) => (n === 0 ? '' : i === 0 ? `<b class="bad-word">⚠ ${n}</b>` : String(n))),
      ]
    })
    return `<h2>${html(T.due[lang])} ${this.#to('dues', T.seeDues[lang])}</h2>${this.#table([T.kind, T.past, T.month, T.quarter, T.later], rows, [32, 17, 17, 17, 17])}`
  }

  #work(): string {
    const lang = this.#lang
    const columns = this.#pack.organisation.board?.columns ?? []
    const count = (column: string) => columns.find((c) => c.column === column)?.n ?? 0
    const row = WORK_COLUMNS.map((column) =>
      column === 'overdue' && count(column) > 0 ? `<b class="bad-word">⚠ ${count(column)}</b>` : String(count(column)),
    )
    return `<h2>${html(T.work[lang])} ${this.#to('work', T.seeWork[lang])}</h2>${this.#table([T.kind, ...WORK_COLUMNS.map((c) => COLUMN_WORDS[c])], [[html(T.number[lang]), ...row]], [21, 19, 19, 22, 19])}`
  }

  #networks(): string {
    const { networks } = this.#pack
    const lang = this.#lang
    const shown = networks.length > MOST_ROWS ? networks.slice(0, MOST_ROWS) : networks
    const rest = networks.length - shown.length
    const rows = shown.map((n) => [
      `${n.hit ? '⚑ ' : ''}${html(n.name)}`,
      String(n.level ?? '–'),
      n.filedOn || '–',
      n.certificateUntil || '–',
      n.assessedOn || '–',
      n.critical === '' ? '' : '✔',
      n.overdue > 0 ? `${n.work} (<b class="bad-word">⚠ ${n.overdue}</b>)` : n.work === 0 ? '' : String(n.work),
      n.failed === 0 ? '' : `<b class="bad-word">✖ ${n.failed}</b>`,
      n.unknown === 0 ? '' : `? ${n.unknown}`,
    ])
    const head = [T.name, T.level, T.filed, T.until, T.assessed, T.critical, T.open, T.notMet, T.unknown]
    const more =
      rest > 0
        ? `<p>${this.#to('networks', fill(T.rest, { n: rest, failed: networks.slice(MOST_ROWS).filter((n) => n.failed > 0).length })[lang])}</p>`
        : ''
    return `<h2>${html(T.networksWorst[lang])}</h2>${this.#table(head, rows, [29, 6, 10.5, 10.5, 10.5, 6.5, 10, 8.5, 8.5])}${more}`
  }
}

const shown = (d: Determination): string =>
  [
    ...new Set(
      d.evidence.map((e) =>
        e.locator.startsWith('sha256:') ? `${e.artifact} ${e.locator.slice(0, 19)}…` : e.artifact,
      ),
    ),
  ]
    .slice(0, 4)
    .join('；')

function annexes(pack: Pack, lang: Lang): readonly string[] {
  const { organisation, networks, services, operator, asOf } = pack
  const annex = (of: Annex, title: Text, head: readonly Text[], rows: readonly PlainRow[], after = ''): string => {
    const n = Object.keys(ANNEX).indexOf(of) + 1
    const table =
      rows.length > 0
        ? tableOf(
            head.map((one) => one[lang]),
            rows,
          )
        : `<p class="soft">${html(T.nothing[lang])}</p>`
    return `<section class="page" id="${ANNEX[of]}"><h2>${html(fill(T.annex, { n, title })[lang])}</h2><p class="soft">${html(operator)} · ${asOf}</p>${table}${after}</section>`
  }
  const more = (n: number): string => (n > 0 ? `<p class="soft">${html(fill(T.more, { n })[lang])}</p>` : '')
  const board = organisation.board
  const items = readiness(pack).map((d) => ({
    cells: [
      provisionRef(d.provision).ref,
      d.what[lang],
      `${ICON[d.outcome]} ${shortVerdict(d.outcome)[lang]}`,
      shown(d),
      d.outcome === 'failed'
        ? d.fix[lang]
        : d.needs
            .map((n) => n.how[lang])
            .slice(0, 3)
            .join('；'),
    ],
  }))
  const rows = networks.map((n) => ({
    cells: [
      `${n.hit ? '⚑ ' : ''}${n.name}${n.retired ? ` (${T.retired[lang]})` : ''}`,
      String(n.level ?? ''),
      n.filedOn,
      n.certificateUntil,
      n.assessedOn,
      n.critical,
      n.overdue > 0 ? `${n.work} (⚠ ${n.overdue})` : String(n.work),
      String(n.failed),
      String(n.unknown),
    ],
  }))
  const dues = board?.dues ?? []
  const work = (board?.work ?? []).filter((w) => w.column !== 'done')
  const allDues = [...pack.dues.values()].flat().reduce((sum, n) => sum + n, 0)
  const allWork = (board?.columns ?? []).reduce((sum, c) => sum + (c.column === 'done' ? 0 : c.n), 0)
  return [
    annex(
      'items',
      T.items,
      [T.provision, T.what, T.outcome, T.evidence, T.todo],
      items,
      `<p class="soft">${html(T.after[lang])}</p>`,
    ),
    annex(
      'networks',
      T.networks,
      [T.name, T.level, T.filed, T.until, T.assessed, T.critical, T.open, T.notMet, T.unknown],
      rows,
    ),
    annex(
      'services',
      T.services,
      [T.name, T.kind, T.since],
      services.map((s) => ({ cells: [`${s.young ? '⚑ ' : ''}${s.name}`, kindOf(s.kind, lang), s.startedOn] })),
    ),
    annex(
      'dues',
      T.due,
      [T.network, T.kind, T.what, T.day, T.workday],
      dues.map((d) => ({
        cells: [
          d.network,
          DUE_WORDS[d.kind][lang],
          d.what[lang],
          `${d.day < asOf ? '⚠ ' : ''}${d.day}`,
          `${d.workday}${d.provisional ? T.provisional[lang] : ''}`,
        ],
      })),
      more(allDues - dues.length),
    ),
    annex(
      'work',
      T.work,
      [T.network, T.item, T.what, T.outcome, T.day],
      work.map((w) => ({ cells: [w.network, w.item, w.what[lang], COLUMN_WORDS[w.column][lang], w.due ?? ''] })),
      more(allWork - work.length),
    ),
  ]
}
