/**
 * Dalvik instruction set: widths and destination registers.
 * Facts from the Android Open Source Project pages "Dalvik bytecode" and "Dalvik executable instruction formats".
 */

export const OP = {
  NOP: 0x00,
  MOVE_RESULT: 0x0a,
  MOVE_RESULT_OBJECT: 0x0c,
  MOVE_EXCEPTION: 0x0d,
  RETURN_VOID: 0x0e,
  RETURN_OBJECT: 0x11,
  CONST_4: 0x12,
  CONST_16: 0x13,
  CONST: 0x14,
  CONST_HIGH16: 0x15,
  CONST_STRING: 0x1a,
  CONST_STRING_JUMBO: 0x1b,
  CONST_CLASS: 0x1c,
  CHECK_CAST: 0x1f,
  INSTANCE_OF: 0x20,
  NEW_INSTANCE: 0x22,
  NEW_ARRAY: 0x23,
  FILLED_NEW_ARRAY: 0x24,
  FILLED_NEW_ARRAY_RANGE: 0x25,
  THROW: 0x27,
  GOTO: 0x28,
  GOTO_16: 0x29,
  GOTO_32: 0x2a,
  PACKED_SWITCH: 0x2b,
  SPARSE_SWITCH: 0x2c,
  IF_EQ: 0x32,
  IF_LE: 0x37,
  IF_EQZ: 0x38,
  IF_LEZ: 0x3d,
  AGET_OBJECT: 0x46,
  APUT_OBJECT: 0x4d,
  IGET: 0x52,
  IGET_SHORT: 0x58,
  IPUT: 0x59,
  IPUT_OBJECT: 0x5b,
  IPUT_SHORT: 0x5f,
  SGET: 0x60,
  SGET_OBJECT: 0x62,
  SGET_SHORT: 0x66,
  SPUT: 0x67,
  SPUT_OBJECT: 0x69,
  SPUT_SHORT: 0x6d,
  INVOKE_VIRTUAL: 0x6e,
  INVOKE_SUPER: 0x6f,
  INVOKE_DIRECT: 0x70,
  INVOKE_STATIC: 0x71,
  INVOKE_INTERFACE: 0x72,
  INVOKE_VIRTUAL_RANGE: 0x74,
  INVOKE_INTERFACE_RANGE: 0x78,
  XOR_INT_LIT8: 0xdf,
  INVOKE_POLYMORPHIC: 0xfa,
  INVOKE_POLYMORPHIC_RANGE: 0xfb,
  INVOKE_CUSTOM: 0xfc,
  INVOKE_CUSTOM_RANGE: 0xfd,
} as const

const fill = (table: Uint8Array, from: number, to: number, value: number): void => {
  table.fill(value, from, to + 1)
}

/** Width of each opcode in 16-bit units; payload tables (opcode 0 with a non-zero high byte) have their own length. */
export const WIDTH: Uint8Array = (() => {
  const width = new Uint8Array(256).fill(1)
  for (const op of [0x02, 0x05, 0x08, 0x13, 0x15, 0x16, 0x19, 0x1a, 0x1c, 0x1f, 0x20, 0x22, 0x23, 0x29, 0xfe, 0xff]) {
    width[op] = 2
  }
  for (const op of [0x03, 0x06, 0x09, 0x14, 0x17, 0x1b, 0x24, 0x25, 0x26, 0x2a, 0x2b, 0x2c, 0xfc, 0xfd]) width[op] = 3
  fill(width, 0x2d, 0x3d, 2)
  fill(width, 0x44, 0x6d, 2)
  fill(width, 0x6e, 0x72, 3)
  fill(width, 0x74, 0x78, 3)
  fill(width, 0x90, 0xaf, 2)
  fill(width, 0xd0, 0xe2, 2)
  fill(width, 0xfa, 0xfb, 4)
  width[0x18] = 5
  return width
})()

/** Where an opcode names the register it writes. */
export const DEST_NONE = 0
/** Bits 8–11 of the first unit. */
export const DEST_NIBBLE = 1
/** Bits 8–15 of the first unit. */
export const DEST_BYTE = 2
/** The whole second unit. */
export const DEST_UNIT = 3

export const DEST: Uint8Array = (() => {
  const dest = new Uint8Array(256)
  for (const op of [0x01, 0x04, 0x07, 0x12, 0x20, 0x21, 0x23]) dest[op] = DEST_NIBBLE
  fill(dest, 0x52, 0x58, DEST_NIBBLE)
  fill(dest, 0x7b, 0x8f, DEST_NIBBLE)
  fill(dest, 0xb0, 0xcf, DEST_NIBBLE)
  fill(dest, 0xd0, 0xd7, DEST_NIBBLE)
  for (const op of [0x02, 0x05, 0x08, 0x22, 0xfe, 0xff]) dest[op] = DEST_BYTE
  fill(dest, 0x0a, 0x0d, DEST_BYTE)
  fill(dest, 0x13, 0x1c, DEST_BYTE)
  fill(dest, 0x2d, 0x31, DEST_BYTE)
  fill(dest, 0x44, 0x4a, DEST_BYTE)
  fill(dest, 0x60, 0x66, DEST_BYTE)
  fill(dest, 0x90, 0xaf, DEST_BYTE)
  fill(dest, 0xd8, 0xe2, DEST_BYTE)
  for (const op of [0x03, 0x06, 0x09]) dest[op] = DEST_UNIT
  return dest
})()

/** 1 where the opcode writes a register pair. */
export const WIDE: Uint8Array = (() => {
  const wide = new Uint8Array(256)
  for (const op of [0x04, 0x05, 0x06, 0x0b, 0x45, 0x53, 0x61, 0x7d, 0x7e, 0x80, 0x81, 0x83, 0x86, 0x88, 0x89, 0x8b]) {
    wide[op] = 1
  }
  fill(wide, 0x16, 0x19, 1)
  fill(wide, 0x9b, 0xa5, 1)
  fill(wide, 0xab, 0xaf, 1)
  fill(wide, 0xbb, 0xc5, 1)
  fill(wide, 0xcb, 0xcf, 1)
  return wide
})()

export const PAYLOAD_PACKED = 0x0100
export const PAYLOAD_SPARSE = 0x0200
export const PAYLOAD_ARRAY = 0x0300

/** Units to the next instruction; reads the size fields of payload tables. `at` must be inside `units`. */
export function instructionWidth(units: Uint16Array, at: number): number {
  const unit = units[at]!
  if (!isPayload(unit)) return WIDTH[unit & 0xff]!
  const size = units[at + 1] ?? 0
  if (unit === PAYLOAD_PACKED) return size * 2 + 4
  if (unit === PAYLOAD_SPARSE) return size * 4 + 2
  if (unit === PAYLOAD_ARRAY) {
    const count = (units[at + 2] ?? 0) + (units[at + 3] ?? 0) * 0x10000
    return Math.ceil((count * size) / 2) + 4
  }
  return 1
}

export const isInvoke = (op: number): boolean => op >= 0x6e && op <= 0x78 && op !== 0x73

/** `return*` */
export const isReturn = (op: number): boolean => op >= 0x0e && op <= 0x11

/** `if-*`, two registers or one against zero. */
export const isIf = (op: number): boolean => op >= 0x32 && op <= 0x3d

export const isSwitch = (op: number): boolean => op === 0x2b || op === 0x2c

/** A table of a switch or array instruction, which stands between instructions but never runs. */
export const isPayload = (unit: number): boolean => (unit & 0xff) === 0 && unit !== 0

/** Control never falls into the next instruction. */
export const endsBlock = (op: number): boolean => isReturn(op) || op === 0x27 || (op >= 0x28 && op <= 0x2a)

/** Target of a `goto` or `if`, as a unit index in the method; `pc` is the instruction's own index. */
export function branchTarget(units: Uint16Array, at: number, pc: number): number {
  const unit = units[at]!
  const op = unit & 0xff
  if (op === OP.GOTO) return pc + ((unit << 16) >> 24)
  if (op === OP.GOTO_32) return pc + (units[at + 1]! | (units[at + 2]! << 16) | 0)
  return pc + ((units[at + 1]! << 16) >> 16)
}

/**
 * Calls `see` with the method-relative target of every case of a switch. Cases that cannot be read are left out and
 * the answer is false.
 */
export function switchTargets(
  units: Uint16Array,
  at: number,
  pc: number,
  end: number,
  see: (target: number) => void,
): boolean {
  const start = at - pc
  const payload = at + (units[at + 1]! | (units[at + 2]! << 16) | 0)
  if (payload < start || payload + 2 > end) return false
  const ident = units[payload]!
  const size = units[payload + 1]!
  const first = ident === PAYLOAD_PACKED ? payload + 4 : ident === PAYLOAD_SPARSE ? payload + 2 + size * 2 : -1
  if (first < 0 || first + size * 2 > end) return false
  for (let i = 0; i < size; i++) {
    see(pc + (units[first + i * 2]! | (units[first + i * 2 + 1]! << 16) | 0))
  }
  return true
}
