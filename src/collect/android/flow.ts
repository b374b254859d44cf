import type { Budget } from '../budget.ts'
import { type Dex, readUleb } from './dex.ts'
import {
  branchTarget,
  endsBlock,
  instructionWidth,
  isIf,
  isPayload,
  isReturn,
  isSwitch,
  OP,
  switchTargets,
} from './opcodes.ts'

/** Where the code item of a method lies, in units of its DEX. */
export interface Body {
  readonly units: Uint16Array
  /** Unit index of the first instruction. */
  readonly start: number
  /** Number of units. */
  readonly size: number
  readonly registers: number
  readonly ins: number
}

/** The body of a method by the byte offset of its code item, which must have passed `Dex.codeFits`. */
export function bodyAt(dex: Dex, offset: number): Body {
  const at = offset >> 1
  return {
    units: dex.u16,
    start: at + 8,
    size: dex.u32[(offset >> 2) + 3]!,
    registers: dex.u16[at]!,
    ins: dex.u16[at + 1]!,
  }
}

export interface TryRange {
  readonly from: number
  readonly to: number
  readonly handlers: readonly number[]
}

/** Try ranges with the addresses of their handlers, in units of the method; entries that cannot be read are left out. */
export function tryRanges(dex: Dex, offset: number, budget: Budget): TryRange[] {
  const count = dex.u16[(offset >> 1) + 3]!
  if (count === 0) return []
  const size = dex.u32[(offset >> 2) + 3]!
  const table = (offset + 16 + size * 2 + 3) & ~3
  const lists = table + count * 8
  const ranges: TryRange[] = []
  const known = new Map<number, number[]>()
  for (let i = 0; i < count && table + i * 8 + 8 <= dex.u8.length; i++) {
    const row = table + i * 8
    const from = dex.u32[row >> 2]!
    const to = from + dex.u16[(row >> 1) + 2]!
    const list = dex.u16[(row >> 1) + 3]!
    const shared = known.get(list)
    if (shared !== undefined) {
      ranges.push({ from, to: Math.min(to, size), handlers: shared })
      continue
    }
    const cursor = { at: lists + list }
    const head = readUleb(dex.u8, cursor)
    // The count is signed: zero or negative says that a catch-all follows. Counts are small: one byte, bit 6 the sign.
    const signed = head < 0x80 && (head & 0x40) !== 0 ? head - 0x80 : head
    const handlers: number[] = []
    for (let h = Math.abs(signed); h > 0 && cursor.at < dex.u8.length && handlers.length < 256; h--) {
      readUleb(dex.u8, cursor)
      handlers.push(readUleb(dex.u8, cursor))
    }
    if (signed <= 0) handlers.push(readUleb(dex.u8, cursor))
    budget.steps(handlers.length + 1)
    known.set(list, handlers)
    ranges.push({ from, to: Math.min(to, size), handlers })
  }
  return ranges
}

/**
 * Address of the return of a method that runs straight from its start to there, without a jump or a try; -1 otherwise.
 * Most methods are such, and need no `Flow`.
 */
export function straightReturn(dex: Dex, codeOffset: number): number {
  if (dex.u16[(codeOffset >> 1) + 3]! !== 0) return -1
  const { units, start, size } = bodyAt(dex, codeOffset)
  for (let at = start; at < start + size; at += instructionWidth(units, at)) {
    const op = units[at]! & 0xff
    if (isReturn(op)) return at - start
    if (endsBlock(op) || isIf(op) || isSwitch(op) || isPayload(units[at]!)) return -1
  }
  return -1
}

export interface Decider {
  /** Address of the `if` or `switch`. */
  readonly pc: number
  /** The way to the instruction is the jump (true) or the next instruction (false); undefined for a switch. */
  readonly jumps: boolean | undefined
}

/**
 * Control flow of one method in basic blocks. Exceptions count as edges from every block of a try range to its
 * handlers, so that nothing after or inside a try is taken for certain when an exception could pass it by.
 */
export class Flow {
  /** False when a jump leaves the method or a switch cannot be read: then nothing is certain. */
  readonly valid: boolean
  readonly #budget: Budget
  /** Block of each unit that starts an instruction. */
  readonly #blockOf: Int32Array
  readonly #next: number[][] = []
  readonly #thrown: (readonly number[] | undefined)[] = []
  /** Address of the last instruction of each block. */
  readonly #last: number[] = []
  readonly #returns: boolean[] = []
  readonly #reachable: Uint8Array
  #previous: number[][] | undefined

  constructor(dex: Dex, codeOffset: number, budget: Budget) {
    const { units, start, size } = bodyAt(dex, codeOffset)
    const end = start + size
    this.#budget = budget
    budget.steps(size + 1)
    const leader = new Uint8Array(size + 1)
    let valid = size > 0
    const lead = (pc: number) => {
      if (pc >= 0 && pc < size) leader[pc] = 1
      else valid = false
    }
    if (size > 0) leader[0] = 1
    const ranges = tryRanges(dex, codeOffset, budget)
    let covered = 0
    for (const range of ranges) {
      // The format has them sorted and apart.
      if (range.from < covered) valid = false
      covered = range.to
      lead(range.from)
      if (range.to < size) lead(range.to)
      for (const handler of range.handlers) lead(handler)
    }
    for (let pc = 0; pc < size; ) {
      const at = start + pc
      const unit = units[at]!
      const op = unit & 0xff
      const width = instructionWidth(units, at)
      if (op >= OP.GOTO && op <= OP.GOTO_32) lead(branchTarget(units, at, pc))
      else if (isIf(op)) lead(branchTarget(units, at, pc))
      else if (isSwitch(op)) {
        const readable = switchTargets(units, at, pc, end, (target) => {
          budget.steps()
          lead(target)
        })
        if (!readable) valid = false
      }
      if ((endsBlock(op) || isIf(op) || isSwitch(op)) && pc + width < size) leader[pc + width] = 1
      pc += width
    }
    this.#blockOf = new Int32Array(size).fill(-1)
    let block = -1
    for (let pc = 0; pc < size; ) {
      const at = start + pc
      const op = units[at]! & 0xff
      const width = instructionWidth(units, at)
      if (leader[pc] === 1) {
        block++
        this.#next.push([])
        this.#thrown.push(undefined)
        this.#last.push(pc)
        this.#returns.push(false)
      }
      this.#blockOf[pc] = block
      this.#last[block] = pc
      this.#returns[block] = isReturn(op)
      pc += width
    }
    const blockAt = (pc: number) => (pc >= 0 && pc < size ? this.#blockOf[pc]! : -1)
    for (let b = 0; b <= block && valid; b++) {
      const pc = this.#last[b]!
      const at = start + pc
      const op = units[at]! & 0xff
      const out = new Set<number>()
      if (!endsBlock(op) && !isPayload(units[at]!)) out.add(blockAt(pc + instructionWidth(units, at)))
      if ((op >= OP.GOTO && op <= OP.GOTO_32) || isIf(op)) out.add(blockAt(branchTarget(units, at, pc)))
      if (isSwitch(op)) switchTargets(units, at, pc, end, (target) => out.add(blockAt(target)))
      // A jump into the middle of an instruction, or running off the end.
      if (out.has(-1)) valid = false
      this.#next[b] = [...out]
    }
    for (const range of valid ? ranges : []) {
      const handlers = range.handlers.map(blockAt)
      if (handlers.includes(-1)) valid = false
      const first = blockAt(range.from)
      for (let b = first; b >= 0 && b <= block && this.#last[b]! < range.to; b++) {
        this.#thrown[b] = handlers
      }
    }
    this.valid = valid
    this.#reachable = valid ? this.#spread(0, -1, false) : new Uint8Array(0)
  }

  /**
   * True when the instruction at this address runs on every normal way through the method: it is outside try ranges,
   * handlers and loops, and no return can be reached around it. False whenever that is not certain.
   */
  always(pc: number): boolean {
    const block = this.#blockOf[pc] ?? -1
    if (!this.valid || block < 0 || this.#thrown[block] !== undefined || this.#reachable[block] !== 1) return false
    const after = this.#spreadFrom(this.#next[block]!, -1, false)
    if (after[block] === 1) return false
    if (!this.#returns[block] && !this.#returns.some((returns, b) => returns && after[b] === 1)) return false
    if (block === 0) return true
    const around = this.#spread(0, block, true)
    return !this.#returns.some((returns, b) => returns && around[b] === 1)
  }

  /** The branches that decide whether the instruction can still run: one way leads to it, another never. */
  deciders(pc: number): Decider[] {
    const block = this.#blockOf[pc] ?? -1
    if (!this.valid || block < 0) return []
    this.#previous ??= this.#invert()
    const leads = new Uint8Array(this.#next.length)
    leads[block] = 1
    const stack = [block]
    while (stack.length > 0) {
      const b = stack.pop()!
      for (const before of this.#previous[b]!) {
        if (leads[before] === 1) continue
        leads[before] = 1
        stack.push(before)
      }
    }
    this.#budget.steps(this.#next.length)
    const found: Decider[] = []
    for (let b = 0; b < leads.length; b++) {
      if (leads[b] !== 1 || this.#reachable[b] !== 1 || b === block) continue
      const out = this.#next[b]!
      if (out.every((to) => leads[to] === 1)) continue
      // The way that falls through comes first.
      found.push({ pc: this.#last[b]!, jumps: out.length === 2 ? leads[out[1]!] === 1 : undefined })
    }
    return found
  }

  #invert(): number[][] {
    const previous: number[][] = this.#next.map(() => [])
    for (const [b, out] of this.#next.entries()) for (const to of out) previous[to]!.push(b)
    return previous
  }

  #spread(from: number, without: number, exceptions: boolean): Uint8Array {
    return this.#spreadFrom([from], without, exceptions)
  }

  #spreadFrom(from: readonly number[], without: number, exceptions: boolean): Uint8Array {
    const seen = new Uint8Array(this.#next.length)
    const stack: number[] = []
    const visit = (b: number) => {
      if (b === without || seen[b] === 1) return
      seen[b] = 1
      stack.push(b)
    }
    for (const b of from) visit(b)
    while (stack.length > 0) {
      const b = stack.pop()!
      for (const to of this.#next[b]!) visit(to)
      if (exceptions) for (const to of this.#thrown[b] ?? []) visit(to)
    }
    this.#budget.steps(seen.length)
    return seen
  }
}
