import { SaxesParser, type SaxesTagNS } from 'saxes'
import type { Budget } from '../budget.ts'

/** An element as it begins. */
export interface XmlTag {
  /** Local name. */
  readonly name: string
  readonly uri: string
  /** Value of the attribute with this local name, whatever its prefix; namespace declarations apart. */
  attribute(name: string): string | undefined
}

export interface XmlHandler {
  open(tag: XmlTag): void
  close(name: string, uri: string): void
  text?(text: string): void
}

const PIECE = 1 << 16

const decode = (bytes: Uint8Array): string => {
  const mark =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  return new TextDecoder(mark).decode(bytes)
}

class Tag implements XmlTag {
  readonly name: string
  readonly uri: string
  readonly #attributes: SaxesTagNS['attributes']
  constructor(tag: SaxesTagNS) {
    this.name = tag.local
    this.uri = tag.uri
    this.#attributes = tag.attributes
  }
  attribute(name: string): string | undefined {
    for (const one of Object.values(this.#attributes))
      if (one.local === name && one.prefix !== 'xmlns') return one.value
    return undefined
  }
}

/**
 * Reads XML as a stream of events: no tree, no entities but the five of XML, no DTD.
 * Gives why it stopped early, or undefined at the end; what came before has been handed over.
 * @throws BudgetError
 */
export function readXml(bytes: Uint8Array, budget: Budget, handler: XmlHandler): string | undefined {
  const parser = new SaxesParser({ xmlns: true, position: false })
  let fault: string | undefined
  let depth = 0
  parser.on('error', (error) => {
    fault ??= error.message.slice(0, 120)
  })
  parser.on('doctype', () => {
    fault ??= 'document type declarations are not read'
  })
  parser.on('opentag', (tag) => {
    if (fault !== undefined) return
    depth += 1
    budget.depth(depth)
    budget.steps(4)
    handler.open(new Tag(tag))
  })
  parser.on('closetag', (tag) => {
    if (fault !== undefined) return
    depth -= 1
    handler.close(tag.local, tag.uri)
  })
  parser.on('text', (text) => {
    if (fault !== undefined) return
    budget.steps(text.length)
    handler.text?.(text)
  })
  parser.on('cdata', (text) => {
    if (fault === undefined) handler.text?.(text)
  })
  const source = decode(bytes)
  for (let at = 0; at < source.length && fault === undefined; at += PIECE) {
    budget.steps(Math.min(PIECE, source.length - at))
    parser.write(source.slice(at, at + PIECE))
  }
  if (fault === undefined) parser.close()
  return fault
}
