import { COVERS, type Cover, type CoverageOf } from '../law/coverage.ts'
import type { CheckedBy } from '../law/instrument.ts'
import type { Text } from '../law/text.ts'
import { instrumentTitle } from './instruments.ts'
import type { Lang } from './lang.ts'
import { markdownText } from './markdown-text.ts'

export const COVER_NAMES: Readonly<Record<Cover, Text>> = {
  rule: { zh: '规则', en: 'rule' },
  procedure: { zh: '程序', en: 'procedure' },
  document: { zh: '文件核对', en: 'document check' },
  human: { zh: '由人判断', en: 'human' },
  text: { zh: '仅有文本', en: 'text only' },
  boundary: { zh: '不作判断', en: 'boundary' },
  'not-yet': { zh: '尚未', en: 'not yet' },
}
const CHECKS: Readonly<Record<CheckedBy, Text>> = {
  data: { zh: '表格数据', en: 'data' },
  scan: { zh: '扫描', en: 'scan' },
  document: { zh: '文件', en: 'document' },
  human: { zh: '人', en: 'human' },
  none: { zh: '无', en: 'none' },
  boundary: { zh: '不判断', en: 'boundary' },
}
const W = {
  title: { zh: '条文覆盖', en: 'Coverage of the law' },
  about: {
    zh: '每条规定由什么判断：规则、程序、文件核对、人；“仅有文本”指没有可核对的要求，“不作判断”是本项目的边界，“尚未”附原因。本页由数据生成。',
    en: 'What judges each provision: a rule, a procedure, a document check, a person. “Text only” asks nothing that can be checked, “boundary” is what Guiju does not judge, “not yet” comes with its reason. Generated from data.',
  },
  instrument: { zh: '规范', en: 'Instrument' },
  all: { zh: '合计', en: 'All' },
  provision: { zh: '条款', en: 'Provision' },
  gist: { zh: '要旨', en: 'Gist' },
  cover: { zh: '判断', en: 'Judged by' },
  by: { zh: '由谁 / 原因', en: 'By what / why not' },
} as const satisfies Record<string, Text>

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const cell = (words: string): string => markdownText(words.replaceAll('\n', ' '))

/** Totals per instrument, then every provision of the instruments, as Markdown. */
export function coverageMarkdown(all: readonly CoverageOf[], lang: Lang): string {
  const names = COVERS.map((cover) => COVER_NAMES[cover][lang])
  const lines = [`# ${W.title[lang]}`, '', W.about[lang], '']
  lines.push(row([W.instrument[lang], ...names, W.all[lang]]), row(['---', ...COVERS.map(() => '---:'), '---:']))
  for (const one of all)
    lines.push(
      row([
        `\`${one.instrument}\``,
        ...COVERS.map((cover) => String(one.totals[cover])),
        String(one.provisions.length),
      ]),
    )
  const total = (cover: Cover) => all.reduce((n, one) => n + one.totals[cover], 0)
  lines.push(
    row([
      W.all[lang],
      ...COVERS.map((cover) => String(total(cover))),
      String(all.reduce((n, one) => n + one.provisions.length, 0)),
    ]),
    '',
  )
  for (const one of all) {
    lines.push(`## ${cell(instrumentTitle(one.instrument)[lang])}`, '')
    lines.push(row([W.provision[lang], W.gist[lang], W.cover[lang], W.by[lang]]), row(['---', '---', '---', '---']))
    for (const p of one.provisions) {
      const why = p.open.map(
        ({ checkedBy, reason }) => `${CHECKS[checkedBy][lang]}${reason ? `: ${reason[lang]}` : ''}`,
      )
      const by = p.by.length > 0 ? p.by.map((id) => `\`${id}\``).join(' ') : cell(why.join(lang === 'zh' ? '；' : '; '))
      lines.push(row([p.ref.slice(one.instrument.length + 1), cell(p.gist[lang]), COVER_NAMES[p.cover][lang], by]))
    }
    lines.push('')
  }
  return lines.join('\n')
}
