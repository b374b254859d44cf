import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const examples = fileURLToPath(new URL('../../examples/', import.meta.url))
const samples = fileURLToPath(new URL('../../../shared/data/samples/', import.meta.url))

/** Small packages to damage: the bundled examples, and real ones where they stand beside the checkout. */
export function packages(most: number): Buffer[] {
  const real = existsSync(samples) ? globSync('**/*.apk', { cwd: samples }).map((p) => samples + p) : []
  return [...globSync('*/*.apk', { cwd: examples }).map((p) => examples + p), ...real]
    .filter((path) => statSync(path).size <= most)
    .sort()
    .map((path) => readFileSync(path))
}
