/**
 * Builds the iOS and HarmonyOS examples from `examples/<name>/src/{ipa,hap}.json`; a test checks that the committed ones
 * are those of the sources. They hold the structures a reader looks at, and no machine code that could run.
 *
 *   node test/support/device-examples.ts
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type DeviceExample, deviceExamples } from '../../scripts/examples/sources.ts'
import { type HapShape, type IpaShape, writeHap, writeIpa } from './device-package.ts'

/** The bytes of an example. Entries are stored, so that they do not depend on the compressor. */
export function buildDevice(examples: string, { name, file }: DeviceExample): Buffer {
  const kind = file.endsWith('.ipa') ? 'ipa' : 'hap'
  const shape = JSON.parse(readFileSync(join(examples, name, 'src', `${kind}.json`), 'utf8')) as IpaShape & HapShape
  return kind === 'ipa' ? writeIpa({ ...shape, stored: true }) : writeHap({ ...shape, stored: true })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const examples = fileURLToPath(new URL('../../examples/', import.meta.url))
  for (const example of deviceExamples(examples))
    writeFileSync(join(examples, example.file), buildDevice(examples, example))
}
