import { parse } from 'yaml'
import { DrawError } from '../cases/draw/draw-error.ts'
import { numberOf } from '../cases/draw/plan.ts'
import { counted, type DrawRecord } from '../cases/draw/record.ts'
import { type Verification, verifyDraw } from '../cases/draw/verify.ts'
import { same, type Text } from '../law/text.ts'
import type { DrawScreen, ShownDraw } from '../report/bench/draw-words.ts'
import { DrawKept, type DrawPlace } from '../store/draw-log.ts'
import { LogApart, ledgerTools } from '../store/ledger.ts'
import { sha256 } from '../store/sha256.ts'
import type { Bench } from './bench.ts'
import { ApiError } from './error.ts'

/** Rows of a tier that are shown; the file holds all. */
const MOST_ROWS = 200

/** What keeps a draw from being done is an answer, not a fault. Throws `ApiError`. */
export async function drawing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const refused = refusalOf(error)
    throw refused ? new ApiError('refused', { ...refused }) : error
  }
}

/** Why the draws of a workspace stay in the store of a server alone, and what to do, as a line. */
export function leftText({ folder }: DrawPlace, workspace: string, error: unknown): string {
  const refused = refusalOf(error) ?? same(error instanceof Error ? error.message : String(error))
  const then = error instanceof LogApart ? same('') : { zh: '，请从备份恢复', en: ': restore a backup' }
  const zh = `工作区 ${workspace} 的抽取没有并入数据库，仍在 ${folder}：${refused.zh}${then.zh}`
  return `the draws of workspace ${workspace} were not brought into the database and stay in ${folder}: ${refused.en}${then.en} / ${zh}`
}

function refusalOf(error: unknown): Text | undefined {
  if (error instanceof DrawError) return error.text
  if (error instanceof LogApart)
    return {
      zh: '这台服务器上的抽取日志与数据库中的不是同一份：请在原来的服务器上抽取，或者从备份恢复',
      en: 'the log of draws on this server is not the one in the database: draw on the server it came from, or restore a backup',
    }
  if (!(error instanceof DrawKept)) return undefined
  const { why, id, at } = error
  switch (why) {
    case 'committed':
      return {
        zh: `编号 ${id} 已于 ${at} 承诺：一个编号只能承诺一次`,
        en: `${id} was committed at ${at}: an id is committed once`,
      }
    case 'drawn':
      return { zh: `编号 ${id} 已于 ${at} 抽取，结果不同`, en: `${id} was drawn at ${at} with another result` }
    case 'unlogged':
      return { zh: '抽取日志中没有这个承诺', en: 'the log of draws does not hold this commitment' }
    default:
      return why satisfies never
  }
}

/** A plan as it was written: JSON, or YAML without aliases. Throws `ApiError`. */
export function planIn(text: string): unknown {
  try {
    return /^\s*\{/.test(text) ? JSON.parse(text) : parse(text, { maxAliasCount: 0, logLevel: 'error' })
  } catch (error) {
    const why = (error as Error).message.split('\n')[0]!.slice(0, 200).replace(/:$/, '')
    throw new ApiError('shape', { at: 'body.plan', zh: why, en: why })
  }
}

export const shownDraw = ({ plan, stage, commitment, committedAt, committedOn, reveal }: DrawRecord): ShownDraw => ({
  id: commitment,
  name: plan.id,
  title: plan.title,
  organiser: plan.organiser,
  stage,
  committed: committedOn ?? committedAt,
  at: plan.randomness.at,
  revealed: reveal ? counted(reveal) : null,
  subjects: plan.tiers.reduce((sum, t) => sum + t.subjects.length, 0),
  drawn: plan.tiers.reduce((sum, t) => sum + numberOf(t), 0),
})

/** The draws of a workspace, those committed last first. */
export const drawsOf = async (bench: Bench, ws: string): Promise<readonly ShownDraw[]> =>
  (await bench.draws.list(ws)).map(shownDraw).sort((a, b) => (a.committed < b.committed ? 1 : -1))

export async function drawIn(bench: Bench, ws: string, id: string): Promise<DrawRecord> {
  const found = await drawing(() => bench.draws.of(ws, id))
  if (!found) throw new ApiError('missing')
  return found
}

export const verified = (record: DrawRecord): Promise<Verification> =>
  verifyDraw(record, sha256, undefined, ledgerTools)

/** One draw with what verifies it. Subjects and inspectors are shown once they are drawn, and to those who keep it. */
export async function drawScreen(record: DrawRecord, keeps: boolean, most = MOST_ROWS): Promise<DrawScreen> {
  const { plan, reveal } = record
  const { checks, cautions, shows, doesNotShow, ok } = await verified(record)
  return {
    screen: 'draw',
    draw: shownDraw(record),
    keeps,
    tiers: plan.tiers.map((tier) => {
      const result = reveal?.result.tiers.find((t) => t.id === tier.id)
      return {
        id: tier.id,
        of: tier.subjects.length,
        ratio: tier.ratio,
        number: numberOf(tier),
        drawn: (result?.drawn ?? []).slice(0, most).map((d) => ({ ...d })),
        substitutes: (result?.substitutes ?? []).slice(0, most).map((d) => ({ ...d })),
        more: Math.max(0, (result?.drawn.length ?? 0) - most),
      }
    }),
    sources:
      plan.randomness.kind === 'published'
        ? plan.randomness.sources.map(({ id, name, form, count, from, to }) => ({
            id,
            name,
            hint: form === 'hex' ? 'hex' : [count === undefined ? '' : `${count} ×`, from, '–', to].join(' ').trim(),
          }))
        : plan.randomness.parties.map(({ id }) => ({ id, name: id, hint: 'secret' })),
    values: reveal ? Object.entries(reveal.values).map(([id, value]) => ({ id, value: String(value) })) : [],
    verification: { ok, checks: checks.map(({ ok, say }) => ({ ok, say })), cautions, shows, doesNotShow },
  }
}
