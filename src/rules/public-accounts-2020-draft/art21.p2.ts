import { platform } from '../../facts/accounts.ts'
import { documents } from './duty.ts'

export default [
  documents('art21.p2', 'cooperation', {
    reads: '应当予以配合，并提供必要的技术支持与协助',
    title: { zh: '配合监督检查', en: 'The platform cooperates with inspections' },
    records: [platform.cooperates],
    remedy: { zh: '明确对接人和流程，留存配合记录。', en: 'Name who deals with inspections and keep records.' },
  }),
]
