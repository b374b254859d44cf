import assert from 'node:assert/strict'
import { it } from 'node:test'
import { recordPolicy } from '../../src/collect/app/policy-facts.ts'
import { Budget, DOCUMENT_LIMITS } from '../../src/collect/budget.ts'
import type { Block } from '../../src/collect/document/document.ts'
import { readPolicy } from '../../src/collect/policy/read.ts'
import { Recorder } from '../../src/facts/reading.ts'
import { docxParts, para, run, writeDocx } from '../support/docx-writer.ts'
import { mutate } from '../support/mutate.ts'
import { printBlocks, writePdf } from '../support/pdf-writer.ts'
import { writeZip } from '../support/zip-writer.ts'

const PDF = Number(process.env['GUIJU_FUZZ_PDF'] ?? 60)
const DOCX = Number(process.env['GUIJU_FUZZ_DOCX'] ?? 1_500)

const BLOCKS: readonly Block[] = [
  { kind: 'heading', level: 1, text: '示例隐私政策' },
  { kind: 'paragraph', text: '我们会收集您的手机号码，用于账号登录；您可以在设置中撤回同意。' },
  { kind: 'paragraph', text: '投诉请致电400-800-1234，我们在15个工作日内答复。' },
]

const BODY = BLOCKS.map((block) => para(run('text' in block ? block.text : ''))).join('')

/** Reads a damaged document and records what it says; a reader may refuse or note, never throw or run away. */
async function readDamaged(name: string, bytes: Uint8Array): Promise<boolean> {
  const scan = await readPolicy(bytes, name, new Budget({ ...DOCUMENT_LIMITS, ms: 5_000 }))
  const recorder = new Recorder('policy')
  recordPolicy(scan, recorder.row('app', 'app.web:x'), recorder)
  assert.ok(scan.unread.length > 0 || scan.length.chars > 0)
  return scan.length.chars > 0
}

it(`${PDF} damaged PDF files are read or refused`, { timeout: 5 * 60_000 }, async () => {
  const whole = writePdf(printBlocks(BLOCKS))
  assert.ok(await readDamaged('p.pdf', whole))
  let read = 0
  for (let seed = 0; seed < PDF; seed += 2) {
    const pair = [seed, seed + 1].map((one) => readDamaged('p.pdf', mutate(whole, one)))
    for (const done of await Promise.all(pair)) read += Number(done)
  }
  assert.ok(read > 0 && read < PDF)
})

it(`${DOCX} damaged DOCX files are read or refused`, { timeout: 5 * 60_000 }, async () => {
  const whole = writeDocx(BLOCKS)
  assert.ok(await readDamaged('p.docx', whole))
  let read = 0
  for (let seed = 0; seed < DOCX; seed++) {
    // Damage to the archive is mostly met by its checksums; the reader behind it sees what is damaged before packing.
    if (seed % 3 === 0) read += Number(await readDamaged('p.docx', mutate(whole, seed)))
    else {
      const parts = docxParts(BODY).map((part) => ({ ...part }))
      const chosen = parts[seed % parts.length]!
      chosen.data = mutate(Buffer.from(chosen.data), seed)
      read += Number(await readDamaged('p.docx', writeZip(parts)))
    }
  }
  assert.ok(read > 0 && read < DOCX)
})
