import type { Text } from '../law/text.ts'
import type { Evidence, Strength } from './evidence.ts'
import type { Problem } from './problem.ts'
import type { Scalar } from './row.ts'

/**
 * What a reader returns, whatever the carrier: rows of declared entities, the lists they stand in, and what it could
 * not read. A reader never judges and never throws for bad content.
 */
export interface Reading {
  readonly reader: string
  readonly entities: readonly EntityFacts[]
  readonly lists: readonly ListFacts[]
  readonly problems: readonly Problem[]
}

export interface Cell {
  /** `null`: known not to exist. */
  readonly value: Scalar | null
  readonly strength: Strength
  readonly evidence: readonly Evidence[]
}

export interface EntityFacts {
  readonly entity: string
  readonly id: string
  /** Whether the row itself is shown or only indicated. */
  readonly strength: Strength
  readonly evidence: readonly Evidence[]
  readonly cells: Readonly<Record<string, Cell>>
  /** Why a field stayed unknown, in place of the field's general hint. */
  readonly unknown: Readonly<Record<string, Text>>
  /** Rows of other entities this one points to; `null`: known that there is none. */
  readonly links: Readonly<Record<string, string | null>>
}

/** One reader's part of a list: closed when `open` is absent. */
export interface ListFacts {
  readonly owner: { readonly entity: string; readonly id: string }
  readonly list: string
  readonly entity: string
  readonly rows: readonly string[]
  readonly open?: Text
  /** Adds rows only: whether the list is complete is for other readers to say, and if none does, `open` holds. */
  readonly yields?: true
}

/** Collects the facts of one row. */
export class RowRecorder {
  readonly entity: string
  readonly id: string
  readonly #cells: Record<string, Cell> = {}
  readonly #unknown: Record<string, Text> = {}
  readonly #links: Record<string, string | null> = {}
  readonly #evidence: Evidence[] = []
  readonly #strength: Strength

  constructor(entity: string, id: string, strength: Strength) {
    this.entity = entity
    this.id = id
    this.#strength = strength
  }

  /** A value the evidence shows. An undefined value records nothing. */
  show(field: string, value: Scalar | null | undefined, ...evidence: readonly Evidence[]): this {
    if (value !== undefined) this.#cells[field] = { value, strength: 'shown', evidence }
    return this
  }

  /** A value the evidence points to; only leads read it. */
  indicate(field: string, value: Scalar | null | undefined, ...evidence: readonly Evidence[]): this {
    if (value !== undefined && this.#cells[field]?.strength !== 'shown')
      this.#cells[field] = { value, strength: 'indicated', evidence }
    return this
  }

  /** Says why a field is unknown. */
  unknown(field: string, why: Text): this {
    this.#unknown[field] = why
    return this
  }

  link(name: string, id: string | null): this {
    this.#links[name] = id
    return this
  }

  /** Evidence that the row exists. */
  seen(...evidence: readonly Evidence[]): this {
    this.#evidence.push(...evidence)
    return this
  }

  facts(): EntityFacts {
    return {
      entity: this.entity,
      id: this.id,
      strength: this.#strength,
      evidence: this.#evidence,
      cells: this.#cells,
      unknown: this.#unknown,
      links: this.#links,
    }
  }
}

/** Collects what one reader found. */
export class Recorder {
  readonly #reader: string
  readonly #rows = new Map<string, RowRecorder>()
  readonly #lists = new Map<
    string,
    { owner: RowRecorder; list: string; entity: string; rows: string[]; open?: Text; yields?: true }
  >()
  readonly #problems: Problem[] = []

  constructor(reader: string) {
    this.#reader = reader
  }

  row(entity: string, id: string, strength: Strength = 'shown'): RowRecorder {
    const key = `${entity}:${id}`
    const known = this.#rows.get(key)
    if (known) return known
    const made = new RowRecorder(entity, id, strength)
    this.#rows.set(key, made)
    return made
  }

  /** Starts a list, closed until `open` says otherwise. */
  list(
    owner: RowRecorder,
    list: string,
    entity: string,
  ): { add(row: RowRecorder): RowRecorder; open(why: Text): void; yield(why: Text): void } {
    const key = `${owner.entity}:${owner.id}.${list}`
    let found = this.#lists.get(key)
    if (!found) {
      found = { owner, list, entity, rows: [] }
      this.#lists.set(key, found)
    }
    const part = found
    return {
      add(row) {
        if (!part.rows.includes(row.id)) part.rows.push(row.id)
        return row
      },
      open(why) {
        part.open = why
      },
      yield(why) {
        part.open = why
        part.yields = true
      },
    }
  }

  problem(...problems: readonly Problem[]): void {
    this.#problems.push(...problems)
  }

  reading(): Reading {
    return {
      reader: this.#reader,
      entities: [...this.#rows.values()].map((r) => r.facts()),
      lists: [...this.#lists.values()].map(({ owner, ...rest }) => ({
        ...rest,
        owner: { entity: owner.entity, id: owner.id },
      })),
      problems: this.#problems,
    }
  }
}
