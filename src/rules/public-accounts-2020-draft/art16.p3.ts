import { owner } from '../../facts/accounts.ts'
import { documents } from './duty.ts'

export default [
  documents(
    'art16.p3',
    'account-safety',
    {
      reads: '建立健全公众账号注册使用、运营推广等全过程安全管理机制',
      title: { zh: '生产运营者建立账号安全管理机制', en: 'Producers manage use and promotion of their accounts' },
      records: [owner.accountSafety],
      remedy: { zh: '建立并执行账号安全管理机制。', en: 'Set up such management and carry it out.' },
    },
    owner as never,
  ),
]
