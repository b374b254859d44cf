import type { Mapping } from '../collect/table/mapping.ts'
import type { LendingPlan } from '../judge/book.ts'
import type { SubjectResult } from '../judge/result.ts'
import { planWorkbook } from '../report/book/plan-sheets.ts'
import type { ReportLang } from '../report/lang.ts'
import { maturingQuery, planOf, readMaturing } from '../rules/internet-lending-2021/plan.ts'
import { type Engine, groundOn, withEngine } from './ground.ts'
import { loanPlan } from './loan-book.ts'
import { environmentOf } from './mapping.ts'
import { asked, isProblems, madeSteps, type Problems } from './work.ts'

/** The rectification plan of a loan book as a workbook, or what cannot be read instead. */
export async function planBook(
  result: SubjectResult,
  mapping: Mapping,
  file: string,
  engine: Engine,
  lang: ReportLang,
): Promise<Uint8Array | Problems> {
  const plan = await lendingPlan(result, mapping, file, engine)
  return isProblems(plan) ? plan : planWorkbook(plan, result.subject.name, lang)
}

/**
 * The rectification plan of a loan book judged on one day. Asks the engine once more, for what matures when. Answers what
 * cannot be read instead, in one line.
 */
export async function lendingPlan(
  result: SubjectResult,
  mapping: Mapping,
  file: string,
  engine: Engine,
): Promise<LendingPlan | Problems> {
  const asOf = result.subject.version
  const answers = await withEngine(engine, async (session) => {
    const ground = await groundOn(session, engine.name, mapping, file, asOf)
    if (isProblems(ground)) return ground
    const query = maturingQuery(loanPlan(ground, asOf), ground.tongue.dialect)
    const steps = [...madeSteps(ground.tables), { name: 'maturing', table: 'loan', ...query }]
    return asked(session, steps, ground)
  })
  if (isProblems(answers)) return answers
  return planOf(result, readMaturing(answers.maturing ?? []), (day) => environmentOf(mapping, day))
}
