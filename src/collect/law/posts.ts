/** A part of a file that holds one text, or the whole file. */
export interface Segment {
  /** Printed title, where a line below says that it was posted. */
  readonly title?: string
  /** Index of the title, or of the first line. */
  readonly from: number
  /** Index of the first line of the text. */
  readonly start: number
  /** Index after the last line. */
  readonly end: number
}

const POSTED = /^Posted\s+on\b/i
/** A longer line is a sentence that begins that way. */
const MAX_POSTED = 120
/** A title stands at most this many lines above. */
const REACH = 4

/**
 * Cuts a file at its posts: a post begins at the title above a line `Posted on` or `Posted on Updated on`. What stands
 * before the first one, and a file without posts, is one segment without a title.
 */
export function segments(lines: readonly string[]): readonly Segment[] {
  const posts: { title: string; from: number; start: number }[] = []
  for (const [i, line] of lines.entries()) {
    if (line.length > MAX_POSTED || !POSTED.test(line.trim())) continue
    const least = Math.max(posts.at(-1)?.start ?? 0, i - REACH)
    for (let j = i - 1; j >= least; j--) {
      const title = lines[j]!.trim()
      if (title === '') continue
      posts.push({ title, from: j, start: i + 1 })
      break
    }
  }
  const found: Segment[] = posts.map((post, i) => ({ ...post, end: posts[i + 1]?.from ?? lines.length }))
  const head = posts[0]?.from ?? lines.length
  return head > 0 ? [{ from: 0, start: 0, end: head }, ...found] : found
}
