/** Writes `docs/acts.{zh,en}.md`: what each input can do for each act. `--check`: writes nothing, exits 1 when stale. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Text } from '../../src/law/text.ts'
import { acts } from '../../src/rules/app-pi-2019/acts.ts'
import { CARRIERS, type CarrierName, type Cell, type Power, reach } from '../../src/rules/app-pi-2019/carriers.ts'

const SIGN: Readonly<Record<Power, string>> = { failed: '✖', passed: '✔', lead: '?' }
const names = Object.keys(CARRIERS) as CarrierName[]

const T = {
  title: { zh: '31种行为：什么材料能判断', en: 'The 31 acts: what can decide each' },
  intro: {
    zh: '✖ 能显示存在该行为；✔ 能显示没有；? 只有线索，须由人核实。空白：看不出来。同一格里的结论，需要“依据”所列材料合在一起。每一格都由 `test/acts` 中的一次完整审查证明。',
    en: '✖ can show the act; ✔ can show that it did not happen; ? gives leads for a person to check. Blank: says nothing. What a cell concludes takes all that “from what” names. Each cell is proven by an audit from end to end in `test/acts`.',
  },
  act: { zh: '行为', en: 'act' },
  from: { zh: '依据', en: 'From what' },
  human: {
    zh: '2.4、3.7 由人判断，任何材料都不改变这一点；4.1、4.3、4.4、5.2、5.3、6.4 要有负责人附证据的声明才能判断。',
    en: '2.4 and 3.7 are left to people whatever is given; 4.1, 4.3, 4.4, 5.2, 5.3 and 6.4 take an attestation with evidence.',
  },
  generated: {
    zh: '*本页由 `src/rules/app-pi-2019/carriers.ts` 生成。*',
    en: '*Generated from `src/rules/app-pi-2019/carriers.ts`.*',
  },
} as const satisfies Record<string, Text>

const signs = (cell: Cell | undefined): string => (cell?.can ?? []).map((power) => SIGN[power]).join(' ')

function page(lang: 'zh' | 'en'): string {
  const rows = acts.map((rule) => {
    const place = rule.id.slice('app-pi-2019#'.length)
    return { place, title: rule.title[lang], cells: reach[place] ?? {} }
  })
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const table = [
    line([T.act[lang], ...names.map((name) => CARRIERS[name][lang])]),
    line(['---', ...names.map(() => ':-:')]),
    ...rows.map(({ place, cells }) =>
      line([`[${place}](rules/app-pi-2019/${place}.${lang}.md)`, ...names.map((name) => signs(cells[name]))]),
    ),
  ]
  const lists = rows.flatMap(({ place, title, cells }) => {
    const said = new Map<string, string[]>()
    for (const name of names) {
      const cell = cells[name]
      if (!cell) continue
      const text = `${signs(cell)} ${cell.from[lang]}`
      said.set(text, [...(said.get(text) ?? []), CARRIERS[name][lang]])
    }
    const [colon, comma] = lang === 'zh' ? ['：', '、'] : [': ', ', ']
    return [
      `### ${place} ${title}`,
      '',
      ...[...said].map(([text, carriers]) => `- **${carriers.join(comma)}**${colon}${text}`),
      '',
    ]
  })
  return [
    `# ${T.title[lang]}`,
    '',
    T.intro[lang],
    '',
    T.human[lang],
    '',
    ...table,
    '',
    `## ${T.from[lang]}`,
    '',
    ...lists,
    T.generated[lang],
    '',
  ].join('\n')
}

const check = process.argv.includes('--check')
for (const lang of ['zh', 'en'] as const) {
  const file = `docs/acts.${lang}.md`
  const path = fileURLToPath(new URL(`../../${file}`, import.meta.url))
  const wanted = page(lang)
  if (existsSync(path) && readFileSync(path, 'utf8') === wanted) continue
  if (check) {
    console.error(`stale: ${file}: run node scripts/generate/acts-table.ts`)
    process.exitCode = 1
  } else writeFileSync(path, wanted)
}
