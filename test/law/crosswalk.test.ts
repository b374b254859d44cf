import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CROSSWALKS, chineseNumeral, todayOf } from '../../src/law/crosswalk.ts'
import { provisionAt, provisionsOf } from '../../src/law/instrument.ts'
import { isInstrumentId, loadOutline } from '../../src/law/library.ts'
import { rules } from '../../src/rules/registry.ts'

const acts = rules.filter((rule) => rule.cites.startsWith('app-pi-2019#'))

test('each of the 31 acts stands beside both laws in force, with a phrase for every article', () => {
  const walk = CROSSWALKS.find(({ instrument }) => instrument === 'app-pi-2019')!
  assert.equal(acts.length, 31)
  assert.deepEqual(
    walk.entries.map(({ ref }) => `app-pi-2019#${ref}`),
    acts.map((rule) => rule.cites),
  )
  for (const { ref, to } of walk.entries)
    for (const document of ['pipl', 'network-data'])
      assert.ok(
        to.some((one) => one.document === document && one.phrase),
        `${ref} ${document}`,
      )
})

test('every place names a document, and is checked by a phrase unless it is given by number only', () => {
  for (const { instrument, documents, entries } of CROSSWALKS) {
    const used = new Set<string>()
    for (const { ref, to } of entries)
      for (const { document, place, phrase } of to) {
        used.add(document)
        const found = documents[document]
        assert.ok(found, `${instrument}#${ref}: ${document}`)
        assert.equal(phrase === undefined, found.byNumber === true, `${instrument}#${ref}: ${document}`)
        if (phrase !== undefined) assert.match(place ?? '', /^art\d+$/)
      }
    assert.deepEqual(Object.keys(documents).sort(), [...used].sort())
  }
})

test('every reference is in the outline', async () => {
  for (const { instrument, entries } of CROSSWALKS) {
    assert.ok(isInstrumentId(instrument))
    const outline = await loadOutline(instrument)
    for (const { ref } of entries) assert.ok(provisionAt(outline, ref), `${instrument}#${ref}`)
    assert.ok([...provisionsOf(outline)].length > 0)
  }
})

test('a citation is written as lawyers write it', () => {
  assert.deepEqual(todayOf('app-pi-2019#1.1')[0], {
    zh: '《个人信息保护法》第七条、第十七条',
    en: 'Personal Information Protection Law art. 7, 17',
  })
  assert.deepEqual(todayOf('app-pi-2019#3.1').at(-1)?.zh, '《信息安全技术 个人信息安全规范》（GB/T 35273-2020）5.4')
  assert.equal(todayOf('inspection-2018#art19.p3')[0]?.en.includes('公安部令第176号'), true)
  assert.deepEqual(todayOf('fan-circle-2021#1'), [])
})

test('article numbers are written in Chinese', () => {
  const written = [1, 10, 11, 20, 23, 100, 101, 110, 123, 210].map(chineseNumeral)
  assert.deepEqual(written, [
    '一',
    '十',
    '十一',
    '二十',
    '二十三',
    '一百',
    '一百零一',
    '一百一十',
    '一百二十三',
    '二百一十',
  ])
})
