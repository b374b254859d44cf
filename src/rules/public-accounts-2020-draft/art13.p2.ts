import { platform } from '../../facts/accounts.ts'
import { documents } from './duty.ts'

export default [
  documents('art13.p2', 'rumours', {
    reads: '预警、发现、溯源、甄别、辟谣、消除等处置机制',
    title: { zh: '建立虚假信息处置机制', en: 'A mechanism handles false information' },
    records: [platform.rumourHandling],
    remedy: { zh: '补齐预警至消除的各个环节。', en: 'Provide every step from warning to removal.' },
    reading: {
      zh: '只核对机制是否建立；某条信息是否虚假不作判断。',
      en: 'Only whether the mechanism exists is checked, never whether a post is false.',
    },
  }),
]
