import type { Block, Paper } from '../judge/paper.ts'
import { type Determination, OUTCOMES, type Result, type SubjectResult } from '../judge/result.ts'
import { fill, same } from '../law/text.ts'
import { percent, percentOf, usesOf } from './book/use.ts'
import { BOOK_WORDS } from './book/words.ts'
import { provisionRef } from './instruments.ts'
import { outline, tally } from './outline.ts'
import { cited, evidence, heading, labelled, materialOf, paragraph } from './paper/parts.ts'
import { shortVerdict, verdict } from './verdict.ts'
import { KIND_NAMES, WORDS } from './words.ts'

/** Rows of a loan book printed; the workbook holds all. */
const MOST_USES = 60
const W = {
  title: { zh: '关于“{name}”的合规自查报告', en: 'Compliance self-check of “{name}”' },
  titleMany: { zh: '合规自查报告（{n}个对象）', en: 'Compliance self-check ({n} subjects)' },
  self: {
    zh: '本报告为自查结论，不是主管部门的认定；提交主管部门或者应用商店前，请由负责人核对并签章。',
    en: 'A self-check, no finding of an authority. Before it is handed to an authority or a store, a responsible person checks and signs it.',
  },
  selfWord: { zh: '自查', en: 'Self-check' },
  h1: { zh: '一、基本情况', en: 'I. What was examined' },
  h2: { zh: '二、结论一览', en: 'II. The outcomes at a glance' },
  h3: { zh: '三、存在证据的条款', en: 'III. Provisions with evidence' },
  h4: { zh: '四、尚不能判断的条款', en: 'IV. What cannot be told yet' },
  kind: { zh: '类别', en: 'kind' },
  id: { zh: '标识', en: 'id' },
  counts: {
    zh: '共{all}项：存在证据{failed}项，无法判断{cantTell}项，未见问题{passed}项，不适用{inapplicable}项，未检查{untested}项。',
    en: '{all} in all: evidence under {failed}, {cantTell} cannot be told, {passed} without an issue, {inapplicable} inapplicable, {untested} not tested.',
  },
  records: { zh: '逐条记录', en: 'records' },
  noFailed: {
    zh: '在所检查的材料中，没有存在证据的条款。',
    en: 'The material examined holds no evidence under any provision.',
  },
  noOpen: { zh: '没有尚不能判断的条款。', en: 'Nothing is left open.' },
  lead: { zh: '线索，待核实', en: 'lead, to be verified' },
  settle: { zh: '提供下列材料即可判断', en: 'what would settle it' },
  limits: { zh: '未检查的内容', en: 'Not examined' },
  noLimits: { zh: '没有记录未检查的内容。', en: 'Nothing is recorded as not examined.' },
  signs: [
    { zh: '检查人（签字）：', en: 'Examined by (signature):' },
    { zh: '负责人（签字、盖章）：', en: 'Responsible person (signature, seal):' },
    { zh: '日期：', en: 'Date:' },
  ],
} as const

/** A result as a paper to print and sign: what was examined, every outcome, the findings with their evidence, what is open. */
export function resultPaper(result: Result): Paper {
  const [one] = result.results
  const single = result.results.length === 1 && one ? one : undefined
  return {
    kind: 'document',
    title: single
      ? fill(W.title, { name: single.subject.name || single.subject.id })
      : fill(W.titleMany, { n: result.results.length }),
    mark: { word: W.selfWord, why: [W.self] },
    body: [
      ...result.results.flatMap((r) => [...(single ? [] : [heading(same(r.subject.name))]), ...subjectOf(result, r)]),
      { kind: 'lines', lines: W.signs },
    ],
    annex: result.results.flatMap((r) => [
      heading(single ? W.limits : { zh: `${W.limits.zh}：${r.subject.name}`, en: `${W.limits.en}: ${r.subject.name}` }),
      r.limits.length === 0 ? paragraph(W.noLimits) : ({ kind: 'list', items: r.limits } as const),
    ]),
    foot: { zh: `${WORDS.selfCheck.zh}${WORDS.dispute.zh}`, en: `${WORDS.selfCheck.en} ${WORDS.dispute.en}` },
  }
}

function subjectOf(result: Result, r: SubjectResult): readonly Block[] {
  const failed = r.determinations.filter((d) => d.outcome === 'failed')
  const open = r.determinations.filter((d) => d.outcome === 'cantTell')
  const { tool, asOf } = result
  return [
    heading(W.h1),
    {
      kind: 'facts',
      rows: [
        { label: W.kind, value: KIND_NAMES[r.subject.kind] },
        { label: W.id, value: same(r.subject.id) },
        ...(r.subject.version === '' ? [] : [{ label: WORDS.version, value: same(r.subject.version) }]),
        { label: WORDS.asOf, value: same(asOf) },
        { label: WORDS.inputs, value: materialOf(r) },
        { label: WORDS.tool, value: same(`Guiju ${tool.version}, ${tool.rules.slice(0, 12)}`) },
      ],
    },
    heading(W.h2),
    paragraph(fill(W.counts, { all: r.determinations.length, ...tally(r.determinations) })),
    ...outline(r.determinations).flatMap((section): readonly Block[] => [
      paragraph(section.title),
      {
        kind: 'table',
        head: [WORDS.provision, WORDS.what, WORDS.outcome],
        widths: [18, 58, 24],
        rows: section.groups.flatMap((g) =>
          g.determinations.map((d) => [same(provisionRef(d.provision).ref), d.what, shortVerdict(d.outcome)]),
        ),
      },
    ]),
    ...limitsUsed(r),
    heading(W.h3),
    ...(failed.length === 0 ? [paragraph(W.noFailed)] : failed.flatMap((d, i) => finding(d, i + 1))),
    heading(W.h4),
    ...(open.length === 0 ? [paragraph(W.noOpen)] : open.flatMap((d, i) => unsettled(d, i + 1))),
  ]
}

const finding = (d: Determination, number: number): readonly Block[] => [
  heading(cited(d, number)),
  paragraph(verdict(d)),
  ...labelled(WORDS.why, d.why),
  ...recordsOf(d),
  ...evidence(WORDS.evidence, d),
  ...leadsOf(d),
  ...labelled(WORDS.fix, d.fix),
]

const unsettled = (d: Determination, number: number): readonly Block[] => [
  paragraph(cited(d, number)),
  ...recordsOf(d),
  ...leadsOf(d),
  ...(d.needs.length === 0
    ? []
    : [paragraph(W.settle), { kind: 'list' as const, items: d.needs.map((need) => need.how) }]),
]

const leadsOf = (d: Determination): readonly Block[] =>
  d.leads.flatMap((lead) =>
    evidence({ zh: `${W.lead.zh}：${lead.what.zh}`, en: `${W.lead.en}: ${lead.what.en}` }, lead),
  )

/** How many records came to which outcome, where there are many. */
function recordsOf({ counts }: Determination): readonly Block[] {
  if (!counts) return []
  const told = (lang: 'zh' | 'en') =>
    OUTCOMES.filter((o) => counts[o] > 0)
      .map((o) => `${shortVerdict(o)[lang]} ${counts[o]}`)
      .join(lang === 'zh' ? '，' : ', ')
  return labelled(W.records, { zh: told('zh'), en: told('en') })
}

/** How far each limit of a loan book is used, the fullest first. */
function limitsUsed(r: SubjectResult): readonly Block[] {
  const uses = r.book ? usesOf(r).slice(0, MOST_USES) : []
  if (uses.length === 0) return []
  const { section, bank, partner, all, share, limit, outcome } = BOOK_WORDS
  return [
    paragraph(BOOK_WORDS.uses),
    {
      kind: 'table',
      head: [section, bank, partner, share, limit, outcome],
      rows: uses.map((u) => [
        same(String(u.section)),
        same(u.bank),
        u.partner === undefined ? all : same(u.partner),
        same(u.share === undefined ? '—' : percent(u.share)),
        same(u.limit === undefined ? '—' : percentOf(u.limit)),
        shortVerdict(u.outcome),
      ]),
    },
  ]
}
