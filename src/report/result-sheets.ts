import type { FactEvidence, Result } from '../judge/result.ts'
import type { Text } from '../law/text.ts'
import { bookSheets } from './book/sheets.ts'
import { provisionRef } from './instruments.ts'
import { pick, type ReportLang } from './lang.ts'
import { READING_ORDER, tally } from './outline.ts'
import { shortVerdict, statusName } from './verdict.ts'
import { KIND_NAMES, METHOD_NAMES, WORDS } from './words.ts'
import { type Sheet, workbook } from './xlsx.ts'

const W = {
  needs: { zh: '如何确定', en: 'What would settle it' },
  fact: { zh: '事实', en: 'Fact' },
  how: { zh: '做法', en: 'How' },
  law: { zh: '规定状态', en: 'Law' },
  kindOfRow: { zh: '性质', en: 'Kind' },
  method: { zh: '方法', en: 'Method' },
  excerpt: { zh: '摘录', en: 'Excerpt' },
  files: { zh: '材料', en: 'Inputs' },
} as const satisfies Record<string, Text>

/**
 * A result as a workbook: overview, every determination, its evidence and leads, what would settle the rest, the inputs;
 * of loan books the limits with formulas too.
 */
export function toXlsx(result: Result, lang: ReportLang = 'zh'): Uint8Array<ArrayBuffer> {
  return workbook([...sheetsOf(result, lang), ...bookSheets(result, lang)])
}

function sheetsOf(result: Result, lang: ReportLang): readonly Sheet[] {
  const say = (text: Text): string => pick(text, lang)
  const each = <T>(rows: (r: Result['results'][number]) => readonly T[]): readonly T[] => result.results.flatMap(rows)
  const evidence = (subject: string, rule: string, kind: Text, list: readonly FactEvidence[]) =>
    list.map((e) => [
      subject,
      rule,
      say(kind),
      e.fact,
      say(METHOD_NAMES[e.method]),
      e.artifact,
      e.locator,
      e.excerpt ?? '',
      e.sdk ?? '',
      (e.path ?? []).join(' → '),
    ])
  return [
    {
      name: say(WORDS.summary),
      widths: [34, 24, 14, 14, ...READING_ORDER.map(() => 12)],
      rows: [
        [
          say(WORDS.subject),
          say(WORDS.name),
          say(WORDS.version),
          say(W.kindOfRow),
          ...READING_ORDER.map((o) => say(shortVerdict(o))),
        ],
        ...each(({ subject, determinations }) => {
          const counts = tally(determinations)
          return [
            [
              subject.id,
              subject.name,
              subject.version,
              say(KIND_NAMES[subject.kind]),
              ...READING_ORDER.map((o) => counts[o]),
            ],
          ]
        }),
        [],
        [say(WORDS.asOf), result.asOf],
        [say(WORDS.tool), `Guiju ${result.tool.version}`],
        [say(WORDS.rules), result.tool.rules],
        [say(WORDS.selfCheck)],
      ],
    },
    {
      name: say(WORDS.determinations),
      widths: [30, 24, 8, 12, 12, 40, 60, 60],
      rows: [
        [
          say(WORDS.subject),
          say(WORDS.provision),
          '',
          say(WORDS.outcome),
          say(W.law),
          say(WORDS.what),
          say(WORDS.why),
          say(WORDS.fix),
        ],
        ...each(({ subject, determinations }) =>
          determinations.map((d) => {
            const { instrument, ref } = provisionRef(d.provision)
            return [
              subject.id,
              instrument,
              ref,
              say(shortVerdict(d.outcome)),
              say(statusName(d.status)),
              say(d.what),
              say(d.why),
              say(d.fix),
            ]
          }),
        ),
      ],
    },
    {
      name: say(WORDS.evidence),
      widths: [30, 22, 14, 30, 14, 30, 40, 50, 20, 60],
      rows: [
        [
          say(WORDS.subject),
          say(WORDS.provision),
          say(W.kindOfRow),
          say(W.fact),
          say(W.method),
          say(WORDS.artifact),
          say(WORDS.locator),
          say(W.excerpt),
          'SDK',
          say(WORDS.callChain),
        ],
        ...each(({ subject, determinations }) =>
          determinations.flatMap((d) => [
            ...evidence(subject.id, d.provision, WORDS.evidence, d.evidence),
            ...d.leads.flatMap((lead) => evidence(subject.id, d.provision, WORDS.lead, lead.evidence)),
          ]),
        ),
      ],
    },
    {
      name: say(W.needs),
      widths: [30, 24, 34, 80],
      rows: [
        [say(WORDS.subject), say(WORDS.provision), say(W.fact), say(W.how)],
        ...each(({ subject, determinations }) =>
          determinations.flatMap((d) => d.needs.map((need) => [subject.id, d.provision, need.fact, say(need.how)])),
        ),
      ],
    },
    {
      name: say(W.files),
      widths: [30, 40, 66, 14],
      rows: [
        [say(WORDS.subject), say(WORDS.name), 'SHA-256', say(WORDS.bytes)],
        ...each(({ subject }) => subject.inputs.map((i) => [subject.id, i.name, i.sha256, i.bytes])),
      ],
    },
  ]
}
