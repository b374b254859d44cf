import { app } from '../../facts/app.ts'
import { all } from '../../facts/terms.ts'
import { act, naming } from './act.ts'

export default act('4.1', {
  reads: '与现有业务功能无关',
  title: { zh: '收集的信息或打开的权限与现有业务功能无关', en: 'Data or permissions unrelated to existing functions' },
  requires: app.dataJustified.isTrue(),
  remedy: {
    zh: '对照业务功能逐项核对信息类型和权限，删除用不到的。',
    en: 'Check each kind of data and permission against a function; remove what none needs.',
  },
  reading: {
    zh: '超出39类必要个人信息范围只是线索；须证明没有任何现有功能需要，才可认定。',
    en: 'Being outside the list of necessary data of the category is a lead; a breach needs proof that no existing function uses it.',
  },
  leads: [
    {
      when: app.permissions.some((permission) => all(permission.personal.isTrue(), permission.used.isFalse())),
      say: naming('id', {
        zh: '声明了权限，代码中没有发现使用：{names}',
        en: 'Declared, but no code was found that uses it: {names}',
      }),
    },
    {
      when: app.collections.some((data) => data.inCategory.isFalse()),
      say: naming('item', {
        zh: '不在该类App必要个人信息范围内：{names}',
        en: 'Not among the data necessary for the category: {names}',
      }),
    },
  ],
  examples: [
    { name: 'each justified', facts: { dataJustified: true }, expect: 'passed' },
    { name: 'shown to serve nothing', facts: { dataJustified: false }, expect: 'failed' },
    { name: 'functions unknown', facts: {}, expect: 'cantTell' },
  ],
})
