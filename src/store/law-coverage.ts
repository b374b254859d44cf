import { procedures } from '../cases/registry.ts'
import { type CoverageOf, citesIn, coverageOf, type Judge } from '../law/coverage.ts'
import { INSTRUMENT_IDS, type InstrumentId, loadOutline } from '../law/library.ts'
import { instrumentOf } from '../law/ref.ts'

/** What the procedures judge, by the provisions their steps cite. */
const steps = (): Judge[] => [...citesIn(procedures)].map((cites) => ({ id: `case:${instrumentOf(cites)}`, cites }))

/** What judges each provision of instruments, all of them where none is named. */
export async function coverage(
  rules: readonly Judge[],
  ids: readonly InstrumentId[] = INSTRUMENT_IDS,
): Promise<CoverageOf[]> {
  const outlines = await Promise.all(ids.map(loadOutline))
  return outlines.map((outline) => coverageOf(outline, rules, steps()))
}
