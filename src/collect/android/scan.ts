import type { Program } from './hierarchy.ts'
import { instructionWidth, OP } from './opcodes.ts'

/** What the walk over all code looks for. */
export interface Wanted {
  /** By node: non-zero for method references whose calls are wanted. */
  readonly refs: Uint8Array
  /** By DEX and field id: non-zero for fields whose reads are wanted. */
  readonly reads?: readonly Uint8Array[]
  /** By DEX and field id: filled with the number of stores to static fields, up to 2. */
  readonly stores?: readonly Uint8Array[]
}

/**
 * One pass over the instructions of every method of the package, reached or not. `call` gets the calling method, the
 * address and the method reference; `read` the DEX-relative field id.
 */
export function scanAllCode(
  program: Program,
  wanted: Wanted,
  call: (node: number, pc: number, ref: number) => void,
  read: (node: number, pc: number, field: number) => void,
): void {
  const { refs } = wanted
  for (const type of program.definedTypes.view()) {
    const d = program.classDex[type]!
    const dex = program.dexes[d]!
    const units = dex.u16
    const base = program.methodBase[d]!
    const methods = dex.methods.count
    const reads = wanted.reads?.[d]
    const stores = wanted.stores?.[d]
    for (const node of program.methodsOf(type)) {
      const offset = program.codeOffset[node]!
      if (offset === 0) continue
      const start = (offset >> 1) + 8
      const end = start + dex.u32[(offset >> 2) + 3]!
      program.budget.steps(end - start + 1)
      for (let at = start; at < end; ) {
        const op = units[at]! & 0xff
        if (op >= OP.INVOKE_VIRTUAL && op <= OP.INVOKE_INTERFACE_RANGE) {
          const method = units[at + 1]!
          if (method < methods && refs[base + method] !== 0 && op !== 0x73) call(node, at - start, base + method)
          at += 3
          continue
        }
        if (op >= OP.IGET && op <= OP.SPUT_SHORT) {
          const field = units[at + 1]!
          if (op >= OP.SPUT) {
            if (stores !== undefined && field < stores.length && stores[field]! < 2) stores[field]!++
          } else if (reads !== undefined && reads[field] === 1 && (op <= OP.IGET_SHORT || op >= OP.SGET)) {
            read(node, at - start, field)
          }
          at += 2
          continue
        }
        at += instructionWidth(units, at)
      }
    }
  }
}
