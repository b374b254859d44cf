/**
 * Finds the official Chinese of every provision of the committed instruments in a text file and compares its SHA-256,
 * and what it cites, with `law/<instrument>/outline.json`.
 *
 *   node scripts/law/hash.ts <file> [--check | --write] [--instrument <id>] [--show]
 *
 * `--check` (the default) prints what differs and ends with 1 where something does; `--write` puts both into the
 * outlines; `--show` prints the places found. Texts of instruments that are not in the file are left alone.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { citationsIn } from '../../src/law/citations.ts'
import type { Instrument, Outline, Provision } from '../../src/law/instrument.ts'
import { provisionsOf } from '../../src/law/instrument.ts'
import { wordsOnly } from '../../src/law/normalise.ts'
import { findProvisions } from '../../src/law/provisions.ts'

const LAW = join(import.meta.dirname, '..', '..', 'law')

/** Differences between the text found and the outline, one line each. */
export interface HashReport {
  readonly instrument: string
  readonly found: number
  readonly differences: readonly string[]
  readonly outline: Outline
}

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** The instruments under `law/` that have an outline, in order of id. */
export function committedInstruments(): { instrument: Instrument; outline: Outline }[] {
  return readdirSync(LAW)
    .sort()
    .filter((id) => existsSync(join(LAW, id, 'outline.json')))
    .map((id) => ({ instrument: read<Instrument>(id, 'instrument'), outline: read<Outline>(id, 'outline') }))
}

function read<T>(id: string, name: string): T {
  return JSON.parse(readFileSync(join(LAW, id, `${name}.json`), 'utf8')) as T
}

/** Compares one instrument with a text; undefined where its title is not in the text. */
export function compareWithText(text: string, instrument: Instrument, outline: Outline): HashReport | undefined {
  const found = findProvisions(text, {
    title: instrument.title.zh,
    numbering: instrument.numbering,
    signatures: instrument.issuers.map((issuer) => issuer.zh),
    preamble: outline.provisions.filter((p) => /^p\d+$/.test(p.ref)).length,
  })
  if (!found || found.length === 0) return undefined
  const hashes = new Map<string, string>()
  const words = new Map<string, string>()
  const citations = new Map<string, Provision['cites']>()
  const differences: string[] = []
  for (const { place, form, text: printed, line } of found) {
    const cites = citationsIn(printed, place, instrument.numbering)
    if (cites.length > 0) citations.set(place, cites)
    if (hashes.has(place)) differences.push(`${place}: printed twice (line ${line + 1})`)
    hashes.set(place, sha256(form))
    words.set(place, sha256(wordsOnly(form)))
  }
  const known = new Set<string>()
  const put = (provision: Provision): Provision => {
    const { sha256: before, words: wordsBefore, cites: citesBefore, norms, children, ...rest } = provision
    const cites = citations.get(provision.ref)
    const now = hashes.get(provision.ref)
    const wordsNow = words.get(provision.ref)
    known.add(provision.ref)
    if (before !== now) {
      differences.push(`${provision.ref}: ${before ? (now ? 'text differs' : 'not in the text') : 'no hash yet'}`)
    }
    if (before === now && wordsBefore !== wordsNow) differences.push(`${provision.ref}: hash of the words differs`)
    if (JSON.stringify(citesBefore) !== JSON.stringify(cites)) differences.push(`${provision.ref}: citations differ`)
    return {
      ...rest,
      ...(now ? { sha256: now } : {}),
      ...(wordsNow ? { words: wordsNow } : {}),
      ...(cites ? { cites } : {}),
      ...(norms ? { norms } : {}),
      ...(children ? { children: children.map(put) } : {}),
    }
  }
  const written: Outline = { instrument: outline.instrument, provisions: outline.provisions.map(put) }
  for (const place of hashes.keys()) if (!known.has(place)) differences.push(`${place}: not in the outline`)
  return { instrument: instrument.id, found: found.length, differences, outline: written }
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      check: { type: 'boolean' },
      write: { type: 'boolean' },
      show: { type: 'boolean' },
      instrument: { type: 'string', multiple: true },
    },
  })
  const [file] = positionals
  if (!file) {
    console.error('usage: node scripts/law/hash.ts <file> [--check | --write] [--instrument <id>] [--show]')
    process.exit(2)
  }
  const text = readFileSync(file, 'utf8')
  let differing = 0
  for (const { instrument, outline } of committedInstruments()) {
    if (values.instrument && !values.instrument.includes(instrument.id)) continue
    const report = compareWithText(text, instrument, outline)
    if (!report) {
      console.log(`${instrument.id}: not in this file`)
      continue
    }
    console.log(`${instrument.id}: ${report.found} provisions found, ${report.differences.length} differences`)
    for (const difference of report.differences) console.log(`  ${difference}`)
    if (values.show) console.log(`  ${[...provisionsOf(report.outline)].map((p) => p.ref).join(' ')}`)
    differing += report.differences.length
    if (values.write) {
      writeFileSync(join(LAW, instrument.id, 'outline.json'), `${JSON.stringify(report.outline, null, 2)}\n`)
    }
  }
  process.exitCode = !values.write && differing > 0 ? 1 : 0
}
