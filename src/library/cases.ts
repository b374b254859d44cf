import { type DueItem, dueList } from '../cases/due.ts'
import { CaseError, type CaseEvent, type CaseFile, readCase as read, readFacts } from '../cases/event.ts'
import { consider, type Folded, openCase, replay, type Step, toFile } from '../cases/fold.ts'
import { type Missing, type Overdue, type Why, whyOf } from '../cases/gate.ts'
import {
  type CaseProof,
  caseExport,
  caseExportText,
  checkpointIn,
  verifyCaseProof,
} from '../cases/ledger/case-export.ts'
import type { ErasedMark } from '../cases/ledger/kept.ts'
import { receiptText } from '../cases/ledger/receipt.ts'
import { procedures as all, findProcedure } from '../cases/registry.ts'
import { caseJsonSchema } from '../cases/schema.ts'
import { type CaseView, viewOf } from '../cases/view.ts'
import type { PlainFacts } from '../facts/read.ts'
import type { Text } from '../law/text.ts'
import {
  casePlace,
  eraseKept,
  exportKept,
  KeptError,
  openInLedger,
  readKept,
  receiptFor,
  recordEvent,
  verifyKept,
} from '../store/case-ledger.ts'
import { ledgerTools } from '../store/ledger.ts'

export type { CaseEvent, CaseFile, CaseProof, CaseView, DueItem, ErasedMark, Missing, Overdue, PlainFacts, Text, Why }
/** Thrown for a case or event that does not fit its procedure (`CaseError`), or a case that cannot be kept (`KeptError`). */
export { CaseError, KeptError }

/** What a procedure is and who stands where in it. */
export interface ProcedureHead {
  readonly id: string
  readonly title: Text
  /** Ids of sides with their names; `keeper` is the one that keeps the whole record. */
  readonly sides: Readonly<Record<string, Text>>
  readonly keeper: string
  /** Kinds of events, each with the roles that may take it and the provision it rests on. */
  readonly events: Readonly<
    Record<string, { readonly title: Text; readonly by: readonly string[]; readonly cites: string }>
  >
}

/** The procedures a case can follow. */
export const procedures: readonly ProcedureHead[] = all.map(({ id, title, sides, keeper, events }) => ({
  id,
  title,
  sides,
  keeper,
  events: Object.fromEntries(
    Object.entries(events).map(([type, of]) => [type, { title: of.title, by: of.by, cites: of.cites }]),
  ),
}))

/** The JSON Schema (2020-12) of case files, `guiju/case/1`, as text. */
export const schema = (): string => caseJsonSchema()

/** What the gate says of a step. */
export interface Verdict extends Why {
  readonly allowed: boolean
  /** `done` and `late` for steps of the own side, `refused`, or `observed` for one of the other side. */
  readonly outcome: CaseEvent['outcome'] & string
  /** Its id: the one it gave itself, or `e1`, `e2` … */
  readonly id: string
  readonly citations: readonly string[]
}

const verdictOf = ({ outcome, id, gate }: Step): Verdict => ({
  allowed: outcome !== 'refused',
  outcome,
  id,
  ...whyOf(gate),
  citations: gate.citations,
})

/** A case in memory. It is never changed: a step gives another. Pure, without clock, files or network. */
export class Case {
  readonly #folded: Folded

  private constructor(folded: Folded) {
    this.#folded = folded
  }

  /**
   * A new case in which nothing happened. Throws `CaseError` for an unknown procedure, or facts it does not have.
   * @param facts `id`, `side` (by default the keeper of the record) and the fields of the procedure
   */
  static open(procedure: string, facts: PlainFacts = {}): Case {
    const of = findProcedure(procedure)
    if (!of)
      throw new CaseError('case.procedure', {
        zh: `没有“${procedure}”这一程序`,
        en: `there is no procedure ${procedure}`,
      })
    return new Case(openCase(of, readFacts(of, { side: of.keeper, ...facts })))
  }

  /** A case of its file, parsed from JSON: each event is judged anew. Throws `CaseError`. */
  static read(file: unknown): Case {
    const found = read(file, findProcedure)
    return new Case(replay(findProcedure(found.procedure)!, found))
  }

  /** Id of the state the case is in, with its name. */
  get state(): { readonly id: string; readonly title: Text } {
    const { procedure, state } = this.#folded
    return { id: state, title: procedure.states[state]! }
  }

  /** What the gate would say of an event, `{ type, at, by, data }`. Throws `CaseError` for one that is none. */
  consider(event: unknown): Verdict {
    return verdictOf(consider(this.#folded, event))
  }

  /** The case after an event. A refused one is on record and changes nothing. Throws `CaseError`. */
  take(event: unknown): { readonly case: Case; readonly verdict: Verdict } {
    const step = consider(this.#folded, event)
    const file = toFile(this.#folded)
    const events = [...file.events, { ...step.event, outcome: step.outcome }]
    return { case: new Case(replay(this.#folded.procedure, { ...file, events })), verdict: verdictOf(step) }
  }

  /** The case as a side reads it on a day, `YYYY-MM-DD`: steps, what is owed, what may be taken next. */
  view(on: string, side = String(this.#folded.facts['side'])): CaseView {
    if (!Object.hasOwn(this.#folded.procedure.sides, side))
      throw new CaseError('side', { zh: `没有“${side}”这一方`, en: `there is no side ${side}` })
    return viewOf(this.#folded, side, on)
  }

  /** What is owed on a day, the earliest first. */
  due(on: string): readonly DueItem[] {
    return dueList(this.#folded, on)
  }

  /** The case as a file, `guiju/case/1`. */
  toFile(): CaseFile {
    return toFile(this.#folded)
  }
}

/**
 * The cases of a store, each step an entry of its signed ledger: the same as `guiju case` on the command line. Writers
 * of many processes wait for one another; what a method returned is on disk. Methods throw `CaseError`, `KeptError`, or
 * the error of SQLite or of the file system, and then nothing was recorded.
 */
export class CaseStore {
  readonly #store: string

  /** @param store folder of the store; made on first use */
  constructor(store: string) {
    this.#store = store
  }

  /** Writes a new case down. @param id letters, digits, `._-`, at most 100; it stays in the ledger for good */
  async open(id: string, procedure: string, facts: PlainFacts = {}): Promise<void> {
    await openInLedger(this.#store, casePlace(this.#store, id), Case.open(procedure, { ...facts, id }).toFile())
  }

  /** The case as the ledger has it. */
  async read(id: string): Promise<Case> {
    return Case.read(await readKept(this.#store, casePlace(this.#store, id)))
  }

  /** Records an event; refused ones too. */
  async take(id: string, event: unknown): Promise<Verdict> {
    const { value } = await recordEvent(this.#store, casePlace(this.#store, id), event)
    return verdictOf(value)
  }

  /** The whole case with what proves it, as text to be kept to the letter. @param since an earlier export or receipt */
  async export(id: string, since?: string): Promise<string> {
    const made = caseExport(
      await exportKept(this.#store, casePlace(this.#store, id), since === undefined ? undefined : checkpointIn(since)),
    )
    if (!made) throw new KeptError('damaged', id)
    return caseExportText(made)
  }

  /** A receipt for some events, as text to be kept to the letter; it holds no other. */
  async receipt(id: string, events: readonly string[]): Promise<string> {
    return receiptText(await receiptFor(this.#store, casePlace(this.#store, id), events))
  }

  /** Erases the content of some events, or with none named of the whole case; the entries stay, with why and when. */
  async erase(id: string, mark: ErasedMark, events: readonly string[] = []): Promise<number> {
    return (await eraseKept(this.#store, casePlace(this.#store, id), events, mark)).length
  }

  /** Whether the whole ledger and the file of the case are as they were signed. */
  async verify(id: string): Promise<boolean> {
    const found = await verifyKept(this.#store, casePlace(this.#store, id))
    if (!found) throw new KeptError('missing', id)
    return found.faults.length === 0 && found.departs === undefined && found.standing !== undefined
  }
}

/**
 * Checks an export or a receipt, without a store; nothing for a text that is neither.
 * @param compared the public key the body publishes, and a checkpoint held from before
 */
export const verify = (
  text: string,
  compared: { readonly publicKey?: string; readonly earlier?: string } = {},
): CaseProof | undefined => verifyCaseProof(text, ledgerTools, compared)
