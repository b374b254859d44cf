import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { CaseError, type CaseFile, readCase } from '../cases/event.ts'
import type { ErasedMark, Standing } from '../cases/ledger/kept.ts'
import type { Receipt } from '../cases/ledger/receipt.ts'
import { findProcedure } from '../cases/registry.ts'
import { settle } from './atomic.ts'
import {
  type CasePlace,
  departsOnFile,
  isInterrupted,
  KeptError,
  ledgerFile,
  missing,
  project,
  standingOf,
  takingOf,
  withLedger,
} from './case-ledger.ts'

/** The cases of a workspace as the workbench lists and proves them. */

/** A case the ledger has, without its file. */
export interface Shelved {
  readonly id: string
  /** Raised by each step, erasure and export. */
  readonly entries: number
  /** When the last of them was written: an ISO moment. */
  readonly at: string
}

/** The cases of a workspace, the last changed first. Throws the error of SQLite. */
export async function shelf(store: string, workspace: string): Promise<Shelved[]> {
  if (!existsSync(ledgerFile(store))) return []
  return withLedger(store, (log) =>
    log
      .abouts(`${workspace}/`)
      .map(({ about, entries, at }) => ({ id: about.slice(workspace.length + 1), entries, at }))
      .sort((a, b) => (a.at > b.at ? -1 : a.at < b.at ? 1 : a.id < b.id ? -1 : 1)),
  )
}

/** The cases as the ledger holds them; nothing in the place of one that was erased, or cannot be read. */
export async function fromLedger(store: string, places: readonly CasePlace[]): Promise<(KeptFile | undefined)[]> {
  if (places.length === 0) return []
  return withLedger(store, (log) =>
    places.map(({ about }) => {
      const stands = standingOf(log, log.entries(about))
      if (!stands) return undefined
      if (stands.gone) return { gone: stands.gone }
      try {
        return { file: readCase(stands.file, findProcedure) }
      } catch (error) {
        if (error instanceof CaseError) return undefined
        throw error
      }
    }),
  )
}
export type KeptFile = { readonly file: CaseFile } | { readonly gone: ErasedMark }

/**
 * Writes a whole case down that was kept elsewhere, its events as ones that did not pass the gate of this ledger.
 * Throws as `openInLedger`.
 */
export async function takeIn(store: string, place: CasePlace, file: CaseFile): Promise<void> {
  await withLedger(store, (log) => {
    log.appendAfter(place.about, (before) => {
      if (before.length > 0) throw new KeptError('exists', place.path)
      return takingOf(file)
    })
    log.holding(() => project(log, place))
  })
}

/** What the ledger says of one case. */
export interface CaseFound {
  /** The proof of all its entries, as an export would give it, without the record of one. */
  readonly receipt: Receipt
  readonly standing: Standing | undefined
  /** An entry between its first and last is not there. */
  readonly isBroken: boolean
  /** Where its file departs from the ledger. */
  readonly departs?: string
}

/** Reads a case for its proof, and that alone: `verifyKept` reads the whole ledger. Throws `KeptError`. */
export async function proveKept(store: string, place: CasePlace): Promise<CaseFound> {
  await settle(dirname(place.path))
  if (!existsSync(ledgerFile(store))) return missing(place)
  return withLedger(store, (log) => {
    const entries = log.entries(place.about)
    if (entries.length === 0) return missing(place)
    const stands = standingOf(log, entries)
    const where = stands && !isInterrupted(place, stands) ? departsOnFile(place, stands) : undefined
    return {
      receipt: log.receipt(entries.map((e) => e.index)),
      standing: stands,
      isBroken: entries.some((e, i) => e.turn !== i),
      ...(where === undefined ? {} : { departs: where }),
    }
  })
}

/** The key the ledger of a store is signed with, and its checkpoint as it is; nothing where there is none yet. */
export async function ledgerHead(
  store: string,
): Promise<{ publicKey: string; checkpoint: string; size: number } | undefined> {
  if (!existsSync(ledgerFile(store))) return undefined
  return withLedger(store, (log) => ({ publicKey: log.publicKey, checkpoint: log.checkpoint(), size: log.size }))
}
