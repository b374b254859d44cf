import { Hono } from 'hono'
import { isDay } from '../law/day.ts'
import type { Modality } from '../law/instrument.ts'
import { isRoleId } from '../law/role.ts'
import { termsOf } from '../law/search-words.ts'
import { reportPages } from '../report/html.ts'
import type { Lang } from '../report/lang.ts'
import { nodesOf } from '../report/law/document.ts'
import type { LawFound } from '../report/law/found.ts'
import type { LawAsked, Surroundings } from '../report/law/page.ts'
import { MODALITY_NAMES } from '../report/law-words.ts'
import { rules } from '../rules/registry.ts'
import { lawFolder } from '../store/folder.ts'
import { lawDocument } from '../store/law-document.ts'
import { openLawIndex } from '../store/law-index.ts'
import { listLaws } from '../store/law-list.ts'
import { LawSearch } from '../store/law-search.ts'
import { today } from './today.ts'

const MOST = 50
/** An index is asked again whether it is still that of the store after so many milliseconds. */
const FRESH = 2000
const ASKED = ['q', 'on', 'instrument', 'modality', 'bearer', 'deadline'] as const

/** The law pages of a store: `/` the library and searches, `/found` a search alone, `/:id` one law. */
export function lawRoutes(store: string): Hono {
  const app = new Hono()
  const index = new SharedIndex(store)
  app.get('/', async (context) => {
    const asked = askedOf(context.req.query())
    const on = asked.on ?? today()
    const found = await index.use(on, (search) => find(search, asked, on))
    const list = await listLaws(lawFolder(store), on)
    return context.html((await reportPages()).renderLibrary(list, asked, found, langOf(context.req.query('lang'))))
  })
  app.get('/found', async (context) => {
    const asked = askedOf(context.req.query())
    const on = asked.on ?? today()
    const found = await index.use(on, (search) => find(search, asked, on))
    if (!found) return context.text('nothing to search for\n', 400)
    return context.html((await reportPages()).renderFound(found, asked, langOf(context.req.query('lang'))))
  })
  app.get('/:id', async (context) => {
    const asked = askedOf(context.req.query())
    const on = asked.on ?? today()
    const document = await lawDocument(context.req.param('id'), lawFolder(store), on)
    if (!document) return context.text('no such law: see /law\n', 404)
    const around = await index.use(on, (search): Surroundings => {
      const refs = [...nodesOf(document.provisions)].map((node) => `${document.id}#${node.place}`)
      return new Map(
        refs.map((ref) => [
          ref,
          {
            cites: search.cites(ref, true),
            citedBy: search.citedBy(ref, true),
            rules: rules.filter(({ cites }) => cites === ref).map(({ id }) => id),
          },
        ]),
      )
    })
    return context.html((await reportPages()).renderReader(document, around, asked, langOf(context.req.query('lang'))))
  })
  return app
}

const langOf = (value: string | undefined): Lang => (value === 'en' ? 'en' : 'zh')

/** The questions of an address; what is no day is none. */
function askedOf(query: Readonly<Record<string, string>>): LawAsked {
  const asked: Partial<Record<(typeof ASKED)[number], string>> = {}
  for (const name of ASKED) {
    const value = query[name]?.slice(0, 200)
    if (value && (name !== 'on' || isDay(value))) asked[name] = value
  }
  return asked
}

/** What was found; undefined where nothing was asked for. */
function find(search: LawSearch, asked: LawAsked, on: string): LawFound | undefined {
  const { q = '', instrument, modality, bearer, deadline } = asked
  const filters = {
    ...(instrument ? { laws: [instrument] } : {}),
    ...(modality && Object.hasOwn(MODALITY_NAMES, modality) ? { modalities: [modality as Modality] } : {}),
    ...(bearer && isRoleId(bearer) ? { bearers: [bearer] } : {}),
    ...(deadline ? { limit: 'any' as const } : {}),
  }
  if (termsOf(q).length === 0 && Object.keys(filters).length === 0) return undefined
  return search.find({ text: q, on, most: MOST, ...filters, ...(asked.on === undefined ? {} : { inForceOn: on }) })
}

/** One open index for all requests, opened anew when the store may have changed. */
class SharedIndex {
  readonly #store: string
  #open: Promise<LawSearch> | undefined
  #since = 0

  constructor(store: string) {
    this.#store = store
  }

  async use<T>(on: string, work: (search: LawSearch) => T): Promise<T> {
    if (!this.#open || Date.now() - this.#since > FRESH) {
      const before = this.#open
      this.#since = Date.now()
      this.#open = openLawIndex(this.#store, on).then((db) => new LawSearch(db))
      this.#open.catch(() => {
        this.#open = undefined
      })
      void before?.then((search) => search.close()).catch(() => undefined)
    }
    return work(await this.#open)
  }
}
