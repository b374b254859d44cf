import data from '../../law/csl-implementation-2017/figures.json' with { type: 'json' }
import type { NormNumber, Outline, Provision } from './instrument.ts'
import type { Text } from './text.ts'

/**
 * How figures of a text hang together: `product`, `sum` and `same` as they say; `part`: no more than the whole;
 * `within`: two days no further apart than a period; `people`: shares of whole people; `base`: the text says “of them”
 * and not of whom.
 */
export type Relation = 'product' | 'sum' | 'same' | 'part' | 'within' | 'people' | 'base'

export interface FigureCheck {
  readonly relation: Relation
  readonly what: Text
  /** `unclear`: the text allows more than one reading, so that the figure cannot be reused without saying which. */
  readonly outcome: 'agrees' | 'disagrees' | 'unclear'
  /** The sum as it was done. */
  readonly sum: string
  /** Places the figures come from, inside the instrument. */
  readonly places: readonly string[]
}

export interface Figure {
  readonly place: string
  readonly number: NormNumber
}

/** Instruments whose figures are checked. */
export const FIGURED: readonly string[] = [data.instrument]

/** Every number an instrument states, in its order. */
export function figuresOf(outline: Outline): readonly Figure[] {
  const found: Figure[] = []
  const walk = (provisions: readonly Provision[]): void => {
    for (const p of provisions) {
      for (const norm of p.norms ?? []) for (const number of norm.numbers ?? []) found.push({ place: p.ref, number })
      walk(p.children ?? [])
    }
  }
  walk(outline.provisions)
  return found
}

/** The figures of the inspection report of 2017, held against each other. Throws `RangeError` for a figure that is not there. */
export function checkFigures(outline: Outline): readonly FigureCheck[] {
  const byName = new Map(figuresOf(outline).map((f) => [`${f.place} ${f.number.of?.zh ?? ''}`, f]))
  const figure = (name: string): Figure => {
    const found = byName.get(name)
    if (!found) throw new RangeError(`no figure ${name}`)
    return found
  }
  return data.checks.map((check) => {
    const left = check.left.map(figure)
    const right = figure(check.right)
    const relation = check.relation as Relation
    return {
      relation,
      what: check.what,
      ...related(relation, left, right),
      places: [...new Set([...left, right].map((f) => f.place))],
    }
  })
}

const shown = ({ number }: Figure): string =>
  /^0\.\d+$/.test(number.value) ? `${(Number(number.value) * 100).toFixed(1)}%` : number.value
const value = ({ number }: Figure): number => Number(number.value)

function related(relation: Relation, left: readonly Figure[], right: Figure): Pick<FigureCheck, 'outcome' | 'sum'> {
  const said = (holds: boolean, sum: string) => ({ outcome: holds ? ('agrees' as const) : ('disagrees' as const), sum })
  const whole = value(right)
  switch (relation) {
    case 'product': {
      const product = left.reduce((n, f) => n * value(f), 1)
      return said(product === whole, `${left.map(shown).join(' × ')} = ${product}; ${shown(right)}`)
    }
    case 'sum': {
      const total = left.reduce((n, f) => n + value(f), 0)
      return said(total === whole, `${left.map(shown).join(' + ')} = ${total}; ${shown(right)}`)
    }
    case 'same':
      return said(
        left.every((f) => value(f) === whole),
        [...left, right].map(shown).join(' = '),
      )
    case 'part':
      return said(
        left.every((f) => value(f) <= whole),
        `${left.map(shown).join(', ')} ≤ ${shown(right)}`,
      )
    case 'within': {
      const [from, until] = left as [Figure, Figure]
      const end = addMonths(from.number.value, whole)
      return said(until.number.value < end, `${from.number.value} + ${whole} = ${end} > ${until.number.value}`)
    }
    case 'people': {
      const odd = left.filter((f) => !isShareOf(value(f), halfPlace(f.number.value), whole))
      return said(odd.length === 0, (odd.length === 0 ? left : odd).map((f) => `${shown(f)} × ${whole}`).join(', '))
    }
    case 'base': {
      const [part] = left as [Figure]
      const both = (value(part) * whole * 100).toFixed(1)
      return { outcome: 'unclear', sum: `${shown(part)} | ${shown(part)} × ${shown(right)} = ${both}%` }
    }
    default:
      return relation satisfies never
  }
}

/** Whether some whole number of people comes to the share, give or take half its last printed place. */
export function isShareOf(share: number, half: number, people: number): boolean {
  const low = Math.ceil((share - half) * people - 1e-9)
  return low <= (share + half) * people + 1e-9
}

/** Half the last place of a decimal as printed: 0.0005 for `0.521`. */
export const halfPlace = (decimal: string): number => 0.5 / 10 ** (decimal.split('.')[1]?.length ?? 0)

/** A day so many months on: `2017-06-01` and 3 give `2017-09-01`. */
function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const at = year * 12 + (month - 1) + months
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-${String(date).padStart(2, '0')}`
}
