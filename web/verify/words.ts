import type { Text } from '../../src/law/text.ts'

/** What the verify page says beside what the verification itself says. */
export const VERIFY = {
  title: { zh: '核验一份文件', en: 'Verify a file' },
  heading: { zh: '抽取、案卷与回执核验', en: 'Draws, cases and receipts' },
  foot: { zh: '在本机浏览器中核验，不联网', en: 'Verified in this browser, without a connection' },
  lead: {
    zh: '抽取文件在这里重新计算一遍；案卷导出文件和回执逐字节核对签名的账本。全部在本页完成，不联网，不上传。',
    en: 'A draw is computed again here; an export of a case or a receipt is checked byte by byte against the signed ledger. All of it happens in this page: nothing is sent or loaded.',
  },
  noScript: { zh: '本页须启用 JavaScript 才能计算', en: 'This page needs JavaScript to compute' },
  choose: { zh: '选择文件，或拖到此处', en: 'Choose a file, or drop it here' },
  kinds: {
    zh: 'draw.json、result.json，guiju case export 的导出文件或回执',
    en: 'draw.json, result.json, an export or a receipt of guiju case export',
  },
  published: { zh: '另行公布的承诺或公钥（可不填）', en: 'Commitment or key as it was published (optional)' },
  publishedHint: {
    zh: '抽取：64位十六进制的承诺；案卷和回执：账本公布的公钥（base64）。填写后一并核对。',
    en: 'For a draw its commitment, 64 hex digits; for a case or receipt the ledger’s public key in base64. It is compared too.',
  },
  working: { zh: '正在计算……', en: 'Computing …' },
  good: { zh: '核验无误', en: 'Verified' },
  bad: { zh: '核验不通过', en: 'Not verified' },
  unread: {
    zh: '不是抽取文件、案卷导出文件或回执：请选择 guiju 生成的 JSON 文件',
    en: 'no draw, export of a case or receipt: choose a JSON file that guiju wrote',
  },
  bytes: {
    zh: '文件中有不是 UTF-8 的字节：被改动或损坏',
    en: 'it holds bytes that are no UTF-8: it was changed or damaged',
  },
  entry: { zh: '账本第{n}条', en: 'Ledger entry {n}' },
  draw: { zh: '抽取', en: 'Draw' },
  checks: { zh: '逐项核对', en: 'Checks' },
  notes: { zh: '请注意', en: 'Note' },
  shows: { zh: '证明了', en: 'This shows' },
  doesNotShow: { zh: '没有证明', en: 'This does not show' },
  result: { zh: '抽取结果（本页重新计算所得）', en: 'Result, as computed here' },
  steps: { zh: '案卷步骤', en: 'Steps of the case' },
  entries: { zh: '账本条目', en: 'Entries of the ledger' },
  tier: { zh: '层级', en: 'Tier' },
  subject: { zh: '对象', en: 'Subject' },
  inspectors: { zh: '检查人员', en: 'Inspectors' },
  substitutes: { zh: '替补人员', en: 'Substitutes' },
  standIn: { zh: '替补对象', en: 'substitute subject' },
  time: { zh: '日期', en: 'Day' },
  step: { zh: '步骤', en: 'Step' },
  by: { zh: '行为人', en: 'By' },
  outcome: { zh: '结果', en: 'Outcome' },
  content: { zh: '内容', en: 'Content' },
  logged: { zh: '记入账本', en: 'Logged' },
  erased: { zh: '内容已删除（{on}：{reason}）', en: 'content erased ({on}: {reason})' },
  more: { zh: '另有{n}行，见文件', en: '{n} more lines: see the file' },
  key: { zh: '公钥', en: 'Key' },
  log: { zh: '账本', en: 'Ledger' },
} as const satisfies Record<string, Text>

/** How a step came out, as the case commands say it. */
export const OUTCOMES: Readonly<Record<string, Text>> = {
  done: { zh: '准许', en: 'allowed' },
  late: { zh: '准许，逾期', en: 'allowed, late' },
  refused: { zh: '拒绝', en: 'refused' },
  observed: { zh: '已观察', en: 'observed' },
}
