import { programme as p } from '../../facts/programmes.ts'
import { all } from '../../facts/terms.ts'
import { onRecord, recordExamples } from '../documents.ts'
import { duty, SHOWN, shown, unjudged } from './duty.ts'

export default [
  duty('5', 'presenters', {
    reads: '严格执行主持人持证上岗',
    title: { zh: '主持人持证上岗', en: 'Presenters hold the credential' },
    appliesWhen: all(shown, p.presentersCertified.exists()),
    requires: onRecord([p.presentersCertified]),
    remedy: { zh: '更换或补办主持人资格。', en: 'Replace the presenter or obtain the credential.' },
    examples: recordExamples([p.presentersCertified], SHOWN, { ...SHOWN, presentersCertified: null }),
  }),
  unjudged(
    '5',
    'conduct',
    'human',
    { zh: '主持人社会活动、网络发布和职业道德', en: 'Presenters’ activities, posts and ethics' },
    {
      zh: '涉及个人言行，规矩不评价人。',
      en: 'It concerns what people do and say; Guiju does not judge people.',
    },
  ),
]
