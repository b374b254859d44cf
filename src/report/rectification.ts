import type { Block, Paper } from '../judge/paper.ts'
import type { Determination, Outcome, SubjectResult } from '../judge/result.ts'
import { fill, same, type Text } from '../law/text.ts'
import { provisionRef } from './instruments.ts'
import { cited, evidence, heading, labelled, materialOf, paragraph } from './paper/parts.ts'
import { shortVerdict } from './verdict.ts'
import { KIND_NAMES, WORDS } from './words.ts'

/** One examination of the subject. */
export interface Examination {
  readonly asOf: string
  readonly of: SubjectResult
}

/** What became of one finding. */
export type Fate = 'corrected' | 'remains' | 'unsettled' | 'gone'

export interface Corrected {
  readonly provision: string
  readonly before: Determination
  readonly after: Determination | undefined
  readonly fate: Fate
}

const W = {
  title: { zh: '关于“{name}”的整改复测报告', en: 'Report on rectification and re-test of “{name}”' },
  self: {
    zh: '本报告由两次自查结果对照而成，不是主管部门的认定；提交主管部门或应用商店前，请由负责人核对并签章。',
    en: 'Drawn from two self-checks, no finding of an authority. Before it is handed to an authority or a store, a responsible person checks and signs it.',
  },
  selfWord: { zh: '自查', en: 'Self-check' },
  h1: { zh: '一、基本情况', en: 'I. The subject and the two checks' },
  subject: { zh: '对象', en: 'subject' },
  before: { zh: '整改前', en: 'before' },
  after: { zh: '复测', en: 're-test' },
  one: { zh: '{version}，{asOf}检查', en: '{version}, checked on {asOf}' },
  inputs: { zh: '检查材料', en: 'material' },
  h2: { zh: '二、整改结果', en: 'II. What became of the findings' },
  counts: {
    zh: '整改前存在证据{all}项；复测未见问题{corrected}项，仍存在证据{remains}项，复测材料不足以判断{unsettled}项，复测不适用或未检查{gone}项。复测新出现{added}项。',
    en: 'There was evidence under {all} provisions. In the re-test {corrected} show no issue, {remains} still show evidence, {unsettled} cannot be told from the material, {gone} do not apply or were not tested; {added} are new.',
  },
  none: { zh: '整改前没有存在证据的条款。', en: 'There was no evidence under any provision before.' },
  head: [
    { zh: '条款', en: 'Provision' },
    { zh: '行为或要求', en: 'Act or duty' },
    { zh: '整改前', en: 'Before' },
    { zh: '复测', en: 'Re-test' },
    { zh: '结果', en: 'Result' },
  ],
  h3: { zh: '三、逐项说明', en: 'III. Finding by finding' },
  was: { zh: '整改前的情况', en: 'Before' },
  wasEvidence: { zh: '整改前的证据', en: 'Evidence before' },
  measure: { zh: '整改要求', en: 'To put right' },
  done: { zh: '整改措施（由整改单位填写）：', en: 'What was done (to be filled in):' },
  now: { zh: '复测情况', en: 'Re-test' },
  nowEvidence: { zh: '复测的证据', en: 'Evidence of the re-test' },
  needs: { zh: '尚需提供', en: 'Still needed' },
  h4: { zh: '四、复测新出现的问题', en: 'IV. New in the re-test' },
  limits: { zh: '复测未检查的内容', en: 'Not examined in the re-test' },
  signs: [
    { zh: '整改单位（盖章）：', en: 'Organisation (seal):' },
    { zh: '负责人（签字）：', en: 'Responsible person (signature):' },
    { zh: '日期：', en: 'Date:' },
  ],
  fate: {
    corrected: { zh: '已整改', en: 'put right' },
    remains: { zh: '未整改', en: 'not put right' },
    unsettled: { zh: '待补充材料', en: 'more material needed' },
    gone: { zh: '不再适用或未检查', en: 'no longer applies, or not tested' },
  },
} as const

const FATES: Readonly<Record<Outcome, Fate>> = {
  passed: 'corrected',
  failed: 'remains',
  cantTell: 'unsettled',
  inapplicable: 'gone',
  untested: 'gone',
}

/** Each finding of the first examination with its fate in the last. Only what was seen to be without an issue is put right. */
export function corrected(before: Examination, after: Examination): readonly Corrected[] {
  const now = new Map(after.of.determinations.map((d) => [d.rule, d]))
  return before.of.determinations
    .filter((d) => d.outcome === 'failed')
    .map((d) => {
      const again = now.get(d.rule)
      return { provision: d.provision, before: d, after: again, fate: again ? FATES[again.outcome] : 'gone' }
    })
}

/** The report on rectification as a paper: what was found, what became of it, and what is new. */
export function rectificationPaper(before: Examination, after: Examination): Paper {
  const all = corrected(before, after)
  const failedBefore = new Set(all.map((c) => c.before.rule))
  const added = after.of.determinations.filter((d) => d.outcome === 'failed' && !failedBefore.has(d.rule))
  const count = (fate: Fate): number => all.filter((c) => c.fate === fate).length
  const name = after.of.subject.name || after.of.subject.id
  return {
    kind: 'document',
    title: fill(W.title, { name }),
    mark: { word: W.selfWord, why: [W.self] },
    body: [
      heading(W.h1),
      {
        kind: 'facts',
        rows: [
          {
            label: W.subject,
            value: {
              zh: `${KIND_NAMES[after.of.subject.kind].zh} ${after.of.subject.id}`,
              en: `${KIND_NAMES[after.of.subject.kind].en} ${after.of.subject.id}`,
            },
          },
          { label: W.before, value: told(before) },
          { label: W.inputs, value: materialOf(before.of) },
          { label: W.after, value: told(after) },
          { label: W.inputs, value: materialOf(after.of) },
        ],
      },
      heading(W.h2),
      all.length === 0
        ? paragraph(W.none)
        : paragraph(
            fill(W.counts, {
              all: all.length,
              corrected: count('corrected'),
              remains: count('remains'),
              unsettled: count('unsettled'),
              gone: count('gone'),
              added: added.length,
            }),
          ),
      ...(all.length === 0 ? [] : [tableOf(all), heading(W.h3), ...all.flatMap((c, i) => problem(c, i + 1))]),
      ...(added.length === 0 ? [] : [heading(W.h4), ...added.flatMap(newProblem)]),
      { kind: 'lines', lines: W.signs },
    ],
    annex: after.of.limits.length === 0 ? [] : [heading(W.limits), { kind: 'list', items: after.of.limits }],
    foot: WORDS.selfCheck,
  }
}

const told = ({ asOf, of }: Examination): Text =>
  fill(W.one, { version: of.subject.version === '' ? of.subject.id : of.subject.version, asOf })

const tableOf = (all: readonly Corrected[]): Block => ({
  kind: 'table',
  head: W.head,
  widths: [12, 40, 14, 16, 18],
  rows: all.map(({ before, after, fate }) => [
    same(provisionRef(before.provision).ref),
    before.what,
    shortVerdict(before.outcome),
    after ? shortVerdict(after.outcome) : same('—'),
    W.fate[fate],
  ]),
})

function problem({ before, after, fate }: Corrected, number: number): readonly Block[] {
  return [
    heading(cited(before, number)),
    ...labelled(W.was, before.why),
    ...evidence(W.wasEvidence, before),
    ...labelled(W.measure, before.fix),
    { kind: 'lines', lines: [W.done] },
    ...labelled(W.now, {
      zh: `${W.fate[fate].zh}${after && after.why.zh !== '' ? `。${after.why.zh}` : ''}`,
      en: `${W.fate[fate].en}${after && after.why.en !== '' ? `. ${after.why.en}` : ''}`,
    }),
    ...(after ? evidence(W.nowEvidence, after) : []),
    ...(after && after.outcome === 'cantTell' && after.needs.length > 0
      ? [paragraph(W.needs), { kind: 'list' as const, items: after.needs.map((n) => n.how) }]
      : []),
  ]
}

const newProblem = (d: Determination): readonly Block[] => [
  paragraph(cited(d)),
  ...labelled(W.now, d.why),
  ...evidence(W.nowEvidence, d),
  ...labelled(W.measure, d.fix),
]
