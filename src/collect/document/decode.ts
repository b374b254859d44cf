import { TextDecoder } from 'node:util'
import type { ProblemLog } from '../archive/problem-log.ts'
import type { Budget } from '../budget.ts'

/** How many bytes are searched for a declared character set (the HTML standard looks at 1,024). */
const DECLARED_WITHIN = 4096
/** How many bytes decide between character sets. */
const SAMPLE = 1 << 16

export interface Decoded {
  readonly text: string
  /** Name of the character set as the Encoding standard calls it. */
  readonly charset: string
  /** Share of characters that could not be decoded, 0 to 1. */
  readonly lost: number
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return undefined
}

const LATIN = new TextDecoder('latin1')

/** The character set a `meta` element or an XML declaration in the first bytes names, as the Encoding standard calls it. */
function declared(bytes: Uint8Array): string | undefined {
  const head = LATIN.decode(bytes.subarray(0, DECLARED_WITHIN))
  const name = /(?:charset|encoding)\s{0,8}=\s{0,8}["']?\s{0,8}([A-Za-z0-9_:.-]{2,24})/i.exec(head)?.[1]?.toLowerCase()
  return name === undefined ? undefined : standard(name)
}

/** GB18030 contains GBK and GB2312. */
const standard = (name: string): string | undefined =>
  /^(?:gbk|gb2312|gb_2312-80|x-gbk|hz-gb-2312)$/i.test(name) ? 'gb18030' : decoder(name)?.encoding

const decoder = (name: string, fatal = false): TextDecoder | undefined => {
  try {
    return new TextDecoder(name, { fatal })
  } catch {
    return undefined
  }
}

const decodeWhole = (bytes: Uint8Array, name: string): string | undefined => {
  try {
    return decoder(name, true)?.decode(bytes)
  } catch {
    return undefined
  }
}

/** UTF-16 without a mark shows in its zero bytes. */
function zeroBytes(sample: Uint8Array): string | undefined {
  let even = 0
  let odd = 0
  for (let at = sample.indexOf(0); at >= 0; at = sample.indexOf(0, at + 1)) {
    if (at % 2 === 0) even += 1
    else odd += 1
  }
  if (odd > sample.length / 8 && odd > even * 4) return 'utf-16le'
  if (even > sample.length / 8 && even > odd * 4) return 'utf-16be'
  return undefined
}

const FREQUENT = /[的我们您個个人信资資訊息用不會会及以和在使]/g

/** How much a sample reads like Chinese under a character set; broken characters count against it. */
function likeness(sample: Uint8Array, name: string): number {
  const text = decoder(name)?.decode(sample, { stream: true })
  return text === undefined ? -Infinity : (text.match(FREQUENT)?.length ?? 0) - 4 * (text.match(/\ufffd/g)?.length ?? 0)
}

/** The best of the character sets Chinese pages use; an earlier one wins a tie. */
function guess(sample: Uint8Array, said: string | undefined): string {
  let best = 'utf-8'
  let score = -Infinity
  for (const name of [...(said ? [said] : []), 'utf-8', 'gb18030', 'big5']) {
    const likes = likeness(sample, name)
    if (likes > score) {
      best = name
      score = likes
    }
  }
  return best
}

/**
 * Text of a document's bytes. The order is byte-order mark, zero bytes of UTF-16, bytes that are UTF-8 without a
 * fault (whatever the page declares), and then what reads most like Chinese, the declared character set first.
 * @param told character set that the server named; what the document declares goes before it
 * @throws BudgetError when the bytes exceed the budget
 */
export function decode(bytes: Uint8Array, budget: Budget, log: ProblemLog, told?: string): Decoded {
  budget.bytes(bytes.length)
  const sample = bytes.subarray(0, SAMPLE)
  const mark = byteOrderMark(bytes) ?? zeroBytes(sample)
  const clean = mark === undefined ? decodeWhole(bytes, 'utf-8') : undefined
  const said = mark === undefined ? (declared(bytes) ?? (told === undefined ? undefined : standard(told))) : undefined
  const charset = mark ?? (clean === undefined ? guess(sample, said) : 'utf-8')
  const text = clean ?? (decoder(charset) ?? new TextDecoder()).decode(bytes)
  budget.steps(text.length)
  if (said !== undefined && said !== charset && /[^ -~\s]/.test(text))
    log.add('document.charset', '', {
      zh: `页面声明的字符集 ${said} 与实际内容不符，按 ${charset} 读取。`,
      en: `The declared character set ${said} does not fit the bytes; read as ${charset}.`,
    })
  const broken = text.includes('\ufffd') ? (text.match(/\ufffd/g)?.length ?? 0) : 0
  if (broken > 0)
    log.add('document.undecoded', '', {
      zh: `有 ${broken} 个字符无法解码。`,
      en: `${broken} characters could not be decoded.`,
    })
  return { text, charset, lost: text.length === 0 ? 0 : broken / text.length }
}
