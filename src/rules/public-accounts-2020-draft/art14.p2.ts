import { platform } from '../../facts/accounts.ts'
import { documents } from './duty.ts'

export default [
  documents('art14.p2', 'originals', {
    reads: '加强对原创信息内容的著作权保护',
    title: { zh: '有原创内容著作权保护措施', en: 'Original content is protected' },
    records: [platform.originalsProtected],
    remedy: { zh: '建立侵权投诉、原创标识和处置流程。', en: 'Provide complaints, marks of origin and a process.' },
    reading: { zh: '是否滥用优势地位由人核实。', en: 'Whether a strong position is abused is for a person.' },
  }),
]
