import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, resolve, sep } from 'node:path'
import type { Fields } from '../../facts/entity.ts'
import type { Evidence } from '../../facts/evidence.ts'
import type { Problem } from '../../facts/problem.ts'
import type { Text } from '../../law/text.ts'
import { type Digest, digestOf } from '../app/target.ts'
import { nearest } from '../nearest.ts'
import type { Flaws } from './flaws.ts'
import { type ListName, listOf, REQUIREMENTS } from './lists.ts'
import { readTable } from './table.ts'
import { fieldOf, isPlain, type Plain, plainTitle, titlesOf } from './values.ts'

/** Rows of one list before they are placed, with where each stands. */
export interface Source {
  readonly plain: Plain
  readonly at: string
  readonly evidence: (field: string) => Evidence
  readonly table: boolean
}

const TABLE = ['from', 'sheet', 'columns', 'nulls', 'complete'] as const
/** Keys of a list that is written with what is said of it. */
export const ROWS = ['rows', 'complete', 'open'] as const
/** Columns of the answers to the items of the requirements. */
export const ITEM_FIELDS: readonly string[] = ['network', 'item', 'answer', 'evidence', 'reason', 'owner', 'due']
const BESIDE: Readonly<Record<string, string>> = {
  network: 'network',
  networks: 'network',
  网络: 'network',
  网络编号: 'network',
  所属网络: 'network',
  系统: 'network',
  系统名称: 'network',
  信息系统: 'network',
  信息系统名称: 'network',
  网络名称: 'network',
  所属系统名称: 'network',
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

/** What each title of a list's table names: a field, or what stands beside the fields. */
function titledIn(name: string): (title: string) => string | undefined {
  const titles = name === REQUIREMENTS ? new Map<string, string>() : titlesOf(listOf(name as ListName).entity)
  return (title) => {
    const beside = BESIDE[plainTitle(title)]
    return fieldOf(titles, title) ?? (name === 'networks' && beside === 'network' ? undefined : beside)
  }
}

/** Where the rows of an inventory come from: the file itself, and the tables and evidence beside it. */
export class Sources {
  readonly name: string
  /** Who says so and when, where the inventory names it. */
  by = ''
  readonly notes: Problem[] = []
  readonly inputs = new Map<string, Digest>()
  readonly #folder: string
  readonly #within: string | undefined
  readonly #flaws: Flaws

  /** `within`: the folder that no file may stand outside of, where the inventory is a stranger's. */
  constructor(file: string, flaws: Flaws, within?: string) {
    this.name = basename(file)
    this.#folder = dirname(resolve(file))
    this.#within = within === undefined ? undefined : realpathSync(within)
    this.#flaws = flaws
  }

  /** Whether a file may be read: any, or those within the folder, wherever their names lead. */
  mayRead(path: string): boolean {
    if (this.#within === undefined) return true
    try {
      return realpathSync(path).startsWith(this.#within + sep)
    } catch {
      return resolve(path).startsWith(this.#within + sep)
    }
  }

  outside(at: string, name: string): void {
    this.#flaws.say(at, {
      zh: `${basename(name)} 不在一起上传的文件之中`,
      en: `${basename(name)} is not among the files that were uploaded together`,
    })
  }

  /** A path as the inventory writes it. */
  resolve(path: string): string {
    return resolve(this.#folder, path)
  }

  /** The rows of one list, wherever they are, and whether the list says itself that it is open. */
  async of(given: unknown, name: string): Promise<{ sources: readonly Source[]; open: boolean }> {
    if (given === '' || given === undefined) return { sources: [], open: true }
    if (Array.isArray(given)) return { sources: this.#plainRows(given, name), open: false }
    if (!isPlain(given)) {
      this.#flaws.say(name, {
        zh: '应为清单，或者 { from: 表格文件 }',
        en: 'must be a list, or { from: file of a table }',
      })
      return { sources: [], open: true }
    }
    const open = given['complete'] === false || given['open'] === true
    if (Object.hasOwn(given, 'rows')) {
      this.#flaws.keys(given, ROWS, name)
      if (Array.isArray(given['rows'])) return { sources: this.#plainRows(given['rows'], name), open }
      this.#flaws.say(`${name}.rows`, { zh: '应为清单', en: 'must be a list' })
      return { sources: [], open: true }
    }
    this.#flaws.keys(given, TABLE, name)
    const files = [given['from']].flat()
    if (files.length === 0 || !files.every((f) => typeof f === 'string' && f !== '')) {
      this.#flaws.say(name, {
        zh: '应为清单，或者 { from: 表格文件 }',
        en: 'must be a list, or { from: file of a table }',
      })
      return { sources: [], open: true }
    }
    const sources: Source[] = []
    for (const from of files as string[]) sources.push(...(await this.#table(from, given, name)))
    return { sources, open }
  }

  #plainRows(rows: readonly unknown[], name: string): readonly Source[] {
    return rows.flatMap((plain, i): Source[] => {
      const at = `${name}[${i}]`
      if (isPlain(plain)) return [{ plain, at, ...this.yaml(at) }]
      this.#flaws.say(at, { zh: '应为字段和值', en: 'must hold fields and values' })
      return []
    })
  }

  yaml(at: string): Pick<Source, 'evidence' | 'table'> {
    const excerpt = this.by === '' ? {} : { excerpt: this.by }
    return {
      table: false,
      evidence: (field) => ({ artifact: this.name, locator: `${at}.${field}`, ...excerpt, method: 'attested' }),
    }
  }

  /** Files that stand beside the inventory are named with their hash; what is not at hand, by its name. */
  evidence(given: unknown, at: string): readonly Evidence[] {
    const names = given === undefined || given === null || given === '' ? [] : [given].flat()
    return names.flatMap((name): Evidence[] => {
      if (typeof name !== 'string' || name.length > 500) {
        this.#flaws.say(at, { zh: '应为文件名或者 sha256 值', en: 'must be the name of a file, or a sha256' })
        return []
      }
      const hash = /^sha256:([0-9a-f]{64})$/i.exec(name.trim())?.[1]
      if (hash !== undefined)
        return [{ artifact: this.name, locator: `sha256:${hash.toLowerCase()}`, method: 'attested' }]
      const path = this.resolve(name)
      const digest = this.mayRead(path) && existsSync(path) ? this.digest(path) : undefined
      if (digest) return [{ artifact: digest.name, locator: `sha256:${digest.sha256}`, method: 'attested' }]
      return [{ artifact: name.trim(), locator: at, method: 'attested' }]
    })
  }

  async #table(from: string, given: Plain, name: string): Promise<readonly Source[]> {
    if (/^[a-z][a-z0-9+.-]+:\/\//i.test(from)) {
      this.#flaws.say(`${name}.from`, {
        zh: `${from} 是网址，请先下载为文件`,
        en: `${from} is an address: download it first`,
      })
      return []
    }
    const sheet = given['sheet']
    const path = this.resolve(from)
    if (!this.mayRead(path)) {
      this.outside(`${name}.from`, from)
      return []
    }
    const asked = isPlain(given['columns']) ? Object.values(given['columns']).map(String) : undefined
    const known = titledIn(name)
    const table = await readTable(path, typeof sheet === 'string' && sheet !== '' ? sheet : undefined, (title) =>
      asked ? asked.includes(title.trim()) : known(title) !== undefined,
    )
    if ('zh' in table) {
      this.#flaws.say(`${name}.from`, table)
      return []
    }
    this.digest(path)
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
      this.#flaws.keys(given, known, `${name}.columns`)
      for (const [field, title] of Object.entries(given)) {
        const at = titles.indexOf(String(title).trim())
        if (at >= 0) found.set(field, at)
        else
          this.#flaws.say(`${name}.columns.${field}`, {
            zh: `${file} 没有列 ${String(title)}${nearest(String(title), titles) ? `，是否为 ${nearest(String(title), titles)}？` : `：有 ${titles.slice(0, 12).join('、')}`}`,
            en: `${file} has no column ${String(title)}${nearest(String(title), titles) ? `: did you mean ${nearest(String(title), titles)}?` : `: it has ${titles.slice(0, 12).join(', ')}`}`,
          })
      }
      return found
    }
    const known = titledIn(name)
    for (const [i, title] of titles.entries()) {
      const field = known(title)
      if (field !== undefined && (Object.hasOwn(fields, field) || beside.includes(field)) && !found.has(field))
        found.set(field, i)
      else if (title !== '')
        this.note('inventory.column', file, title, {
          zh: `没有认出的列，未读：${title}`,
          en: `a column that is not known was not read: ${title}`,
        })
    }
    if (found.size === 0)
      this.#flaws.say(`${name}.from`, {
        zh: `${file} 的列名都不认识：请用 columns 写明字段对应的列`,
        en: `no column of ${file} is known: name the column of each field in columns`,
      })
    return found
  }

  note(code: string, artifact: string, locator: string, message: Text): void {
    if (this.notes.length < 200) this.notes.push({ code, artifact, locator, message })
  }

  digest(path: string): Digest | undefined {
    const known = this.inputs.get(path)
    if (known) return known
    const digest = digestOf(path)
    if ('error' in digest) return undefined
    this.inputs.set(path, digest)
    return digest
  }
}
