import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { isPair, isScalar, parseDocument, visit } from 'yaml'
import type { AnyEntity, Field, Fields } from '../../facts/entity.ts'
import type { Evidence } from '../../facts/evidence.ts'
import { networkEntity, operatorEntity, organisationEntity } from '../../facts/network.ts'
import type { Problem } from '../../facts/problem.ts'
import { doubt, type FactList, provenance, type Row, type Scalar } from '../../facts/row.ts'
import { isDay } from '../../law/day.ts'
import type { GradingAnswers } from '../../law/grading.ts'
import type { Text } from '../../law/text.ts'
import { type Digest, digestOf } from '../app/target.ts'
import { nearest } from '../table/nearest.ts'
import { answersOf, gradingOf, type ItemAnswer } from './answers.ts'
import { derived } from './derive.ts'
import { INVENTORY_LISTS, LIST_NAMES, type ListName, listOf, NETWORK_EXTRAS, REQUIREMENTS } from './lists.ts'
import { readScan } from './scan.ts'
import { readTable } from './table.ts'
import { isProblem, plainTitle, scalarOf, titlesOf, unknownName } from './values.ts'

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

type Plain = Readonly<Record<string, unknown>>
const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

const MOST_CHARACTERS = 48 << 20
const MOST_ROWS = 500_000
const MOST_SCAN = 64 << 20
const MOST_PROBLEMS = 20
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
const TABLE = ['from', 'sheet', 'columns', 'nulls', 'complete'] as const
const ROWS = ['rows', 'complete', 'open'] as const
const ANSWER = ['value', 'evidence', 'by', 'on', 'note'] as const
const BELONGS = ['network', 'networks'] as const

/** Reads an inventory and the tables it names: everything that is wrong with them, one line each, or its rows. */
export async function readInventory(text: string, file: string): Promise<InventoryRead> {
  return await new Reader(file).read(text)
}

/** What a file says it holds, in YAML or JSON; undefined where it is no YAML or does not say. */
export function factsOf(text: string): string | undefined {
  return /(?:^|[{,])[^\S\n]*["']?facts["']?[^\S\n]*:[^\S\n]*["']?([\w.-]+)/m.exec(text.slice(0, 1 << 20))?.[1]
}

interface Given {
  readonly row: Row
  /** Ids of networks; `all`; undefined where it does not say. */
  readonly of: readonly string[] | 'all' | undefined
}

/** Rows of one list before they are placed, with where each stands. */
interface Source {
  readonly plain: Plain
  readonly at: string
  readonly evidence: (field: string) => Evidence
  readonly table: boolean
}

const OPEN: Text = { zh: '清单声明为不完整', en: 'the list is said not to be complete' }
const SCANNED: Text = {
  zh: '扫描只见其所见，不能说明没有其他问题',
  en: 'a scan shows what it saw, not that there is nothing else',
}
const UNPLACED: Text = { zh: '有记录没有写明属于哪个网络', en: 'a row does not say which network it belongs to' }

class Reader {
  readonly #file: string
  readonly #name: string
  readonly #folder: string
  readonly #problems: Text[] = []
  readonly #notes: Problem[] = []
  readonly #inputs = new Map<string, Digest>()
  #rows = 0
  #by = ''

  constructor(file: string) {
    this.#file = file
    this.#name = basename(file)
    this.#folder = dirname(resolve(file))
  }

  async read(text: string): Promise<InventoryRead> {
    const parsed = this.#parse(text)
    if (!isPlain(parsed)) return { problems: this.#named() }
    this.#keys(parsed, HEAD, '')
    const root = { ...parsed, ...this.#tables(parsed) }
    if (root['facts'] !== 'network') this.#say('facts', { zh: '应为 network', en: 'must be network' })
    this.#by = [root['by'], root['on']].filter((w) => typeof w === 'string' && w !== '').join('，')
    const asOf = this.#days(root['asOf'])
    const complete = this.#completeness(root['complete'])
    const defaults = this.#defaults(root['defaults'])
    const operator = this.#operator(root['operator'])
    const lists = new Map<ListName, { rows: Given[]; open: readonly Text[] }>()
    const nested = new Map<string, Map<string, FactList>>()
    const gradings = new Map<string, GradingAnswers>()
    const extensions = new Map<string, readonly string[]>()
    const networks = await this.#networks(root, defaults, complete, { nested, gradings, extensions })
    const ids = networks.map((row) => String(row['id']))
    for (const name of LIST_NAMES) {
      if (name === 'networks') continue
      const closed = complete(name)
      if (!Object.hasOwn(root, name)) {
        if (closed === true) lists.set(name, { rows: [], open: [] })
        continue
      }
      const { sources, open } = await this.#sources(root[name], name)
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
      id: String(operator['id'] ?? this.#name),
      operator,
      ...(Object.hasOwn(root, 'networks')
        ? { networks: { rows: built, open: complete('networks') === false ? [OPEN] : [] } }
        : {}),
      ...(services ? { services: { rows: services.rows.map((r) => r.row), open: services.open } } : {}),
      [provenance]: { entity: 'organisation', id: String(operator['id'] ?? ''), evidence: [], fields: {}, unknown: {} },
    }
    if (this.#problems.length > 0) return { problems: this.#named() }
    const own = digestOf(this.#file)
    return {
      inventory: {
        name: this.#name,
        asOf,
        operator,
        networks: built,
        organisation,
        gradings,
        extensions,
        answers,
        inputs: [...('error' in own ? [] : [own]), ...this.#inputs.values()],
        notes: this.#notes,
      },
    }
  }

  #parse(text: string): unknown {
    if (text.length > MOST_CHARACTERS) {
      this.#problems.push({ zh: '清单超过 48 MB：请用表格', en: 'the inventory is larger than 48 MB: use tables' })
      return undefined
    }
    const document = parseDocument(text.replace(/^\ufeff/, ''), { schema: 'core', version: '1.2', logLevel: 'error' })
    const [broken] = document.errors
    if (broken) {
      const line = broken.linePos?.[0].line ?? 1
      const said = broken.message.split('\n')[0]!.slice(0, 120)
      this.#problems.push({ zh: `第 ${line} 行不是有效的 YAML：${said}`, en: `line ${line} is no valid YAML: ${said}` })
      return undefined
    }
    // A name with nothing behind it was not filled in; only a written null is none.
    visit(document, {
      Pair: (_, pair) => {
        if (isPair(pair) && isScalar(pair.value) && pair.value.value === null && (pair.value.source ?? '') === '')
          pair.value.value = ''
      },
    })
    try {
      const plain: unknown = document.toJS({ maxAliasCount: 100 })
      if (!isPlain(plain)) this.#problems.push({ zh: '内容不是键值对', en: 'it holds no names and values' })
      return plain
    } catch {
      this.#problems.push({ zh: 'YAML 的引用过多', en: 'the YAML refers to itself too often' })
      return undefined
    }
  }

  #named(): readonly Text[] {
    const shown = this.#problems
      .slice(0, MOST_PROBLEMS)
      .map((p) => ({ zh: `${this.#name}：${p.zh}`, en: `${this.#name}: ${p.en}` }))
    const more = this.#problems.length - shown.length
    return more > 0 ? [...shown, { zh: `${this.#name}：另有 ${more} 处`, en: `${this.#name}: ${more} more` }] : shown
  }

  #say(at: string, what: Text): void {
    this.#problems.push({ zh: `${at}：${what.zh}`, en: `${at}: ${what.en}` })
  }

  #keys(of: Plain, known: readonly string[], at: string): void {
    for (const key of Object.keys(of)) if (!known.includes(key)) this.#problems.push(unknownName(at, key, known))
  }

  /** Lists may also stand under `tables`, as in a mapping, by their own name or that of a row. */
  #tables(root: Plain): Plain {
    const given = root['tables']
    if (given === undefined || given === '') return {}
    if (!isPlain(given)) {
      this.#say('tables', { zh: '应按清单写 { from: 表格文件 }', en: 'must hold { from: file of a table } by list' })
      return {}
    }
    const found: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(given)) {
      const list =
        LIST_NAMES.find((l) => l === name || listOf(l).entity.name === name) ??
        (name === REQUIREMENTS ? name : undefined)
      if (list === undefined) this.#problems.push(unknownName('tables', name, [...LIST_NAMES, REQUIREMENTS]))
      else if (Object.hasOwn(root, list) || Object.hasOwn(found, list))
        this.#say(`tables.${name}`, { zh: `清单 ${list} 写了两次`, en: `the list ${list} is given twice` })
      else found[list] = value
    }
    return found
  }

  #days(given: unknown): readonly string[] {
    const days = given === undefined || given === '' ? [] : [given].flat()
    for (const day of days)
      if (typeof day !== 'string' || !isDay(day))
        this.#say('asOf', { zh: '不是 YYYY-MM-DD 形式的日期', en: 'is no day in the form YYYY-MM-DD' })
    return [...new Set(days.map(String))].sort()
  }

  /** Whether a list is said to be complete: true, false, or nothing said of it. */
  #completeness(given: unknown): (list: string) => boolean | undefined {
    if (given === undefined || given === '') return () => undefined
    if (typeof given === 'boolean') return () => (given ? undefined : false)
    if (!isPlain(given)) {
      this.#say('complete', {
        zh: '应为 true、false，或者逐个清单写 true、false',
        en: 'must be true, false, or one of both for each list',
      })
      return () => undefined
    }
    this.#keys(given, LIST_NAMES, 'complete')
    for (const [name, value] of Object.entries(given))
      if (typeof value !== 'boolean')
        this.#say(`complete.${name}`, { zh: '应为 true 或 false', en: 'must be true or false' })
    return (list) => (typeof given[list] === 'boolean' ? (given[list] as boolean) : undefined)
  }

  #defaults(given: unknown): Readonly<Partial<Record<ListName, Plain>>> {
    if (given === undefined || given === '') return {}
    if (!isPlain(given)) {
      this.#say('defaults', { zh: '应按清单写字段和值', en: 'must hold fields and values by list' })
      return {}
    }
    this.#keys(given, LIST_NAMES, 'defaults')
    return Object.fromEntries(
      Object.entries(given).map(([name, values]) => {
        if (isPlain(values)) return [name, values]
        this.#say(`defaults.${name}`, { zh: '应为字段和值', en: 'must hold fields and values' })
        return [name, {}]
      }),
    )
  }

  #operator(given: unknown): Row {
    if (given === undefined || given === '')
      return this.#row(operatorEntity, { plain: {}, at: 'operator', ...this.#yaml('operator') }, {}, [])
    if (!isPlain(given)) {
      this.#say('operator', { zh: '应为字段和值', en: 'must hold fields and values' })
      return {}
    }
    return this.#row(operatorEntity, { plain: given, at: 'operator', ...this.#yaml('operator') }, {}, [])
  }

  #yaml(at: string): Pick<Source, 'evidence' | 'table'> {
    const excerpt = this.#by === '' ? {} : { excerpt: this.#by }
    return {
      table: false,
      evidence: (field) => ({ artifact: this.#name, locator: `${at}.${field}`, ...excerpt, method: 'attested' }),
    }
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
      this.#say('networks', { zh: '缺少网络清单', en: 'the list of networks is missing' })
      return []
    }
    const { sources } = await this.#sources(root['networks'], 'networks')
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
      const row = this.#row(networkEntity, { ...source, plain }, defaults.networks ?? {}, [
        ...nestable,
        ...NETWORK_EXTRAS,
      ])
      const id = row['id']
      if (typeof id !== 'string') this.#say(source.at, { zh: '缺少 id', en: 'id is missing' })
      const level = row['level']
      if (typeof level === 'bigint' || typeof level === 'number')
        if (Number(level) > 5) this.#say(`${source.at}.level`, { zh: '等级为一至五级', en: 'levels go from 1 to 5' })
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
      const grading = gradingOf(extras['grading'], `${source.at}.grading`, (at, what) => this.#say(at, what))
      if (grading) into.gradings.set(key, grading.answers)
      const named = extras['extensions']
      if (named !== undefined && named !== '') {
        const known = ['cloud', 'mobile', 'iot', 'ics']
        const given = [named]
          .flat()
          .flatMap((w) => String(w).split(/[,，、\s]+/))
          .filter((w) => w !== '')
        for (const one of given)
          if (!known.includes(one)) this.#problems.push(unknownName(`${source.at}.extensions`, one, known))
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
      this.#say(place, { zh: '应为清单', en: 'must be a list' })
      return undefined
    }
    this.#keys(form, ROWS, place)
    const list = listOf(name as ListName)
    const rows = form['rows'].map((plain: unknown, i) => {
      const where = `${place}[${i}]`
      if (isPlain(plain))
        return this.#row(
          list.entity,
          { plain, at: where, ...this.#yaml(where) },
          { ...list.implied, ...defaults },
          [],
          where,
        )
      this.#say(where, { zh: '应为字段和值', en: 'must hold fields and values' })
      return {}
    })
    const open = form['complete'] === false || form['open'] === true || complete === false
    return { rows, open: open ? [OPEN] : [] }
  }

  /** The rows of one list, wherever they are, and whether the list says itself that it is open. */
  async #sources(given: unknown, name: string): Promise<{ sources: readonly Source[]; open: boolean }> {
    if (given === '' || given === undefined) return { sources: [], open: true }
    if (Array.isArray(given)) return { sources: this.#plainRows(given, name), open: false }
    if (!isPlain(given)) {
      this.#say(name, { zh: '应为清单，或者 { from: 表格文件 }', en: 'must be a list, or { from: file of a table }' })
      return { sources: [], open: true }
    }
    const open = given['complete'] === false || given['open'] === true
    if (Object.hasOwn(given, 'rows')) {
      this.#keys(given, ROWS, name)
      if (Array.isArray(given['rows'])) return { sources: this.#plainRows(given['rows'], name), open }
      this.#say(`${name}.rows`, { zh: '应为清单', en: 'must be a list' })
      return { sources: [], open: true }
    }
    this.#keys(given, TABLE, name)
    const files = [given['from']].flat()
    if (files.length === 0 || !files.every((f) => typeof f === 'string' && f !== '')) {
      this.#say(name, { zh: '应为清单，或者 { from: 表格文件 }', en: 'must be a list, or { from: file of a table }' })
      return { sources: [], open: true }
    }
    const sources: Source[] = []
    for (const from of files as string[]) sources.push(...(await this.#table(from, given, name)))
    return { sources, open }
  }

  #plainRows(rows: readonly unknown[], name: string): readonly Source[] {
    return rows.flatMap((plain, i): Source[] => {
      const at = `${name}[${i}]`
      if (isPlain(plain)) return [{ plain, at, ...this.#yaml(at) }]
      this.#say(at, { zh: '应为字段和值', en: 'must hold fields and values' })
      return []
    })
  }

  async #table(from: string, given: Plain, name: string): Promise<readonly Source[]> {
    if (/^[a-z][a-z0-9+.-]+:\/\//i.test(from)) {
      this.#say(`${name}.from`, {
        zh: `${from} 是网址，请先下载为文件`,
        en: `${from} is an address: download it first`,
      })
      return []
    }
    const sheet = given['sheet']
    const path = resolve(this.#folder, from)
    const table = await readTable(path, typeof sheet === 'string' && sheet !== '' ? sheet : undefined)
    if ('zh' in table) {
      this.#say(`${name}.from`, table)
      return []
    }
    this.#digest(path)
    const columns = this.#columns(table.titles, given['columns'], name, table.name)
    const nulls = isPlain(given['nulls']) ? given['nulls'] : {}
    return table.rows.map(({ line, cells }) => {
      const plain: Record<string, unknown> = {}
      for (const [field, at] of columns) {
        const cell = (cells[at] ?? '').trim()
        plain[field] =
          [nulls[field] ?? []].flat().map(String).includes(cell) && Object.hasOwn(nulls, field) ? null : cell
      }
      const artifact = table.name
      return {
        plain,
        at: `${artifact}:${line}`,
        table: true,
        evidence: (field: string) => {
          const column = columns.get(field)
          const title = column === undefined ? field : table.titles[column]!
          return { artifact, locator: `row ${line}, ${title}`, method: 'table' as const }
        },
      }
    })
  }

  /** Column by field, as `columns` says, or by the titles themselves. */
  #columns(titles: readonly string[], given: unknown, name: string, file: string): ReadonlyMap<string, number> {
    const entity = name === REQUIREMENTS ? undefined : listOf(name as ListName).entity
    const fields: Fields = entity ? (entity.fields as Fields) : {}
    const beside: readonly string[] = name === REQUIREMENTS ? ITEM_FIELDS : ['network', 'evidence', 'note']
    const found = new Map<string, number>()
    if (isPlain(given)) {
      const known = [...Object.keys(fields), ...beside]
      this.#keys(given, known, `${name}.columns`)
      for (const [field, title] of Object.entries(given)) {
        const at = titles.indexOf(String(title).trim())
        if (at >= 0) found.set(field, at)
        else
          this.#say(`${name}.columns.${field}`, {
            zh: `${file} 没有列 ${String(title)}${nearest(String(title), titles) ? `，是否为 ${nearest(String(title), titles)}？` : `：有 ${titles.slice(0, 12).join('、')}`}`,
            en: `${file} has no column ${String(title)}${nearest(String(title), titles) ? `: did you mean ${nearest(String(title), titles)}?` : `: it has ${titles.slice(0, 12).join(', ')}`}`,
          })
      }
      return found
    }
    const known = titlesOf(fields)
    for (const [i, title] of titles.entries()) {
      const plain = plainTitle(title)
      const field = known.get(plain) ?? BESIDE[plain]
      if (field !== undefined && (Object.hasOwn(fields, field) || beside.includes(field)) && !found.has(field))
        found.set(field, i)
      else if (title !== '')
        this.#note('inventory.column', file, title, {
          zh: `没有认出的列，未读：${title}`,
          en: `a column that is not known was not read: ${title}`,
        })
    }
    if (found.size === 0)
      this.#say(`${name}.from`, {
        zh: `${file} 的列名都不认识：请用 columns 写明字段对应的列`,
        en: `no column of ${file} is known: name the column of each field in columns`,
      })
    return found
  }

  #note(code: string, artifact: string, locator: string, message: Text): void {
    if (this.#notes.length < 200) this.#notes.push({ code, artifact, locator, message })
  }

  #digest(path: string): Digest | undefined {
    const known = this.#inputs.get(path)
    if (known) return known
    const digest = digestOf(path)
    if ('error' in digest) return undefined
    this.#inputs.set(path, digest)
    return digest
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
        typeof one === 'string' && !networks.includes(one.trim()) ? one.split(/[,，、;；]/) : [String(one)],
      )
      .map((one) => one.trim())
      .filter((one) => one !== '')
    if (names.length === 0) return networks.length === 1 ? networks : undefined
    if (names.some((one) => one === 'all' || one === '全部' || one === '所有')) return 'all'
    for (const one of names)
      if (!networks.includes(one)) {
        const near = nearest(one, networks)
        this.#say(`${at}.network`, {
          zh: `没有编号为 ${one} 的网络${near ? `，是否为 ${near}？` : '：写 networks 中的 id，或者 all'}`,
          en: `there is no network ${one}${near ? `: did you mean ${near}?` : ': write an id of networks, or all'}`,
        })
      }
    return names
  }

  /** Values of a row as its entity declares them, each with where it stands. */
  #row(of: AnyEntity, source: Source, defaults: Plain, beside: readonly string[], id?: string): Row {
    if (++this.#rows === MOST_ROWS + 1)
      this.#problems.push({ zh: `超过 ${MOST_ROWS} 行`, en: `more than ${MOST_ROWS} rows` })
    const fields = of.fields as Record<string, Field>
    const own = { ...source.plain }
    const grounds = this.#evidence(own['evidence'], `${source.at}.evidence`)
    delete own['evidence']
    delete own['note']
    const row: Record<string | symbol, unknown> = {}
    const found: Record<string, readonly Evidence[]> = {}
    const known = [...Object.keys(fields), ...beside, 'evidence', 'note']
    const put = (key: string, given: unknown, evidence: Evidence, at: string) => {
      const field = Object.hasOwn(fields, key) ? fields[key] : undefined
      if (!field) {
        this.#problems.push(unknownName(at.slice(0, at.length - key.length - 1), key, known))
        return
      }
      const answer = isPlain(given) ? given : { value: given }
      if (isPlain(given)) this.#keys(given, ANSWER, at)
      // The name of a row is taken as it is written, whatever word it is.
      const named =
        key === of.key && (typeof given === 'string' || typeof given === 'number') ? String(given).trim() : ''
      const value = named === '' ? scalarOf(field, answer['value'], source.table) : named
      if (isProblem(value)) {
        this.#say(at, value.problem)
        return
      }
      if (value === undefined) return
      row[key] = value
      const said = ['by', 'on', 'note'].map((k) => answer[k]).filter((w) => typeof w === 'string' && w !== '')
      const files = [...this.#evidence(answer['evidence'], `${at}.evidence`), ...grounds]
      found[key] = [said.length > 0 ? { ...evidence, excerpt: said.join('，') } : evidence, ...files]
    }
    for (const [key, given] of Object.entries(defaults))
      if (own[key] === undefined || own[key] === '')
        put(key, given, { artifact: this.#name, locator: `defaults: ${key}`, method: 'attested' }, `defaults.${key}`)
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
        this.#say(`${at}.${second}`, {
          zh: `${b} 早于 ${first} ${a}：请核对`,
          en: `${b} is before ${first} ${a}: check both`,
        })
    }
  }

  /** Files that stand beside the inventory are named with their hash; what is not at hand, by its name. */
  #evidence(given: unknown, at: string): readonly Evidence[] {
    const names = given === undefined || given === null || given === '' ? [] : [given].flat()
    return names.flatMap((name): Evidence[] => {
      if (typeof name !== 'string' || name.length > 500) {
        this.#say(at, { zh: '应为文件名或者 sha256 值', en: 'must be the name of a file, or a sha256' })
        return []
      }
      const hash = /^sha256:([0-9a-f]{64})$/i.exec(name.trim())?.[1]
      if (hash !== undefined)
        return [{ artifact: this.#name, locator: `sha256:${hash.toLowerCase()}`, method: 'attested' }]
      const path = resolve(this.#folder, name)
      const digest = existsSync(path) ? this.#digest(path) : undefined
      if (digest) return [{ artifact: digest.name, locator: `sha256:${digest.sha256}`, method: 'attested' }]
      return [{ artifact: name.trim(), locator: at, method: 'attested' }]
    })
  }

  #unique(name: string, rows: readonly Row[]): void {
    const seen = new Set<Scalar | null | undefined>()
    const { key } = listOf(name as ListName).entity
    for (const row of rows) {
      const id = row[key] as Scalar | null | undefined
      if (id === undefined || id === null) continue
      if (seen.has(id)) this.#say(name, { zh: `编号 ${String(id)} 出现两次`, en: `the id ${String(id)} stands twice` })
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
    return derived(built as Row, (at, what) => this.#say(at, what))
  }

  /** Results of other tools: findings of a scan in the networks they name. */
  async #imports(given: unknown, networks: readonly string[]): Promise<readonly Given[]> {
    if (given === undefined || given === '') return []
    const found: Given[] = []
    for (const [i, one] of [given].flat().entries()) {
      const at = `imports[${i}]`
      if (!isPlain(one) || typeof one['from'] !== 'string' || one['from'] === '') {
        this.#say(at, { zh: '应为 { from: 文件, network: id }', en: 'must be { from: file, network: id }' })
        continue
      }
      this.#keys(one, ['from', ...BELONGS], at)
      const of = this.#belongs(one['networks'] ?? one['network'], at, networks)
      if (of === undefined) {
        this.#say(at, {
          zh: '没有写明属于哪个网络（network）',
          en: 'does not say which network it belongs to (network)',
        })
        continue
      }
      const path = resolve(this.#folder, one['from'])
      const name = basename(path)
      if (!existsSync(path) || !statSync(path).isFile() || statSync(path).size > MOST_SCAN) {
        this.#say(`${at}.from`, {
          zh: `${name} 不存在、不是文件，或者超过 64 MB`,
          en: `${name} does not exist, is no file, or is larger than 64 MB`,
        })
        continue
      }
      const scan = await readScan(readFileSync(path), name)
      if ('zh' in scan) {
        this.#say(`${at}.from`, scan)
        continue
      }
      this.#digest(path)
      for (const problem of scan.problems) this.#note(problem.code, name, problem.locator, problem.message)
      if (scan.components > 0)
        this.#note('inventory.components', name, 'components', {
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
    const { sources } = await this.#sources(given, REQUIREMENTS)
    for (const { plain, at } of sources) {
      this.#keys(plain, ITEM_FIELDS, at)
      const of = this.#belongs(plain['network'], at, networks)
      const answer = answersOf(plain, at, (where, what) => this.#say(where, what))
      if (of === undefined)
        this.#say(at, {
          zh: '没有写明属于哪个网络（network）',
          en: 'does not say which network it belongs to (network)',
        })
      if (!answer || of === undefined) continue
      for (const id of of === 'all' ? networks : of) found.set(id, [...(found.get(id) ?? []), answer])
    }
    return found
  }
}

const ITEM_FIELDS: readonly string[] = ['network', 'item', 'answer', 'evidence', 'reason', 'owner', 'due']
const BESIDE: Readonly<Record<string, string>> = {
  network: 'network',
  networks: 'network',
  网络: 'network',
  网络编号: 'network',
  所属网络: 'network',
  系统: 'network',
  所属系统: 'network',
  evidence: 'evidence',
  证据: 'evidence',
  item: 'item',
  条款: 'item',
  条款号: 'item',
  项: 'item',
  answer: 'answer',
  判定: 'answer',
  符合情况: 'answer',
  reason: 'reason',
  理由: 'reason',
  不适用理由: 'reason',
  owner: 'owner',
  责任人: 'owner',
  责任部门: 'owner',
  due: 'due',
  整改期限: 'due',
}
const ORDER: readonly (readonly [string, string])[] = [
  ['liveOn', 'retiredOn'],
  ['foundOn', 'fixedOn'],
  ['issuedOn', 'until'],
]

export const INVENTORY_ENTITIES: readonly AnyEntity[] = [
  organisationEntity,
  operatorEntity,
  ...Object.values(INVENTORY_LISTS).map((list) => list.entity as AnyEntity),
]
