import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { scanCode } from '../../src/collect/android/code.ts'
import { openDex } from '../../src/collect/android/dex.ts'
import { Program } from '../../src/collect/android/hierarchy.ts'
import { Budget, PACKAGE_LIMITS } from '../../src/collect/budget.ts'
import { isFramework } from '../../src/collect/catalog/framework.ts'
import type { Problem } from '../../src/facts/problem.ts'
import { dexFixture, NO_ROOTS, scanFixture, TEST_APIS } from '../support/code.ts'
import { dexContainer } from '../support/dex-container.ts'
import { mutate } from '../support/mutate.ts'

const budget = () => new Budget(PACKAGE_LIMITS)

function open(bytes: Buffer): { dexes: ReturnType<typeof openDex>; codes: string[] } {
  const problems: Problem[] = []
  const dexes = openDex(bytes, 'classes.dex', budget(), problems)
  return { dexes, codes: problems.map(({ code }) => code) }
}

const MAIN = { launchers: ['t.Main'], components: [{ kind: 'activity' as const, name: 't.Main' }] }

describe('tables', () => {
  const { dexes } = open(dexFixture('guards').bytes)
  const [dex] = dexes
  test('strings, Chinese ones too', () => {
    const strings = Array.from({ length: dex!.strings.count }, (_, i) => dex!.string(i))
    assert.ok(strings.includes('同意隐私政策'))
    assert.ok(strings.includes('Lt/Main;'))
    assert.ok(!strings.includes(undefined))
    for (const [i, text] of strings.entries()) assert.equal(dex!.findString(text!), i)
    assert.equal(dex!.findString('not there'), -1)
    assert.equal(dex!.string(strings.length), undefined)
  })
  test('prefix search', () => {
    assert.equal(dex!.hasStringFrom('user_ag'), true)
    assert.equal(dex!.hasStringFrom('user_ax'), false)
  })
  test('bytes that are not aligned are read all the same', () => {
    const { bytes } = dexFixture('guards')
    const shifted = Buffer.concat([Buffer.from([0]), bytes]).subarray(1)
    assert.deepEqual(open(shifted).codes, [])
    assert.equal(open(shifted).dexes[0]!.findString('user_agreed') > 0, true)
  })
  test('characters outside the basic plane and a zero survive', () => {
    const bytes = Buffer.from(dexFixture('guards').bytes)
    const at = bytes.indexOf(Buffer.from('protocol_ok'))
    // A surrogate pair in two three-byte pieces, a two-byte zero, padding.
    Buffer.from([0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80, 0xc0, 0x80, 0x61, 0x62, 0x63]).copy(bytes, at)
    bytes[at - 1] = 6
    const strings = [...Array(dex!.strings.count).keys()].map((i) => open(bytes).dexes[0]!.string(i))
    assert.ok(strings.includes('😀\0abc'))
  })
})

describe('version 041 containers', () => {
  test('every DEX in the container is read', () => {
    const bytes = dexContainer([dexFixture('split-a').bytes, dexFixture('split-b').bytes])
    const { dexes, codes } = open(bytes)
    assert.deepEqual(codes, [])
    assert.deepEqual(
      dexes.map(({ name, version }) => [name, version]),
      [
        ['classes.dex', 41],
        ['classes.dex#2', 41],
      ],
    )
    const scan = scanCode(
      {
        artifact: 'a.apk',
        dex: [{ name: 'classes.dex', bytes }],
        roots: { ...NO_ROOTS, ...MAIN },
        apis: TEST_APIS,
        owners: () => undefined,
        framework: isFramework,
      },
      budget(),
    )
    assert.equal(scan.complete, true)
    const plain = scanFixture(['split-a', 'split-b'], MAIN)
    const paths = (sites: typeof scan.sites) => sites.map(({ method, launch }) => [method, launch?.methods])
    assert.deepEqual(paths(scan.sites), paths(plain.sites))
  })
  test('a container that breaks off is said to be incomplete', () => {
    const bytes = dexContainer([dexFixture('split-a').bytes, dexFixture('split-b').bytes])
    bytes.write('xxxx', bytes.readUInt32LE(32), 'latin1')
    const { dexes, codes } = open(bytes)
    assert.equal(dexes.length, 1)
    assert.deepEqual(codes, ['dex.bad-magic'])
  })
})

describe('damage', () => {
  const damaged = (change: (bytes: Buffer) => Buffer | undefined) => {
    const bytes = Buffer.from(dexFixture('launch').bytes)
    return open(change(bytes) ?? bytes)
  }
  test('what is no DEX', () => {
    assert.deepEqual(open(Buffer.alloc(0)).codes, ['dex.bad-magic'])
    assert.deepEqual(open(Buffer.from('PK\x03\x04'.padEnd(200))).codes, ['dex.bad-magic'])
    assert.deepEqual(damaged((bytes) => bytes.fill(0, 0, 4)).codes, ['dex.bad-magic'])
    assert.deepEqual(damaged((bytes) => bytes.fill(0, 40, 44)).codes, ['dex.bad-endian'])
  })
  test('a cut file', () => {
    assert.ok(damaged((bytes) => bytes.subarray(0, 3000)).codes.includes('dex.truncated'))
  })
  test('a table that is said to be longer than the file', () => {
    const { dexes, codes } = damaged((bytes) => {
      bytes.writeUInt32LE(0xffffffff, 22 * 4)
      return bytes
    })
    assert.deepEqual(codes, ['dex.bad-table'])
    assert.ok(dexes[0]!.methods.count * 8 <= dexes[0]!.u8.length)
  })
  test('a class that descends from itself', () => {
    const bytes = Buffer.from(dexFixture('split-b').bytes)
    const problems: Problem[] = []
    const [dex] = openDex(bytes, 'classes.dex', budget(), problems)
    for (let i = 0; i < dex!.classes.count; i++) {
      bytes.writeUInt32LE(dex!.classWord(i, 0), dex!.classes.offset + i * 32 + 8)
    }
    const program = new Program([dex!], {}, [], budget(), problems)
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['dex.bad-class'],
    )
    for (const type of program.definedTypes.view()) assert.equal(program.lookup(type, 99_999), -1)
  })
  test('what cannot be read makes the scan incomplete', () => {
    const input = {
      artifact: 'a.apk',
      dex: [{ name: 'classes.dex', bytes: dexFixture('launch').bytes.subarray(0, 9000) }],
      roots: { ...NO_ROOTS, ...MAIN },
      apis: TEST_APIS,
      owners: () => undefined,
      framework: isFramework,
    }
    const scan = scanCode(input, budget())
    assert.equal(scan.complete, false)
    assert.ok(scan.problems.length > 0)
  })
  for (const steps of [0, 1, 100, 1000, 3000, 6000, 12_000, 20_000]) {
    test(`a budget of ${steps} steps ends in a problem, not an exception`, () => {
      const scan = scanCode(
        {
          artifact: 'a.apk',
          dex: [dexFixture('launch')],
          roots: { ...NO_ROOTS, ...MAIN },
          apis: TEST_APIS,
          owners: () => undefined,
          framework: isFramework,
        },
        new Budget({ ...PACKAGE_LIMITS, steps }),
      )
      if (!scan.complete) assert.ok(scan.problems.some(({ code }) => code === 'budget.steps'))
      assert.equal(scan.complete, scan.problems.length === 0)
    })
  }
  test('a small budget is not enough', () => {
    const scan = scanCode(
      {
        artifact: 'a.apk',
        dex: [dexFixture('launch')],
        roots: { ...NO_ROOTS, ...MAIN },
        apis: TEST_APIS,
        owners: () => undefined,
        framework: isFramework,
      },
      new Budget({ ...PACKAGE_LIMITS, steps: 1000 }),
    )
    assert.equal(scan.complete, false)
  })
})

test('damaged files never throw and never hang', () => {
  const names = ['launch', 'flow', 'guards', 'constants', 'requests', 'paths', 'split-a', 'split-b']
  const limits = { ...PACKAGE_LIMITS, steps: 5_000_000 }
  for (let seed = 0; seed < 800; seed++) {
    const { bytes } = dexFixture(names[seed % names.length]!)
    const dex = [{ name: 'classes.dex', bytes: mutate(bytes, seed) }]
    if (seed % 3 === 0) dex.push({ name: 'classes2.dex', bytes })
    const scan = scanCode(
      {
        artifact: 'a.apk',
        dex,
        roots: { ...NO_ROOTS, ...MAIN, application: 't.App', clickHandlers: ['login'] },
        apis: TEST_APIS,
        owners: () => undefined,
        framework: isFramework,
      },
      new Budget(limits),
    )
    assert.equal(scan.complete, scan.problems.length === 0, `seed ${seed}`)
    for (const site of scan.sites) assert.ok(site.method.length > 0, `seed ${seed}`)
  }
})
