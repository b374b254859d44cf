import type { Text } from '../../law/text.ts'

interface Form {
  readonly name: Text
  readonly shows: Text
}

const same = (name: string): Text => ({ zh: name, en: name })

/** Words of the import of results of other tools: what each shows, and no more. */
export const IMPORT_WORDS = {
  title: { zh: '导入其他工具的结果', en: 'Import results of other tools' },
  lead: {
    zh: 'SARIF、XCCDF 或 ARF、OHDF、nmap、CycloneDX、主机核查表。归入一个网络，作为扫描发现的问题，由同一套规则判断；与命令行清单的 imports 相同。',
    en: 'SARIF, XCCDF or ARF, OHDF, nmap, CycloneDX, host checks. They are put under one network as findings of a scan and judged by the same rules, as `imports` of an inventory on the command line.',
  },
  files: { zh: '结果文件', en: 'Result files' },
  operator: { zh: '运营者', en: 'Operator' },
  network: { zh: '网络（名称）', en: 'Network (name)' },
  proves: { zh: '各种结果能说明什么', en: 'What each of them shows' },
  forms: [
    {
      name: same('SARIF'),
      shows: {
        zh: '某条规则在某处不通过。被抑制的、基线中已消失的不算；通过的不说明符合任何义务。',
        en: 'That a rule failed at a place. What was suppressed, or is absent from the baseline, counts for nothing; what passed shows no duty met.',
      },
    },
    {
      name: same('XCCDF / ARF'),
      shows: {
        zh: '某项配置检查当日不通过。通过的检查不说明等级测评合格。',
        en: 'That a check of the configuration failed on that day. What passed is no assessment of the level.',
      },
    },
    {
      name: same('OHDF'),
      shows: {
        zh: '某项控制有未通过的结果；豁免的不算。',
        en: 'That a control has a result that failed; a waived one counts for nothing.',
      },
    },
    {
      name: same('nmap'),
      shows: {
        zh: '某端口当日有应答，不说明有漏洞。',
        en: 'That a port answered on that day, not that anything is wrong with it.',
      },
    },
    {
      name: same('CycloneDX'),
      shows: {
        zh: '含有某组件、组件有某个已命名的弱点；不说明产品合规。',
        en: 'That a component is in it, and that a named weakness affects it; not that a product conforms.',
      },
    },
    {
      name: { zh: '较早的规矩结果', en: 'Earlier results of Guiju' },
      shows: {
        zh: '用下面的“导入已有结果”：原样保存，与以后的结果比较；不重新判断。',
        en: 'By “Import a result” below: kept as it is and compared with later ones; not judged again.',
      },
    },
  ] as readonly Form[],
} as const
