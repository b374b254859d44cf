const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u

/** Columns of a terminal that a text takes: Chinese characters and full-width signs take two. */
export function wide(text: string): number {
  let columns = 0
  for (const c of text) columns += WIDE.test(c) ? 2 : 1
  return columns
}

/** Lines no wider than `width`: broken at spaces, and between Chinese characters. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = []
    let line = ''
    let columns = 0
    for (const word of paragraph.match(/\s+|[^\s\u2E80-\u{3FFFD}]+|[\u2E80-\u{3FFFD}]/gu) ?? []) {
      const size = wide(word)
      if (columns + size > width && line.trim() !== '') {
        lines.push(line.trimEnd())
        line = ''
        columns = 0
      }
      if (line === '' && /^\s/.test(word)) continue
      line += word
      columns += size
    }
    return [...lines, line.trimEnd()]
  })
}

const GAP = ' │ '

/** Two texts beside each other, each wrapped to its half of the width. */
export function sideBySide(left: string, right: string, width: number): string[] {
  const half = Math.max(24, Math.floor((Math.min(width, 160) - GAP.length) / 2))
  const [a, b] = [wrap(left, half), wrap(right, half)]
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => {
    const cell = a[i] ?? ''
    return `${cell}${' '.repeat(Math.max(0, half - wide(cell)))}${GAP}${b[i] ?? ''}`.trimEnd()
  })
}
