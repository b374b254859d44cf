import { CONCLUSION_TEMPLATES, type ConclusionTemplate } from '../../law/catalogue.ts'
import type { Text } from '../../law/text.ts'
import type { GapOf } from './gap.ts'

/** Classes a template keeps for reports without a problem of high risk; the others are open to any. */
const WITHOUT_HIGH_RISK: Readonly<Record<string, readonly string[]>> = { 2021: ['excellent', 'good', 'fair'] }

/** What the facts of a self-check say of the class an assessor may conclude: which are out of reach, and why. */
export interface Reach {
  readonly template: ConclusionTemplate
  /** Classes that what is known rules out. */
  readonly out: readonly string[]
  readonly why: Text
}

export const CONCLUSION_WORDS = {
  title: { zh: '测评结论的类别', en: 'Classes of an assessor’s conclusion' },
  only: {
    zh: '只有测评机构作结论；自查没有综合得分，只说明哪些类别已不可能。模版按测评合同签订日适用。',
    en: 'Only an assessor concludes; a self-check has no score and only says which classes are out of reach. The template is that of the day the contract was signed.',
  },
  template: { zh: '模版', en: 'Template' },
  contracts: { zh: '合同签订日', en: 'Contracts signed' },
  classes: { zh: '类别', en: 'Classes' },
  says: { zh: '现有事实', en: 'What is known' },
} as const satisfies Record<string, Text>

/** Each template with what one network's facts rule out. */
export const reachOf = ({ high }: Pick<GapOf, 'high'>): readonly Reach[] =>
  CONCLUSION_TEMPLATES.map((template) => {
    const kept = WITHOUT_HIGH_RISK[template.id]
    if (!kept) {
      const why = {
        zh: '判定门槛未核对原文，不作推断',
        en: 'its thresholds were not compared with the text: nothing is inferred',
      }
      return { template, out: [], why }
    }
    if (high === 0) {
      const why = {
        zh: '清单中没有测评发现而未整改的高风险问题；综合得分不详，不能判断',
        en: 'no open problem of high risk from an assessment is listed; without a score nothing can be told',
      }
      return { template, out: [], why }
    }
    return {
      template,
      out: kept,
      why: {
        zh: `有${high}项测评发现的高风险问题未整改`,
        en: `${high} ${high === 1 ? 'problem' : 'problems'} of high risk from an assessment ${high === 1 ? 'is' : 'are'} open`,
      },
    }
  })

export const templateText = ({ id }: ConclusionTemplate): Text => ({ zh: `${id}版`, en: `of ${id}` })
export const contractsText = ({ from, until }: ConclusionTemplate): string => `${from} – ${until ?? ''}`.trim()

/** The classes in order, those out of reach struck by words. */
export function classesText({ template, out }: Reach): Text {
  const say = (lang: 'zh' | 'en', join: string, mark: string) =>
    template.classes.map((c) => `${c.title[lang]}${out.includes(c.id) ? mark : ''}`).join(join)
  return { zh: say('zh', '、', '（不可能）'), en: say('en', ', ', ' (out of reach)') }
}
