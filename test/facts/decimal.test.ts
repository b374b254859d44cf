import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  ceilDivide,
  formatDecimal,
  type Minor,
  parseDecimal,
  plus,
  rescale,
  settle,
  tenTo,
  times,
} from '../../src/facts/decimal.ts'

const MAX = 9007199254740991n
const whole = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n })
const near = fc.bigInt({ min: -3n, max: 3n }).map((n) => MAX + n)
const anyWhole = fc.oneof(whole, near, fc.bigInt({ min: -1000n, max: 1000n }))
const isSettled = (value: Minor) =>
  typeof value === 'number' ? Number.isSafeInteger(value) : value > MAX || value < -MAX

test('reads plain decimals at a scale', () => {
  assert.equal(parseDecimal('30.5', 2), 3050)
  assert.equal(parseDecimal('-0.05', 2), -5)
  assert.equal(parseDecimal('0', 0), 0)
  assert.equal(parseDecimal('-0', 0), 0)
  assert.equal(parseDecimal('1.50', 1), 15)
  assert.equal(parseDecimal('9007199254740993', 0), 9007199254740993n)
  assert.equal(parseDecimal('90071992547409.93', 2), 9007199254740993n)
})

test('refuses what is no plain decimal, or has more digits than are kept', () => {
  for (const text of [
    '',
    ' 1',
    '1e3',
    '+1',
    '01',
    '.5',
    '5.',
    '1,000',
    'NaN',
    'Infinity',
    '0x10',
    '１',
    '1'.repeat(33),
  ])
    assert.equal(parseDecimal(text, 2), undefined, text)
  assert.equal(parseDecimal('0.005', 2), undefined)
  assert.equal(parseDecimal('0.050', 2), 5)
})

test('reading and writing are inverse', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 18 }), (n, scale) => {
      const minor = settle(n)
      const written = formatDecimal(minor, scale)
      if (written.replace('-', '').split('.')[0]!.length > 31) return
      assert.equal(parseDecimal(written, scale), minor)
    }),
  )
  assert.equal(formatDecimal(-5, 2), '-0.05')
  assert.equal(formatDecimal(3050, 2), '30.50')
})

test('sums and products are exact and have one form', () => {
  fc.assert(
    fc.property(anyWhole, anyWhole, (a, b) => {
      const sum = plus(settle(a), settle(b))
      const product = times(settle(a), settle(b))
      assert.equal(BigInt(sum), a + b)
      assert.equal(BigInt(product), a * b)
      assert.ok(isSettled(sum))
      assert.ok(isSettled(product))
    }),
  )
})

test('powers of ten and rescaling stay exact where doubles do not', () => {
  for (let digits = 0; digits <= 40; digits++) assert.equal(BigInt(tenTo(digits)), 10n ** BigInt(digits))
  assert.equal(rescale(1, 23), 10n ** 23n)
  assert.equal(rescale(3, 25), 3n * 10n ** 25n)
  assert.equal(rescale(9007199254740991, 2), 900719925474099100n)
})

test('infinite bounds pass through', () => {
  assert.equal(plus(Infinity, 5), Infinity)
  assert.equal(plus(-Infinity, 10n ** 20n), -Infinity)
  assert.equal(times(Infinity, -3), -Infinity)
  assert.equal(times(10n ** 20n, -Infinity), -Infinity)
  assert.equal(times(Infinity, 0), 0)
  assert.equal(rescale(-Infinity, 20), -Infinity)
})

test('the smallest whole multiple not below a value', () => {
  fc.assert(
    fc.property(whole, fc.bigInt({ min: 1n, max: 10n ** 20n }), (value, divisor) => {
      const x = BigInt(ceilDivide(settle(value), settle(divisor)))
      assert.ok(x * divisor >= value)
      assert.ok((x - 1n) * divisor < value)
    }),
  )
})
