import { platform } from '../../facts/accounts.ts'
import { documents } from './duty.ts'

export default [
  documents('art13.p1', 'credit', {
    reads: '建立信用等级管理体系',
    title: { zh: '建立信用等级管理体系', en: 'Services follow a system of credit levels' },
    records: [platform.creditLevels],
    remedy: {
      zh: '建立信用等级管理体系，按等级提供服务。',
      en: 'Set up such a system and serve accounts by level.',
    },
  }),
]
