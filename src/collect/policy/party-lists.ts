import type { Budget } from '../budget.ts'
import { squeeze } from '../document/characters.ts'
import type { Link } from '../document/document.ts'
import { labelled, type Part } from './labelled.ts'
import { namesThirdParty, type Role } from './labels.ts'
import type { Located, OutlineSection } from './outline.ts'
import type { Value } from './parties.ts'

export interface ListRecord {
  readonly kind: 'third-party' | 'collection'
  readonly values: readonly Value[]
  readonly section: number
  /** Indexes of the blocks the record was read from. */
  readonly blocks: readonly number[]
}

const TELLING: readonly Role[] = ['company', 'party', 'purpose', 'scene', 'items', 'means', 'link', 'permission']
const COMPANY = /公司|集团|工作室|Inc\b|Ltd|LLC|Corp|Co\.|GmbH/i
const THIRD = /第三方|三方|SDK|共享|合作(?:方|伙伴)|供应商/i
/** A number and a name at the end of a value: the head of the next record of a run-on paragraph. */
const NEXT_NUMBERED = /(?:^|[\s。；;，,])(?:[（(]?\d{1,3}[)）、.．]|[①-⑳])\s?([^，。；;：\n]{2,50})$/
const NEXT_NAMED = /[\s。；;]([^\s，。；;：、]{2,40}(?:SDK|插件|平台))$/i

/** A labelled line in a record whose label is not known: 数据存储：境内. What it tells is kept, unsorted. */
const OTHER_LABEL = /^(?:[•·*-]\s*)?(?<label>[^：:，。；\s]{1,12})\s?[：:]\s?(?<value>.{0,300})$/
const A_NAME = /SDK|插件|^[\d（(第一二三四五六七八九十]/i

interface Open {
  values: Value[]
  roles: Set<Role>
  labels: string[]
  blocks: number[]
  section: number
  /** A label whose value may follow in the next block. */
  waiting?: readonly Role[]
}

const fresh = (section: number): Open => ({ values: [], roles: new Set(), labels: [], blocks: [], section })

const otherValue = (text: string): string | undefined => {
  const found = OTHER_LABEL.exec(text)?.groups
  return found && !A_NAME.test(found['label']!) ? found['value'] : undefined
}

/** Short text without the marks or words of a sentence: the name above a group of labelled lines. */
const isName = (text: string): boolean =>
  text.length <= 60 &&
  /[A-Za-z\u4e00-\u9fff]{2}/.test(text) &&
  !/[。！？；;!]|[，,、：:]$|我们|您|以下|如下|下列/.test(text)

const titles = (sections: readonly OutlineSection[], index: number): string => {
  let text = ''
  for (let at: number | undefined = index, n = 0; at !== undefined && n < 8; at = sections[at]?.parent, n += 1)
    text += ` ${sections[at]?.title ?? ''}`
  return text
}

/**
 * Reads lists of labelled values: lines under a name (`友盟 SDK` / `使用目的：…` / `隐私政策：…`) and run-on paragraphs
 * (`1、友盟SDK 使用目的：… 收集信息：… 2、…`). A record needs two different roles; it is a third party where its labels,
 * its name, its section or a company name say so, and a list of what the app itself collects otherwise.
 * @throws BudgetError
 */
export function readLists(
  blocks: readonly Located[],
  sections: readonly OutlineSection[],
  budget: Budget,
): readonly ListRecord[] {
  const records: ListRecord[] = []
  let open = fresh(0)
  let pending: { text: string; index: number; links?: readonly Link[] } | undefined

  const close = () => {
    const { values, roles, labels } = open
    const told = TELLING.filter((role) => roles.has(role))
    if (told.length + (roles.has('name') ? 1 : 0) >= 2 && told.length > 0) {
      const context = titles(sections, open.section)
      const who = values.some((value) => value.role === 'name' || value.role === 'company' || value.role === 'party')
      const third =
        who &&
        (labels.some(namesThirdParty) ||
          THIRD.test(context) ||
          values.some(
            (one) =>
              (one.role === 'name' && /SDK/i.test(one.text)) ||
              ((one.role === 'company' || one.role === 'party') && COMPANY.test(one.text)),
          ))
      const own = roles.has('items') && (roles.has('purpose') || roles.has('scene') || roles.has('means'))
      if (third || own)
        records.push({ kind: third ? 'third-party' : 'collection', values, section: open.section, blocks: open.blocks })
    }
    open = fresh(open.section)
  }

  const put = (roles: readonly Role[], text: string, links: readonly Link[] | undefined) => {
    for (const role of roles) {
      open.roles.add(role)
      if (text !== '') open.values.push({ role, text, ...(links ? { links } : {}) })
    }
  }

  const name = (text: string, index: number | undefined) => {
    if (open.roles.has('name') || text === '') return
    open.values.push({ role: 'name', text })
    open.roles.add('name')
    if (index !== undefined) open.blocks.push(index)
  }

  const begins = (part: Part): boolean =>
    part.roles.some((role) => role !== 'other' && role !== 'link' && open.roles.has(role))

  const takeParts = (lead: string, parts: readonly Part[], at: Located, links: readonly Link[] | undefined) => {
    if (lead !== '') {
      close()
      open.section = at.section
      name(lead.length <= 80 ? lead : (NEXT_NUMBERED.exec(lead)?.[1] ?? NEXT_NAMED.exec(lead)?.[1] ?? ''), undefined)
    }
    for (const part of parts) {
      if (begins(part)) {
        const last = open.values.at(-1)
        const next =
          last && open.blocks.includes(at.index) ? (NEXT_NUMBERED.exec(last.text) ?? NEXT_NAMED.exec(last.text)) : null
        if (next && last) open.values[open.values.length - 1] = { ...last, text: last.text.slice(0, next.index).trim() }
        close()
        open.section = at.section
        if (next) name(next[1]!, undefined)
      }
      if (open.roles.size === 0 && pending && !part.roles.includes('name')) name(pending.text, pending.index)
      pending = undefined
      open.section = at.section
      open.labels.push(part.label)
      put(part.roles, part.value, links)
      if (!open.blocks.includes(at.index)) open.blocks.push(at.index)
      if (part.value === '') open.waiting = part.roles
      else delete open.waiting
    }
  }

  for (const at of blocks) {
    const { block } = at
    if (block.kind === 'table') {
      close()
      pending = undefined
      continue
    }
    const text = block.text
    budget.steps(text.length)
    const links = block.kind === 'heading' ? undefined : block.links
    const { lead, parts } = at.heading ? { lead: text, parts: [] } : labelled(text)
    const real = parts.filter((part) => part.roles.some((role) => role !== 'other' && role !== 'system'))
    if (real.length > 0 && (lead === '' || isName(squeeze(lead)) || real.length >= 3)) takeParts(lead, parts, at, links)
    else if (open.values.length > 0 && lead === '' && parts.length > 0) {
      open.blocks.push(at.index)
      for (const part of parts) put(part.roles.includes('other') ? ['unsorted'] : part.roles, part.value, links)
    } else if (open.values.length > 0 && !at.heading && !open.waiting && otherValue(text) !== undefined) {
      open.blocks.push(at.index)
      put(['unsorted'], otherValue(text)!, links)
    } else if (open.waiting && !at.heading && open.values.length < 200) {
      put(open.waiting, text, links)
      open.blocks.push(at.index)
      if (/^https?:/i.test(text)) delete open.waiting
    } else {
      close()
      open.section = at.section
      pending = isName(text) ? { text, index: at.index } : undefined
    }
  }
  close()
  return records
}
