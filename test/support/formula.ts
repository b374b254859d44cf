import type { WorkBook, WorkSheet } from '@e965/xlsx'
import { utils } from '@e965/xlsx'

type Value = number | string | boolean

/**
 * Computes the formulas our workbooks hold: arithmetic, comparisons, IF, ROUND, SUM, MAX, MIN and SUMIFS over cells,
 * whole columns and other sheets. Values of cells are read as they are; formulas in them are computed in turn.
 */
export function compute(book: WorkBook, sheet: string, at: string): Value {
  const cell = sheetOf(book, sheet)[at] as { f?: string; v?: Value } | undefined
  if (!cell) return 0
  return cell.f === undefined ? (cell.v ?? 0) : new Reader(book, sheet, cell.f).whole()
}

function sheetOf(book: WorkBook, name: string): WorkSheet {
  const found = book.Sheets[name]
  if (!found) throw new Error(`there is no sheet ${name}`)
  return found
}

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?)|"((?:[^"]|"")*)"|'((?:[^']|'')*)'!|(SUMIFS|SUM|IF|ROUND|MAX|MIN)(?=\()|([A-Z]{1,2})(\d+)|([A-Z]{1,2})(?=[:,)])|(<=|>=|<>|[-+*/=<>(),:]))/y

interface Area {
  readonly sheet: string
  readonly cells: readonly string[]
}

class Reader {
  readonly #book: WorkBook
  readonly #sheet: string
  readonly #text: string
  #at = 0

  constructor(book: WorkBook, sheet: string, text: string) {
    this.#book = book
    this.#sheet = sheet
    this.#text = text
  }

  whole(): Value {
    const value = this.#comparison()
    if (this.#at < this.#text.length) throw new Error(`${this.#text}: not read after ${this.#at}`)
    return value
  }

  #peek(): RegExpExecArray | undefined {
    TOKEN.lastIndex = this.#at
    return TOKEN.exec(this.#text) ?? undefined
  }
  #next(): RegExpExecArray {
    const found = this.#peek()
    if (!found) throw new Error(`${this.#text}: not read after ${this.#at}`)
    this.#at = TOKEN.lastIndex
    return found
  }
  #sign(...signs: readonly string[]): string | undefined {
    const sign = this.#peek()?.[8]
    if (sign === undefined || !signs.includes(sign)) return undefined
    this.#next()
    return sign
  }
  #expect(sign: string): void {
    if (this.#sign(sign) === undefined) throw new Error(`${this.#text}: ${sign} is missing at ${this.#at}`)
  }

  #comparison(): Value {
    const left = this.#sum()
    const sign = this.#sign('=', '<>', '<=', '>=', '<', '>')
    if (sign === undefined) return left
    const right = this.#sum()
    switch (sign) {
      case '=':
        return left === right
      case '<>':
        return left !== right
      case '<=':
        return left <= right
      case '>=':
        return left >= right
      case '<':
        return left < right
      default:
        return left > right
    }
  }
  #sum(): Value {
    let left = this.#product()
    for (let sign = this.#sign('+', '-'); sign; sign = this.#sign('+', '-')) {
      const right = Number(this.#product())
      left = sign === '+' ? Number(left) + right : Number(left) - right
    }
    return left
  }
  #product(): Value {
    let left = this.#one()
    for (let sign = this.#sign('*', '/'); sign; sign = this.#sign('*', '/')) {
      const right = Number(this.#one())
      left = sign === '*' ? Number(left) * right : Number(left) / right
    }
    return left
  }
  #one(): Value {
    if (this.#sign('(')) {
      const value = this.#comparison()
      this.#expect(')')
      return value
    }
    const ahead = this.#peek()
    if (ahead?.[3] !== undefined || ahead?.[7] !== undefined) return this.#area().cells.length
    const [, number, text, , name, column, row] = this.#next()
    if (number !== undefined) return Number(number)
    if (text !== undefined) return text.replaceAll('""', '"')
    if (name !== undefined) return this.#call(name)
    if (column !== undefined) return compute(this.#book, this.#sheet, `${column}${row}`)
    throw new Error(`${this.#text}: not read at ${this.#at}`)
  }

  #call(name: string): Value {
    this.#expect('(')
    if (name === 'SUMIFS') return this.#sumIfs()
    if (name === 'SUM' || name === 'MAX' || name === 'MIN') {
      const numbers: number[] = []
      do numbers.push(...this.#numbers())
      while (this.#sign(','))
      this.#expect(')')
      if (name === 'SUM') return numbers.reduce((a, b) => a + b, 0)
      return name === 'MAX' ? Math.max(...numbers) : Math.min(...numbers)
    }
    const args: Value[] = []
    do args.push(this.#comparison())
    while (this.#sign(','))
    this.#expect(')')
    if (name === 'ROUND') return Math.round(Number(args[0]) * 10 ** Number(args[1])) / 10 ** Number(args[1])
    return args[0] ? args[1]! : args[2]!
  }
  #numbers(): number[] {
    const from = this.#at
    const ahead = this.#peek()
    if (ahead?.[5] !== undefined || ahead?.[3] !== undefined || ahead?.[7] !== undefined) {
      const area = this.#area()
      if (area.cells.length > 1 || ahead[7] !== undefined)
        return area.cells.map((at) => compute(this.#book, area.sheet, at)).filter((v) => typeof v === 'number')
      this.#at = from
    }
    return [Number(this.#comparison())]
  }
  #sumIfs(): number {
    const of = this.#area()
    let kept = of.cells.map(() => true)
    while (this.#sign(',')) {
      const by = this.#area()
      this.#expect(',')
      const wanted = this.#comparison()
      kept = kept.map((k, i) => k && compute(this.#book, by.sheet, by.cells[i]!) === wanted)
    }
    this.#expect(')')
    return of.cells.reduce((sum, at, i) => {
      const value = kept[i] ? compute(this.#book, of.sheet, at) : 0
      return sum + (typeof value === 'number' ? value : 0)
    }, 0)
  }
  #area(): Area {
    let [, , , other, , column, row, whole] = this.#next()
    const sheet = other === undefined ? this.#sheet : other.replaceAll("''", "'")
    if (other !== undefined) [, , , , , column, row, whole] = this.#next()
    const end = this.#sign(':') ? this.#next() : undefined
    const { e } = utils.decode_range(sheetOf(this.#book, sheet)['!ref'] ?? 'A1')
    const [first, last] = whole === undefined ? [Number(row), Number(end?.[6] ?? row)] : [1, e.r + 1]
    const cells = Array.from({ length: last - first + 1 }, (_, i) => `${whole ?? column}${first + i}`)
    return { sheet, cells }
  }
}

/** Every formula of a workbook with the value it stands with. */
export function formulasOf(book: WorkBook): { sheet: string; at: string; f: string; v: Value }[] {
  return book.SheetNames.flatMap((sheet) =>
    Object.entries(sheetOf(book, sheet)).flatMap(([at, cell]) =>
      at.startsWith('!') || cell.f === undefined ? [] : [{ sheet, at, f: cell.f as string, v: cell.v as Value }],
    ),
  )
}
