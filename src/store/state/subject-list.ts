import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from './database.ts'
import { type Holding, holding, readsHere, workspaceColumn } from './subject-text.ts'
import type { ResultRow, SubjectRow } from './tables.ts'
import { keepsUnchanged, unchanged } from './unchanged.ts'

export interface SubjectAsked {
  readonly kind?: string | undefined
  readonly text?: string | undefined
  /** Only subjects whose latest result has one of these. */
  readonly outcome?: 'failed' | 'cantTell' | undefined
  readonly most: number
  readonly from: number
}

export type SubjectFilter = Omit<SubjectAsked, 'most' | 'from'>

export type SubjectHead = Pick<SubjectRow, 'id' | 'key' | 'kind' | 'name' | 'changed_at'> &
  Pick<ResultRow, (typeof OF_RESULT)[number]> & { readonly result_id: string }

export interface SubjectList {
  readonly all: number
  readonly rows: readonly SubjectHead[]
}

const OF_RESULT = [
  'as_of',
  'version',
  'made_at',
  'failed',
  'passed',
  'cant_tell',
  'inapplicable',
  'untested',
] as const satisfies readonly (keyof ResultRow)[]

/** Subjects that are passed in one go: a millisecond or two. */
const STRIDE = 4000

/** Where no text is looked for. */
const EVERY: Holding = { holds: sql`true`, few: false }

export const subjectsWith = (db: Db, workspace: string, asked: SubjectFilter, text: Holding = EVERY) => {
  let q = db.selectFrom('subject').where(workspaceColumn(text), '=', workspace)
  if (asked.kind) q = q.where('subject.kind', '=', asked.kind)
  // As a literal it is the condition of an index.
  if (asked.outcome === 'failed') q = q.where('subject.failed', '>', sql.lit(0))
  if (asked.outcome === 'cantTell') q = q.where('subject.cant_tell', '>', sql.lit(0))
  if (text !== EVERY) q = q.where(text.holds)
  return q
}

type Subjects = ReturnType<typeof subjectsWith>

/** What was looked at last first. */
const inOrder = (subjects: Subjects) =>
  subjects.select('subject.id').orderBy('subject.changed_at', 'desc').orderBy('subject.id')

/** A subject by its place in the order. */
type Place = Pick<SubjectRow, 'id' | 'changed_at'>

const after = (subjects: Subjects, of: Place | undefined): Subjects =>
  of === undefined
    ? subjects
    : subjects
        .where('subject.changed_at', '<=', of.changed_at)
        .where((q) => q.or([q('subject.changed_at', '<', of.changed_at), q('subject.id', '>', of.id)]))

const upTo = (subjects: Subjects, of: Place | undefined): Subjects =>
  of === undefined
    ? subjects
    : subjects
        .where('subject.changed_at', '>=', of.changed_at)
        .where((q) => q.or([q('subject.changed_at', '>', of.changed_at), q('subject.id', '<=', of.id)]))

/** Subjects with the state of their latest result, what was looked at last first. */
export async function subjectsOf(
  db: Db,
  workspace: string,
  asked: SubjectAsked,
  stride = STRIDE,
): Promise<SubjectList> {
  const { most, from } = asked
  const strides = keepsUnchanged(db) ? await stridesOf(db, workspace, asked, stride) : undefined
  if (asked.text === undefined || asked.text === '') {
    const all = await countOf(db, workspace, asked)
    if (from >= all) return { all, rows: [] }
    const { place, passed } = strides ? await strides.before(from) : { place: undefined, passed: 0 }
    const subjects = after(subjectsWith(db, workspace, asked), place)
    return {
      all,
      rows: await heads(
        db,
        inOrder(subjects)
          .limit(most)
          .offset(from - passed),
      ),
    }
  }
  const text = await holding(db, asked.text)
  const found =
    text.few || !strides || !readsHere(db)
      ? await foundAtOnce(db, workspace, asked, text)
      : await foundInStrides(strides, subjectsWith(db, workspace, asked, text), asked)
  const { all, ids } = found
  return {
    all,
    rows: ids.length === 0 ? [] : await heads(db, inOrder(db.selectFrom('subject').where('subject.id', 'in', ids))),
  }
}

interface Found {
  readonly all: number
  /** Of the page that was asked for. */
  readonly ids: readonly string[]
}

async function foundAtOnce(
  db: Db,
  workspace: string,
  { most, from, ...asked }: SubjectAsked,
  text: Holding,
): Promise<Found> {
  const subjects = subjectsWith(db, workspace, asked, text)
  if (text.few) {
    const ids = (await inOrder(subjects).execute()).map((row) => row.id)
    return { all: ids.length, ids: ids.slice(from, from + most) }
  }
  const [{ all }, page] = await Promise.all([
    subjects.select((q) => q.fn.countAll().as('all')).executeTakeFirstOrThrow(),
    inOrder(subjects).limit(most).offset(from).execute(),
  ])
  return { all: Number(all), ids: page.map((row) => row.id) }
}

/** Looks at every subject, a stride at a time: between two whatever else waits is done. */
async function foundInStrides(strides: Strides, subjects: Subjects, { most, from }: SubjectAsked): Promise<Found> {
  const ids: string[] = []
  let all = 0
  let start: Place | undefined
  for (let n = 0; ; n += 1) {
    const end = await strides.end(n)
    const part = upTo(after(subjects, start), end)
    if (all < from + most) {
      const rows = await inOrder(part).execute()
      ids.push(...rows.slice(Math.max(0, from - all), Math.max(0, from + most - all)).map((row) => row.id))
      all += rows.length
    } else all += Number((await part.select((q) => q.fn.countAll().as('n')).executeTakeFirstOrThrow()).n)
    if (end === undefined) return { all, ids }
    start = end
    await nextTurn()
  }
}

/** How many subjects there are, from the counts. */
async function countOf(db: Db, workspace: string, asked: SubjectFilter): Promise<number> {
  let tally = db
    .selectFrom('tally')
    .select((q) => q.fn.sum('n').as('all'))
    .where('workspace_id', '=', workspace)
    .where('outcome', '=', asked.outcome ?? 'any')
  if (asked.kind) tally = tally.where('kind', '=', asked.kind)
  return Number((await tally.executeTakeFirstOrThrow()).all ?? 0)
}

/** The rows of a page. Which ones is told by an index alone, however far down the list they are. */
async function heads(db: Db, page: ReturnType<typeof inOrder>): Promise<readonly SubjectHead[]> {
  return db
    .selectFrom(page.as('page'))
    .innerJoin('subject', 'subject.id', 'page.id')
    .innerJoin('result', 'result.id', 'subject.latest_id')
    .select(['subject.id', 'subject.key', 'subject.kind', 'subject.name', 'subject.changed_at'])
    .select(OF_RESULT.map((column) => `result.${column}` as const))
    .select('result.id as result_id')
    .orderBy('subject.changed_at', 'desc')
    .orderBy('subject.id')
    .execute()
}

/** The places at which the strides of a list end, each looked up when it is first asked for. */
class Strides {
  readonly #subjects: Subjects
  readonly #stride: number
  readonly #ends: Place[] = []
  #whole = false

  constructor(subjects: Subjects, stride: number) {
    this.#subjects = subjects
    this.#stride = stride
  }

  /** The last subject of a stride; undefined where the list ends in it. */
  async end(n: number): Promise<Place | undefined> {
    while (this.#ends.length <= n && !this.#whole) {
      const known = this.#ends.length
      const next = await inOrder(after(this.#subjects, this.#ends.at(-1)))
        .select('subject.changed_at')
        .limit(1)
        .offset(this.#stride - 1)
        .executeTakeFirst()
      await nextTurn()
      // Somebody else who walks the same list may have been here meanwhile.
      if (this.#ends.length !== known) continue
      if (next) this.#ends.push(next)
      else this.#whole = true
    }
    return this.#ends[n]
  }

  /** The last subject before the stride of a row, and how many there are up to it. */
  async before(row: number): Promise<{ readonly place: Place | undefined; readonly passed: number }> {
    const n = Math.floor(row / this.#stride)
    if (n === 0) return { place: undefined, passed: 0 }
    const place = (await this.end(n - 1)) ?? this.#ends.at(-1)
    return { place, passed: Math.min(n, this.#ends.length) * this.#stride }
  }
}

/** The strides of a list hold for as long as nothing is written. */
const stridesOf = (db: Db, workspace: string, { kind, outcome }: SubjectFilter, stride: number): Promise<Strides> =>
  unchanged(
    db,
    `strides ${JSON.stringify([workspace, kind, outcome, stride])}`,
    async () => new Strides(subjectsWith(db, workspace, { kind, outcome }), stride),
  )
