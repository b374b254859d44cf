import { after, before, describe, it } from 'node:test'
import { type Person, TestBench } from '../support/bench.ts'
import { fuzzRoutes } from '../support/route-fuzz.ts'

/** Requests per route; GUIJU_FUZZ_ROUTES sets another number. */
const RUNS = Number(process.env['GUIJU_FUZZ_ROUTES'] ?? 120)

describe('every route, sent what nobody would send', () => {
  let bench: TestBench
  let owner: Person
  before(async () => {
    bench = await TestBench.open({ upload: 10_000 })
    await bench.workspace('main')
    owner = await bench.person('owner', { main: 'owner' }, true)
  })
  after(() => bench.close())

  it(`answers ${RUNS} requests each`, () => fuzzRoutes(bench, owner, RUNS))
})
