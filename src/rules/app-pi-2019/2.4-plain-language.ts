import { app } from '../../facts/app.ts'
import { param } from '../../facts/param.ts'
import { act } from './act.ts'

export default act('2.4', {
  reads: '晦涩难懂、冗长繁琐',
  title: { zh: '收集使用规则晦涩难懂、冗长繁琐', en: 'The rules are obscure or long-winded' },
  requires: app.policy.plain.isTrue(),
  ceiling: {
    by: 'human',
    why: {
      zh: '是否晦涩、冗长须由人阅读判断；本工具只给出可测量的线索。',
      en: 'Whether a text is obscure is for a reader to judge; Guiju only measures.',
    },
  },
  remedy: {
    zh: '用短句和常用词，术语加解释，另附摘要。',
    en: 'Use short sentences and common words, explain terms, add a summary.',
  },
  leads: [
    {
      when: app.policy.sentenceLength.moreThan(param('app-pi.sentence-length').value()),
      say: { zh: '长句偏多（阈值为本工具自定）', en: 'Many long sentences (Guiju’s own threshold)' },
    },
    {
      when: app.policy.length.moreThan(param('app-pi.document-length').value()),
      say: { zh: '篇幅偏长（阈值为本工具自定）', en: 'The document is long (Guiju’s own threshold)' },
    },
  ],
  examples: [
    { name: 'any policy', facts: { policy: { plain: true } }, expect: 'untested' },
    { name: 'no policy', facts: {}, expect: 'untested' },
  ],
})
