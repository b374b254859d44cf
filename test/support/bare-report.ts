import type { judgeTables } from '../../src/cli/check.ts'
import type { Result } from '../../src/judge/result.ts'

export type Judged = Awaited<ReturnType<typeof judgeTables>>
const isResult = (of: Judged): of is Result => 'results' in of

/** A report without what differs between engines: inputs, the last limit, and names of files. */
export function bare(judged: Judged, own: boolean): unknown {
  if (!isResult(judged)) return judged.problems
  const results = judged.results.map(({ subject, limits, ...rest }) => ({
    ...rest,
    version: subject.version,
    limits: own ? limits.slice(0, -1) : limits,
  }))
  return JSON.parse(JSON.stringify({ ...judged, results }).replaceAll(/"(\w+)\*?\.csv"/g, '"$1"'))
}
