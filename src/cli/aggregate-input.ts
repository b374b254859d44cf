import type { DrawRecord } from '../cases/draw/record.ts'
import type { PlainTable } from '../collect/inventory/table.ts'
import type { Text } from '../law/text.ts'
import {
  type About,
  type Aggregate,
  type AggregateInput,
  aggregate,
  type Sample,
} from '../report/aggregate/aggregate.ts'
import { type SurveyQuestion, type SurveyRow, surveyOf } from '../report/aggregate/survey.ts'
import { InputError } from './errors.ts'

/** What stands beside the results of an aggregate: a draw, a table on its subjects, a survey. */

const SUBJECT_COLUMNS = {
  id: /^(?:id|subject|对象|对象编号|编号)$/i,
  region: /^(?:region|province|地区|省份|属地)$/i,
  sector: /^(?:sector|kind|industry|行业|类别)$/i,
} as const
const SURVEY_COLUMNS = {
  question: /^(?:question|题目|问题)$/i,
  answer: /^(?:answer|option|回答|选项)$/i,
  count: /^(?:count|people|人数|选择人数)$/i,
  share: /^(?:share|percent|比例|占比)$/i,
  asked: /^(?:asked|base|respondents|受访人数|样本量|参与人数)$/i,
} as const

/** The lists and the result of a draw, once every check of it holds. Throws `InputError`. */
export async function sampleOf(record: DrawRecord, name: string): Promise<Sample> {
  if (!record.reveal) throw new InputError('report.undrawn', { name })
  // Taking a draw apart loads much, and most reports have none.
  const [{ verifyDraw }, { ledgerTools }, { sha256 }] = await Promise.all([
    import('../cases/draw/verify.ts'),
    import('../store/ledger.ts'),
    import('../store/sha256.ts'),
  ])
  const found = await verifyDraw(record, sha256, undefined, ledgerTools)
  const fault = found.checks.find((check) => !check.ok)
  if (fault) throw new InputError('report.draw', { name, why: fault.say })
  return {
    id: record.plan.id,
    commitment: record.commitment,
    tiers: record.reveal.result.tiers.map((tier) => ({
      id: tier.id,
      of: tier.of,
      drawn: tier.drawn.map((d) => d.subject),
      substitutes: tier.substitutes.map((d) => d.subject),
    })),
  }
}

interface Row<K extends string> {
  readonly line: number
  readonly of: (column: K) => string | undefined
  /** Throws where the cell is empty. */
  readonly given: (column: K) => string
  /** What is wrong with a cell: table, row and column are said. */
  readonly fault: (column: K, why: Text) => InputError
}

const EMPTY: Text = { zh: '是空的', en: 'is empty' }

function rowsOf<K extends string>(
  table: PlainTable | Text,
  name: string,
  columns: Readonly<Record<K, RegExp>>,
  needed: readonly NoInfer<K>[],
): readonly Row<K>[] {
  if (!('rows' in table)) throw new InputError('report.table', { name, why: table })
  const at = Object.fromEntries(
    (Object.entries(columns) as [K, RegExp][]).map(([key, title]) => [
      key,
      table.titles.findIndex((t) => title.test(t)),
    ]),
  ) as Record<K, number>
  const missing = needed.filter((key) => at[key] < 0)
  if (missing.length > 0)
    throw new InputError('report.columns', { name, missing: missing.join(', '), found: table.titles.join(', ') })
  return table.rows.map(({ line, cells }) => {
    const of = (column: K) => cells[at[column]]?.trim() || undefined
    const fault = (column: K, why: Text) =>
      new InputError('report.cell', { name, line, column: table.titles[at[column]] ?? column, why })
    return {
      line,
      of,
      fault,
      given: (column) => {
        const value = of(column)
        if (value === undefined) throw fault(column, EMPTY)
        return value
      },
    }
  })
}

/** Region and sector of subjects, each subject once. Throws `InputError` with table, row and column. */
export function aboutIn(table: PlainTable | Text, name: string): ReadonlyMap<string, About> {
  const about = new Map<string, About>()
  for (const row of rowsOf(table, name, SUBJECT_COLUMNS, ['id'])) {
    const id = row.given('id')
    if (about.has(id)) throw row.fault('id', { zh: `重复：“${id}”`, en: `repeats “${id}”` })
    const [region, sector] = [row.of('region'), row.of('sector')]
    about.set(id, { ...(region ? { region } : {}), ...(sector ? { sector } : {}) })
  }
  return about
}

/** A survey; a question stands once for the rows below it. Throws `InputError` with table, row and column. */
export function surveyIn(table: PlainTable | Text, name: string): readonly SurveyQuestion[] {
  let question = ''
  const rows = rowsOf(table, name, SURVEY_COLUMNS, ['question', 'answer']).map((row): SurveyRow => {
    question = question === '' ? row.given('question') : (row.of('question') ?? question)
    const [count, share, asked] = [row.of('count'), row.of('share'), row.of('asked')]
    return {
      line: row.line,
      question,
      answer: row.given('answer'),
      ...(count ? { count } : {}),
      ...(share ? { share } : {}),
      ...(asked ? { asked } : {}),
    }
  })
  return surveyOf(rows)
}

/**
 * Results and what stands beside them as one report. Throws `InputError` where a draw or a table has nothing to do with
 * the subjects.
 * @param names of the draw and of the table on subjects, to be said where they do not fit
 */
export function compileAggregate(
  input: AggregateInput,
  names: { readonly draw?: string | undefined; readonly subjects?: string | undefined },
): Aggregate {
  const compiled = aggregate(input)
  const { id = '' } = input.results.flatMap((r) => r.results)[0]?.subject ?? {}
  if (compiled.sample && compiled.subjects.length === 0)
    throw new InputError('report.stranger', { name: names.draw ?? '', id })
  const ids = new Set(input.results.flatMap((r) => r.results.map((one) => one.subject.id)))
  if (input.about.size > 0 && ![...input.about.keys()].some((one) => ids.has(one)))
    throw new InputError('report.strangers', { name: names.subjects ?? '', id })
  return compiled
}
