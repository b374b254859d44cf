import { platform } from '../../facts/accounts.ts'
import { documents } from './duty.ts'

export default [
  documents('art7.p2', 'grades', {
    reads: '建立分级管理制度，实施账号分级管理',
    title: { zh: '账号分级管理', en: 'Accounts are managed by grade' },
    records: [platform.graded],
    remedy: {
      zh: '依内容质量、信用评价等指标建立并实施分级管理。',
      en: 'Grade accounts by quality of content and credit, and manage them so.',
    },
  }),
]
