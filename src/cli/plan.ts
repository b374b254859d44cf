import { EngineError } from '../collect/engine/session.ts'
import { unreadable } from '../collect/table/load.ts'
import type { SubjectResult } from '../judge/result.ts'
import { planWorkbook } from '../report/book/plan-sheets.ts'
import type { ReportLang } from '../report/lang.ts'
import { maturingQuery, planOf, readMaturing } from '../rules/internet-lending-2021/plan.ts'
import { environmentOf, loanPlan } from './check.ts'
import { type Engine, groundOn, withEngine } from './ground.ts'
import { asText, inOrder, type Problems } from './work.ts'

/**
 * The rectification plan of a loan book judged on one day, as a workbook. Asks the engine once more, for what matures
 * when. Answers what cannot be read instead, in one line.
 */
export async function planBook(
  result: SubjectResult,
  mapping: Parameters<typeof groundOn>[2],
  file: string,
  engine: Engine,
  lang: ReportLang,
): Promise<Uint8Array | Problems> {
  const asOf = result.subject.version
  const rows = await withEngine(engine, async (session) => {
    const ground = await groundOn(session, engine.name, mapping, file, asOf)
    if ('problems' in ground) return ground
    const { cells, dialect } = ground.tongue
    const query = maturingQuery(loanPlan(ground, asOf), dialect)
    try {
      for (const { make } of ground.tables) for (const sql of make) await session.run(sql)
      const answer = await session.rows(asText({ name: 'maturing', table: 'loan', ...query }, cells))
      return inOrder(answer, query.columns)
    } catch (error) {
      const [main] = mapping.tables
      if (!(error instanceof EngineError) || error.what !== 'refused' || !main) throw error
      return { problems: [unreadable(main, error)] }
    }
  })
  if ('problems' in rows) return rows
  const plan = planOf(result, readMaturing(rows), (day) => environmentOf(mapping, day))
  return planWorkbook(plan, result.subject.name, lang)
}
