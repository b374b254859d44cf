import { bodyAt, tryRanges } from './flow.ts'
import type { Program } from './hierarchy.ts'
import {
  branchTarget,
  DEST,
  DEST_BYTE,
  DEST_NIBBLE,
  DEST_NONE,
  endsBlock,
  instructionWidth,
  isIf,
  isInvoke,
  isPayload,
  isSwitch,
  OP,
  switchTargets,
  WIDE,
} from './opcodes.ts'

/**
 * Constants in the registers of one method: a walk from top to bottom with a register map. Where ways join, only what
 * all of them agree on is kept; what a loop writes is forgotten at its head; handlers start with nothing.
 */

export interface ObjectValue {
  readonly kind: 'object'
  /** -1 when the class has no number in the program. */
  readonly type: number
  readonly className: string
  /** Made by `new` in this method: the class is exactly this one. */
  readonly exact: boolean
  /** Of an `Intent` or `ComponentName`: the class it names. */
  target?: Value | undefined
  /** Of an `Intent`: its action. */
  action?: Value | undefined
}

export interface ArrayValue {
  readonly kind: 'array'
  readonly items: (Value | undefined)[]
  /** Something was put in that could not be read. */
  open: boolean
}

export type Value =
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'class'; readonly type: number; readonly className: string }
  | { readonly kind: 'method'; readonly className: string; readonly type: number; readonly name: string }
  | { readonly kind: 'constructor'; readonly className: string; readonly type: number }
  | { readonly kind: 'field'; readonly className: string; readonly name: string; readonly isStatic: boolean }
  /** Declared parameter of the method, receiver not counted. */
  | { readonly kind: 'parameter'; readonly index: number }
  | { readonly kind: 'this' }
  | { readonly kind: 'result'; readonly call: Call }
  | { readonly kind: 'not'; readonly of: Value }
  | ObjectValue
  | ArrayValue

export interface Call {
  readonly pc: number
  readonly op: number
  /** Node of the method reference. */
  readonly ref: number
  readonly receiver: Value | undefined
  /** One per declared parameter. */
  readonly args: readonly (Value | undefined)[]
}

export interface Visitor {
  /** Sees every call with what is known of its arguments; answers what is known of its result. */
  call?(call: Call): Value | undefined
  /** Sees the tested registers of every `if` and `switch`. */
  branch?(pc: number, values: readonly (Value | undefined)[]): void
  /** Sees stores to static fields. */
  store?(field: number, value: Value | undefined): void
  returned?(value: Value | undefined): void
}

/** Reads a static field: its constant, or undefined. `dex` is the number of the DEX that `field` indexes. */
export type FieldReader = (dex: number, field: number) => Value | undefined

/** More slots than this are not kept for later joins: every label then starts with nothing. */
const MAX_SAVED = 2_000_000
const MAX_ITEMS = 256

type Registers = (Value | undefined)[]

/** Walks one defined method that has code. */
export function evaluate(program: Program, node: number, readField: FieldReader, visitor: Visitor): void {
  const d = program.dexOf(node)
  const dex = program.dexes[d]!
  const offset = program.codeOffset[node]!
  if (offset === 0) return
  const { units, start, size, registers, ins } = bodyAt(dex, offset)
  const end = start + size
  program.budget.steps(size + registers + 1)
  const labels = labelsOf(program, dex, offset)
  const keep = labels.count * registers <= MAX_SAVED
  const saved = new Map<number, Registers>()
  let now: Registers = entryRegisters(program, node, registers, ins)
  let alive = true
  let result: Value | undefined
  const typeMap = program.typeMaps[d]!
  const classValue = (index: number): Value => {
    const type = typeMap[index] ?? -1
    return { kind: 'class', type, className: program.className(type) }
  }
  const put = (register: number, value: Value | undefined, wide = 0): void => {
    if (register < registers) now[register] = value
    if (wide === 1 && register + 1 < registers) now[register + 1] = undefined
  }
  const leaveTo = (target: number, pc: number): void => {
    if (!keep || target <= pc) return
    const there = saved.get(target)
    program.budget.steps(registers)
    saved.set(target, there === undefined ? now.slice() : meet(there, now))
  }
  for (let pc = 0; pc < size; ) {
    const at = start + pc
    const unit = units[at]!
    const op = unit & 0xff
    const width = instructionWidth(units, at)
    if (isPayload(unit)) {
      pc += width
      continue
    }
    const mark = labels.mark[pc]!
    if (mark !== 0) {
      if ((mark & HANDLER) !== 0 || !keep) now = new Array(registers)
      else {
        const there = saved.get(pc)
        if (there !== undefined) now = alive ? meet(now, there) : there
        else if (!alive) now = new Array(registers)
        saved.delete(pc)
        if ((mark & BACKWARD) !== 0) for (const register of labels.written(pc)) now[register] = undefined
      }
      program.budget.steps(registers)
      alive = true
    } else if (!alive) {
      program.budget.steps(registers)
      now = new Array(registers)
      alive = true
    }
    const a = unit >> 8
    const second = units[at + 1] ?? 0
    if (isInvoke(op)) {
      const ref = program.methodBase[d]! + second
      result = undefined
      if (second < dex.methods.count) {
        const call = callAt(program, now, units, at, pc, op, ref)
        result = visitor.call?.(call) ?? { kind: 'result', call }
      }
    } else if (op === OP.MOVE_RESULT || op === OP.MOVE_RESULT_OBJECT) {
      put(a, result)
      result = undefined
    } else if (op === 0x01 || op === 0x07) {
      put(a & 0xf, now[a >> 4])
    } else if (op === 0x02 || op === 0x08) {
      put(a, now[second])
    } else if (op === 0x03 || op === 0x09) {
      put(second, now[units[at + 2] ?? 0])
    } else if (op === OP.CONST_4) {
      put(a & 0xf, { kind: 'int', value: (unit << 16) >> 28 })
    } else if (op === OP.CONST_16) {
      put(a, { kind: 'int', value: (second << 16) >> 16 })
    } else if (op === OP.CONST) {
      put(a, { kind: 'int', value: second | ((units[at + 2] ?? 0) << 16) })
    } else if (op === OP.CONST_HIGH16) {
      put(a, { kind: 'int', value: second << 16 })
    } else if (op === OP.CONST_STRING || op === OP.CONST_STRING_JUMBO) {
      const text = dex.string(op === OP.CONST_STRING ? second : second + (units[at + 2] ?? 0) * 0x10000)
      put(a, text === undefined ? undefined : { kind: 'string', text })
    } else if (op === OP.CONST_CLASS) {
      put(a, classValue(second))
    } else if (op === OP.NEW_INSTANCE) {
      const type = typeMap[second] ?? -1
      put(a, { kind: 'object', type, className: program.className(type), exact: true })
    } else if (op === OP.NEW_ARRAY) {
      const length = now[a >> 4]
      const count = length?.kind === 'int' && length.value >= 0 && length.value <= MAX_ITEMS ? length.value : -1
      put(a & 0xf, { kind: 'array', items: new Array(Math.max(count, 0)), open: count < 0 })
    } else if (op === OP.FILLED_NEW_ARRAY || op === OP.FILLED_NEW_ARRAY_RANGE) {
      const list = operandRegisters(units, at, op === OP.FILLED_NEW_ARRAY_RANGE)
      result = { kind: 'array', items: list.map((register) => now[register]), open: false }
    } else if (op === OP.APUT_OBJECT) {
      const array = now[second & 0xff]
      const index = now[second >> 8]
      if (array?.kind === 'array') {
        if (index?.kind === 'int' && index.value >= 0 && index.value < MAX_ITEMS) array.items[index.value] = now[a]
        else array.open = true
      }
    } else if (op === OP.AGET_OBJECT) {
      const array = now[second & 0xff]
      const index = now[second >> 8]
      put(a, array?.kind === 'array' && index?.kind === 'int' ? array.items[index.value] : undefined)
    } else if (op >= OP.IGET && op <= OP.IGET_SHORT) {
      put(a & 0xf, fieldValue(program, d, second, false), WIDE[op]!)
    } else if (op >= OP.SGET && op <= OP.SGET_SHORT) {
      put(a, readField(d, second) ?? fieldValue(program, d, second, true), WIDE[op]!)
    } else if (op >= OP.SPUT && op <= OP.SPUT_SHORT) {
      visitor.store?.(second, now[a])
    } else if (op === OP.XOR_INT_LIT8) {
      // `!flag` is compiled to this with 1.
      const of = now[second & 0xff]
      put(a, of === undefined || second >> 8 !== 1 ? undefined : of.kind === 'not' ? of.of : { kind: 'not', of })
    } else if (op === OP.RETURN_OBJECT || op === 0x0f) {
      visitor.returned?.(now[a])
    } else if (isIf(op)) {
      visitor.branch?.(pc, op >= OP.IF_EQZ ? [now[a]] : [now[a & 0xf], now[a >> 4]])
    } else if (isSwitch(op)) {
      visitor.branch?.(pc, [now[a]])
    } else if (DEST[op] !== DEST_NONE) {
      const how = DEST[op]!
      put(how === DEST_NIBBLE ? a & 0xf : how === DEST_BYTE ? a : second, undefined, WIDE[op]!)
    }
    if (op >= OP.INVOKE_POLYMORPHIC && op <= OP.INVOKE_CUSTOM_RANGE) result = undefined
    if (op >= OP.GOTO && op <= OP.GOTO_32) leaveTo(branchTarget(units, at, pc), pc)
    else if (isIf(op)) leaveTo(branchTarget(units, at, pc), pc)
    else if (isSwitch(op)) switchTargets(units, at, pc, end, (target) => leaveTo(target, pc))
    if (endsBlock(op)) alive = false
    pc += width
  }
}

function entryRegisters(program: Program, node: number, registers: number, ins: number): Registers {
  const now: Registers = new Array(registers)
  let register = registers - ins
  if (register < 0) return now
  if ((program.flags[node]! & 0x8) === 0) now[register++] = { kind: 'this' }
  for (const [index, type] of program.parameterTypes(node).entries()) {
    if (register >= registers) break
    now[register] = { kind: 'parameter', index }
    register += type === 'J' || type === 'D' ? 2 : 1
  }
  return now
}

/** Registers an invoke or array instruction names, in order. */
function operandRegisters(units: Uint16Array, at: number, range: boolean): number[] {
  const unit = units[at]!
  const third = units[at + 2] ?? 0
  if (range) return Array.from({ length: unit >> 8 }, (_, i) => third + i)
  const all = [third & 0xf, (third >> 4) & 0xf, (third >> 8) & 0xf, third >> 12, (unit >> 8) & 0xf]
  return all.slice(0, Math.min(unit >> 12, 5))
}

function callAt(
  program: Program,
  now: Registers,
  units: Uint16Array,
  at: number,
  pc: number,
  op: number,
  ref: number,
): Call {
  const list = operandRegisters(units, at, op >= OP.INVOKE_VIRTUAL_RANGE)
  const isStatic = op === OP.INVOKE_STATIC || op === OP.INVOKE_STATIC + 6
  const args: (Value | undefined)[] = []
  let i = isStatic ? 0 : 1
  for (const type of program.parameterTypes(ref)) {
    args.push(i < list.length ? now[list[i]!] : undefined)
    i += type === 'J' || type === 'D' ? 2 : 1
  }
  return { pc, op, ref, receiver: isStatic ? undefined : now[list[0] ?? -1], args }
}

function fieldValue(program: Program, d: number, field: number, isStatic: boolean): Value | undefined {
  const dex = program.dexes[d]!
  if (field >= dex.fields.count) return undefined
  const name = dex.nameAt(dex.fieldName(field))
  if (name === undefined) return undefined
  const className = program.className(program.typeMaps[d]![dex.fieldClass(field)] ?? -1)
  return { kind: 'field', className, name, isStatic }
}

function meet(a: Registers, b: Registers): Registers {
  const both: Registers = new Array(a.length)
  for (let i = 0; i < a.length; i++) both[i] = agree(a[i], b[i])
  return both
}

/** What two ways agree on. A zero beside something else is the usual `null` or `false` of a variable not yet set. */
function agree(a: Value | undefined, b: Value | undefined): Value | undefined {
  if (a === b || a === undefined || b === undefined) return a === b ? a : undefined
  if (isZero(a) && isSettable(b)) return b
  if (isZero(b) && isSettable(a)) return a
  if (a.kind === 'result' && b.kind === 'int') return a
  if (b.kind === 'result' && a.kind === 'int') return b
  return sameValue(a, b) ? a : undefined
}

const isZero = (value: Value): boolean => value.kind === 'int' && value.value === 0
const isSettable = (value: Value): boolean =>
  value.kind === 'object' || value.kind === 'array' || value.kind === 'result' || value.kind === 'field'

function sameValue(a: Value, b: Value): boolean {
  switch (a.kind) {
    case 'string':
      return b.kind === 'string' && a.text === b.text
    case 'int':
      return b.kind === 'int' && a.value === b.value
    case 'class':
      return b.kind === 'class' && a.className === b.className
    case 'field':
      return b.kind === 'field' && a.className === b.className && a.name === b.name
    case 'parameter':
      return b.kind === 'parameter' && a.index === b.index
    case 'this':
      return b.kind === 'this'
    default:
      return false
  }
}

const FORWARD = 1
const BACKWARD = 2
const HANDLER = 4

interface Labels {
  readonly mark: Uint8Array
  readonly count: number
  /** Registers written in the loop that has its head at this address. */
  written(head: number): readonly number[]
}

function labelsOf(program: Program, dex: Program['dexes'][number], offset: number): Labels {
  const { units, start, size, registers } = bodyAt(dex, offset)
  const end = start + size
  const mark = new Uint8Array(size)
  const loops: { from: number; to: number }[] = []
  let count = 0
  const label = (target: number, pc: number) => {
    if (target < 0 || target >= size) return
    if (mark[target] === 0) count++
    if (target > pc) mark[target]! |= FORWARD
    else {
      mark[target]! |= BACKWARD
      loops.push({ from: target, to: pc })
    }
  }
  for (let pc = 0; pc < size; ) {
    const at = start + pc
    const op = units[at]! & 0xff
    if ((op >= OP.GOTO && op <= OP.GOTO_32) || isIf(op)) label(branchTarget(units, at, pc), pc)
    else if (isSwitch(op)) {
      switchTargets(units, at, pc, end, (target) => {
        program.budget.steps()
        label(target, pc)
      })
    }
    pc += instructionWidth(units, at)
  }
  for (const range of tryRanges(dex, offset, program.budget)) {
    for (const handler of range.handlers) if (handler < size) mark[handler]! |= HANDLER
  }
  const merged = mergeLoops(loops)
  const known = new Map<number, number[]>()
  return {
    mark,
    count,
    written(head) {
      let low = 0
      for (let high = merged.length - 1; low < high; ) {
        const middle = (low + high + 1) >> 1
        if (merged[middle]!.from <= head) low = middle
        else high = middle - 1
      }
      const loop = merged[low]
      if (loop === undefined || head < loop.from || head > loop.to) return []
      let list = known.get(loop.from)
      if (list === undefined) {
        program.budget.steps(loop.to - loop.from + 1)
        list = writtenBetween(units, start + loop.from, Math.min(start + loop.to, end - 1), registers)
        known.set(loop.from, list)
      }
      return list
    },
  }
}

function mergeLoops(loops: { from: number; to: number }[]): { from: number; to: number }[] {
  loops.sort((a, b) => a.from - b.from)
  const merged: { from: number; to: number }[] = []
  for (const loop of loops) {
    const last = merged.at(-1)
    if (last !== undefined && loop.from <= last.to) last.to = Math.max(last.to, loop.to)
    else merged.push({ ...loop })
  }
  return merged
}

function writtenBetween(units: Uint16Array, from: number, to: number, registers: number): number[] {
  const written = new Uint8Array(registers + 1)
  for (let at = from; at <= to; ) {
    const unit = units[at]!
    const op = unit & 0xff
    const how = DEST[op]!
    if (how !== DEST_NONE) {
      const a = unit >> 8
      const register = how === DEST_NIBBLE ? a & 0xf : how === DEST_BYTE ? a : (units[at + 1] ?? 0)
      if (register < registers) written[register] = 1
      if (WIDE[op] === 1 && register + 1 < registers) written[register + 1] = 1
    }
    at += instructionWidth(units, at)
  }
  const list: number[] = []
  for (let register = 0; register < registers; register++) if (written[register] === 1) list.push(register)
  return list
}
