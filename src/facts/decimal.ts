/** A whole number of 10^-scale: exact. A plain number while it is safe, a bigint beyond. */
export type Minor = number | bigint

const FORM = /^-?(?:0|[1-9]\d{0,30})(?:\.\d{1,18})?$/

/** `"30.5"` at scale 2 is 3050. Undefined when the text is no plain decimal or has more digits than the scale keeps. */
export function parseDecimal(text: string, scale: number): Minor | undefined {
  if (!FORM.test(text)) return undefined
  const [whole = '0', fraction = ''] = text.split('.')
  if (fraction.length > scale && /[1-9]/.test(fraction.slice(scale))) return undefined
  return settle(BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0')))
}

/** 10^digits, exact: powers above 10^22 are no doubles. */
export const tenTo = (digits: number): Minor => (digits <= 15 ? 10 ** digits : 10n ** BigInt(digits))

/** Scales up: 30 at 1 digit more is 300; infinities pass through. */
export function rescale(value: Minor, digits: number): Minor {
  return digits === 0 ? value : times(value, tenTo(digits))
}

/** A number where it is safe, else a bigint. */
export function settle(value: bigint): Minor {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value
}

/** Exact product; infinities pass through. */
export function times(a: Minor, b: Minor): Minor {
  if (a === 0 || b === 0) return 0
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b
    if (product <= 9007199254740991 && product >= -9007199254740991) return product
    if (!Number.isFinite(a) || !Number.isFinite(b)) return product
  }
  if (a === Infinity || a === -Infinity) return b < 0 ? -a : a
  if (b === Infinity || b === -Infinity) return a < 0 ? -b : b
  return settle(BigInt(a) * BigInt(b))
}

/** Exact sum; infinities pass through. Opposite infinities never meet: a lower bound is never +∞, an upper never -∞. */
export function plus(a: Minor, b: Minor): Minor {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b
    if (sum <= 9007199254740991 && sum >= -9007199254740991) return sum
    if (!Number.isFinite(a) || !Number.isFinite(b)) return sum
  }
  if (a === Infinity || a === -Infinity) return a
  if (b === Infinity || b === -Infinity) return b
  return settle(BigInt(a) + BigInt(b))
}

/** The smallest whole `x` with `x * divisor >= value`, for a positive divisor. */
export function ceilDivide(value: Minor, divisor: Minor): Minor {
  const v = BigInt(value)
  const d = BigInt(divisor)
  const q = v / d
  return settle(q * d < v ? q + 1n : q)
}

/** 3050 at scale 2 is `"30.50"`. */
export function formatDecimal(value: Minor, scale: number): string {
  const digits = (value < 0 ? -BigInt(value) : BigInt(value)).toString().padStart(scale + 1, '0')
  const sign = value < 0 ? '-' : ''
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}
