/**
 * 1,000 cases of 50 events each in one ledger: seconds of replaying them all, of reading them from the ledger, of
 * verifying the whole ledger, and of exporting and verifying one; then as many credit cases, and one case of 20,000
 * events. Argument: the number of cases.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { replay } from '../../src/cases/fold.ts'
import { caseExport, caseExportText, verifyCaseProof } from '../../src/cases/ledger/case-export.ts'
import { eventKind, openingKind, standing } from '../../src/cases/ledger/kept.ts'
import { creditCaseProcedure } from '../../src/cases/procedures/credit-case.ts'
import { inspection2018 } from '../../src/cases/procedures/inspection-2018.ts'
import { findProcedure } from '../../src/cases/registry.ts'
import { viewOf } from '../../src/cases/view.ts'
import { Ledger, ledgerTools } from '../../src/store/ledger.ts'
import { longCase } from '../../test/support/long-case.ts'

const cases = Number(process.argv[2] ?? 1000)
const store = mkdtempSync(join(tmpdir(), 'guiju-bench-'))
const notice = { organLevel: 'county', department: 'network-security', placeCompetent: true }
const events = [
  { type: 'notice', at: '2026-09-07', by: 'organ', data: notice, outcome: 'done' },
  ...Array.from({ length: 49 }, (_, i) => ({
    type: 'request',
    at: '2026-09-18',
    by: 'operator:张三',
    data: { written: true, evidence: [`letter-${i}.pdf`] },
    outcome: 'observed',
  })),
] as const

let from = performance.now()
let used = process.cpuUsage()
const cpu = (): string => {
  const { user, system } = process.cpuUsage(used)
  return ((user + system) / 1e6).toFixed(2)
}
const lap = (what: string): void => {
  console.log(`${what.padEnd(44)} ${((performance.now() - from) / 1000).toFixed(2)} s, ${cpu()} s of processor time`)
  from = performance.now()
  used = process.cpuUsage()
}
const log = await Ledger.open(store, 'cases')
for (let n = 0; n < cases; n += 1)
  log.append([
    { about: `c${n}`, kind: openingKind('inspection-2018'), text: JSON.stringify({ id: `c${n}`, side: 'organ' }) },
    ...events.map((e) => ({
      about: `c${n}`,
      kind: eventKind('event', e.type, e.by.split(':')[0]!, e.outcome, e.at),
      text: JSON.stringify(e),
    })),
  ])
lap(`recorded, a case at a time (${cases} × 50)`)
const files = Array.from(
  { length: cases },
  (_, n) => standing(log.entries(`c${n}`).map((entry) => ({ entry, content: log.content(entry.index)! })))!.file,
)
lap('read from the ledger')
let steps = 0
for (const file of files) steps += replay(inspection2018, file as never).steps.length
lap(`replayed (${steps} events)`)
const faults = log.verify()
lap(`verified the whole ledger (${log.size} entries, ${faults.length} faults)`)
const text = caseExportText(caseExport(log.export('c0')!)!)
lap('exported one case')
const proof = verifyCaseProof(text, ledgerTools)!
lap(`verified the export (${proof.ok}, ${Math.round(text.length / 1024)} KB)`)
const long = longCase('requests and answers', 20_000)
from = performance.now()
used = process.cpuUsage()
const folded = replay(findProcedure(long.id)!, long)
lap('opened one case of 20,000 events')
lap(`what is owed in it (${viewOf(folded, 'operator', '2026-01-01').due.length})`)
log.close()
console.log(`${Math.round(statSync(join(store, 'ledger', 'cases.sqlite')).size / 2 ** 20)} MB`)
rmSync(store, { recursive: true })

/** A credit case that was heard, decided, published and measured, with look-ups and answers up to 50 events. */
const { listedCase, publish, share, measure } = await import('../../test/cases/credit.ts')
const opened = [...listedCase, publish, share, measure]
const more = Array.from({ length: 50 - opened.length }, (_, i) => {
  const of = `obj${Math.floor(i / 2)}`
  return i % 2 === 0
    ? (['dispute', '2025-04-01', { id: of, determination: 'det', text: '信息有误' }] as const)
    : (['answer', '2025-04-02', { of, verified: true, result: 'rejected', reasons: '核对无误' }] as const)
})
const credit = [...opened, ...more].map(([type, at, data = {}]) => ({
  type,
  at,
  by: creditCaseProcedure.events[type]!.by[0]!,
  data: { evidence: ['file'], ...data },
}))
from = performance.now()
used = process.cpuUsage()
let allowed = 0
for (let n = 0; n < cases; n += 1) {
  const folded = replay(creditCaseProcedure, {
    facts: { side: 'authority', subject: `s${n}`, kind: 'organisation', region: '33' },
    events: credit,
  })
  allowed += folded.steps.filter((s) => s.outcome !== 'refused').length
}
lap(`replayed credit cases (${cases} × ${credit.length}, ${allowed} not refused)`)
