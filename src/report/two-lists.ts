import type { Evidence } from '../facts/evidence.ts'
import type { Origin, Stated, TwoLists } from '../facts/two-lists.ts'
import type { Text } from '../law/text.ts'
import { pick, type ReportLang } from './lang.ts'
import { markdownTable, markdownText } from './markdown-text.ts'
import { type Sheet, workbook } from './xlsx.ts'

const W = {
  title: { zh: '个人信息“双清单”（草稿）', en: 'The two lists of personal information (draft)' },
  note: {
    zh: '由安装包、记录和隐私政策整理，供负责人核对补全后公布。“仅在App中”的应补入政策或停止收集，“仅在政策中”的未在所检查的材料中见到，不表示没有收集。',
    en: 'Drawn from package, records and policy, to be checked and completed by a person. What stands in the app alone is to be added to the policy or no longer collected; what stands in the policy alone was not seen in the material examined, which does not mean it is not collected.',
  },
  noPolicy: { zh: '没有隐私政策：政策各栏为空。', en: 'There is no policy: its columns are empty.' },
  collected: { zh: '已收集个人信息清单', en: 'Personal information collected' },
  shared: { zh: '与第三方共享个人信息清单', en: 'Personal information shared with third parties' },
  item: { zh: '个人信息', en: 'Personal information' },
  sensitive: { zh: '敏感', en: 'Sensitive' },
  yes: { zh: '是', en: 'yes' },
  origin: { zh: '出处', en: 'Where it stands' },
  both: { zh: 'App和政策', en: 'app and policy' },
  seen: { zh: '仅在App中', en: 'app alone' },
  stated: { zh: '仅在政策中', en: 'policy alone' },
  purpose: { zh: '目的（政策）', en: 'Purpose (policy)' },
  means: { zh: '方式（政策）', en: 'Means (policy)' },
  words: { zh: '政策用语', en: 'Words of the policy' },
  scope: { zh: '信息范围（政策）', en: 'Data (policy)' },
  by: { zh: '获取者', en: 'Obtained by' },
  app: { zh: 'App', en: 'the app' },
  places: { zh: 'App中的位置', en: 'Places in the app' },
  policyPlaces: { zh: '政策中的位置', en: 'Places in the policy' },
  party: { zh: '第三方', en: 'Third party' },
  company: { zh: '公司', en: 'Company' },
  confirmed: { zh: '负责人核对', en: 'Checked by' },
} as const satisfies Record<string, Text>

const ORIGIN: Readonly<Record<Origin, Text>> = { both: W.both, seen: W.seen, stated: W.stated }

interface Table {
  readonly title: Text
  readonly head: readonly Text[]
  readonly rows: readonly (readonly (string | Text)[])[]
}

/** Places as one cell, each on a line of its own. */
const placesIn = (all: readonly Evidence[]): string =>
  all.map((e) => [e.artifact, e.locator, e.excerpt ?? ''].filter((w) => w !== '').join(' · ')).join('\n')
const joined = (texts: readonly string[]): string => texts.join('；')

function tablesOf(lists: TwoLists): readonly Table[] {
  const policy = ({ purposes, means, places }: Stated) => [joined(purposes), joined(means), placesIn(places)]
  return [
    {
      title: W.collected,
      head: [W.item, W.sensitive, W.origin, W.words, W.purpose, W.means, W.policyPlaces, W.by, W.places, W.confirmed],
      rows: lists.collected.map((e) => [
        e.name,
        e.sensitive ? W.yes : '',
        ORIGIN[e.origin],
        joined(e.stated.items),
        ...policy(e.stated),
        e.seen.length === 0 ? '' : e.seen.some((s) => s.sdk === undefined) ? joinedBy(e.sdks) : joined(e.sdks),
        placesIn(e.seen),
        '',
      ]),
    },
    {
      title: W.shared,
      head: [W.party, W.company, W.origin, W.scope, W.purpose, W.means, W.policyPlaces, W.places, W.confirmed],
      rows: lists.shared.map((e) => [
        e.name,
        e.company,
        ORIGIN[e.origin],
        joined(e.stated.items),
        ...policy(e.stated),
        placesIn(e.seen),
        '',
      ]),
    },
  ]
}

const joinedBy = (sdks: readonly string[]): Text => ({
  zh: [W.app.zh, ...sdks].join('、'),
  en: [W.app.en, ...sdks].join(', '),
})

const say = (cell: string | Text, lang: ReportLang): string => (typeof cell === 'string' ? cell : pick(cell, lang))

/** Both lists as a workbook, with a column to be filled in. */
export function twoListsXlsx(lists: TwoLists, lang: ReportLang): Uint8Array<ArrayBuffer> {
  const sheets: Sheet[] = tablesOf(lists).map(({ title, head, rows }) => ({
    name: pick(title, lang === 'both' ? 'zh' : lang),
    widths: head.map((h) => (h === W.places || h === W.policyPlaces ? 60 : h === W.sensitive ? 8 : 24)),
    rows: [head.map((h) => say(h, lang)), ...rows.map((row) => row.map((cell) => say(cell, lang)))],
  }))
  const notes = [W.title, W.note, ...(lists.policy ? [] : [W.noPolicy])].map((text) => [pick(text, lang)])
  return workbook([
    ...sheets,
    {
      name: lang === 'en' ? 'Notes' : '说明',
      widths: [120],
      rows: [[`${lists.name} ${lists.version} ${lists.subject}`], ...notes],
    },
  ])
}

/** Both lists as Markdown. */
export function twoListsMarkdown(lists: TwoLists, lang: ReportLang): string {
  const plain = (words: string | Text) => say(words, lang).replaceAll('\n', ' / ')
  const cell = (words: string | Text) => markdownText(plain(words))
  const lines = [
    `# ${cell(W.title)}`,
    '',
    `${cell(`${lists.name} ${lists.version}`)} \`${lists.subject.replaceAll('`', '')}\``,
    '',
  ]
  lines.push(`> ${cell(W.note)}`, '')
  if (!lists.policy) lines.push(cell(W.noPolicy), '')
  for (const { title, head, rows } of tablesOf(lists)) {
    const table = markdownTable(
      head.map(plain),
      rows.map((row) => row.map(plain)),
    )
    lines.push(`## ${cell(title)} (${rows.length})`, '', table, '')
  }
  return `${lines.join('\n')}`
}
