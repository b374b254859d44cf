import { app } from '../../facts/app.ts'
import { act } from './act.ts'

export default act('4.4', {
  reads: '频度',
  title: { zh: '收集频度等超出业务功能实际需要', en: 'Collection more frequent than functions need' },
  requires: app.frequencyExceeds.isFalse(),
  remedy: {
    zh: '按功能实际需要降低读取频率，退到后台后停止。',
    en: 'Lower the rate to what the function needs and stop in the background.',
  },
  reading: {
    zh: '本办法没有规定频度数值，测量结果只作线索。',
    en: 'The instrument gives no rate; measurements are leads.',
  },
  leads: [
    {
      when: app.frequencyExceeds.isTrue(),
      say: {
        zh: '日志中的读取频率高于参考值（参考值非本办法规定）',
        en: 'The log shows rates above the reference (not a figure of this instrument)',
      },
    },
  ],
  examples: [
    { name: 'attested within need', facts: { frequencyExceeds: false }, expect: 'passed' },
    { name: 'shown to exceed need', facts: { frequencyExceeds: true }, expect: 'failed' },
    { name: 'no log', facts: {}, expect: 'cantTell' },
  ],
})
