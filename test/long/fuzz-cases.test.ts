import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { dueList } from '../../src/cases/due.ts'
import { CaseError, readCase } from '../../src/cases/event.ts'
import { explanationOf } from '../../src/cases/explanation.ts'
import { drift, replay, toFile } from '../../src/cases/fold.ts'
import { findProcedure } from '../../src/cases/registry.ts'
import { viewOf } from '../../src/cases/view.ts'
import { BASES } from '../cases/oracle/bases.ts'
import { run } from '../cases/support.ts'

/** Case files of strangers: whatever stands in them is read or refused with a line in both languages. */
const RUNS = Number(process.env['GUIJU_FUZZ_RUNS'] ?? 400)

const FILES = BASES.map((b) => JSON.stringify(toFile(run(b.procedure, b.facts, b.events))))
const WORDS = 'constructor __proto__ e1 not det'.split(' ')
const DAYS = '2026-02-30 0000-00-00 9999-12-31 0001-01-01 2026-09-01T24:00:00Z 2026-12-31T23:59:59-23:00'.split(' ')
const TEXTS = ['9'.repeat(400), '99999999999999999999.99', 'x'.repeat(30_000), '\u202e\u0000', '\ud800']
const PLAIN = [null, true, 0, -1, 1e308, 1.5, '', [], {}, [null], { length: 5 }]
const ODD: readonly unknown[] = [...PLAIN, ...TEXTS, ...DAYS, ...WORDS]
const NAMES = ['x', 'constructor', 'hasOwnProperty', 'id', 'on', 'by', 'evidence', 'erased', 'outcome']
type Holder = Record<string | number, unknown>

/** Every place of a value, as the object that holds it and its key. */
function places(value: unknown): [Holder, string | number][] {
  if (typeof value !== 'object' || value === null) return []
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  return keys.flatMap((key): [Holder, string | number][] => [[value as Holder, key], ...places((value as Holder)[key])])
}

function change(raw: unknown, at: number, how: number, what: number): void {
  const all = places(raw)
  const [holder, key] = all[at % all.length]!
  const odd = structuredClone(ODD[what % ODD.length])
  if (how < 6) holder[key] = odd
  else if (how === 6) delete holder[key]
  else if (how === 7) holder[NAMES[what % NAMES.length]!] = odd
  else if (Array.isArray(holder)) holder.reverse()
  else {
    const [other, name] = all[what % all.length]!
    holder[key] = structuredClone(other[name])
  }
}

it('a changed case file is read or refused with a line, and read again as it was written', () => {
  const edit = fc.tuple(fc.nat(100_000), fc.nat(9), fc.nat(100_000))
  let read = 0
  fc.assert(
    fc.property(fc.constantFrom(...FILES), fc.array(edit, { minLength: 1, maxLength: 3 }), (file, edits) => {
      const raw: unknown = JSON.parse(file)
      for (const [at, how, what] of edits) change(raw, at, how, what)
      try {
        const found = readCase(raw, findProcedure)
        const procedure = findProcedure(found.procedure)!
        const folded = replay(procedure, found)
        dueList(folded, '2026-10-05')
        explanationOf(folded, '2030-01-01')
        for (const side of Object.keys(procedure.sides)) viewOf(folded, side, '2026-10-05')
        assert.deepEqual(drift(replay(procedure, JSON.parse(JSON.stringify(toFile(folded))))), [])
        read += 1
      } catch (error) {
        if (!(error instanceof CaseError)) throw error
        assert.ok(error.text.zh && error.text.en && !/undefined|\[object/.test(error.message), error.message)
      }
    }),
    { numRuns: RUNS, seed: 20_261_128 },
  )
  assert.ok(read > RUNS / 40, `${read} of ${RUNS} were still read`)
})
