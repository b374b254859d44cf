import { TextDecoder } from 'node:util'
import type { ProblemLog } from '../archive/problem-log.ts'
import type { Budget } from '../budget.ts'

/** How many bytes are searched for a declared character set (the HTML standard looks at 1,024). */
const DECLARED_WITHIN = 4096
/** How many bytes decide between character sets when none is declared. */
const SAMPLE = 1 << 16

export interface Decoded {
  readonly text: string
  /** Name of the character set as the Encoding standard calls it. */
  readonly charset: string
  /** Share of characters that could not be decoded, 0 to 1. */
  readonly lost: number
}

const latin = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return undefined
}

/** The character set a `meta` element, an XML declaration or an HTTP header line in the first bytes names. */
function declared(bytes: Uint8Array): string | undefined {
  const head = latin(bytes.subarray(0, DECLARED_WITHIN))
  const name = /(?:charset|encoding)\s{0,8}=\s{0,8}["']?\s{0,8}([A-Za-z0-9_:.-]{2,24})/i.exec(head)?.[1]
  return name?.toLowerCase()
}

const decoder = (name: string, fatal = false): TextDecoder | undefined => {
  try {
    return new TextDecoder(name, { fatal })
  } catch {
    return undefined
  }
}

/** True when the bytes decode without a fault; a character cut off at the end of the sample is no fault. */
function fits(bytes: Uint8Array, name: string): boolean {
  try {
    new TextDecoder(name, { fatal: true }).decode(bytes.subarray(0, SAMPLE), { stream: true })
    return true
  } catch {
    return false
  }
}

/** Without a mark or a declaration: UTF-16 shows in its zero bytes, UTF-8 in its form; what remains is GB18030 or Big5. */
function guess(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE)
  let even = 0
  let odd = 0
  for (const [i, byte] of sample.entries()) {
    if (byte !== 0) continue
    if (i % 2 === 0) even += 1
    else odd += 1
  }
  if (odd > sample.length / 8 && odd > even * 4) return 'utf-16le'
  if (even > sample.length / 8 && even > odd * 4) return 'utf-16be'
  if (fits(bytes, 'utf-8')) return 'utf-8'
  if (!fits(bytes, 'gb18030')) return fits(bytes, 'big5') ? 'big5' : 'utf-8'
  return frequent(sample, 'big5') > frequent(sample, 'gb18030') ? 'big5' : 'gb18030'
}

const FREQUENT = /[的我们您個个人信資资訊息用不會会及以和在使]/g

const frequent = (sample: Uint8Array, name: string): number => {
  const text = decoder(name)?.decode(sample, { stream: true }) ?? ''
  return (text.match(FREQUENT)?.length ?? 0) - 2 * (text.match(/\ufffd/g)?.length ?? 0)
}

/**
 * Text of a document's bytes. The order is byte-order mark, declared character set if the bytes really decode by it,
 * then the form of the bytes. GBK and GB2312 are read as GB18030, which contains them.
 * @throws BudgetError when the bytes exceed the budget
 */
export function decode(bytes: Uint8Array, budget: Budget, log: ProblemLog): Decoded {
  budget.bytes(bytes.length)
  const named = byteOrderMark(bytes)
  const said = named ? undefined : declared(bytes)
  const wanted = said && /^(gbk|gb2312|gb_2312-80|x-gbk|hz-gb-2312)$/.test(said) ? 'gb18030' : said
  let charset = named ?? guess(bytes)
  if (!named && wanted && decoder(wanted) && fits(bytes, wanted)) charset = decoder(wanted)!.encoding
  else if (wanted && !named && decoder(wanted)?.encoding !== charset)
    log.add('policy.charset', '', {
      zh: `页面声明的字符集 ${said} 与实际内容不符,按 ${charset} 读取。`,
      en: `The declared character set ${said} does not fit the bytes; read as ${charset}.`,
    })
  const text = (decoder(charset) ?? new TextDecoder()).decode(bytes)
  budget.steps(text.length)
  const broken = text.includes('\ufffd') ? (text.match(/\ufffd/g)?.length ?? 0) : 0
  const lost = text.length === 0 ? 0 : broken / text.length
  if (broken > 0)
    log.add('policy.undecoded', '', {
      zh: `有 ${broken} 个字符无法解码。`,
      en: `${broken} characters could not be decoded.`,
    })
  return { text, charset, lost }
}
