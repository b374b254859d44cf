import { app } from '../../facts/app.ts'
import { act } from './act.ts'

export default act('3.5', {
  reads: '自动将用户设置的权限恢复到默认状态',
  title: { zh: '未经同意更改用户设置的权限状态', en: 'Permission states the user set are changed without consent' },
  requires: app.settingsReset.isFalse(),
  remedy: {
    zh: '更新和重装数据迁移时保留用户原有的权限设置。',
    en: 'Keep the user’s permission settings across updates.',
  },
  examples: [
    { name: 'kept', facts: { settingsReset: false }, expect: 'passed' },
    { name: 'reset by an update', facts: { settingsReset: true }, expect: 'failed' },
    { name: 'no two dumps', facts: {}, expect: 'cantTell' },
  ],
})
