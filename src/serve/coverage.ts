import { COVERS, type CoverageOf } from '../law/coverage.ts'
import { CLAUSES, list, type Text } from '../law/text.ts'
import type { CoverageScreen, CoveredRow } from '../report/bench/task-words.ts'
import { COVER_NAMES } from '../report/coverage.ts'
import { instrumentTitle } from '../report/instruments.ts'
import { rules } from '../rules/registry.ts'
import { coverage } from '../store/law-coverage.ts'

/** It follows from what is built in, and stays the same while the server runs. */
let known: Promise<readonly CoverageOf[]> | undefined

/** What judges each provision: totals by instrument, and the rows behind a number. */
export async function coverageScreen(
  instrument: string | undefined,
  cover: string | undefined,
): Promise<CoverageScreen> {
  known ??= coverage(rules)
  const all = await known
  const of = all.find((one) => one.instrument === instrument)
  const by = COVERS.find((c) => c === cover)
  const shown = of ? [of] : by ? all : []
  return {
    screen: 'coverage',
    asked: { ...(of ? { instrument: of.instrument } : {}), ...(by ? { cover: by } : {}) },
    covers: COVERS.map((id) => ({ id, name: COVER_NAMES[id] })),
    instruments: all.map((one) => ({
      id: one.instrument,
      title: instrumentTitle(one.instrument),
      all: one.provisions.length,
      totals: one.totals,
    })),
    rows: shown.flatMap((one) => one.provisions.filter((p) => by === undefined || p.cover === by).map(rowOf)),
  }
}

const NOTHING: Text = { zh: '', en: '' }

const rowOf = ({ ref, gist, cover, by, open }: CoverageOf['provisions'][number]): CoveredRow => ({
  provision: ref,
  gist,
  cover,
  by,
  why:
    by.length > 0
      ? NOTHING
      : list(
          open.flatMap(({ reason }) => (reason ? [reason] : [])),
          CLAUSES,
        ),
})
