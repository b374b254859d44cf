import { app } from '../../facts/app.ts'
import { act } from './act.ts'

export default act('6.4', {
  reads: 'App后台并未完成',
  title: { zh: '用户操作已完成而后台未完成', en: 'Done for the user, not done in the back end' },
  requires: app.deletionCompleted.isTrue(),
  remedy: {
    zh: '更正、删除、注销在后台及备份、第三方处同步执行，并留存核查记录。',
    en: 'Carry correction, deletion and closing through to back end, backups and third parties, and keep the check.',
  },
  reading: {
    zh: '后台状态从外部无法证明，须由负责人附核查记录说明。',
    en: 'The back end cannot be seen from outside: it takes an attestation with records.',
  },
  examples: [
    { name: 'checked', facts: { deletionCompleted: true }, expect: 'passed' },
    { name: 'data still there', facts: { deletionCompleted: false }, expect: 'failed' },
    { name: 'not checked', facts: {}, expect: 'cantTell' },
  ],
})
