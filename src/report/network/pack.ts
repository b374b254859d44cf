import { labelOf } from '../../facts/choice.ts'
import { SERVICE_KINDS } from '../../facts/network.ts'
import type { Determination, SubjectResult } from '../../judge/result.ts'
import type { Text } from '../../law/text.ts'
import { html } from '../escape.ts'
import { provisionRef } from '../instruments.ts'
import type { Lang } from '../lang.ts'
import { plainPage, tableOf } from '../plain-page.ts'
import { shortVerdict, statusName } from '../verdict.ts'

/** One network as it stands in the pack; days as `YYYY-MM-DD`, empty where not known. */
export interface PackNetwork {
  readonly name: string
  readonly level: string
  readonly filedOn: string
  readonly certificateUntil: string
  readonly assessedOn: string
  readonly critical: string
}

export interface Pack {
  readonly operator: string
  readonly asOf: string
  readonly networks: readonly PackNetwork[]
  readonly services: readonly { readonly name: string; readonly kind: string; readonly startedOn: string }[]
  readonly organisation: SubjectResult
  /** Why the operator may be looked at first (art. 9, second paragraph). */
  readonly focus: readonly Text[]
}

const T = {
  title: { zh: '监督检查备查单', en: 'Ready for inspection' },
  self: {
    zh: '运营者自查材料，不是公安机关的结论。只列有无记录和证据的哈希，不含用户日志。',
    en: 'The operator’s own check, no conclusion of the police. It names records and the hashes of evidence, and holds no log of users.',
  },
  operator: { zh: '单位', en: 'Operator' },
  day: { zh: '日期', en: 'Day' },
  law: { zh: '依据', en: 'Law' },
  lawText: {
    zh: '公安部令第151号第十至十二条；自2026年10月1日起由第176号令替代，届时以新办法为准',
    en: 'Order 151 of the Ministry of Public Security, arts. 10–12; replaced by Order 176 from 2026-10-01, which then decides',
  },
  focus: { zh: '可能作为重点检查对象', en: 'May be looked at first' },
  items: { zh: '检查事项', en: 'What is inspected' },
  networks: { zh: '网络', en: 'Networks' },
  services: { zh: '互联网服务', en: 'Internet services' },
  provision: { zh: '条款', en: 'Provision' },
  what: { zh: '事项', en: 'Item' },
  outcome: { zh: '自查', en: 'Self-check' },
  evidence: { zh: '证据', en: 'Evidence' },
  todo: { zh: '待办', en: 'To do' },
  name: { zh: '名称', en: 'Name' },
  level: { zh: '等级', en: 'Level' },
  filed: { zh: '备案', en: 'Filed' },
  until: { zh: '证明有效至', en: 'Certificate until' },
  assessed: { zh: '最近测评', en: 'Last assessed' },
  critical: { zh: '关基通知', en: 'CII notice' },
  kind: { zh: '类别', en: 'Kind' },
  since: { zh: '始于', en: 'Since' },
  after: {
    zh: '检查之后：guiju network inspection <清单> 输出检查记录表，填好后加 --record 建立案件，逐步核对程序，并计算整改、复查和反馈的时限。',
    en: 'After an inspection: guiju network inspection <inventory> prints the form of its record; filled in and given with --record it becomes a case, each step held against the provisions, with the days for correction, re-inspection and feedback.',
  },
  sign: { zh: '网络安全负责人：　　　　　　日期：', en: 'Person in charge of security:                  Day:' },
} as const satisfies Record<string, Text>

const kindOf = (kind: string, lang: Lang): string => labelOf({ choices: SERVICE_KINDS }, kind)?.[lang] ?? kind

const readiness = (pack: Pack): readonly Determination[] =>
  pack.organisation.determinations.filter(
    (d) => provisionRef(d.provision).instrument === 'inspection-2018' && d.outcome !== 'inapplicable',
  )

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

/** The pack on a page or two, to print and hand over. */
export function packHtml(pack: Pack, lang: Lang): string {
  const items = readiness(pack).map((d) => ({
    cells: [
      provisionRef(d.provision).ref,
      d.what[lang],
      `${ICON[d.outcome]} ${shortVerdict(d.outcome)[lang]}${d.status === 'in-force' ? '' : ` (${statusName(d.status)[lang]})`}`,
      shown(d),
      d.outcome === 'failed'
        ? d.fix[lang]
        : d.needs
            .map((n) => n.how[lang])
            .slice(0, 3)
            .join('；'),
    ],
  }))
  const focus =
    pack.focus.length > 0
      ? `<h2>${T.focus[lang]}</h2><ul>${pack.focus.map((f) => `<li>${html(f[lang])}</li>`).join('')}</ul>`
      : ''
  const services =
    pack.services.length > 0
      ? `<h2>${T.services[lang]}</h2>${tableOf(
          [T.name[lang], T.kind[lang], T.since[lang]],
          pack.services.map((s) => ({ cells: [s.name, kindOf(s.kind, lang), s.startedOn] })),
        )}`
      : ''
  return plainPage(
    `${T.title[lang]} · ${pack.operator}`,
    lang,
    [
      `<h1>${T.title[lang]}</h1><p>${T.self[lang]}</p>`,
      `<dl><dt>${T.operator[lang]}</dt><dd>${html(pack.operator)}</dd><dt>${T.day[lang]}</dt><dd>${pack.asOf}</dd><dt>${T.law[lang]}</dt><dd>${T.lawText[lang]}</dd></dl>`,
      focus,
      `<h2>${T.items[lang]}</h2>${tableOf([T.provision[lang], T.what[lang], T.outcome[lang], T.evidence[lang], T.todo[lang]], items)}`,
      `<h2>${T.networks[lang]}</h2>${tableOf(
        [T.name[lang], T.level[lang], T.filed[lang], T.until[lang], T.assessed[lang], T.critical[lang]],
        pack.networks.map((n) => ({
          cells: [n.name, n.level, n.filedOn, n.certificateUntil, n.assessedOn, n.critical],
        })),
      )}`,
      services,
      `<p class="soft">${T.after[lang]}</p><p class="sign">${T.sign[lang]}</p>`,
    ].join('\n'),
  )
}

const ICON = { failed: '✖', cantTell: '?', passed: '✔', inapplicable: '–', untested: '○' } as const
