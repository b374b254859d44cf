import type { RunBoard } from '../../facts/run-board.ts'
import type { Text } from '../../law/text.ts'

/** Words of the pictures of a run, and of the drawer of evidence. */
export const RUN_WORDS = {
  title: { zh: '浏览器运行：未操作、拒绝、同意', en: 'The run in a browser: untouched, refused, agreed' },
  hint: {
    zh: '横轴为打开页面后的时间；竖线是点击同意或者拒绝的时刻。◆ 发往第三方，● 发往本站，▲ 脚本调用。',
    en: 'Across: time since the page was opened; the line is the click that agrees or refuses. ◆ to a third party, ● to the site itself, ▲ a call of a script.',
  },
  untouched: { zh: '未操作', en: 'Untouched' },
  refused: { zh: '拒绝', en: 'Refused' },
  agreed: { zh: '同意', en: 'Agreed' },
  notWhole: {
    zh: '没有运行到底：没有列出的不等于没有发生',
    en: 'not run to its end: what is not listed may have happened',
  },
  noPicture: { zh: '没有画面', en: 'no picture' },
  click: { zh: '点击“{label}”：{at} 秒', en: '“{label}” clicked at {at} s' },
  decided: { zh: '作出选择：{at} 秒', en: 'decided at {at} s' },
  counts: {
    zh: '选择之前 {before} 件，之后 {after} 件，其中发往第三方 {third} 件',
    en: '{before} before the choice, {after} after, {third} of them to third parties',
  },
  noChoice: { zh: '共 {n} 件，其中发往第三方 {third} 件', en: '{n} in all, {third} of them to third parties' },
  events: { zh: '逐件列出（{n}）', en: 'One by one ({n})' },
  more: { zh: '另有 {n} 件，见运行记录', en: '{n} more, in the record of the run' },
  at: { zh: '时间', en: 'Time' },
  kind: { zh: '类别', en: 'Kind' },
  what: { zh: '内容', en: 'What' },
  who: { zh: '归属', en: 'Whose' },
  third: { zh: '第三方', en: 'third party' },
  own: { zh: '本站', en: 'the site itself' },
  before: { zh: '选择之前', en: 'before the choice' },
  after: { zh: '选择之后', en: 'after the choice' },
  request: { zh: '请求', en: 'request' },
  call: { zh: '调用', en: 'call' },
  popup: { zh: '新窗口', en: 'new window' },
  dialog: { zh: '对话框', en: 'dialog' },
  download: { zh: '下载', en: 'download' },
  crash: { zh: '崩溃', en: 'crash' },
  picture: { zh: '{phase}：{act}（{at} 秒）', en: '{phase}: {act} ({at} s)' },
  open: { zh: '打开', en: 'opened' },
  shown: { zh: '首屏', en: 'first view' },
  settled: { zh: '选择之后的画面', en: 'after the choice' },
  reload: { zh: '重新打开', en: 'loaded again' },
  visit: { zh: '再次访问', en: 'visited again' },
  policy: { zh: '隐私政策', en: 'privacy policy' },
  other: { zh: '其他', en: 'other' },

  drawer: { zh: '证据', en: 'Evidence' },
  openDrawer: { zh: '打开证据（e）', en: 'Open the evidence (e)' },
  close: { zh: '关闭（Esc）', en: 'Close (Esc)' },
  previous: { zh: '上一项', en: 'Previous' },
  next: { zh: '下一项', en: 'Next' },
  calls: { zh: '调用路径', en: 'Call path' },
  runtime: { zh: '运行中的记录', en: 'Seen at run time' },
  sentences: { zh: '政策和界面的原文', en: 'Sentences of policy and screens' },
  tables: { zh: '数据和人工声明', en: 'Tables and attestations' },
} as const satisfies Readonly<Record<string, Text>>

const ACTS: Readonly<Record<string, Text>> = {
  open: RUN_WORDS.open,
  shown: RUN_WORDS.shown,
  decided: RUN_WORDS.settled,
  reload: RUN_WORDS.reload,
  visit: RUN_WORDS.visit,
  policy: RUN_WORDS.policy,
}

/** What a picture shows. */
export const actName = (act: string): Text => ACTS[act] ?? RUN_WORDS.other

export type RunPhaseName = RunBoard['phases'][number]['name']
