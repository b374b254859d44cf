import {
  ASPECT_WORDS,
  GRADING_HARMS,
  GRADING_OBJECTS,
  type GradedAspect,
  type Grading,
  HARM_WORDS,
  levelOf,
  levelWord,
  OBJECT_WORDS,
} from '../law/grading.ts'
import type { Text } from '../law/text.ts'
import { html } from './escape.ts'
import type { Lang } from './lang.ts'
import { markdownText } from './markdown-text.ts'

/** What a grading report says besides the matrix. */
export interface GradingReportOptions {
  readonly lang: Lang
  /** Name of the network. */
  readonly name: string
  /** The day the report is made for, `YYYY-MM-DD`. */
  readonly asOf: string
}

const T = {
  title: { zh: '定级建议', en: 'Proposed grading' },
  network: { zh: '定级对象', en: 'Object graded' },
  day: { zh: '日期', en: 'Day' },
  table: { zh: '依据', en: 'Basis' },
  unverified: { zh: '（未核对原文）', en: ' (not compared with its text)' },
  object: { zh: '受侵害的客体', en: 'Who is hurt' },
  proposed: { zh: '建议等级', en: 'Level proposed' },
  none: { zh: '尚不能确定', en: 'cannot be told yet' },
  why: { zh: '理由', en: 'Reasons' },
  notes: { zh: '提示', en: 'Notes' },
  chosen: { zh: '所选', en: 'chosen' },
  self: {
    zh: '自查建议，不是定级结论。等级由运营者确定，按规定评审、核准和备案。',
    en: 'A proposal of a self-check, no grading. The operator decides the level and has it reviewed, approved and filed.',
  },
  sign: {
    zh: '填报人：　　　　　审核人：　　　　　日期：',
    en: 'Filled in by:            Reviewed by:            Day:',
  },
} as const satisfies Record<string, Text>

interface Matrix {
  readonly caption: string
  readonly head: readonly string[]
  readonly rows: readonly { readonly label: string; readonly cells: readonly { text: string; chosen: boolean }[] }[]
}

function matrixOf(grading: Grading, part: GradedAspect, lang: Lang): Matrix {
  const { decisive } = part
  return {
    caption: ASPECT_WORDS[part.aspect][lang],
    head: [T.object[lang], ...GRADING_HARMS.map((h) => HARM_WORDS[h][lang])],
    rows: GRADING_OBJECTS.map((object) => ({
      label: OBJECT_WORDS[object][lang],
      cells: GRADING_HARMS.map((harm) => ({
        text: levelWord(levelOf(grading.table, { object, harm }))[lang],
        chosen: decisive?.object === object && decisive.harm === harm,
      })),
    })),
  }
}

function factsOf(grading: Grading, { lang, name, asOf }: GradingReportOptions): readonly (readonly [string, string])[] {
  const source = `${grading.table.source[lang]}${grading.table.verified ? '' : T.unverified[lang]}`
  const proposed = grading.proposed === undefined ? T.none[lang] : levelWord(grading.proposed)[lang]
  return [
    [T.network[lang], name],
    [T.day[lang], asOf],
    [T.table[lang], source],
    [T.proposed[lang], proposed],
  ]
}

/** The grading report as Markdown. */
export function gradingMarkdown(grading: Grading, options: GradingReportOptions): string {
  const { lang } = options
  const lines = [`# ${T.title[lang]}`, '', T.self[lang], '']
  for (const [label, value] of factsOf(grading, options)) lines.push(`- ${label}: ${markdownText(value)}`)
  for (const part of grading.aspects) {
    const { caption, head, rows } = matrixOf(grading, part, lang)
    lines.push('', `## ${caption}`, '', `| ${head.join(' | ')} |`, `|${head.map(() => '---').join('|')}|`)
    for (const { label, cells } of rows)
      lines.push(
        `| ${label} | ${cells.map((c) => (c.chosen ? `**${c.text} ✓ ${T.chosen[lang]}**` : c.text)).join(' | ')} |`,
      )
    lines.push('', part.why[lang])
  }
  lines.push('', `## ${T.why[lang]}`, '', grading.why[lang])
  if (grading.warnings.length > 0)
    lines.push('', `## ${T.notes[lang]}`, '', ...grading.warnings.map((w) => `- ${w[lang]}`))
  lines.push('', T.sign[lang], '')
  return lines.join('\n')
}

/** The grading report as a section of a page; the page brings the style. */
export function gradingHtml(grading: Grading, options: GradingReportOptions): string {
  const { lang } = options
  const facts = factsOf(grading, options).map(([l, v]) => `<dt>${html(l)}</dt><dd>${html(v)}</dd>`)
  const matrices = grading.aspects.map((part) => {
    const { caption, head, rows } = matrixOf(grading, part, lang)
    const body = rows.map(
      ({ label, cells }) =>
        `<tr><th scope="row">${html(label)}</th>${cells
          .map((c) =>
            c.chosen
              ? `<td class="chosen"><strong>${html(c.text)} ✓ ${T.chosen[lang]}</strong></td>`
              : `<td>${html(c.text)}</td>`,
          )
          .join('')}</tr>`,
    )
    const titles = head.map((h) => `<th scope="col">${html(h)}</th>`).join('')
    return `<table><caption>${html(caption)}</caption><thead><tr>${titles}</tr></thead><tbody>${body.join('')}</tbody></table><p>${html(part.why[lang])}</p>`
  })
  const notes = grading.warnings.map((w) => `<li>${html(w[lang])}</li>`).join('')
  return [
    `<section class="grading" lang="${lang === 'zh' ? 'zh-CN' : 'en'}"><h2>${T.title[lang]}</h2><p>${T.self[lang]}</p>`,
    `<dl>${facts.join('')}</dl>${matrices.join('')}`,
    `<h3>${T.why[lang]}</h3><p>${html(grading.why[lang])}</p>`,
    notes ? `<h3>${T.notes[lang]}</h3><ul>${notes}</ul>` : '',
    `<p class="sign">${T.sign[lang]}</p></section>`,
  ].join('\n')
}
