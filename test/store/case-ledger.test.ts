import assert from 'node:assert/strict'
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { caseExport, caseExportText, checkpointIn, verifyCaseProof } from '../../src/cases/ledger/case-export.ts'
import { receiptText } from '../../src/cases/ledger/receipt.ts'
import {
  casePlace,
  eraseKept,
  exportKept,
  KeptError,
  openInLedger,
  readKept,
  receiptFor,
  verifyKept,
} from '../../src/store/case-ledger.ts'
import { ledgerTools } from '../../src/store/ledger.ts'
import { sqlite } from '../../src/store/sqlite.ts'
import { emptyCase, freshStore, NOTICE, propose, TOO_FEW, threeEvents, WORD } from '../support/kept-case.ts'
import { changesOf } from '../support/tamper.ts'

const exported = async (store: string, place: ReturnType<typeof casePlace>, since?: string): Promise<string> =>
  caseExportText(caseExport((await exportKept(store, place, since))!)!)
const check = (text: string, compared = {}) => verifyCaseProof(text, ledgerTools, compared)
const why = async (work: () => Promise<unknown>): Promise<string> => {
  try {
    await work()
  } catch (error) {
    if (error instanceof KeptError) return `${error.why} ${error.where}`.trim()
    throw error
  }
  return 'done'
}

describe('a case in the ledger', () => {
  it('holds every event, refused ones too, and its file is the same', async () => {
    const { store, place } = await threeEvents()
    const file = await readKept(store, place)
    assert.deepEqual(
      file.events.map((e) => e.outcome),
      ['refused', 'done', 'observed'],
    )
    assert.deepEqual(JSON.parse(readFileSync(place.path, 'utf8')), file)
    const found = (await verifyKept(store, place))!
    assert.deepEqual([found.faults, found.departs, found.size], [[], undefined, 6])
  })

  it('records nothing of what is no event', async () => {
    const { store, place } = await threeEvents()
    const before = readFileSync(place.path)
    await assert.rejects(propose(store, place, { ...NOTICE, type: 'nothing' }))
    await assert.rejects(propose(store, place, { ...NOTICE, erased: { on: '2026-09-07', reason: 'x' } }))
    assert.equal((await verifyKept(store, place))!.size, 6)
    assert.deepEqual(readFileSync(place.path), before)
  })

  it('refuses a file that was changed, and writes a lost one anew', async () => {
    const { store, place } = await threeEvents()
    const text = readFileSync(place.path, 'utf8')
    for (const [from, to, where] of [
      ['"officers": 1', '"officers": 2', 'events[0].data'],
      ['2026-09-07', '2026-09-06', 'events[1].at'],
      ['"done"', '"late"', 'events[1].outcome'],
      ['张三', '李四', 'events[1].by'],
      ['"id": "one"', '"id": "two"', 'facts'],
    ] as const) {
      writeFileSync(place.path, text.replace(from, to))
      assert.equal(await why(() => readKept(store, place)), `changed ${where}`)
      assert.equal(await why(() => propose(store, place, WORD)), `changed ${where}`)
      assert.equal((await verifyKept(store, place))!.departs, where)
    }
    const cut = JSON.parse(text)
    cut.events.pop()
    writeFileSync(place.path, JSON.stringify(cut))
    assert.equal((await verifyKept(store, place))!.departs, 'events[2]')
    rmSync(place.path)
    assert.equal((await readKept(store, place)).events.length, 3)
    assert.equal(readFileSync(place.path, 'utf8'), text)
  })

  it('finds any cell of its ledger that was changed, and rows taken out', async () => {
    const { store, place } = await threeEvents()
    const { DatabaseSync } = await sqlite()
    const database = join(store, 'ledger', 'cases.sqlite')
    for (const change of [
      "update entry set at = '2026-01-01T00:00:00.000Z' where idx = 0",
      "update entry set kind = 'event notice organ done 2026-09-06' where idx = 4",
      "update entry set about = 'two' where idx = 5",
      'update entry set turn = 7 where idx = 5',
      `update entry set digest = '${'0'.repeat(64)}' where idx = 3`,
      "update content set body = replace(body, '张三', '李四') where idx = 4",
      "update content set salt = '00000000000000000000000000000000' where idx = 4",
      'delete from content where idx = 4',
      'delete from content where idx = 5; delete from node where idx = 5; delete from entry where idx = 5; delete from checkpoint where size = 6',
      'update node set hash = zeroblob(32) where level = 1',
      "update checkpoint set note = replace(note, '6', '5') where size = 6",
    ]) {
      const copy = freshStore()
      await openInLedger(copy, casePlace(copy, 'x'), emptyCase('x'))
      for (const name of ['cases.sqlite', 'key.pem'])
        copyFileSync(join(store, 'ledger', name), join(copy, 'ledger', name))
      copyFileSync(place.path, join(copy, 'cases', 'one.json'))
      const db = new DatabaseSync(join(copy, 'ledger', 'cases.sqlite'))
      db.exec(`pragma foreign_keys = off; ${change}`)
      db.close()
      const found = (await verifyKept(copy, casePlace(copy, 'one')))!
      assert.ok(found.faults.length > 0 || found.departs !== undefined, change)
    }
    assert.ok(readFileSync(database).length > 0)
  })

  it('carries on a file from anywhere, and shows that what came with it did not pass here', async () => {
    const store = freshStore()
    const path = join(store, 'loose.json')
    const notice = { ...NOTICE, data: { ...NOTICE.data, id: 'n' } }
    writeFileSync(path, JSON.stringify({ ...emptyCase('x'), events: [notice] }))
    const place = casePlace(store, path)
    assert.equal((await readKept(store, place)).events.length, 1)
    assert.equal(await verifyKept(store, place), undefined)
    assert.equal((await propose(store, place, WORD)).value.id, 'e2')
    const proof = check(await exported(store, place))!
    assert.equal(proof.ok, true, JSON.stringify(proof.faults))
    assert.deepEqual(
      proof.standing!.taken.map((t) => t.events),
      [1],
    )
    // Changed by its owner: read anew, and that stays visible.
    writeFileSync(path, JSON.stringify({ ...emptyCase('x'), events: [] }))
    await propose(store, place, TOO_FEW)
    assert.equal(JSON.parse(readFileSync(path, 'utf8')).events.length, 1)
    const found = (await verifyKept(store, place))!
    assert.deepEqual([found.faults, found.standing!.taken.map((t) => t.entry.turn > 0)], [[], [false, true]])
  })
})

/** The path of every value within a value. */
function pathsIn(value: unknown): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [[key], ...pathsIn(inner).map((path) => [key, ...path])])
}

describe('an exported case', () => {
  it('verifies, and any byte that is changed is found', async () => {
    const { store, place } = await threeEvents()
    await eraseKept(store, place, ['e1'], { on: '2026-11-28', reason: '保存期限届满' })
    const text = await exported(store, place)
    const proof = check(text)!
    assert.deepEqual(proof.faults, [])
    assert.equal(proof.found.erased.length, 1)
    const bytes = Buffer.from(text)
    const random = new Set([...bytes.keys()].filter((i) => (i * 2_654_435_761) % 2 ** 32 < 2 ** 32 / 8))
    for (const i of random) {
      const changed = Buffer.from(bytes)
      changed[i]! ^= 1
      const found = check(changed.toString('utf8'))
      assert.notEqual(found?.ok, true, `byte ${i}: ${text.slice(i - 20, i + 20)}`)
    }
  })

  it('says what is wrong: event, order, time, digest, erased content, an entry more or less', async () => {
    const { store, place } = await threeEvents()
    await eraseKept(store, place, ['e1'], { on: '2026-11-28', reason: '保存期限届满' })
    const text = await exported(store, place)
    // biome-ignore lint/suspicious/noExplicitAny: a file one changes at will
    const changes: [string, (file: any) => void][] = [
      [
        'events[1].data',
        (f) => {
          f.events[1].data.organLevel = 'city'
        },
      ],
      [
        'events[1].at',
        (f) => {
          f.events[1].at = '2026-09-06'
        },
      ],
      [
        'events[0]',
        (f) => {
          f.events.reverse()
        },
      ],
      [
        'events[0]',
        (f) => {
          delete f.events[0].erased
        },
      ],
      [
        'events[2]',
        (f) => {
          f.events.pop()
        },
      ],
      [
        'events[3]',
        (f) => {
          f.events.push(f.events[2])
        },
      ],
      [
        'facts',
        (f) => {
          f.facts.side = 'operator'
        },
      ],
      [
        'signed log',
        (f) => {
          f.ledger.entries[1].entry.at = '2026-11-28T00:00:00.000Z'
        },
      ],
      [
        'signed log',
        (f) => {
          f.ledger.entries[2].entry.digest = 'f'.repeat(64)
        },
      ],
      [
        'digest',
        (f) => {
          f.ledger.entries[2].content.text = f.ledger.entries[2].content.text.replace('张三', '李四')
        },
      ],
      [
        'out of turn',
        (f) => {
          f.ledger.entries.splice(2, 1)
        },
      ],
      [
        'out of turn',
        (f) => {
          f.ledger.entries.reverse()
        },
      ],
      [
        'cut off',
        (f) => {
          f.ledger.entries.pop()
        },
      ],
      [
        'no erasure',
        (f) => {
          delete f.ledger.entries[2].content
        },
      ],
      [
        'checkpoint',
        (f) => {
          f.ledger.checkpoint = f.ledger.checkpoint.replace(/\n\d+\n/, '\n5\n')
        },
      ],
      [
        'form',
        (f) => {
          f.more = 1
        },
      ],
      [
        'missing',
        (f) => {
          f.ledger.more = 1
        },
      ],
    ]
    for (const [wanted, change] of changes) {
      const file = JSON.parse(text)
      change(file)
      const found = check(`${JSON.stringify(file, null, 1)}\n`)!
      assert.equal(found.ok, false, wanted)
      assert.ok(
        found.faults.some((f) => f.say.en.includes(wanted)),
        `${wanted}: ${JSON.stringify(found.faults)}`,
      )
    }
    assert.ok(check(text.replace('"schema"', '"schema": "guiju/case/1", "schema"'))!.faults[0]!.say.en.includes('form'))
    assert.equal(check('{'), undefined)
    assert.equal(check('{"schema":"guiju/case/1"}'), undefined)
  })

  it('finds any value that was exchanged for another of whatever kind, and never throws', async () => {
    const { store, place } = await threeEvents()
    await eraseKept(store, place, ['e1'], { on: '2026-11-28', reason: '保存期限届满' })
    await exported(store, place)
    const text = await exported(store, place)
    const receipt = receiptText(await receiptFor(store, place, ['e2']))
    const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)
    const kinds = [null, 0, -1, 1e300, '', 'x', true, [], {}, [null], { a: 1 }, deep]
    let n = 0
    for (const whole of [text, receipt])
      for (const path of pathsIn(JSON.parse(whole)))
        for (const value of [kinds[n++ % kinds.length], kinds[(n * 5) % kinds.length]]) {
          const file = JSON.parse(whole)
          const at = path.slice(0, -1).reduce((o, key) => o[key], file)
          if (JSON.stringify(at[path.at(-1)!]) === (value === deep ? '' : JSON.stringify(value))) continue
          at[path.at(-1)!] = value === deep ? 'DEEP' : value
          const changed = `${JSON.stringify(file, null, 1)}\n`.replace(
            '"DEEP"',
            '['.repeat(20_000) + ']'.repeat(20_000),
          )
          assert.notEqual(check(changed)?.ok, true, path.join('.'))
        }
  })

  it('does not take a receipt for the whole of a case', async () => {
    const { store, place } = await threeEvents()
    const { ledger, ...file } = JSON.parse(await exported(store, place))
    const { key, checkpoint, entries } = ledger
    const fewer = {
      schema: 'guiju/receipt/1',
      key,
      checkpoint,
      entries: entries.filter((_: unknown, i: number) => i < 2),
    }
    const forged = { ...file, events: file.events.slice(0, 1), ledger: fewer }
    assert.equal(check(receiptText(fewer as never))!.ok, true, 'as a receipt it holds')
    assert.equal(check(`${JSON.stringify(forged, null, 1)}\n`)!.ok, false)
    for (const schema of [['guiju/ledger-export/1'], ['guiju/receipt/1'], 'toString'])
      assert.equal(check(`${JSON.stringify({ ...file, ledger: { ...ledger, schema } }, null, 1)}\n`)!.ok, false)
  })

  it('finds any change of a random kind: of a byte, value, name, place or order, in an export and in a receipt', async () => {
    const { store, place } = await threeEvents()
    await eraseKept(store, place, ['e1'], { on: '2026-11-28', reason: '保存期限届满' })
    await exported(store, place)
    for (const text of [await exported(store, place), receiptText(await receiptFor(store, place, ['e2']))])
      fc.assert(
        fc.property(changesOf(text), (changed) => check(changed)?.ok !== true),
        { numRuns: Number(process.env['GUIJU_TAMPER_RUNS'] ?? 150) },
      )
  })

  it('leads on from the checkpoints given out before, and a log that was rewritten does not', async () => {
    const { store, place } = await threeEvents()
    const receipt = receiptText(await receiptFor(store, place, ['e2']))
    const first = await exported(store, place)
    await propose(store, place, WORD)
    const earlier = checkpointIn(first)!
    const held = checkpointIn(receipt)!
    const second = await exported(store, place, held)
    assert.equal(check(second, { earlier })!.ok, true)
    assert.equal(check(second, { earlier: held })!.ok, true)
    assert.equal(check(first, { earlier: checkpointIn(second)! })!.ok, false)
    for (const change of [
      (all: unknown[]) => all.pop(),
      (all: unknown[]) => all.shift(),
      (all: unknown[]) => all.reverse(),
    ]) {
      const other = JSON.parse(second)
      change(other.ledger.earlier)
      assert.match(check(`${JSON.stringify(other, null, 1)}\n`)!.faults[0]!.say.en, /records of export/)
    }
    const bad = JSON.parse(second)
    bad.ledger.earlier[0].proof[0] = '0'.repeat(64)
    assert.match(check(`${JSON.stringify(bad, null, 1)}\n`)!.faults[0]!.say.en, /rewritten/)
    const strange = await threeEvents()
    assert.equal(await why(() => exportKept(strange.store, strange.place, held)), 'other-log')
    const key = check(second)!.key!.publicKey
    assert.equal(check(second, { publicKey: key })!.ok, true)
    assert.equal(check(await exported(strange.store, strange.place), { publicKey: key })!.ok, false)
  })

  it('gives a person a receipt for one event, which holds no other', async () => {
    const { store, place } = await threeEvents()
    const text = receiptText(await receiptFor(store, place, ['e2']))
    assert.equal(check(text)!.ok, true)
    assert.ok(text.includes('张三') && !text.includes('letter.pdf'))
    assert.equal(await why(() => receiptFor(store, place, ['e9'])), 'unknown e9')
  })
})

describe('erasure', () => {
  it('takes content out of ledger and file; the case stays whole, and nothing that needs the content passes', async () => {
    const { store, place } = await threeEvents()
    const before = check(await exported(store, place))!
    assert.equal(before.standing!.file.events[1]!.by, 'organ:张三')
    await eraseKept(store, place, ['e2'], { on: '2026-11-28', reason: '保存期限届满', cites: 'inspection-2018#art20' })
    for (const path of [place.path, join(store, 'ledger', 'cases.sqlite')])
      assert.ok(!readFileSync(path).includes('张三'), path)
    const file = await readKept(store, place)
    assert.deepEqual(file.events[1], {
      type: 'notice',
      at: '2026-09-07',
      by: 'organ',
      data: {},
      outcome: 'done',
      erased: { on: '2026-11-28', reason: '保存期限届满', cites: 'inspection-2018#art20' },
    })
    assert.equal(check(await exported(store, place))!.ok, true)
    const step = (await propose(store, place, { ...TOO_FEW, at: '2026-09-19', data: { officers: 2 } })).value
    assert.equal(step.outcome, 'refused')
    assert.ok(step.gate.missing.some((m) => m.unknown))
    assert.equal((await verifyKept(store, place))!.departs, undefined)
  })

  it('ends a whole case: no file, no further step, and an export that still verifies', async () => {
    const { store, place } = await threeEvents()
    await eraseKept(store, place, [], { on: '2026-11-28', reason: '保存期限届满' })
    for (const work of [() => readKept(store, place), () => propose(store, place, WORD)])
      assert.equal(await why(work), 'gone one')
    assert.throws(() => readFileSync(place.path))
    const proof = check(await exported(store, place))!
    assert.equal(proof.ok, true, JSON.stringify(proof.faults))
    assert.ok(proof.standing!.gone)
    assert.equal((await readKept(store, casePlace(store, 'two'))).events.length, 1)
  })
})
