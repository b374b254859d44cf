/** Writes the published JSON Schemas. `--check`: writes nothing, exits 1 when one is stale. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { drawFile, jsonSchemaOf, ledgerExport, receipt } from '../../src/cases/proof-schema.ts'
import { caseJsonSchema } from '../../src/cases/schema.ts'
import { sdkCorrectionSchema } from '../../src/collect/catalog/sdk-correction.ts'
import { aggregateJsonSchema } from '../../src/report/aggregate/schema.ts'
import { resultJsonSchema } from '../../src/report/schema.ts'

const SCHEMAS: readonly { readonly file: string; readonly text: () => string }[] = [
  { file: 'docs/schemas/guiju-result-1.json', text: resultJsonSchema },
  { file: 'docs/schemas/guiju-aggregate-1.json', text: aggregateJsonSchema },
  { file: 'docs/schemas/guiju-sdk-correction-1.json', text: sdkCorrectionSchema },
  { file: 'docs/schemas/guiju-case-1.json', text: caseJsonSchema },
  { file: 'docs/schemas/guiju-ledger-export-1.json', text: () => jsonSchemaOf(ledgerExport) },
  { file: 'docs/schemas/guiju-receipt-1.json', text: () => jsonSchemaOf(receipt) },
  { file: 'docs/schemas/guiju-draw-1.json', text: () => jsonSchemaOf(drawFile) },
]

const root = new URL('../../', import.meta.url)
const check = process.argv.includes('--check')
let stale = 0
for (const { file, text } of SCHEMAS) {
  const path = fileURLToPath(new URL(file, root))
  const wanted = text()
  if (current(path) === wanted) continue
  if (check) {
    stale += 1
    process.stderr.write(`${file} is stale: run node scripts/generate/schemas.ts\n`)
  } else {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, wanted)
    process.stderr.write(`wrote ${file}\n`)
  }
}
process.exitCode = stale > 0 ? 1 : 0

function current(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
