/**
 * Writes docs/coverage/zh.md and docs/coverage/en.md. `--check`: writes nothing; exits 1 when one is stale. Exits 1 in
 * any case when a provision of an operational instrument is open without a reason (`law/coverage/reasons.json`).
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { unexplained } from '../../src/law/coverage.ts'
import { coverageMarkdown } from '../../src/report/coverage.ts'
import { rules } from '../../src/rules/registry.ts'
import { coverage } from '../../src/store/law-coverage.ts'

const check = process.argv.includes('--check')
const all = await coverage(rules)
let failed = false
for (const lang of ['zh', 'en'] as const) {
  const path = fileURLToPath(new URL(`../../docs/coverage/${lang}.md`, import.meta.url))
  const wanted = coverageMarkdown(all, lang)
  if (existsSync(path) && readFileSync(path, 'utf8') === wanted) continue
  if (check) {
    failed = true
    process.stderr.write(`docs/coverage/${lang}.md is stale: run node scripts/generate/coverage.ts\n`)
  } else writeFileSync(path, wanted)
}
const open = unexplained(all)
if (open.length > 0) {
  failed = true
  process.stderr.write(`not judged yet and without a reason in law/coverage/reasons.json: ${open.join(', ')}\n`)
}
process.exitCode = failed ? 1 : 0
