import type { Text } from '../../law/text.ts'
import type { Tools } from '../ledger/receipt.ts'
import type { Sha256 } from './digest.ts'
import { type Verification, verifyDraw } from './verify.ts'

const TWICE: Text = {
  zh: '文件中有重复的键：看到的与计算的可能不同',
  en: 'a key is there twice in the file: what is read may not be what is computed',
}

const withFault = (found: Verification, say: Text): Verification => ({
  ...found,
  ok: false,
  checks: found.checks.map((c) => (c.id === 'form' ? { ...c, ok: false, say } : c)),
})

/** Keys written in a JSON text, and keys a parsed value has: fewer where one was written twice. */
const keysIn = (text: string): number => {
  let n = 0
  for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (colon !== undefined) n += 1
  return n
}
function keysOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let n = Array.isArray(value) ? 0 : Object.keys(value).length
  for (const inner of Object.values(value)) n += keysOf(inner)
  return n
}

/**
 * Computes a draw again from its file and says what holds, of the text too.
 * @param value the text, parsed
 */
export async function verifyDrawText(
  text: string,
  value: unknown,
  sha256: Sha256,
  published?: string,
  tools?: Tools,
): Promise<Verification> {
  const found = await verifyDraw(value, sha256, published, tools)
  return found.checks[0]?.ok && keysIn(text) !== keysOf(value) ? withFault(found, TWICE) : found
}
