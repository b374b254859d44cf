/** Lines shorter than this are not cut off by a line width. */
const WIDTH = 24

const STARTS =
  /^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[•·●■◆○▪➢\-*]|第[一二三四五六七八九十\d]{1,3}[条章节]|[^：:，。]{1,12}[：:])/
const ENDS = /[。！？!?；;：:.>》）)】]$/

/**
 * The width at which a text was cut into lines, or undefined where lines are paragraphs: cut text has many lines of
 * nearly the same greatest length that end in the middle of a sentence.
 */
export function lineWidth(lines: readonly string[]): number | undefined {
  const lengths = lines.map((line) => line.trimEnd().length).filter((length) => length >= WIDTH)
  if (lengths.length < 6) return undefined
  lengths.sort((a, b) => a - b)
  const width = lengths[Math.floor(lengths.length * 0.9)]!
  if (width > 120) return undefined
  const full = lines.filter((line) => {
    const length = line.trimEnd().length
    return length >= width * 0.8 && length <= width * 1.2
  })
  const open = full.filter((line) => !ENDS.test(line.trimEnd()))
  return full.length >= lengths.length * 0.6 && open.length >= full.length * 0.4 ? width : undefined
}

/** Whether `next` goes on with the sentence that `line` began. */
export const goesOn = (line: string, next: string, width: number): boolean =>
  line.trimEnd().length >= width * 0.8 && !ENDS.test(line.trimEnd()) && !STARTS.test(next.trimStart())
