import { app } from '../../facts/app.ts'
import { act, naming, telling } from './act.ts'

export default act('3.1', {
  reads: '征得用户同意前',
  title: { zh: '征得同意前就收集个人信息或打开权限', en: 'Collection or permissions before consent' },
  requires: app.accesses.none((access) => access.phase.is('before-consent')),
  tell: telling('api', { zh: '用户同意之前即读取：{names}', en: 'Read before the user could agree: {names}' }),
  remedy: {
    zh: '把SDK初始化和读取标识符、申请权限的代码移到用户点击同意之后；同意前只运行不涉及个人信息的代码。',
    en: 'Move SDK initialisation, reading identifiers and asking for permissions behind the click on agree.',
  },
  reading: {
    zh: '静态路径是线索；只有未加固、全包没有任何征求同意的文字或开关，且启动时无条件直接读取标识符的，才认定。',
    en: 'A static path is a lead. It counts only for an unpacked app with no consent wording or key anywhere, where launch reads an identifier unconditionally and directly.',
  },
  leads: [
    {
      when: app.accesses.some((access) => access.phase.is('before-consent')),
      say: naming('api', {
        zh: '启动后、任何操作之前的代码路径可到达：{names}',
        en: 'Reachable at launch, before any interaction: {names}',
      }),
    },
  ],
  examples: [
    {
      name: 'log complete, nothing before consent',
      facts: { accesses: [{ api: 'getDeviceId', phase: 'after-consent' }] },
      expect: 'passed',
    },
    {
      name: 'identifier read before consent',
      facts: { accesses: { rows: [{ api: 'ANDROID_ID', phase: 'before-consent' }], open: true } },
      expect: 'failed',
    },
    { name: 'package only, nothing shown', facts: { accesses: { rows: [], open: true } }, expect: 'cantTell' },
    { name: 'phase unknown', facts: { accesses: [{ api: 'getDeviceId' }] }, expect: 'cantTell' },
  ],
})
