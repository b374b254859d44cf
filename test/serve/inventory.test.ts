import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Person, TestBench } from '../support/bench.ts'

describe('the form of an inventory', () => {
  let bench: TestBench
  let owner: Person
  let viewer: Person
  before(async () => {
    bench = await TestBench.open()
    await bench.workspace('main')
    owner = await bench.person('owner', { main: 'owner' })
    viewer = await bench.person('viewer', { main: 'viewer' })
  })
  after(() => bench.close())

  const check = async (text: string) =>
    (await bench.ask('POST', '/api/workspaces/main/inventory', owner, { text })).json as {
      problems: { zh: string; en: string }[]
      networks: number
      content: Record<string, unknown> | null
    }

  it('is checked by the reader of the command, keeps nothing and opens nothing', async () => {
    const good = await check('facts: network\nnetworks: [{ id: a, level: 3 }]\n')
    assert.deepEqual([good.problems, good.networks], [[], 1])
    assert.deepEqual(good.content?.['networks'], [{ id: 'a', level: 3 }])
    const bad = await check('facts: network\nnetworks: [{ id: a, levle: 3 }]\nfilings: [{ network: b }]\n')
    assert.match(bad.problems.map((p) => p.en).join('\n'), /levle.*did you mean level[\s\S]*no network b/)
    assert.match((await check('facts: network\nnetworks: { from: /etc/passwd }\n')).problems[0]!.en, /is not among/)
    assert.equal((await check('facts: [network')).content, null)
    const { json } = await bench.ask('GET', '/api/workspaces/main/artifacts', owner)
    assert.deepEqual(json.items, [])
  })
  it('is for those who may write, and no larger than a form', async () => {
    const ask = (who: Person | undefined, text: string) =>
      bench.ask('POST', '/api/workspaces/main/inventory', who, { text })
    assert.equal((await ask(viewer, 'x')).status, 403)
    assert.equal((await bench.ask('POST', '/api/workspaces/main/inventory', { text: 'x' } as never)).status, 401)
    assert.equal((await ask(owner, 'x'.repeat(400_001))).status, 400)
    assert.equal((await bench.ask('GET', '/w/main/inventory', viewer)).status, 403)
    const { text } = await bench.ask('GET', '/w/main/inventory', owner)
    for (const name of ['operator', 'networks', 'services', 'filings', 'assessments', 'people'])
      assert.match(text, new RegExp(`data-(?:list|one)="${name}"`))
  })
})
