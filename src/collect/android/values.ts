/** Types of a resource value (`Res_value.dataType`). */
export const VALUE = {
  null: 0x00,
  reference: 0x01,
  attribute: 0x02,
  string: 0x03,
  float: 0x04,
  dimension: 0x05,
  fraction: 0x06,
  dynamicReference: 0x07,
  decimal: 0x10,
  hexadecimal: 0x11,
  boolean: 0x12,
  firstInteger: 0x10,
  lastInteger: 0x1f,
} as const

/** A typed value from an attribute or a resource table. */
export interface Value {
  readonly type: number
  /** 32 bits, unsigned; a reference's target for references. */
  readonly data: number
  /** The string of a string value. */
  readonly text: string | undefined
}

export const isReference = (value: Value): boolean =>
  (value.type === VALUE.reference || value.type === VALUE.dynamicReference) && value.data !== 0

const isInteger = (value: Value): boolean => value.type >= VALUE.firstInteger && value.type <= VALUE.lastInteger

/** As Android reads a boolean attribute: any integer but zero, or the words it accepts. `undefined`: no boolean. */
export function asBoolean(value: Value): boolean | undefined {
  if (isInteger(value)) return value.data !== 0
  if (value.type !== VALUE.string || value.text === undefined) return undefined
  if (value.text === '1' || value.text.toLowerCase() === 'true') return true
  if (value.text === '0' || value.text.toLowerCase() === 'false') return false
  return undefined
}

/** A signed whole number, from an integer value or the text of one. */
export function asInteger(value: Value): number | undefined {
  if (isInteger(value)) return value.data | 0
  if (value.type !== VALUE.string || value.text === undefined) return undefined
  return /^-?(?:\d{1,15}|0x[0-9a-f]{1,8})$/i.test(value.text) ? Number(value.text) : undefined
}

/** The value as a word: strings as they are, numbers and booleans written out. References have none. */
export function asWord(value: Value): string | undefined {
  if (value.type === VALUE.string) return value.text
  if (value.type === VALUE.boolean) return value.data === 0 ? 'false' : 'true'
  if (value.type === VALUE.float) {
    const bits = new DataView(new ArrayBuffer(4))
    bits.setUint32(0, value.data)
    return String(Math.fround(bits.getFloat32(0)))
  }
  if (isInteger(value)) return String(value.data | 0)
  return undefined
}

/** `0x7f0b001c` */
export const hex = (id: number): string => `0x${id.toString(16).padStart(8, '0')}`
