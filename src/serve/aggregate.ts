import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { aboutIn, compileAggregate, sampleOf, surveyIn } from '../cli/aggregate-input.ts'
import { InputError } from '../cli/errors.ts'
import { Budget, BudgetError, type Limits } from '../collect/budget.ts'
import { type PlainTable, tableIn } from '../collect/inventory/table.ts'
import { SUBJECT_KINDS } from '../judge/result.ts'
import { isDay } from '../law/day.ts'
import { fill, same, type Text } from '../law/text.ts'
import type { Aggregate } from '../report/aggregate/aggregate.ts'
import { type AggregateScreen, AGGREGATE_WORDS as W } from '../report/bench/aggregate-screen.ts'
import { artifactOf } from '../store/state/artifacts.ts'
import { NoBlob } from '../store/state/blobs.ts'
import { lastAndFirst } from '../store/state/results.ts'
import type { Bench } from './bench.ts'
import { drawIn, drawsOf } from './draws.ts'
import { ApiError } from './error.ts'
import { sha256Hex } from './jobs/input.ts'
import { plainName } from './jobs/prepare.ts'
import type { Principal, Standing } from './principal.ts'
import { fitting } from './route.ts'
import { isOfPeople, noteShown } from './shows.ts'

export const aggregateQuery = z.object({
  kind: z.enum(SUBJECT_KINDS).exactOptional(),
  q: z.string().max(100).exactOptional(),
  outcome: z.enum(['failed', 'cantTell']).exactOptional(),
  title: z.string().max(200).exactOptional(),
  day: z.string().refine(isDay).exactOptional(),
  draw: sha256Hex.exactOptional(),
  subjects: sha256Hex.exactOptional(),
  survey: sha256Hex.exactOptional(),
})
export type AggregateQuery = z.infer<typeof aggregateQuery>

/** More are compiled by the command line, from files. */
const MOST = { subjects: 500, characters: 64 * 2 ** 20 }
/** A table is read where requests are answered: larger ones go to the command line. */
const TABLE_MB = 4
const TABLE_LIMITS: Limits = { bytes: 64 << 20, entries: 200_000, depth: 16, steps: 60_000_000, ms: 5000 }

interface Uploaded {
  readonly table: PlainTable | Text
  readonly name: string
}

async function tableOf({ db, blobs }: Bench, ws: string, id: string): Promise<Uploaded> {
  const file = await artifactOf(db, ws, id)
  if (!file) throw new ApiError('missing')
  const name = plainName(file.name)
  const large = () => new ApiError('refused', { ...fill(W.tooLarge, { name, most: TABLE_MB }) })
  if (file.bytes > TABLE_MB << 20) throw large()
  try {
    return { name, table: await tableIn(await buffer(blobs.read(id)), name, undefined, new Budget(TABLE_LIMITS)) }
  } catch (error) {
    if (error instanceof NoBlob) throw new ApiError('missing')
    throw error instanceof BudgetError ? large() : error
  }
}

/** The report that was asked for, by the code of `guiju report --aggregate`. Throws `ApiError`. */
export async function compiledIn(bench: Bench, ws: string, asked: AggregateQuery): Promise<Aggregate> {
  const { kind, q, outcome, title, day } = asked
  const results = await lastAndFirst(bench.db, ws, { kind, text: q, outcome, day }, MOST)
  if (!results) throw new ApiError('refused', { ...fill(W.tooMany, { most: MOST.subjects }) })
  if (results.length === 0) throw new ApiError('refused', { ...W.nothing })
  const [about, survey] = await Promise.all(
    [asked.subjects, asked.survey].map(async (id) => (id === undefined ? undefined : tableOf(bench, ws, id))),
  )
  const draw = asked.draw === undefined ? undefined : await drawIn(bench, ws, asked.draw)
  try {
    return compileAggregate(
      {
        results,
        about: about ? aboutIn(about.table, about.name) : new Map(),
        ...(title === undefined ? {} : { title }),
        ...(draw ? { sample: await sampleOf(draw, draw.plan.id) } : {}),
        ...(survey ? { survey: surveyIn(survey.table, survey.name) } : {}),
      },
      { draw: draw?.plan.id, subjects: about?.name },
    )
  } catch (error) {
    throw error instanceof InputError ? new ApiError('refused', { ...error.text }) : error
  }
}

/** Who was drawn, and subjects that are about people, are shown by name. */
export async function noteAggregate(
  bench: Bench,
  who: Principal,
  standing: Standing,
  compiled: Aggregate,
  { draw }: AggregateQuery,
  form = '',
): Promise<void> {
  if (draw !== undefined || compiled.subjects.some((s) => isOfPeople(s.kind)))
    await noteShown(bench, who, standing, { action: 'aggregate read' }, draw ?? '', form)
}

const DRAWN: Text = { zh: '{title}（抽中 {n}）', en: '{title} ({n} drawn)' }

/** The form, and what it compiles to once it was sent; what is no filter is left out. */
export async function aggregateScreen(
  bench: Bench,
  who: Principal,
  standing: Standing,
  ws: string,
  query: (name: string) => string | undefined,
): Promise<AggregateScreen> {
  const asked = fitting(aggregateQuery, query)
  let compiled: Aggregate | undefined
  let problem: Text | undefined
  try {
    if (query('go') !== undefined) {
      compiled = await compiledIn(bench, ws, asked)
      await noteAggregate(bench, who, standing, compiled, asked)
    }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    problem = error.text
  }
  const nameOf = async (id: string | undefined) =>
    id === undefined ? null : ((await artifactOf(bench.db, ws, id))?.name ?? null)
  return {
    screen: 'aggregate',
    asked,
    kinds: SUBJECT_KINDS,
    draws: (await drawsOf(bench, ws))
      .filter((d) => d.stage === 'revealed')
      .map((d) => ({ id: d.id, name: fill(DRAWN, { title: same(d.title), n: d.drawn }) })),
    tables: { subjects: await nameOf(asked.subjects), survey: await nameOf(asked.survey) },
    problem: problem ?? null,
    compiled: compiled ? shown(compiled) : null,
  }
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
