import type { Text } from '../../law/text.ts'
import { type Plain, unknownName } from './values.ts'

const MOST = 20

/** What is wrong with an inventory, one line each, in the order found. */
export class Flaws {
  readonly #name: string
  readonly #found: Text[] = []

  constructor(name: string) {
    this.#name = name
  }

  get any(): boolean {
    return this.#found.length > 0
  }

  add(what: Text): void {
    this.#found.push(what)
  }

  say(at: string, what: Text): void {
    this.add({ zh: `${at}：${what.zh}`, en: `${at}: ${what.en}` })
  }

  /** Names that are none of those known. */
  keys(of: Plain, known: readonly string[], at: string): void {
    for (const key of Object.keys(of)) if (!known.includes(key)) this.add(unknownName(at, key, known))
  }

  /** The first of them, each with the name of the file. */
  named(): readonly Text[] {
    const shown = this.#found
      .slice(0, MOST)
      .map((p) => ({ zh: `${this.#name}：${p.zh}`, en: `${this.#name}: ${p.en}` }))
    const more = this.#found.length - shown.length
    return more > 0 ? [...shown, { zh: `${this.#name}：另有 ${more} 处`, en: `${this.#name}: ${more} more` }] : shown
  }
}
