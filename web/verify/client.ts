/** The verify page: reads the file that is dropped or came with the page, verifies it here, and says what was found. */

import type { Sha256 } from '../../src/cases/draw/digest.ts'
import type { DrawRecord } from '../../src/cases/draw/record.ts'
import { verifyDrawText } from '../../src/cases/draw/verify-text.ts'
import { type CaseProof, PROOF_NAMES, verifyCaseProof } from '../../src/cases/ledger/case-export.ts'
import { claimsOf } from '../../src/cases/ledger/claims.ts'
import { verifyEd25519 } from '../../src/cases/ledger/ed25519.ts'
import { Sha256Stream, sha256, sha256Each } from '../../src/cases/ledger/sha2.ts'
import { fill, type Text } from '../../src/law/text.ts'
import { clip, pieces } from '../../src/report/visible.ts'
import { sayLanguage } from '../report/language-client.ts'
import { OUTCOMES, VERIFY } from './words.ts'

const tools = { hash: sha256, verify: verifyEd25519 }
const encoder = new TextEncoder()
const digests: Sha256 = {
  async of(parts) {
    const stream = new Sha256Stream()
    for (const part of parts) stream.update(encoder.encode(part))
    return stream.digest()
  },
  each: async (bytes, ends) => sha256Each(bytes, ends),
}

const found = document.querySelector<HTMLElement>('#found')!
const published = document.querySelector<HTMLInputElement>('#published')!
const chooser = document.querySelector<HTMLInputElement>('#file')!
const drop = document.querySelector<HTMLElement>('#drop')!

/** Rows of a table shown at most; the file holds all. */
const MOST_ROWS = 500
const MOST_TEXT = 2000

type Child = Node | string

function el(tag: string, className: string, ...children: readonly Child[]): HTMLElement {
  const made = document.createElement(tag)
  if (className) made.className = className
  made.append(...children)
  return made
}

/** Foreign text: what cannot be seen is named. */
function raw(text: string): DocumentFragment {
  const made = document.createDocumentFragment()
  const { text: head, more } = clip(text, MOST_TEXT)
  for (const piece of pieces(head)) made.append(piece.hidden ? el('span', 'ctl', piece.text) : piece.text)
  if (more > 0) made.append(` … +${more}`)
  return made
}

/** A text in both languages; the switch of the page shows one. */
function both(text: Text): DocumentFragment {
  const made = document.createDocumentFragment()
  for (const lang of ['zh', 'en'] as const) {
    const span = el('span', '', raw(text[lang]))
    span.lang = lang
    made.append(span)
  }
  return made
}

const code = (text: string): HTMLElement => el('code', '', raw(text))
/** One that is not broken over lines. */
const whole = (text: string): HTMLElement => el('code', 'whole', raw(text))
const list = (items: readonly Text[]): HTMLElement => el('ul', 'says', ...items.map((t) => el('li', '', both(t))))

function section(title: Text, ...children: readonly Child[]): HTMLElement {
  return el('section', '', el('h2', '', both(title)), ...children)
}

function table(heads: readonly Text[], rows: readonly (readonly Child[])[]): HTMLElement {
  const body = rows.slice(0, MOST_ROWS).map((row) => el('tr', '', ...row.map((cell) => el('td', '', cell))))
  const made = el(
    'div',
    'scroll',
    el(
      'table',
      '',
      el('thead', '', el('tr', '', ...heads.map((h) => el('th', '', both(h))))),
      el('tbody', '', ...body),
    ),
  )
  if (rows.length > MOST_ROWS) made.append(el('p', '', both(fill(VERIFY.more, { n: rows.length - MOST_ROWS }))))
  return made
}

function banner(isGood: boolean, name: string, what: Text): HTMLElement {
  const said = isGood ? VERIFY.good : VERIFY.bad
  return el(
    'p',
    `banner ${isGood ? 'o-passed' : 'o-failed'}`,
    el('b', '', isGood ? '✓ ' : '✗ ', both(said)),
    ' ',
    both(what),
    ' ',
    code(name),
  )
}

const claims = (shows: readonly Text[], doesNotShow: readonly Text[], notes: readonly Text[]): Child[] =>
  (
    [
      [VERIFY.notes, notes],
      [VERIFY.shows, shows],
      [VERIFY.doesNotShow, doesNotShow],
    ] as const
  ).flatMap(([title, items]) => (items.length > 0 ? [section(title, list(items))] : []))

async function showDraw(name: string, text: string, value: unknown): Promise<void> {
  const wanted = published.value.trim().toLowerCase()
  const result = await verifyDrawText(text, value, digests, wanted === '' ? undefined : wanted, tools)
  const checks = result.checks.map((c) =>
    el('li', c.ok ? 'o-passed' : 'o-failed', el('b', '', c.ok ? '✓' : '✗'), ' ', both(c.say)),
  )
  const { reveal, plan } = value as DrawRecord
  const rows =
    result.ok && reveal
      ? reveal.result.tiers.flatMap((tier) =>
          [...tier.drawn.map((d) => [d, 0] as const), ...tier.substitutes.map((d, i) => [d, i + 1] as const)].map(
            ([d, n]) => [
              n === 0 ? code(tier.id) : el('span', '', code(tier.id), ' ', both(VERIFY.standIn), ` ${n}`),
              code(d.subject),
              code(d.inspectors.join(', ')),
              code(d.substitutes.join(', ')),
            ],
          ),
        )
      : []
  found.replaceChildren(
    banner(result.ok, name, VERIFY.draw),
    ...(result.ok ? [el('p', 'line', el('b', '', raw(plan.title)), ' · ', raw(plan.organiser))] : []),
    section(VERIFY.checks, el('ul', 'checks', ...checks)),
    ...(rows.length > 0
      ? [section(VERIFY.result, table([VERIFY.tier, VERIFY.subject, VERIFY.inspectors, VERIFY.substitutes], rows))]
      : []),
    ...claims(result.shows, result.doesNotShow, result.cautions),
  )
}

function showProof(name: string, proof: CaseProof): void {
  const { shows, doesNotShow } = claimsOf(proof)
  const faults = proof.faults.map(({ index, say }) =>
    el(
      'li',
      'o-failed',
      el('b', '', '✗'),
      ' ',
      ...(index === undefined ? [] : [both(fill(VERIFY.entry, { n: index })), ': ']),
      both(say),
    ),
  )
  const { checkpoint } = proof.found
  found.replaceChildren(
    banner(proof.ok, name, PROOF_NAMES[proof.kind]),
    ...(checkpoint && proof.key
      ? [
          el('p', 'line', both(VERIFY.log), ' ', code(`${checkpoint.origin} (${checkpoint.size})`)),
          el('p', 'line', both(VERIFY.key), ' ', code(proof.key.publicKey)),
        ]
      : []),
    ...(faults.length > 0 ? [section(VERIFY.checks, el('ul', 'checks', ...faults))] : []),
    ...(proof.ok ? [contents(proof)] : []),
    ...claims(shows, doesNotShow, proof.notes),
  )
}

/** The steps of a case with when each was logged, or the entries of a receipt. */
function contents({ standing, found: { entries } }: CaseProof): HTMLElement {
  if (!standing) {
    const rows = entries.map(({ entry, content }) => [
      code(String(entry.index)),
      code(entry.kind),
      code(content?.text ?? ''),
      whole(entry.at),
    ])
    return section(VERIFY.entries, table([VERIFY.entry, VERIFY.step, VERIFY.content, VERIFY.logged].map(plainly), rows))
  }
  const rows = standing.file.events.map((event, i) => [
    whole(event.at),
    whole(event.type),
    raw(event.by),
    both(OUTCOMES[event.outcome ?? ''] ?? { zh: '', en: '' }),
    event.erased
      ? both(fill(VERIFY.erased, { on: event.erased.on, reason: event.erased.reason }))
      : code(JSON.stringify(event.data)),
    whole(standing.places[i]!.at),
  ])
  const heads = [VERIFY.time, VERIFY.step, VERIFY.by, VERIFY.outcome, VERIFY.content, VERIFY.logged]
  return section(VERIFY.steps, table(heads, rows))
}

const plainly = (text: Text): Text => fill(text, { n: '' })

async function show(name: string, text: string): Promise<void> {
  found.replaceChildren(el('p', 'line', both(VERIFY.working)))
  // So that the line is seen before a long draw is computed.
  await new Promise((resolve) => setTimeout(resolve, 30))
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    value = undefined
  }
  if ((value as { schema?: unknown } | undefined)?.schema === 'guiju/draw/1') return showDraw(name, text, value)
  const key = published.value.trim()
  const proof = verifyCaseProof(text, tools, key === '' ? {} : { publicKey: key })
  if (proof) showProof(name, proof)
  else found.replaceChildren(el('p', 'banner o-cantTell', el('b', '', code(name)), ' ', both(VERIFY.unread)))
}

let last: readonly [name: string, text: string] | undefined

async function take(name: string, text: string): Promise<void> {
  last = [name, text]
  await show(name, text)
}

async function takeFile(file: File | undefined): Promise<void> {
  if (!file) return
  const bytes = await file.arrayBuffer()
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    last = undefined
    found.replaceChildren(banner(false, file.name, VERIFY.bytes))
    return
  }
  await take(file.name, text)
}

chooser.addEventListener('change', () => void takeFile(chooser.files?.[0]))
published.addEventListener('change', () => {
  if (last) void show(...last)
})
for (const type of ['dragenter', 'dragover'])
  document.addEventListener(type, (event) => {
    event.preventDefault()
    drop.classList.add('over')
  })
for (const type of ['dragleave', 'drop'])
  document.addEventListener(type, (event) => {
    event.preventDefault()
    drop.classList.remove('over')
  })
document.addEventListener('drop', (event) => void takeFile(event.dataTransfer?.files[0]))

for (const input of document.querySelectorAll<HTMLInputElement>('input[name=lang]'))
  input.addEventListener('change', sayLanguage)

const given = document.querySelector('#given')?.textContent
if (given) {
  const [name, text] = JSON.parse(given) as [string, string]
  void take(name, text)
}
