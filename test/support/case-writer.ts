/** A process that records events of a case one after another and says so once each is on disk: `ack <tag>`. */
import { writeSync } from 'node:fs'
import { casePlace } from '../../src/store/case-ledger.ts'
import { propose, WORD } from './kept-case.ts'

const [store = '', id = '', name = '', count = '0'] = process.argv.slice(2)
const place = casePlace(store, id)
writeSync(1, 'ready\n')
for (let i = 0; i < Number(count); i += 1) {
  const tag = `${name}-${i}`
  try {
    await propose(store, place, { ...WORD, data: { ...WORD.data, evidence: [tag, 'x'.repeat(400)] } })
    writeSync(1, `ack ${tag}\n`)
  } catch (error) {
    writeSync(1, `fail ${tag} ${(error as { code?: string }).code ?? (error as Error).message}\n`)
    break
  }
}
