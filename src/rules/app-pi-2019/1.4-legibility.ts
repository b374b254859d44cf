import { app } from '../../facts/app.ts'
import { all } from '../../facts/terms.ts'
import { act } from './act.ts'

export default act('1.4', {
  reads: '未提供简体中文版',
  title: {
    zh: '隐私政策难以阅读，或者没有简体中文版',
    en: 'The policy is hard to read, or has no simplified-Chinese version',
  },
  requires: all(app.policy.simplifiedChinese.isTrue(), app.policy.legible.isTrue()),
  remedy: {
    zh: '提供简体中文版；正文字号、行距和对比度以手机上能够正常阅读为准。',
    en: 'Give a simplified-Chinese version; set size, spacing and contrast for reading on a phone.',
  },
  reading: {
    zh: '文字过小、过密、颜色过淡没有法定数值，测量结果只作线索；缺少简体中文版可以认定。',
    en: 'The act gives no figures for small, dense or pale text: measurements are leads. A missing simplified-Chinese version can be shown.',
  },
  leads: [
    {
      when: app.policy.legible.isFalse(),
      say: {
        zh: '页面测量低于参考阈值（阈值为本工具自定）',
        en: 'The page measures below Guiju’s own reference thresholds',
      },
    },
  ],
  examples: [
    {
      name: 'simplified Chinese and legible',
      facts: { policy: { simplifiedChinese: true, legible: true } },
      expect: 'passed',
    },
    { name: 'English only', facts: { policy: { simplifiedChinese: false } }, expect: 'failed' },
    { name: 'page not measured', facts: { policy: { simplifiedChinese: true } }, expect: 'cantTell' },
  ],
})
