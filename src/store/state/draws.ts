import { DrawError } from '../../cases/draw/draw-error.ts'
import type { DrawRecord, When } from '../../cases/draw/record.ts'
import { readRecord, recordText } from '../../cases/draw/verify.ts'
import type { Receipt } from '../../cases/ledger/receipt.ts'
import {
  adoptLog,
  commitKept,
  type DrawPlace,
  drawsIn,
  keepDraw,
  removeDraws,
  revealKept,
  wholeLog,
  workspaceDraws,
  workspacesOnFile,
} from '../draw-log.ts'
import type { Db } from './database.ts'
import { holdWorkspace, wasRemoved, workspaceOf } from './people.ts'

/**
 * Draws of workspaces, in the database with the whole of their signed logs, so that every server of it sees and reveals
 * them. Each server has a copy in its store, which it signs with a key of its own: the work is done there, and one
 * server at a time.
 */
export class StateDraws {
  readonly #db: Db
  readonly #store: string

  constructor(db: Db, store: string) {
    this.#db = db
    this.#store = store
  }

  /** Every draw of a workspace. */
  async list(workspace: string): Promise<readonly DrawRecord[]> {
    const rows = await this.#db.selectFrom('draw').select('body').where('workspace_id', '=', workspace).execute()
    return rows.map(({ body }) => readRecord(JSON.parse(body)))
  }

  /** The draw of a commitment; undefined where there is none. Throws `DrawError` for one that is damaged. */
  async of(workspace: string, commitment: string): Promise<DrawRecord | undefined> {
    const row = await this.#db
      .selectFrom('draw')
      .select('body')
      .where('workspace_id', '=', workspace)
      .where('commitment', '=', commitment)
      .executeTakeFirst()
    return row && readRecord(JSON.parse(row.body))
  }

  /** Throws as `commitKept`, and `LogApart`. */
  commit(workspace: string, plan: unknown, when: When): Promise<DrawRecord> {
    return this.#alone(workspace, async (place) => {
      const record = await commitKept(this.#store, place, plan, when)
      await keepDraw(place, record)
      return record
    })
  }

  /** Throws as `revealKept`, and `LogApart`. */
  reveal(workspace: string, record: DrawRecord, values: object, when: When): Promise<DrawRecord> {
    return this.#alone(workspace, async (place) => {
      const done = await revealKept(this.#store, place, record, values, when)
      await keepDraw(place, done)
      return done
    })
  }

  /**
   * Brings draws into the database that are in the store alone, of an earlier guiju or of an interruption, and drops
   * those of a workspace that was removed, on whatever server. Where those of one workspace cannot be brought they stay
   * as they are, `failed` is told why, and the others are brought.
   */
  async bring(failed: (place: DrawPlace, workspace: string, error: unknown) => void): Promise<void> {
    for (const id of await workspacesOnFile(this.#store)) {
      const place = workspaceDraws(this.#store, id)
      try {
        // A folder of a workspace that this database never had belongs to another one: only there it may be dropped.
        if (await wasRemoved(this.#db, id)) await this.drop(id)
        else if ((await workspaceOf(this.#db, id)) && (await drawsIn(place)).length > 0)
          await this.#alone(id, async () => undefined)
      } catch (error) {
        failed(place, id, error)
      }
    }
  }

  /** Takes this server's copy of the draws of a workspace away that was removed. */
  drop(workspace: string): Promise<void> {
    return removeDraws(this.#store, workspaceDraws(this.#store, workspace))
  }

  /** Does some work on the copy in the store as it is in the database, and keeps it there: one server at a time. */
  #alone<T>(workspace: string, work: (place: DrawPlace) => Promise<T>): Promise<T> {
    const place = workspaceDraws(this.#store, workspace)
    return this.#db.transaction().execute(async (within) => {
      await holdWorkspace(within, workspace)
      if (await wasRemoved(within, workspace))
        throw new DrawError({ zh: '工作区已移除', en: 'the workspace was removed' })
      await this.#down(within, workspace, place)
      const value = await work(place)
      await this.#up(within, workspace, place)
      return value
    })
  }

  async #down(db: Db, workspace: string, place: DrawPlace): Promise<void> {
    const kept = await db.selectFrom('draw_log').select('body').where('workspace_id', '=', workspace).executeTakeFirst()
    if (kept) await adoptLog(this.#store, place, JSON.parse(kept.body) as Receipt)
    const own = new Map((await drawsIn(place)).map((r) => [r.commitment, r.stage]))
    for (const row of await db.selectFrom('draw').selectAll().where('workspace_id', '=', workspace).execute()) {
      const record = readRecord(JSON.parse(row.body))
      // One that was drawn here before an interruption is not made one that waits.
      if (![record.stage, 'revealed'].includes(own.get(row.commitment) ?? '')) await keepDraw(place, record)
    }
  }

  async #up(db: Db, workspace: string, place: DrawPlace): Promise<void> {
    for (const record of await drawsIn(place)) {
      const body = recordText(record)
      await db
        .insertInto('draw')
        .values({ workspace_id: workspace, commitment: record.commitment, body })
        .onConflict((c) => c.columns(['workspace_id', 'commitment']).doUpdateSet({ body }))
        .execute()
    }
    const body = JSON.stringify(await wholeLog(this.#store, place))
    await db
      .insertInto('draw_log')
      .values({ workspace_id: workspace, body })
      .onConflict((c) => c.column('workspace_id').doUpdateSet({ body }))
      .execute()
  }
}
