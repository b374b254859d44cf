import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readApp } from '../../src/collect/app/read-app.ts'
import { twoLists } from '../../src/collect/app/two-lists.ts'
import { twoListsMarkdown, twoListsXlsx } from '../../src/report/two-lists.ts'

const at = (name: string) => fileURLToPath(new URL(`../../examples/bad/${name}`, import.meta.url))
const listsOf = async (policy?: string) => {
  const read = await readApp([at('bad.apk')], { on: '2026-11-01', ...(policy ? { policy } : {}) })
  assert.ok(!('error' in read))
  return twoLists(read)
}

describe('the two lists', () => {
  it('say of each kind of data where it stands, with the purpose the policy gives', async () => {
    const { collected } = await listsOf(at('policy.html'))
    const of = (item: string) => collected.find((e) => e.item === item)
    assert.equal(of('imei')?.origin, 'both')
    assert.match(of('imei')!.stated.purposes.join(), /账号和系统安全/)
    assert.match(of('imei')!.seen[0]!.locator, /DeviceCard\.imei/)
    assert.equal(of('location')?.origin, 'seen')
    assert.equal(of('location')?.sensitive, true)
    assert.equal(of('phone-number')?.origin, 'stated')
    assert.deepEqual(of('carrier')?.sdks, ['极光核心库'])
  })
  it('name each recipient once, from code and policy', async () => {
    const { shared } = await listsOf(at('policy.html'))
    assert.deepEqual(
      shared.map((e) => [e.name, e.origin]),
      [
        ['友盟统计', 'both'],
        ['穿山甲广告', 'both'],
        ['极光推送', 'seen'],
        ['极光核心库', 'seen'],
        ['高德定位', 'seen'],
      ],
    )
    assert.match(shared[0]!.stated.items.join(), /Android ID/)
  })
  it('say nothing of a policy that was not given', async () => {
    const lists = await listsOf()
    assert.equal(lists.policy, false)
    assert.ok([...lists.collected, ...lists.shared].every((e) => e.origin === 'seen' && e.stated.places.length === 0))
    assert.match(twoListsMarkdown(lists, 'en'), /There is no policy/)
    assert.doesNotMatch(twoListsMarkdown(lists, 'both'), /undefined/)
    assert.equal(String.fromCharCode(...twoListsXlsx(lists, 'zh').subarray(0, 2)), 'PK')
  })
})
