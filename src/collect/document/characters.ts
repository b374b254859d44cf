/** Character-level tidying. Everything that compares words does it on tidied text. */

const HAN = /[\u3400-\u9fff\uf900-\ufaff]/
const HAN_RUNS = /[\u3400-\u9fff\uf900-\ufaff]+/g
const ODD = /[\u2e80-\u2fdf\uf900-\ufaff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff0e\uff20]/
const ODD_ALL = /[\u2e80-\u2fdf\uf900-\ufaff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff0e\uff20]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
const UNSEEN = /[\u0000-\u0008\u000e-\u001f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]/g
const BLANKS = /[\s\u00a0\u2000-\u200a\u3000]+/g

export const isHan = (char: string): boolean => HAN.test(char)

/** Length of all matches together: counts characters by runs. */
export function runs(text: string, pattern: RegExp): number {
  let count = 0
  for (const run of text.match(pattern) ?? []) count += run.length
  return count
}

/** Number of Han characters. */
export const countHan = (text: string): number => runs(text, HAN_RUNS)

/**
 * Radicals that fonts share with simplified characters and that Unicode normalisation leaves alone or turns into
 * traditional ones.
 */
const RADICAL_PAIRS =
  '⺁厂 ⺟母 ⺠民 ⺩王 ⺬示 ⺶羊 ⺼月 ⻁虎 ⻄西 ⻅见 ⻆角 ⻇角 ⻉贝 ⻋车 ⻑长 ⻓长 ⻔门 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻬齐 ⻮齿 ⻰龙 ⻳龟 ⼾户'
const RADICALS: ReadonlyMap<string, string> = new Map(RADICAL_PAIRS.split(' ').map((pair) => [pair[0]!, pair[1]!]))

/** Something for `tidy` to do: blanks at an end or two together, or a character that is none of the ordinary ones. */
const UNTIDY =
  /^ | $| {2}|[^\x20-\x7e\xa1-\xac\xae-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2e7f\u3001-\uf8ff\ufb00-\ufefe\uff01-\uff0d\uff0f\uff1a-\uff1f\uff3b-\uff40\uff5b-\ufff8\ufffc-\uffff]/

/**
 * Removes characters that are not seen, makes each run of blanks one space, and replaces full-width letters and
 * digits and the radical look-alikes that PDF exports leave behind (`⽤`) with the ordinary characters.
 */
export function tidy(text: string): string {
  if (!UNTIDY.test(text)) return text
  const seen = text.replace(UNSEEN, '').replace(BLANKS, ' ').trim()
  return ODD.test(seen) ? seen.replace(ODD_ALL, (char) => RADICALS.get(char) ?? char.normalize('NFKC')) : seen
}

const WIDE = '\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef\\u2018-\\u201d'
const LOOSE = new RegExp(`(?<=[${WIDE}]) | (?=[${WIDE}])`, 'g')

/** Tidied text without the blanks that touch a Chinese character: `SDK 名称` and `SDK名称` become one word. */
export const squeeze = (text: string): string => (text.includes(' ') ? text.replace(LOOSE, '') : text)

const OPEN = '（([【「『《〈“‘{'
const CLOSE = '）)]】」』》〉”’}'

/** +1 for an opening bracket or quote, −1 for a closing one, 0 otherwise. */
export const bracket = (char: string): -1 | 0 | 1 => (OPEN.includes(char) ? 1 : CLOSE.includes(char) ? -1 : 0)
