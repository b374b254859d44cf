import { parentPort } from 'node:worker_threads'
import { aboutIn, compileAggregate, sampleOf, surveyIn } from '../cli/aggregate-input.ts'
import { InputError } from '../cli/errors.ts'
import type { PlainTable } from '../collect/inventory/table.ts'
import type { Result } from '../judge/result.ts'
import type { Text } from '../law/text.ts'
import type { Aggregate } from '../report/aggregate/aggregate.ts'
import type { Compiled, Form, Given, Order, Told } from './aggregate.ts'

/** The thread of an aggregate: takes the bodies of results, then what to make of them. What a form needs is loaded for it. */

const results: Result[] = []

/** Of one table a budget is used up. */
class TooLarge extends Error {
  constructor(name: string) {
    super(name)
  }
}

async function tableOf({ name, bytes }: Given): Promise<PlainTable | Text> {
  const [{ TABLE_LIMITS, tableIn }, { Budget, BudgetError }] = await Promise.all([
    import('../collect/inventory/table.ts'),
    import('../collect/budget.ts'),
  ])
  try {
    const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    return await tableIn(content, name, undefined, new Budget({ ...TABLE_LIMITS, ms: 10_000 }))
  } catch (error) {
    throw error instanceof BudgetError ? new TooLarge(name) : error
  }
}

async function compiled({ title, draw, subjects, survey }: Order): Promise<Aggregate> {
  // One after the other: each may need much.
  const about = subjects && (await tableOf(subjects))
  const asked = survey && (await tableOf(survey))
  return compileAggregate(
    {
      results,
      about: about ? aboutIn(about, subjects.name) : new Map(),
      ...(title === undefined ? {} : { title }),
      ...(draw ? { sample: await sampleOf(draw, draw.plan.id) } : {}),
      ...(asked ? { survey: surveyIn(asked, survey.name) } : {}),
    },
    { draw: draw?.plan.id, subjects: subjects?.name },
  )
}

const MOST_PROVISIONS = 20

const shown = ({ from, until, kinds, regions, sample, progress, survey, provisions, subjects }: Aggregate) => ({
  n: subjects.length,
  from,
  until,
  kinds,
  regions,
  ...(sample ? { sample } : {}),
  ...(progress ? { progress } : {}),
  ...(survey ? { survey } : {}),
  provisions: provisions
    .filter((p) => p.found > 0)
    .sort((a, b) => (b.share ?? 0) - (a.share ?? 0) || b.found - a.found)
    .slice(0, MOST_PROVISIONS),
})

async function madeOf(aggregate: Aggregate, form: Form, lang: Order['lang']): Promise<Compiled<Form>['made']> {
  if (form === 'screen') return shown(aggregate)
  if (form === 'docx' || form === 'pdf') {
    const { aggregatePaper } = await import('../report/aggregate/paper.ts')
    const { paperFile } = await import('../cli/paper.ts')
    // The page of a PDF is printed where the browsers are counted.
    return paperFile(aggregatePaper(aggregate), form === 'pdf' ? 'html' : form, lang)
  }
  const writers = await import('../report/aggregate/render.ts')
  switch (form) {
    case 'html':
      return writers.aggregateHtml(aggregate, lang)
    case 'md':
      return writers.aggregateMarkdown(aggregate, lang)
    case 'xlsx':
      return writers.aggregateXlsx(aggregate, lang)
    case 'json':
      return writers.aggregateJson(aggregate)
    default:
      return form satisfies never
  }
}

async function told(order: Order): Promise<Told<Form>> {
  try {
    const aggregate = await compiled(order)
    const kinds = [...new Set(aggregate.subjects.map((s) => s.kind))]
    return { kinds, made: await madeOf(aggregate, order.form, order.lang) }
  } catch (error) {
    if (error instanceof TooLarge) return { large: error.message }
    if (error instanceof InputError) return { refused: { ...error.text } }
    throw error
  }
}

parentPort!.on('message', async (sent: string | Order) => {
  if (typeof sent === 'string') results.push(JSON.parse(sent) as Result)
  else parentPort!.postMessage(await told(sent))
})
