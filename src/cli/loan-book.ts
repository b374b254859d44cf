import { basename } from 'node:path'
import { flawSteps, orphanSteps, orphansSaid, twiceSteps, wrongIn } from '../collect/table/check.ts'
import type { Mapping } from '../collect/table/mapping.ts'
import type { Loaded } from '../collect/table/shape.ts'
import { conductEntity, NONE_WITHOUT } from '../facts/lending.ts'
import { maskId } from '../facts/personal.ts'
import type { Problem } from '../facts/problem.ts'
import { determine } from '../judge/engine.ts'
import type { SubjectResult } from '../judge/result.ts'
import { determinations } from '../judge/sql/answers.ts'
import { PARTS, Plan, tableOf } from '../judge/sql/plan.ts'
import { computedFields } from '../judge/sql/region.ts'
import type { Text } from '../law/text.ts'
import { conductRules, loanBookRules } from '../rules/internet-lending-2021/book.ts'
import { bookFigures } from '../rules/internet-lending-2021/figures.ts'
import { environmentOf } from './mapping.ts'
import { NOT_COMPLETE, personSays, showingOf, subjectOf } from './over-tables.ts'
import { type Answers, type Ground, madeSteps, told, type Work } from './work.ts'

/** What an engine does for one report on a loan book: the other tables are kept, the loans are read where they are. */
export function loanWork(ground: Ground, day: string): Work {
  const { tables, tongue } = ground
  const { cells, keep, dialect } = tongue
  const [main, ...others] = tables
  if (!main) throw new TypeError('a mapping has a first table')
  const plan = loanPlan(ground, day)
  const of = main.source.name
  const kept = [
    ...others.flatMap((t) => [t.table, `guiju_flawed_${t.source.name}`]),
    ...(cells.engine === 'duckdb' ? tables.map((t) => `guiju_twice_${t.source.name}`) : []),
    PARTS,
    ...plan.derived.map((one) => tableOf(one.of)),
  ]
  return {
    steps: [
      ...madeSteps(tables),
      ...others.flatMap((t) => [...flawSteps(t, cells, keep), ...twiceSteps(t, cells, keep)]),
      ...plan.statements.map(({ name, sql }) => told(name, sql, of)),
      ...plan.queries.map((query) => ({ ...query, table: of })),
      ...twiceSteps(main, cells, keep),
      ...orphanSteps(PARTS, main, others, cells),
      ...kept.map((table) => told(`drop ${table}`, dialect.drop(table), of)),
    ],
    async fold(answers) {
      const problems = wrongIn(tables, answers, maskId, answers.watches)
      if (problems.length > 0) return { problems }
      return judged(plan, answers, ground, main, orphansSaid(main, others, answers, maskId))
    },
  }
}

/** The plan of a loan book on a day. */
export function loanPlan({ mapping, tables, tongue }: Ground, day: string): Plan {
  const [main, ...others] = tables
  if (!main) throw new TypeError('a mapping has a first table')
  return new Plan(
    loanBookRules,
    {
      tables: {
        table: main.table,
        columns: main.columns,
        links: Object.fromEntries(others.map((t) => [t.source.name, { table: t.table, columns: t.columns }])),
        noneWithout: NONE_WITHOUT,
        computed: computedFields(mapping.regionLevel),
      },
      open: main.source.complete ? [] : [NOT_COMPLETE],
      ...(typeof mapping.regionLevel === 'number' ? { regionDigits: mapping.regionLevel } : {}),
      watches: main.flaws.map(({ name, condition }) => ({ name, condition: condition('s') })),
    },
    environmentOf(mapping, day),
    tongue.dialect,
  )
}

async function judged(
  plan: Plan,
  answers: Answers,
  ground: Ground,
  main: Loaded,
  orphans: readonly Problem[],
): Promise<SubjectResult> {
  const { mapping, file, limits } = ground
  const context = { env: plan.env, applies: 'direct' } as const
  const { found, asides } = determinations(plan, answers, context, showingOf(main))
  const book = bookFigures(plan, answers, context, maskId)
  const said = personSays(mapping, file, conductEntity, basename(file))
  const attested = conductRules.map((rule) => determine(rule, { shown: said, all: said }, context))
  const ordered = [...found, ...attested].sort((a, b) => (a.rule < b.rule ? -1 : 1))
  const told = { determinations: ordered, limits: [...asides, ...limitsOf(mapping), ...limits] }
  return { ...(await subjectOf(ground, plan.env.asOf, told, orphans)), ...(book ? { book } : {}) }
}

function limitsOf(mapping: Mapping): Text[] {
  const limits: Text[] = [
    {
      zh: '只按台账所列判断；台账与合同、资金流水是否一致未检查。',
      en: 'Judged by the ledger alone; whether it agrees with contracts and payments was not examined.',
    },
  ]
  const [ledger] = mapping.tables
  if (mapping.asOf.length > 1 && !ledger!.from.some((path) => path.includes('{asOf}')))
    limits.push({
      zh: '各判断日用的是同一份台账，只有所依法律随日期变化：台账路径中写 {asOf} 可读取各日的台账。',
      en: 'Every day is judged on the same ledger, only the law is that of the day: write {asOf} in its path to read the ledger of each day.',
    })
  if (mapping.regionLevel !== undefined)
    limits.push({
      zh: `辖区按${mapping.regionLevel === 'exact' ? '所在地文字完全一致' : `所在地代码前${mapping.regionLevel}位`}比较（映射声明）；客户所在地的口径以台账为准。`,
      en: `Regions are compared by ${mapping.regionLevel === 'exact' ? 'their whole text' : `the first ${mapping.regionLevel} digits of their codes`}, as the mapping declares; what a customer’s place means is the ledger’s own.`,
    })
  for (const { parameter, value, cite, region, bank } of mapping.overlays) {
    const whom = [region, bank].filter((w) => w !== undefined).join(' ')
    limits.push({
      zh: `按第七条采用更严的地方要求：${parameter} ${value}${whom === '' ? '' : `（${whom}）`}，依据${cite}（未核对原文）。`,
      en: `Stricter local requirement applied under section 7: ${parameter} ${value}${whom === '' ? '' : ` (${whom})`}, by ${cite} (text not verified).`,
    })
  }
  return limits
}
