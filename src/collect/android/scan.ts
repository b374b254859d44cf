import { bodyAt } from './flow.ts'
import type { Program } from './hierarchy.ts'
import type { IntList } from './int-list.ts'
import { instructionWidth, OP, WIDTH } from './opcodes.ts'

/** What the walk over all code looks for. */
export interface Wanted {
  /** By node: non-zero for method references whose calls are wanted. */
  readonly refs: Uint8Array
  /** By DEX and field id: non-zero for fields whose reads are wanted. */
  readonly reads?: readonly Uint8Array[]
  /** By DEX and field id: filled with the number of stores to static fields, up to 2. */
  readonly stores?: readonly Uint8Array[]
  /** By node: non-zero for method references whose callers are wanted, which are put into `callers`. */
  readonly called?: Uint8Array
  /** Pairs of the calling method and the method reference, in the order of the walk. */
  readonly callers?: IntList
}

/**
 * One pass over the instructions of every method of the package, reached or not. `call` gets the calling method, the
 * address and the method reference; `read` the DEX-relative field id. Answers in how many methods an instruction names
 * a method or field that is not there or runs past the end.
 */
export function scanAllCode(
  program: Program,
  wanted: Wanted,
  call: (node: number, pc: number, ref: number) => void,
  read: (node: number, pc: number, field: number) => void,
): number {
  const { refs, called, callers } = wanted
  let damaged = 0
  for (const type of program.definedTypes.view()) {
    const d = program.classDex[type]!
    const dex = program.dexes[d]!
    const units = dex.u16
    const base = program.methodBase[d]!
    const methods = dex.methods.count
    const fields = dex.fields.count
    const reads = wanted.reads?.[d]
    const stores = wanted.stores?.[d]
    for (const node of program.methodsOf(type)) {
      const offset = program.codeOffset[node]!
      if (offset === 0) continue
      const start = (offset >> 1) + 8
      const end = start + dex.u32[(offset >> 2) + 3]!
      program.budget.steps(end - start + 1)
      let bad = 0
      let at = start
      while (at < end) {
        const op = units[at]! & 0xff
        if (op >= OP.INVOKE_VIRTUAL && op <= OP.INVOKE_INTERFACE_RANGE) {
          const method = units[at + 1]!
          if (op === 0x73) bad = 1
          else if (method >= methods) bad = 1
          else {
            if (refs[base + method] !== 0) call(node, at - start, base + method)
            if (called !== undefined && called[base + method] !== 0) {
              callers!.push(node)
              callers!.push(base + method)
            }
          }
          at += 3
          continue
        }
        if (op >= OP.IGET && op <= OP.SPUT_SHORT) {
          const field = units[at + 1]!
          if (field >= fields) bad = 1
          else if (op >= OP.SPUT) {
            if (stores !== undefined && stores[field]! < 2) stores[field]!++
          } else if (reads !== undefined && reads[field] === 1 && (op <= OP.IGET_SHORT || op >= OP.SGET)) {
            read(node, at - start, field)
          }
          at += 2
          continue
        }
        at += op === 0 ? instructionWidth(units, at) : WIDTH[op]!
      }
      if (bad === 1 || at > end) damaged++
    }
  }
  return damaged
}

/** Which of these numbers some instruction loads as a constant of 32 bits, as it does resource ids. */
export function numbersLoaded(program: Program, wanted: ReadonlySet<number>): Set<number> {
  const found = new Set<number>()
  for (const type of program.definedTypes.view()) {
    const dex = program.dexes[program.classDex[type]!]!
    for (const node of program.methodsOf(type)) {
      const offset = program.codeOffset[node]!
      if (offset === 0) continue
      const { units, start, size } = bodyAt(dex, offset)
      program.budget.steps(size + 1)
      for (let at = start; at < start + size; at += instructionWidth(units, at)) {
        if ((units[at]! & 0xff) !== OP.CONST) continue
        const number = units[at + 1]! + units[at + 2]! * 0x10000
        if (wanted.has(number)) found.add(number)
      }
    }
    if (found.size === wanted.size) break
  }
  return found
}

/** True when a method loads one of these strings, given as indexes of its DEX. */
export function holdsString(program: Program, node: number, wanted: ReadonlySet<number>): boolean {
  const offset = program.codeOffset[node]!
  if (offset === 0) return false
  const dex = program.dexes[program.dexOf(node)]!
  const { units, start, size } = bodyAt(dex, offset)
  program.budget.steps(size + 1)
  for (let at = start; at < start + size; at += instructionWidth(units, at)) {
    const op = units[at]! & 0xff
    if (op === OP.CONST_STRING && wanted.has(units[at + 1]!)) return true
    if (op === OP.CONST_STRING_JUMBO && wanted.has(units[at + 1]! + units[at + 2]! * 0x10000)) return true
  }
  return false
}
