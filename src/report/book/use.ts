import type { JointFigures } from '../../judge/book.ts'
import type { Determination, Measured, Outcome, SubjectResult } from '../../judge/result.ts'
import type { Text } from '../../law/text.ts'

/** Sections of the notice that set a ratio. */
export const SECTIONS = [2, 3, 4] as const
export type Section = (typeof SECTIONS)[number]
const RULE = 'internet-lending-2021'

/** How far one limit is used by one bank, with one partner group or all partners. Amounts are texts in yuan. */
export interface Use {
  readonly section: Section
  readonly bank: string
  readonly partner?: string
  /** None: the row is not judged itself. Section 2 judges each loan: whether any of them falls short. */
  readonly outcome: Outcome
  /** What counts, at least, and what it is a share of; section 2: what the partner funds, of all amounts. */
  readonly part?: string
  readonly most?: string
  readonly whole?: string
  readonly limit?: string
  /** Millionths, cut: a share never reaches a limit by rounding. */
  readonly share?: number
  /** Beyond the limit whatever is not known; section 2: loans below it. */
  readonly over: boolean
}

/** A decimal text as a whole number of 10^-4. */
const scaled = (text: string): bigint => {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.')
  return BigInt(whole + fraction.slice(0, 4).padEnd(4, '0'))
}

/** Millionths, cut; none where nothing is to be divided by. */
export function shareOf(part: string, whole: string): number | undefined {
  const of = scaled(whole)
  return of === 0n ? undefined : Number((scaled(part) * 1_000_000n) / of)
}

/** Whether a part is more than the share `limit` of a whole, exactly. */
export const exceeds = (part: string, whole: string, limit: string): boolean =>
  scaled(part) * 10_000n > scaled(whole) * scaled(limit)

/** `25.0001%`: at most four digits, cut, zeros at the end left out. */
export const percent = (millionths: number): string =>
  `${`${Math.floor(millionths / 10_000)}.${String(millionths % 10_000).padStart(4, '0')}`.replace(/\.?0+$/, '')}%`

/** A limit `0.25` as `25%`. */
export const percentOf = (limit: string): string => percent(Number(scaled(limit)) * 100)

export const determinationOf = (r: SubjectResult, section: number): Determination | undefined =>
  r.determinations.find((d) => d.rule === `${RULE}#${section}`)

/** Every limit of a loan book as it is used, the fullest of each section first. */
export function usesOf(r: SubjectResult): Use[] {
  const { book } = r
  if (!book) return []
  const names = new Map(book.partners.map((one) => [`${one.bank}/${one.partner}`, one]))
  const third = (determinationOf(r, 3)?.measured ?? []).map((m) => {
    const named = names.get(m.id)
    const [bank = '', ...rest] = m.id.split('/')
    return measuredUse(3, m, named?.bank ?? bank, named?.partner ?? rest.join('/'))
  })
  const fourth = (determinationOf(r, 4)?.measured ?? []).map((m) => measuredUse(4, m, m.id))
  return [...book.partners.flatMap(fundedUse).sort(byShare), ...third, ...fourth]
}

/** The lowest share of the partner first. */
const byShare = (a: Use, b: Use): number => (a.share ?? Number.MAX_SAFE_INTEGER) - (b.share ?? Number.MAX_SAFE_INTEGER)

function fundedUse(of: JointFigures): Use[] {
  const { bank, partner, fresh, below, undecided, least } = of
  if (fresh.n === 0 && below === 0 && undecided === 0) return []
  const share = fresh.unknown > 0 ? undefined : shareOf(fresh.partnerAmount, fresh.amount)
  return [
    {
      section: 2,
      bank,
      ...(partner === undefined ? {} : { partner }),
      outcome: below > 0 ? 'failed' : undecided > 0 ? 'cantTell' : 'passed',
      part: fresh.partnerAmount,
      whole: fresh.amount,
      ...(least === undefined ? {} : { limit: least }),
      ...(share === undefined ? {} : { share }),
      over: below > 0,
    },
  ]
}

function measuredUse(section: 3 | 4, m: Measured, bank: string, partner?: string): Use {
  const { outcome, atLeast, atMost, of, limit } = m
  const share = atLeast !== undefined && of !== undefined && !of.startsWith('-') ? shareOf(atLeast, of) : undefined
  return {
    section,
    bank,
    ...(partner === undefined ? {} : { partner }),
    outcome,
    ...(atLeast === undefined ? {} : { part: atLeast }),
    ...(atMost === undefined ? {} : { most: atMost }),
    ...(of === undefined ? {} : { whole: of }),
    ...(limit === undefined ? {} : { limit }),
    ...(share === undefined ? {} : { share }),
    over: share !== undefined && limit !== undefined && exceeds(atLeast!, of!, limit),
  }
}

/** Bank, and the partner group where one is meant. */
export const nameOf = ({ bank, partner }: { readonly bank: string; readonly partner?: string }): string =>
  partner === undefined ? bank : `${bank} / ${partner}`

export const SECTION_NAMES: Readonly<Record<Section, Text>> = {
  2: {
    zh: '第二条 合作方出资占比（新发放合计；逐笔判断）',
    en: 'Section 2: the partner’s share (new loans together; each is judged by itself)',
  },
  3: { zh: '第三条 单一合作方余额占一级资本净额', en: 'Section 3: balance with one partner, of net tier 1 capital' },
  4: { zh: '第四条 全部合作机构余额占全部贷款', en: 'Section 4: balance with all partners, of all loans' },
}
