/** Longest excerpt, in UTF-16 units. */
export const EXCERPT = 120

const EMAIL = /([A-Za-z0-9._%+-]{1,64})@([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4})/g
const NUMBER = /\d[\d-]{6,22}[\dXx]/g
const DATE = /^(?:19|20)\d{2}-?(?:0?[1-9]|1[0-2])-?(?:0?[1-9]|[12]\d|3[01])$/

const mask = (text: string, keepStart: number, keepEnd: number): string =>
  text.slice(0, keepStart) +
  '*'.repeat(Math.max(1, text.length - keepStart - keepEnd)) +
  text.slice(text.length - keepEnd)

/** A published address with the middle of its local part hidden: `p*****y@example.cn`. */
export const maskEmail = (email: string): string =>
  !email.includes('@')
    ? email
    : email.replace(
        EMAIL,
        (_all, local: string, domain: string) =>
          `${local.length < 3 ? '*'.repeat(local.length) : mask(local, 1, 1)}@${domain}`,
      )

/** A telephone or identity number with its middle digits hidden; dates stay readable. */
export const maskDigits = (text: string): string =>
  !/\d{3}/.test(text)
    ? text
    : text.replace(NUMBER, (digits) => (DATE.test(digits) ? digits : mask(digits, 3, Math.min(3, digits.length - 6))))

/** All e-mail addresses and long digit strings of a text masked. */
export const masked = (text: string): string => maskDigits(maskEmail(text))

/**
 * A short, masked quotation: whole when it fits, else `EXCERPT` characters around `at`, with `…` where it is cut.
 * Masking looks at more than is shown, so that a number is never cut into an unmasked rest.
 */
export function excerpt(text: string, at = 0): string {
  if (text.length <= EXCERPT) return masked(text)
  const from = Math.max(0, Math.min(at - 30, text.length - EXCERPT + 1))
  const start = Math.max(0, from - 80)
  const room = EXCERPT - (from > 0 ? 1 : 0)
  const cut = from + room < text.length
  const window = masked(text.slice(start, from + room + 80))
  const part = window.slice(from - start, from - start + room - (cut ? 1 : 0))
  return `${from > 0 ? '…' : ''}${part}${cut ? '…' : ''}`.toWellFormed()
}
