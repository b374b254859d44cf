/** The known name closest to a mistyped one, by edits; undefined where none is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const wanted = name.toLowerCase().slice(0, 64)
  let best: string | undefined
  let least = Math.max(3, Math.floor(wanted.length / 2) + 1)
  for (const one of known) {
    const distance = edits(wanted, one.toLowerCase())
    if (distance < least) {
      least = distance
      best = one
    }
  }
  return best
}

function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
    row = next
  }
  return row[b.length]!
}
