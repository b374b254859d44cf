import { owner } from '../../facts/accounts.ts'
import { documents } from './duty.ts'

export default [
  documents(
    'art16.p2',
    'content-review',
    {
      reads: '建立健全选题策划、编辑制作、发布推广、互动评论等全过程信息内容安全审核机制',
      title: {
        zh: '生产运营者建立全过程内容审核机制',
        en: 'Producers review content from choice of topic to comments',
      },
      records: [owner.contentReview],
      remedy: { zh: '建立并执行全过程审核机制。', en: 'Set up such a review and carry it out.' },
    },
    owner as never,
  ),
]
