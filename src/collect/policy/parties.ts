import type { Budget } from '../budget.ts'
import { squeeze } from '../document/characters.ts'
import type { Link } from '../document/document.ts'
import { meaningful, told, toldItems } from './cells.ts'
import { excerpt, masked } from './excerpt.ts'
import type { Role } from './labels.ts'
import { meansInText, toldMeans } from './means.ts'
import type { Place, ThirdParty, Told, ToldMeans } from './scan.ts'
import { simplified } from './traditional.ts'

/** One value of a row under its role. */
export interface Value {
  readonly role: Role
  readonly text: string
  readonly links?: readonly Link[]
  /** Carried down from an earlier row over an empty cell. */
  readonly inherited?: boolean
}

const URL_IN_TEXT = /https?:\/\/[^\s，。；、（）()【】<>"'“”]{4,400}|www\.[^\s，。；、（）()【】<>"'“”]{4,200}/i
const PERMISSION = /android\.permission\.[A-Z_]{3,60}|[A-Z]{3,20}(?:_[A-Z]{2,20}){1,5}/g

const join = (values: readonly Value[]): string =>
  values
    .map((value) => value.text)
    .filter(Boolean)
    .join('；')

const firstUrl = (values: readonly Value[]): string | undefined => {
  for (const value of values) {
    const link = value.links?.find((one) => /^(?:https?:)?\/\//i.test(one.href)) ?? value.links?.[0]
    const found = link?.href || URL_IN_TEXT.exec(value.text)?.[0]
    if (found) return found.slice(0, 500)
  }
  return undefined
}

const permissionsOf = (values: readonly Value[]): readonly string[] => {
  const text = join(values)
  if (!meaningful(text)) return []
  const codes = text.match(PERMISSION) ?? []
  const words = text
    .replace(PERMISSION, ' ')
    .split(/[\s、，,；;/|。]+/)
    .map((word) => word.replace(/^[（(]|[）)]$/g, ''))
    .filter((word) => word.length > 1 && word.length <= 30 && /[\u4e00-\u9fff]/.test(word))
  return [...new Set([...codes, ...words])].slice(0, 60)
}

/** Bullets and numbers before a name: `① `, `2、`, `（3）`, `3 `. */
const MARKS = /^(?:[•●·▪■◆○▶*-]\s*)?(?:[①-⑳]\s*|[（(]?\d{1,3}(?:[)）、.．]|\s)\s*)?/

const nameOf = (text: string): string | undefined => {
  const name = squeeze(text.replace(/\s+/g, ' ').trim().replace(MARKS, '')).replace(/[：:，,。；;]+$/g, '')
  return meaningful(name) ? name.slice(0, 80) : undefined
}

/**
 * Makes a third party of the values of one row, whatever its form. 第三方名称 is taken for the SDK where no other
 * value names it, else for the company. Several columns of one role are read together.
 * @returns undefined when neither a name nor a company is there
 */
export function toThirdParty(
  values: readonly Value[],
  form: ThirdParty['form'],
  at: Place,
  intro: string,
  budget: Budget,
): ThirdParty | undefined {
  const of = (...roles: readonly Role[]) => values.filter((value) => roles.includes(value.role))
  const raw = values.map((value) => squeeze(value.text.replace(/\s+/g, ' ').trim())).join(' | ')
  budget.steps(raw.length)
  const named = nameOf(join(of('name')))
  const party = nameOf(join(of('party')))
  const firm = nameOf(join(of('company')))
  const name = named ?? (firm ? party : undefined) ?? (firm ? undefined : party)
  const company = firm ?? (named ? party : undefined)
  if (!name && !company) return undefined
  const purposes = of('purpose')
  const purpose = both(purposes) ?? both(of('scene'))
  const items = of('items')
  const carried = items.length > 0 && items.every((value) => value.inherited === true)
  const scope = items.length > 0 ? toldItems(simplified(join(items)), carried) : undefined
  const means = meansOf(of('means'), simplified(raw), simplified(intro))
  const unsorted = join(of('unsorted')).slice(0, 400)
  const link = firstUrl(of('link')) ?? firstUrl(of('name', 'party', 'company', 'other'))
  return {
    at,
    excerpt: excerpt(raw),
    form,
    ...(name ? { name } : {}),
    ...(company ? { company } : {}),
    ...(purpose ? { purpose } : {}),
    ...(means ? { means } : {}),
    ...(scope ? { items: scope } : {}),
    permissions: permissionsOf(of('permission')),
    ...(link ? { link } : {}),
    ...(meaningful(unsorted) ? { unsorted: masked(unsorted) } : {}),
    ...(intro ? { intro: masked(intro) } : {}),
    raw: masked(raw.slice(0, 1000)),
  }
}

const both = (values: readonly Value[]): Told | undefined =>
  values.length === 0
    ? undefined
    : told(
        join(values),
        values.every((value) => value.inherited === true),
      )

function meansOf(values: readonly Value[], raw: string, intro: string): ToldMeans | undefined {
  const own =
    values.length > 0
      ? toldMeans(
          simplified(join(values)),
          values.every((value) => value.inherited === true),
        )
      : undefined
  return own ?? meansInText(raw, 'row') ?? meansInText(intro, 'intro')
}
