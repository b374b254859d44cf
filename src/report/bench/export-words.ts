import type { Text } from '../../law/text.ts'

/** What results, cases and findings are taken out as. */
export const EXPORT_WORDS = {
  word: { zh: 'Word文书', en: 'Word' },
  rectification: { zh: '整改复测报告', en: 'Rectification report' },
  names: { zh: '文书所需而案件没有的名称', en: 'Names a document needs and the case does not hold' },
  issuer: { zh: '发文机关', en: 'Issued by' },
  addressee: { zh: '受文对象', en: 'Addressed to' },
  number: { zh: '文号', en: 'Number' },
  public: { zh: '公开用副本：遮盖人名', en: 'A copy for the public: names of persons are masked' },
  lists: { zh: '双清单（草稿）', en: 'The two lists (draft)' },
  explanation: { zh: '案件说明', en: 'Explanation of the case' },
} as const satisfies Readonly<Record<string, Text>>
