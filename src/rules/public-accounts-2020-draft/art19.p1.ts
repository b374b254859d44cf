import { platform } from '../../facts/accounts.ts'
import { documents } from './duty.ts'

export default [
  documents('art19.p1', 'supervision', {
    reads: '及时发现和处置违法违规信息或行为',
    title: { zh: '有监督管理、发现和处置机制', en: 'A mechanism supervises, finds and handles breaches' },
    records: [platform.supervision],
    remedy: { zh: '建立巡查、发现、处置的机制并留存记录。', en: 'Patrol, find and handle, and keep records.' },
  }),
]
