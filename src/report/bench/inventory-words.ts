import type { Text } from '../../law/text.ts'

/** Words of the form in which an inventory of networks is written. */
export const INVENTORY_WORDS = {
  lead: {
    zh: '填写网络清单并开始检查。空着的项按不详处理，不会当作“没有”；确实没有的勾选“无”。写成的 YAML 与命令行所用的一致，可以下载保存。',
    en: 'Write an inventory of networks and start the check. What is left empty is unknown and never taken for a no; tick “none” for what does not exist. It is the same YAML the command line reads, and can be kept.',
  },
  operator: { zh: '运营者', en: 'Operator' },
  row: { zh: '第{n}项', en: 'Entry {n}' },
  add: { zh: '增加：{what}', en: 'Add: {what}' },
  remove: { zh: '删除这一项', en: 'Remove this entry' },
  complete: { zh: '清单完整：没有列出即没有', en: 'The list is complete: what is not in it does not exist' },
  ofNetwork: { zh: '所属网络（编号，多个用逗号分隔；全部写 all）', en: 'Network (id; several with commas; all)' },
  none: { zh: '无', en: 'none' },
  more: { zh: '更多项目', en: 'More fields' },
  grading: { zh: '定级：受侵害的客体和程度', en: 'Grading: who is hurt and how badly' },
  object: { zh: '客体', en: 'object' },
  harm: { zh: '程度', en: 'harm' },
  load: {
    zh: '载入已有的 YAML（其中表单没有的部分原样保留）',
    en: 'Load YAML that exists (what the form does not show is kept)',
  },
  validate: { zh: '核对', en: 'Check the form' },
  download: { zh: '下载 YAML', en: 'Download the YAML' },
  start: { zh: '开始检查', en: 'Start the check' },
  form: { zh: '用表单填写网络清单', en: 'Write an inventory of networks in a form' },
} as const satisfies Record<string, Text>
