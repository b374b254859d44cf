import { owner } from '../../facts/accounts.ts'
import { documents } from './duty.ts'

export default [
  documents(
    'art17.p2',
    'comments',
    {
      reads: '应当对账号留言、跟帖、评论等互动环节进行管理',
      title: { zh: '生产运营者管理互动环节', en: 'Producers manage comments' },
      records: [owner.commentsManaged],
      remedy: { zh: '明确互动环节的管理责任和流程。', en: 'State who manages comments and how.' },
    },
    owner as never,
  ),
]
