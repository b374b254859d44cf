const DIGITS: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}

/** Source of a regular expression for a number in digits or Chinese numerals. */
export const NUMBER = '(?:\\d{1,5}|[〇零一二两三四五六七八九十百]{1,7})'

/**
 * Value of a number written in digits (`15`) or in Chinese numerals up to the hundreds (`十五`, `一百二十`, `二〇二三`).
 * @returns undefined for anything else
 */
export function numberOf(text: string): number | undefined {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  if (!/^[〇零一二两三四五六七八九十百]{1,9}$/.test(text)) return undefined
  if (!/[十百]/.test(text)) return [...text].reduce((sum, char) => sum * 10 + DIGITS[char]!, 0)
  let sum = 0
  let digit: number | undefined
  for (const char of text) {
    if (char === '百') {
      sum += (digit ?? 1) * 100
      digit = undefined
    } else if (char === '十') {
      sum += (digit ?? 1) * 10
      digit = undefined
    } else digit = DIGITS[char]!
  }
  return sum + (digit ?? 0)
}
