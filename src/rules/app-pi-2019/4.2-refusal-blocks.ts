import { app } from '../../facts/app.ts'
import { act } from './act.ts'

export default act('4.2', {
  reads: '拒绝提供业务功能',
  title: {
    zh: '因不同意非必要信息或权限而拒绝提供功能',
    en: 'Functions refused because non-necessary data or permissions were declined',
  },
  requires: app.refusalStopsBasic.isFalse(),
  remedy: {
    zh: '用户拒绝非必要信息或权限时，基本功能照常可用。',
    en: 'Keep the basic functions available when non-necessary data or permissions are declined.',
  },
  reading: {
    zh: '“如您不同意，将无法使用”本身只是线索；还须知道App类型和被拒绝的项目。',
    en: '“If you do not agree you cannot use the app” alone is a lead; the category and the refused item must be known.',
  },
  leads: [
    {
      when: app.refusalStopsBasic.isTrue(),
      say: {
        zh: '拒绝之后无法继续使用；被拒绝的是否为必要个人信息待核实',
        en: 'Use stops after a refusal; whether what was refused is necessary is to be checked',
      },
    },
    {
      when: app.policy.blocksOnRefusal.isTrue(),
      say: {
        zh: '写有“如不同意则无法使用”一类文字',
        en: 'There is wording such as “if you do not agree you cannot use the service”',
      },
    },
  ],
  examples: [
    { name: 'basic functions stay', facts: { refusalStopsBasic: false }, expect: 'passed' },
    { name: 'basic function stopped for a non-necessary item', facts: { refusalStopsBasic: true }, expect: 'failed' },
    { name: 'refusal not tried', facts: { policy: { blocksOnRefusal: true } }, expect: 'cantTell' },
  ],
})
