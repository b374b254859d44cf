import type { Period } from '../law/calendar.ts'
import type { Modality } from '../law/instrument.ts'
import { INSTRUMENT_IDS, loadInstrument } from '../law/library.ts'
import { isRoleId, ROLE_IDS, type RoleId, roleName } from '../law/role.ts'
import { termsOf } from '../law/search-words.ts'
import { lawFolder, storeFolder } from '../store/folder.ts'
import { openLawIndex } from '../store/law-index.ts'
import { listLaws } from '../store/law-list.ts'
import { type LawQuery, LawSearch } from '../store/law-search.ts'
import { InputError } from './errors.ts'
import { inStore, type LawOptions } from './law.ts'
import { searchText } from './law-search-text.ts'
import { lawJson } from './law-text.ts'
import { dayOf, formatsOf, languageOf } from './options.ts'

export interface LawSearchOptions extends LawOptions {
  readonly instrument?: readonly string[]
  readonly modality?: readonly string[]
  readonly bearer?: readonly string[]
  readonly deadline?: string | true
  readonly limit?: string
}

const FORMATS = ['text', 'json', 'md'] as const
/** Modalities by the words a reader would use for them. */
export const MODALITY_WORDS: Readonly<Record<Modality, readonly string[]>> = {
  must: ['应当', '必须', '应', '须', 'shall'],
  'must-not': ['不得', '禁止', '严禁', 'shall-not', 'may-not'],
  may: ['可以'],
  encouraged: ['鼓励', '提倡', '支持', 'encourage'],
  'described-act': ['认定行为', '可被认定为'],
  definition: ['定义'],
  scope: ['适用范围', '参照'],
  liability: ['责任', '处罚', 'sanction'],
  commencement: ['施行'],
  statement: ['说明'],
}
const UNITS: Readonly<Record<string, Period['unit']>> = { wd: 'workday', d: 'day', m: 'month', h: 'hour' }
const MOST = 20
const MOST_HITS = 200

/** `guiju law search <words…>`: provisions of the library and of the store, in both languages. */
export async function searchLaw(words: readonly string[], options: LawSearchOptions): Promise<void> {
  const lang = languageOf(options, 'both')
  const [format] = formatsOf(options, FORMATS, ['text'])
  const store = storeFolder(options.store)
  const query = await queryOf(words, options, store)
  const found = await inStore(store, async () => {
    const search = new LawSearch(await openLawIndex(store, query.on))
    try {
      return search.find(query)
    } finally {
      search.close()
    }
  })
  process.stdout.write(format === 'json' ? lawJson(found) : searchText(found, lang, format === 'md'))
}

async function queryOf(words: readonly string[], options: LawSearchOptions, store: string): Promise<LawQuery> {
  const text = words.map((word) => (/\s/.test(word) && !/["“”「」]/.test(word) ? `"${word}"` : word)).join(' ')
  const on = dayOf(options)
  const { instrument, modality, bearer, deadline } = options
  const filters = {
    ...(instrument ? { laws: await lawsOf(split(instrument), store, on) } : {}),
    ...(modality ? { modalities: split(modality).map(modalityOf) } : {}),
    ...(bearer ? { bearers: split(bearer).flatMap(bearersOf) } : {}),
    ...(deadline === undefined ? {} : { limit: limitOf(deadline) }),
  }
  if (termsOf(text).length === 0 && Object.keys(filters).length === 0) throw new InputError('search.empty')
  const most = options.limit === undefined ? MOST : Number(options.limit)
  if (!Number.isInteger(most) || most < 1 || most > MOST_HITS)
    throw new InputError('search.limit', { value: options.limit ?? '', most: MOST_HITS })
  const dated = options.on !== undefined || options.asOf !== undefined
  return { text, on, most, ...filters, ...(dated ? { inForceOn: on } : {}) }
}

const split = (values: readonly string[]): string[] => values.flatMap((v) => v.split(/[,，、]/)).filter((v) => v !== '')

/** Ids of laws by id, or by a part of the title. */
async function lawsOf(values: readonly string[], store: string, on: string): Promise<string[]> {
  const { instruments, laws } = await inStore(store, () => listLaws(lawFolder(store), on))
  return (
    await Promise.all(
      values.map(async (value) => {
        const short = await Promise.all(INSTRUMENT_IDS.map(loadInstrument))
        const found = [
          ...instruments.filter((it) => it.id === value).map((it) => it.id),
          ...laws.filter((it) => it.id === value).map((it) => it.id),
        ]
        if (found.length > 0) return found
        const named = [
          ...short.filter((it) => [it.title, it.short].some((t) => t.zh.includes(value) || t.en.includes(value))),
          ...laws.filter((it) => it.title.includes(value)),
        ].map((it) => it.id)
        if (named.length === 0) throw new InputError('law.unknown', { value })
        return named
      }),
    )
  ).flat()
}

function modalityOf(value: string): Modality {
  const found = (Object.keys(MODALITY_WORDS) as Modality[]).find(
    (modality) => modality === value || MODALITY_WORDS[modality].includes(value),
  )
  if (!found) throw new InputError('modality.unknown', { value, known: Object.keys(MODALITY_WORDS).join(', ') })
  return found
}

/** Roles by id, or by a part of the name in either language. */
function bearersOf(value: string): RoleId[] {
  if (isRoleId(value)) return [value]
  const wanted = value.toLowerCase()
  const found = ROLE_IDS.filter(
    (id) => roleName(id).zh.includes(value) || roleName(id).en.toLowerCase().includes(wanted),
  )
  if (found.length === 0) throw new InputError('bearer.unknown', { value })
  return found
}

function limitOf(value: string | true): NonNullable<LawQuery['limit']> {
  if (value === true || value === 'any') return 'any'
  const match = /^(\d{1,4})?(wd|d|m|h)$/.exec(value)
  const unit = match && UNITS[match[2]!]
  if (!unit) throw new InputError('deadline.invalid', { value })
  return match[1] === undefined ? unit : { n: Number(match[1]), unit }
}
