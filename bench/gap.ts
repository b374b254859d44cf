/** 2,000 systems of level 3 held against their 211 requirements each: seconds on one core. */
import { GAP_ANSWERS, type GapRecord, gapAnalysis } from '../src/judge/gap.ts'
import { requirementsOf } from '../src/law/catalogue.ts'

const requirements = requirementsOf(3)
const systems = Array.from({ length: 2000 }, (_, s) =>
  requirements.map(
    ({ id }, i): GapRecord => ({
      item: id,
      answer: GAP_ANSWERS[(i * 7 + s) % 4]!,
      evidence: (i + s) % 3 === 0 ? [] : [`doc-${i}`],
      reason: 'n/a',
      due: '2026-10-31',
    }),
  ),
)
const started = performance.now()
let items = 0
for (const records of systems) items += gapAnalysis(requirements, records, '2026-11-01').rows.length
console.log(`${systems.length} systems, ${items} items: ${((performance.now() - started) / 1000).toFixed(2)} s`)
