import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { AnyEntity, Field } from '../../facts/entity.ts'
import type { Evidence } from '../../facts/evidence.ts'
import { networkEntity, operatorEntity } from '../../facts/network.ts'
import type { Problem } from '../../facts/problem.ts'
import { doubt, type FactList, provenance, type Row, type Scalar } from '../../facts/row.ts'
import type { GradingAnswers } from '../../law/grading.ts'
import type { Text } from '../../law/text.ts'
import { type Digest, digestOf } from '../app/target.ts'
import { nearest } from '../nearest.ts'
import { answersOf, gradingOf, type ItemAnswer } from './answers.ts'
import { derived } from './derive.ts'
import { Flaws } from './flaws.ts'
import { completenessOf, daysOf, defaultsOf, parseInventory, tablesOf } from './head.ts'
import { LIST_NAMES, type ListName, listOf, NETWORK_EXTRAS, REQUIREMENTS } from './lists.ts'
import { readScan } from './scan.ts'
import { ITEM_FIELDS, ROWS, type Source, Sources } from './sources.ts'
import { isEmpty, isPlain, isProblem, type Plain, scalarOf, unknownName, wordsFor } from './values.ts'

/** What an operator says of its networks, as rows ready to be judged. */
export interface Inventory {
  readonly name: string
  /** Days judged, in order; empty where none is named. */
  readonly asOf: readonly string[]
  readonly operator: Row
  readonly networks: readonly Row[]
  readonly organisation: Row
  /** What damage would do, by network. */
  readonly gradings: ReadonlyMap<string, GradingAnswers>
  /** Extensions of the requirements, by network. */
  readonly extensions: ReadonlyMap<string, readonly string[]>
  /** Answers to the items of the requirements, by network. */
  readonly answers: ReadonlyMap<string, readonly ItemAnswer[]>
  readonly inputs: readonly Digest[]
  readonly notes: readonly Problem[]
}

export type InventoryRead =
  | { readonly inventory: Inventory; readonly problems?: undefined }
  | { readonly inventory?: undefined; readonly problems: readonly Text[] }

const MOST_ROWS = 500_000
const MOST_SCAN = 64 << 20
const HEAD = [
  'facts',
  'asOf',
  'by',
  'on',
  'operator',
  'defaults',
  'complete',
  'tables',
  'imports',
  ...LIST_NAMES,
  REQUIREMENTS,
] as const
const ANSWER = ['value', 'evidence', 'by', 'on', 'note'] as const
const BELONGS = ['network', 'networks'] as const

/**
 * Reads an inventory and the tables it names: everything that is wrong with them, one line each, or its rows.
 * @param within no file outside this folder is opened, not even to see whether it is there
 */
export async function readInventory(text: string, file: string, within?: string): Promise<InventoryRead> {
  return await new Reader(file, within).read(text)
}

interface Given {
  readonly row: Row
  /** Ids of networks; `all`; undefined where it does not say. */
  readonly of: readonly string[] | 'all' | undefined
}

const OPEN: Text = { zh: '清单声明为不完整', en: 'the list is said not to be complete' }
const SCANNED: Text = {
  zh: '扫描只见其所见，不能说明没有其他问题',
  en: 'a scan shows what it saw, not that there is nothing else',
}
const UNPLACED: Text = { zh: '有记录没有写明属于哪个网络', en: 'a row does not say which network it belongs to' }

class Reader {
  readonly #file: string
  readonly #flaws: Flaws
  readonly #sources: Sources
  #rows = 0
  /** Networks by a name that only one of them has. */
  readonly #named = new Map<string, string>()

  constructor(file: string, within: string | undefined) {
    this.#file = file
    this.#flaws = new Flaws(basename(file))
    this.#sources = new Sources(file, this.#flaws, within)
  }

  async read(text: string): Promise<InventoryRead> {
    const parsed = parseInventory(text, this.#flaws)
    if (!parsed) return { problems: this.#flaws.named() }
    this.#flaws.keys(parsed, HEAD, '')
    const root = { ...parsed, ...tablesOf(parsed, this.#flaws) }
    if (root['facts'] !== 'network') this.#flaws.say('facts', { zh: '应为 network', en: 'must be network' })
    this.#sources.by = [root['by'], root['on']].filter((w) => typeof w === 'string' && w !== '').join('，')
    const asOf = daysOf(root['asOf'], this.#flaws)
    const complete = completenessOf(root['complete'], this.#flaws)
    const defaults = defaultsOf(root['defaults'], this.#flaws)
    const operator = this.#operator(root['operator'])
    const lists = new Map<ListName, { rows: Given[]; open: readonly Text[] }>()
    const nested = new Map<string, Map<string, FactList>>()
    const gradings = new Map<string, GradingAnswers>()
    const extensions = new Map<string, readonly string[]>()
    const networks = await this.#networks(root, defaults, complete, { nested, gradings, extensions })
    const ids = networks.map((row) => String(row['id']))
    for (const [name, rows] of Map.groupBy(networks, (row) => row['name']))
      if (typeof name === 'string' && rows.length === 1) this.#named.set(name, String(rows[0]!['id']))
    for (const name of LIST_NAMES) {
      if (name === 'networks') continue
      const closed = complete(name)
      if (!Object.hasOwn(root, name)) {
        if (closed === true) lists.set(name, { rows: [], open: [] })
        continue
      }
      const { sources, open } = await this.#sources.of(root[name], name)
      const rows = sources.map((source) => this.#given(name, source, defaults[name] ?? {}, ids))
      this.#unique(
        name,
        rows.map((r) => r.row),
      )
      lists.set(name, { rows, open: closed === false || open ? [OPEN] : [] })
    }
    const scans = await this.#imports(parsed['imports'], ids)
    const answers = await this.#answers(root[REQUIREMENTS], ids)
    const built = networks.map((row) => this.#network(row, operator, lists, nested.get(String(row['id'])), scans))
    const services = lists.get('services')
    const organisation: Row = {
      id: String(operator['id'] ?? this.#sources.name),
      operator,
      ...(Object.hasOwn(root, 'networks')
        ? { networks: { rows: built, open: complete('networks') === false ? [OPEN] : [] } }
        : {}),
      ...(services ? { services: { rows: services.rows.map((r) => r.row), open: services.open } } : {}),
      [provenance]: { entity: 'organisation', id: String(operator['id'] ?? ''), evidence: [], fields: {}, unknown: {} },
    }
    if (this.#flaws.any) return { problems: this.#flaws.named() }
    const own = digestOf(this.#file)
    return {
      inventory: {
        name: this.#sources.name,
        asOf,
        operator,
        networks: built,
        organisation,
        gradings,
        extensions,
        answers,
        inputs: [...('error' in own ? [] : [own]), ...this.#sources.inputs.values()],
        notes: this.#sources.notes,
      },
    }
  }

  #operator(given: unknown): Row {
    if (given === undefined || given === '')
      return this.#row(operatorEntity, { plain: {}, at: 'operator', ...this.#sources.yaml('operator') }, {}, [])
    if (!isPlain(given)) {
      this.#flaws.say('operator', { zh: '应为字段和值', en: 'must hold fields and values' })
      return {}
    }
    return this.#row(operatorEntity, { plain: given, at: 'operator', ...this.#sources.yaml('operator') }, {}, [])
  }

  async #networks(
    root: Plain,
    defaults: Readonly<Partial<Record<ListName, Plain>>>,
    complete: (list: string) => boolean | undefined,
    into: {
      nested: Map<string, Map<string, FactList>>
      gradings: Map<string, GradingAnswers>
      extensions: Map<string, readonly string[]>
    },
  ): Promise<readonly Row[]> {
    if (!Object.hasOwn(root, 'networks')) {
      this.#flaws.say('networks', { zh: '缺少网络清单', en: 'the list of networks is missing' })
      return []
    }
    const { sources } = await this.#sources.of(root['networks'], 'networks')
    const nestable = Object.keys(networkEntity.lists)
    const rows = sources.map((source) => {
      const inner = Object.fromEntries(
        Object.entries(source.plain).filter(([key]) => nestable.includes(key) || key === 'vulnerabilities'),
      )
      const extras = Object.fromEntries(
        Object.entries(source.plain).filter(([key]) => (NETWORK_EXTRAS as readonly string[]).includes(key)),
      )
      const plain = Object.fromEntries(
        Object.entries(source.plain).filter(([key]) => !Object.hasOwn(inner, key) && !Object.hasOwn(extras, key)),
      )
      // In a table people name a system; its name is its number where none is given.
      const numbered = source.table && isEmpty(plain['id']) ? { ...plain, id: plain['name'] } : plain
      const row = this.#row(networkEntity, { ...source, plain: numbered }, defaults.networks ?? {}, [
        ...nestable,
        ...NETWORK_EXTRAS,
      ])
      const id = row['id']
      if (typeof id !== 'string') this.#flaws.say(source.at, { zh: '缺少 id', en: 'id is missing' })
      const level = row['level']
      if (typeof level === 'bigint' || typeof level === 'number')
        if (Number(level) > 5)
          this.#flaws.say(`${source.at}.level`, { zh: '等级为一至五级', en: 'levels go from 1 to 5' })
      const key = String(id)
      const lists = new Map<string, FactList>()
      for (const [name, value] of Object.entries(inner)) {
        const list = this.#nested(name, value, source.at, defaults[name as ListName] ?? {}, complete(name))
        const of = name === 'vulnerabilities' ? 'findings' : name
        const known = lists.get(of)
        if (list)
          lists.set(of, known ? { rows: [...known.rows, ...list.rows], open: [...known.open, ...list.open] } : list)
      }
      into.nested.set(key, lists)
      const grading = gradingOf(extras['grading'], `${source.at}.grading`, (at, what) => this.#flaws.say(at, what))
      if (grading) into.gradings.set(key, grading.answers)
      const named = extras['extensions']
      if (named !== undefined && named !== '') {
        const known = ['cloud', 'mobile', 'iot', 'ics']
        const given = [named]
          .flat()
          .flatMap((w) => String(w).split(/[,，、\s]+/))
          .filter((w) => w !== '')
        for (const one of given)
          if (!known.includes(one)) this.#flaws.add(unknownName(`${source.at}.extensions`, one, known))
        into.extensions.set(key, given)
      }
      return row
    })
    this.#unique('networks', rows)
    return rows
  }

  /** A list written within its network. */
  #nested(
    name: string,
    given: unknown,
    at: string,
    defaults: Plain,
    complete: boolean | undefined,
  ): FactList | undefined {
    const place = `${at}.${name}`
    if (given === '' || given === undefined) return undefined
    const form = Array.isArray(given) ? { rows: given } : given
    if (!isPlain(form) || !Array.isArray(form['rows'])) {
      this.#flaws.say(place, { zh: '应为清单', en: 'must be a list' })
      return undefined
    }
    this.#flaws.keys(form, ROWS, place)
    const list = listOf(name as ListName)
    const rows = form['rows'].map((plain: unknown, i) => {
      const where = `${place}[${i}]`
      if (isPlain(plain))
        return this.#row(
          list.entity,
          { plain, at: where, ...this.#sources.yaml(where) },
          { ...list.implied, ...defaults },
          [],
          where,
        )
      this.#flaws.say(where, { zh: '应为字段和值', en: 'must hold fields and values' })
      return {}
    })
    const open = form['complete'] === false || form['open'] === true || complete === false
    return { rows, open: open ? [OPEN] : [] }
  }

  /** One row of a list with the networks it belongs to. */
  #given(name: ListName, source: Source, defaults: Plain, networks: readonly string[]): Given {
    const list = listOf(name)
    const belongs = list.of !== undefined
    const given = { ...defaults, ...source.plain }
    const plain = Object.fromEntries(
      Object.entries(source.plain).filter(([key]) => !(belongs && (BELONGS as readonly string[]).includes(key))),
    )
    const rest = Object.fromEntries(
      Object.entries(defaults).filter(([key]) => !(belongs && (BELONGS as readonly string[]).includes(key))),
    )
    const row = this.#row(
      list.entity,
      { ...source, plain },
      { ...list.implied, ...rest },
      belongs ? BELONGS : [],
      source.at,
    )
    return { row, of: belongs ? this.#belongs(given['networks'] ?? given['network'], source.at, networks) : undefined }
  }

  #belongs(given: unknown, at: string, networks: readonly string[]): Given['of'] {
    const names = [given ?? []]
      .flat()
      .flatMap((one) =>
        typeof one === 'string' && !networks.includes(one.trim()) && !this.#named.has(one.trim())
          ? one.split(/[,，、;；]/)
          : [String(one)],
      )
      .map((one) => one.trim())
      .map((one) => (networks.includes(one) ? one : (this.#named.get(one) ?? one)))
      .filter((one) => one !== '')
    if (names.length === 0) return networks.length === 1 ? networks : undefined
    if (names.some((one) => one === 'all' || one === '全部' || one === '所有')) return 'all'
    for (const one of names)
      if (!networks.includes(one)) {
        const near = nearest(one, networks)
        this.#flaws.say(`${at}.network`, {
          zh: `没有编号为 ${one} 的网络${near ? `，是否为 ${near}？` : '：写 networks 中的 id，或者 all'}`,
          en: `there is no network ${one}${near ? `: did you mean ${near}?` : ': write an id of networks, or all'}`,
        })
      }
    return names
  }

  /** Values of a row as its entity declares them, each with where it stands. */
  #row(of: AnyEntity, source: Source, defaults: Plain, beside: readonly string[], id?: string): Row {
    if (++this.#rows === MOST_ROWS + 1)
      this.#flaws.add({ zh: `超过 ${MOST_ROWS} 行`, en: `more than ${MOST_ROWS} rows` })
    const fields = of.fields as Record<string, Field>
    const own = { ...source.plain }
    const grounds = this.#sources.evidence(own['evidence'], `${source.at}.evidence`)
    delete own['evidence']
    delete own['note']
    const row: Record<string | symbol, unknown> = {}
    const found: Record<string, readonly Evidence[]> = {}
    const known = [...Object.keys(fields), ...beside, 'evidence', 'note']
    const put = (key: string, given: unknown, evidence: Evidence, at: string) => {
      const field = Object.hasOwn(fields, key) ? fields[key] : undefined
      if (!field) {
        this.#flaws.add(unknownName(at.slice(0, at.length - key.length - 1), key, known))
        return
      }
      const answer = isPlain(given) ? given : { value: given }
      if (isPlain(given)) this.#flaws.keys(given, ANSWER, at)
      // The name of a row is taken as it is written, whatever word it is.
      const named =
        key === of.key && !isEmpty(given) && (typeof given === 'string' || typeof given === 'number')
          ? String(given).trim()
          : ''
      const value = named === '' ? scalarOf(field, answer['value'], source.table, wordsFor(of, key)) : named
      if (isProblem(value)) {
        this.#flaws.say(at, value.problem)
        return
      }
      if (value === undefined) return
      row[key] = value
      const said = ['by', 'on', 'note'].map((k) => answer[k]).filter((w) => typeof w === 'string' && w !== '')
      const files = [...this.#sources.evidence(answer['evidence'], `${at}.evidence`), ...grounds]
      found[key] = [said.length > 0 ? { ...evidence, excerpt: said.join('，') } : evidence, ...files]
    }
    for (const [key, given] of Object.entries(defaults))
      if (own[key] === undefined || own[key] === '')
        put(
          key,
          given,
          { artifact: this.#sources.name, locator: `defaults: ${key}`, method: 'attested' },
          `defaults.${key}`,
        )
    for (const [key, given] of Object.entries(own)) put(key, given, source.evidence(key), `${source.at}.${key}`)
    if (id !== undefined && row[of.key] === undefined) row[of.key] = id
    this.#order(row, source.at)
    const { artifact, method } = source.evidence('')
    const place: Evidence = { artifact, locator: source.at, method }
    row[provenance] = {
      entity: of.name,
      id: String(row[of.key] ?? source.at),
      evidence: [place],
      fields: found,
      unknown: {},
    }
    return row as Row
  }

  /** Days that cannot both be right. */
  #order(row: Readonly<Record<string | symbol, unknown>>, at: string): void {
    for (const [first, second] of ORDER) {
      const [a, b] = [row[first], row[second]]
      if (typeof a === 'string' && typeof b === 'string' && b < a)
        this.#flaws.say(`${at}.${second}`, {
          zh: `${b} 早于 ${first} ${a}：请核对`,
          en: `${b} is before ${first} ${a}: check both`,
        })
    }
  }

  #unique(name: string, rows: readonly Row[]): void {
    const seen = new Set<Scalar | null | undefined>()
    const { key } = listOf(name as ListName).entity
    for (const row of rows) {
      const id = row[key] as Scalar | null | undefined
      if (id === undefined || id === null) continue
      if (seen.has(id))
        this.#flaws.say(name, { zh: `编号 ${String(id)} 出现两次`, en: `the id ${String(id)} stands twice` })
      seen.add(id)
    }
  }

  #network(
    row: Row,
    operator: Row,
    lists: ReadonlyMap<ListName, { readonly rows: readonly Given[]; readonly open: readonly Text[] }>,
    nested: ReadonlyMap<string, FactList> | undefined,
    scans: readonly Given[],
  ): Row {
    const id = String(row['id'])
    const built: Record<string | symbol, unknown> = { ...row, operator, [provenance]: row[provenance] }
    for (const list of Object.keys(networkEntity.lists)) {
      const parts: FactList[] = []
      const inner = nested?.get(list)
      if (inner) parts.push(inner)
      for (const name of LIST_NAMES) {
        const found = lists.get(name)
        if (listOf(name).of !== list || !found) continue
        const own = found.rows.filter(({ of }) => of === 'all' || of?.includes(id)).map((r) => r.row)
        const loose = found.rows
          .filter(({ of }) => of === undefined)
          .map((r): Row => ({ ...r.row, [provenance]: r.row[provenance]!, [doubt]: 'absent' }))
        parts.push({ rows: [...own, ...loose], open: loose.length > 0 ? [...found.open, UNPLACED] : found.open })
      }
      const scanned =
        list === 'findings' ? scans.filter(({ of }) => of === 'all' || of?.includes(id)).map((r) => r.row) : []
      if (scanned.length > 0) parts.push({ rows: scanned, open: parts.length > 0 ? [] : [SCANNED] })
      if (parts.length > 0)
        built[list] = { rows: parts.flatMap((p) => p.rows), open: [...new Set(parts.flatMap((p) => p.open))] }
    }
    return derived(built as Row, (at, what) => this.#flaws.say(at, what))
  }

  /** Results of other tools: findings of a scan in the networks they name. */
  async #imports(given: unknown, networks: readonly string[]): Promise<readonly Given[]> {
    if (given === undefined || given === '') return []
    const found: Given[] = []
    for (const [i, one] of [given].flat().entries()) {
      const at = `imports[${i}]`
      if (!isPlain(one) || typeof one['from'] !== 'string' || one['from'] === '') {
        this.#flaws.say(at, { zh: '应为 { from: 文件, network: id }', en: 'must be { from: file, network: id }' })
        continue
      }
      this.#flaws.keys(one, ['from', ...BELONGS], at)
      const of = this.#belongs(one['networks'] ?? one['network'], at, networks)
      if (of === undefined) {
        this.#flaws.say(at, {
          zh: '没有写明属于哪个网络（network）',
          en: 'does not say which network it belongs to (network)',
        })
        continue
      }
      const path = this.#sources.resolve(one['from'])
      const name = basename(path)
      if (!this.#sources.mayRead(path)) {
        this.#sources.outside(`${at}.from`, name)
        continue
      }
      if (!existsSync(path) || !statSync(path).isFile() || statSync(path).size > MOST_SCAN) {
        this.#flaws.say(`${at}.from`, {
          zh: `${name} 不存在、不是文件，或者超过 64 MB`,
          en: `${name} does not exist, is no file, or is larger than 64 MB`,
        })
        continue
      }
      const scan = await readScan(readFileSync(path), name)
      if ('zh' in scan) {
        this.#flaws.say(`${at}.from`, scan)
        continue
      }
      this.#sources.digest(path)
      for (const problem of scan.problems) this.#sources.note(problem.code, name, problem.locator, problem.message)
      if (scan.components > 0)
        this.#sources.note('inventory.components', name, 'components', {
          zh: `列出 ${scan.components} 个软件组件：只说明含有它们，不说明产品合规`,
          en: `it names ${scan.components} software components: that they are in it, not that a product conforms`,
        })
      for (const { id, locator, ...values } of scan.findings) {
        const evidence: readonly Evidence[] = [{ artifact: name, locator, method: 'table' }]
        const row: Record<string | symbol, unknown> = { id: `${name}:${id}`, source: 'scan', ...values }
        row[provenance] = { entity: 'finding', id: row['id'], evidence, fields: {}, unknown: {} }
        found.push({ row: row as Row, of })
      }
    }
    return found
  }

  async #answers(given: unknown, networks: readonly string[]): Promise<ReadonlyMap<string, readonly ItemAnswer[]>> {
    const found = new Map<string, ItemAnswer[]>()
    if (given === undefined || given === '') return found
    const { sources } = await this.#sources.of(given, REQUIREMENTS)
    for (const { plain, at } of sources) {
      this.#flaws.keys(plain, ITEM_FIELDS, at)
      const of = this.#belongs(plain['network'], at, networks)
      const answer = answersOf(plain, at, (where, what) => this.#flaws.say(where, what))
      if (of === undefined)
        this.#flaws.say(at, {
          zh: '没有写明属于哪个网络（network）',
          en: 'does not say which network it belongs to (network)',
        })
      if (!answer || of === undefined) continue
      for (const id of of === 'all' ? networks : of) found.set(id, [...(found.get(id) ?? []), answer])
    }
    return found
  }
}

const ORDER: readonly (readonly [string, string])[] = [
  ['liveOn', 'retiredOn'],
  ['foundOn', 'fixedOn'],
  ['issuedOn', 'until'],
]
