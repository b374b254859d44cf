import { extname } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import type { DrawRecord } from '../cases/draw/record.ts'
import { SUBJECT_KINDS, type SubjectKind } from '../judge/result.ts'
import { isDay } from '../law/day.ts'
import { fill, same, type Text } from '../law/text.ts'
import { AGGREGATE_STOPPED, type AggregateScreen, AGGREGATE_WORDS as W } from '../report/bench/aggregate-screen.ts'
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
import { Stopped, type ThreadLimits, Threads } from './threads.ts'

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
const MOST = { subjects: 2000, characters: 192 * 2 ** 20 }
const TABLE_MB = 16

export const AGGREGATE_FORMATS = ['html', 'md', 'xlsx', 'json', 'docx', 'pdf'] as const
/** What an aggregate is made into; a PDF is the page that is printed. */
export type Form = 'screen' | (typeof AGGREGATE_FORMATS)[number]

/** A table as it was uploaded. */
export interface Given {
  readonly name: string
  readonly bytes: Uint8Array
}

/** What the thread is sent after the bodies of the results. */
export interface Order {
  readonly title?: string
  readonly draw?: DrawRecord
  readonly subjects?: Given
  readonly survey?: Given
  readonly form: Form
  readonly lang: 'zh' | 'en'
}

export interface Compiled<F extends Form> {
  /** Of the subjects. */
  readonly kinds: readonly SubjectKind[]
  readonly made: F extends 'screen' ? NonNullable<AggregateScreen['compiled']> : string | Uint8Array
}

/** What it answers: what was made, the name of a table that is too large, or what does not fit. */
export type Told<F extends Form> = Compiled<F> | { readonly large: string } | { readonly refused: Text }

/** Where aggregates are compiled: rows are read here, everything else is done there. */
export const aggregates = (limits?: ThreadLimits): Threads =>
  new Threads(new URL(`./aggregate-thread${extname(import.meta.url)}`, import.meta.url), limits)

const tooLarge = (name: string) => new ApiError('refused', { ...fill(W.tooLarge, { name, most: TABLE_MB }) })

async function tableOf({ db, blobs }: Bench, ws: string, id: string): Promise<Given> {
  const file = await artifactOf(db, ws, id)
  if (!file) throw new ApiError('missing')
  const name = plainName(file.name)
  if (file.bytes > TABLE_MB << 20) throw tooLarge(name)
  try {
    return { name, bytes: await buffer(blobs.read(id)) }
  } catch (error) {
    throw error instanceof NoBlob ? new ApiError('missing') : error
  }
}

/** The report that was asked for, by the code of `guiju report --aggregate`. Throws `ApiError`. */
export async function compiledIn<F extends Form>(
  bench: Bench,
  ws: string,
  asked: AggregateQuery,
  form: F,
  lang: 'zh' | 'en',
): Promise<Compiled<F>> {
  const { kind, q, outcome, title, day } = asked
  const feed = async (send: (sent: string | Order) => void) => {
    const sent = await lastAndFirst(bench.db, ws, { kind, text: q, outcome, day }, MOST, send)
    if (sent === undefined) throw new ApiError('refused', { ...fill(W.tooMany, { most: MOST.subjects }) })
    if (sent === 0) throw new ApiError('refused', { ...W.nothing })
    const [subjects, survey] = await Promise.all(
      [asked.subjects, asked.survey].map(async (id) => (id === undefined ? undefined : tableOf(bench, ws, id))),
    )
    const draw = asked.draw === undefined ? undefined : await drawIn(bench, ws, asked.draw)
    send({
      form,
      lang,
      ...(title === undefined ? {} : { title }),
      ...(draw ? { draw } : {}),
      ...(subjects ? { subjects } : {}),
      ...(survey ? { survey } : {}),
    })
  }
  try {
    const told: Told<F> = await bench.aggregates.run(ws, feed)
    if ('large' in told) throw tooLarge(told.large)
    if ('refused' in told) throw new ApiError('refused', { ...told.refused })
    return told
  } catch (error) {
    throw error instanceof Stopped ? new ApiError('refused', { ...AGGREGATE_STOPPED[error.why] }) : error
  }
}

/** Who was drawn, and subjects that are about people, are shown by name. */
export async function noteAggregate(
  bench: Bench,
  who: Principal,
  standing: Standing,
  { kinds }: Pick<Compiled<Form>, 'kinds'>,
  { draw }: AggregateQuery,
  form = '',
): Promise<void> {
  if (draw !== undefined || kinds.some(isOfPeople))
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
  let compiled: Compiled<'screen'> | undefined
  let problem: Text | undefined
  try {
    if (query('go') !== undefined) {
      compiled = await compiledIn(bench, ws, asked, 'screen', 'zh')
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
    compiled: compiled?.made ?? null,
  }
}
