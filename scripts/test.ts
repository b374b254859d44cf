/** Runs the tests that need only npm and ends with `N passed, N failed`. Arguments name folders or files of `test/`. */
import { chmodSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { buildWeb } from './build-web.mjs'

const LONG = ['test/acceptance/', 'test/long/', 'test/engines/', 'test/browser/']
const asked = process.argv.slice(2)
const files = globSync(
  asked.length > 0 ? asked.map((a) => (a.endsWith('.ts') ? a : `${a}/**/*.test.ts`)) : 'test/**/*.test.ts',
)
  .filter((file) => asked.length > 0 || !LONG.some((folder) => file.startsWith(folder)))
  .sort()
if (files.length === 0) {
  console.error(`no test file matches ${asked.join(' ')}`)
  process.exit(2)
}

// Test files and the commands they start load the same modules: compiled once, they are kept.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'node-compile-cache')
// What tests leave goes with the folder of the run. Servers that run as another user reach what is theirs in it.
const scratch = mkdtempSync(join(tmpdir(), 'guiju-tests-'))
chmodSync(scratch, 0o711)
process.env['TMPDIR'] = scratch
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))
await buildWeb()
let passed = 0
let failed = 0
let skipped = 0
const events = run({ files, concurrency: 2 })
events.on('test:pass', ({ details, skip }) => {
  if (details.type === 'suite') return
  if (skip) skipped++
  else passed++
})
events.on('test:fail', ({ details }) => {
  if (details.type !== 'suite') failed++
})
// In CI only what is not a pass is worth a line. What failed is told when all has run: wait for that too.
const told = events.compose(new spec())
told.on('data', (chunk: Buffer | string) => {
  const lines = String(chunk).split(/(?<=\n)/)
  process.stdout.write(lines.filter((line) => process.env['CI'] !== 'true' || !/^\s*[✔▶]/.test(line)).join(''))
})
await new Promise((resolve) => told.once('end', resolve))
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
