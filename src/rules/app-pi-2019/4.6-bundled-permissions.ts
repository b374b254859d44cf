import { app } from '../../facts/app.ts'
import { all, not } from '../../facts/terms.ts'
import { act } from './act.ts'

export default act('4.6', {
  reads: '一次性同意打开多个',
  title: { zh: '要求一次性同意多个权限，不同意则无法使用', en: 'Several permissions at once, or no use' },
  requires: not(all(app.permissionsTogether.isTrue(), app.blockedWithoutAll.isTrue())),
  remedy: {
    zh: '在用到某项功能时再单独申请对应权限，拒绝后其他功能仍可使用。',
    en: 'Ask for each permission when its function is used; keep the rest usable after refusal.',
  },
  reading: {
    zh: '两个条件缺一不可：一次性申请，且不同意则无法使用；静态代码只是线索。',
    en: 'Both halves are needed: asked at once, and no use without. Static code is a lead.',
  },
  leads: [
    {
      when: app.permissionsTogether.isTrue(),
      say: {
        zh: '启动阶段一次性申请多组权限，或目标API级别低于23（安装时一揽子授权）',
        en: 'Several permission groups are asked at launch, or the target API level is below 23 (granted on installation)',
      },
    },
  ],
  examples: [
    { name: 'asked one by one', facts: { permissionsTogether: false }, expect: 'passed' },
    {
      name: 'asked at once, still usable',
      facts: { permissionsTogether: true, blockedWithoutAll: false },
      expect: 'passed',
    },
    {
      name: 'asked at once and blocked',
      facts: { permissionsTogether: true, blockedWithoutAll: true },
      expect: 'failed',
    },
    { name: 'use after refusal unknown', facts: { permissionsTogether: true }, expect: 'cantTell' },
  ],
})
