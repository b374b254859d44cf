import type { Text } from '../../src/law/text.ts'
import type { InventoryChecked } from '../../src/report/bench/screen.ts'
import { ask } from './ask.ts'

type Plain = Record<string, unknown>

const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)
const find = <E extends Element>(within: ParentNode, selector: string): E[] => [...within.querySelectorAll<E>(selector)]
type Control = HTMLInputElement | HTMLSelectElement

/** The form of an inventory: rows that are added and removed, YAML that is written, checked, loaded and kept. */
export function inventoryForm(english: () => boolean): void {
  const form = document.querySelector<HTMLFormElement>('form[data-inventory]')
  if (form) new InventoryForm(form, english).wire()
}

class InventoryForm {
  readonly #form: HTMLFormElement
  readonly #english: () => boolean
  /** What was loaded and has no place in the form, by row and of the whole. */
  readonly #kept = new WeakMap<Element, Plain>()
  #rest: Plain = {}

  constructor(form: HTMLFormElement, english: () => boolean) {
    this.#form = form
    this.#english = english
  }

  wire(): void {
    const form = this.#form
    this.#add(form.querySelector('[data-list=networks]')!)
    form.addEventListener('click', (event) => {
      const on = event.target as Element
      const add = on.closest('[data-add]')
      const remove = on.closest('[data-remove]')
      if (add) this.#add(add.closest('[data-list]')!)?.querySelector<Control>('input, select')?.focus()
      else if (remove) {
        const list = remove.closest('[data-list]')!
        remove.closest('[data-row]')!.remove()
        this.#number(list)
        list.querySelector<HTMLElement>('[data-add]')?.focus()
      } else if (on.closest('[data-validate]')) void this.#validate()
      else if (on.closest('[data-download]')) this.#download()
    })
    form.addEventListener('change', (event) => {
      const on = event.target as HTMLInputElement
      if (on.dataset['load'] !== undefined) void this.#load(on)
      const none = on.dataset['none']
      if (none !== undefined) {
        const field = on.closest('.or-none')!.querySelector<HTMLInputElement>(`[name="${none}"]`)!
        field.disabled = on.checked
        if (on.checked) field.value = ''
      }
      if (on.name === 'id') this.#ids()
    })
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      void this.#start()
    })
  }

  #say(text: string, bad: boolean): void {
    const line = this.#form.querySelector<HTMLElement>('.said')!
    line.hidden = text === ''
    line.textContent = text
    line.classList.toggle('bad', bad)
  }

  #refuse({ zh, en }: Text): void {
    this.#say(this.#english() ? en : zh, true)
  }

  #add(list: Element): Element | null {
    const row = list.querySelector('template')!.content.firstElementChild!.cloneNode(true) as Element
    list.querySelector('[data-rows]')!.append(row)
    this.#number(list)
    return row
  }

  #number(list: Element): void {
    for (const [i, row] of find(list, '[data-row]').entries()) {
      const number = row.querySelector<HTMLElement>('[data-number]')!
      const words = (this.#english() ? number.dataset['en'] : number.dataset['zh']) ?? '{n}'
      number.textContent = words.replace('{n}', String(i + 1))
    }
    this.#ids()
  }

  /** The ids of the networks, offered where a row says which it belongs to. */
  #ids(): void {
    const ids = find<HTMLInputElement>(this.#form, '[data-list=networks] [name=id]').map((i) => i.value.trim())
    const options = ids.filter(Boolean).map((id) => Object.assign(document.createElement('option'), { value: id }))
    this.#form.querySelector('datalist')!.replaceChildren(...options)
  }

  /** What a part of the form says: only what was filled in, and what was loaded beside it. */
  #gather(part: Element): Plain {
    const made: Plain = { ...this.#kept.get(part) }
    for (const field of find<Control>(part, '[name]')) {
      const { name, value } = field
      const none = part.querySelector<HTMLInputElement>(`[data-none="${name}"]`)?.checked
      const before = made[name]
      const plain = isPlain(before) ? before['value'] : before
      if (none) made[name] = null
      else if (value === '') {
        // A none that the form cannot show stays.
        if (before !== null || field.dataset['type'] !== 'text') delete made[name]
      } else if (String(plain) !== value) made[name] = typed(field.dataset['type'], value)
    }
    const grading: Plain = isPlain(made['grading']) ? { ...made['grading'] } : {}
    for (const field of find<HTMLSelectElement>(part, '[data-grading]')) {
      const [aspect = '', of = ''] = (field.dataset['grading'] ?? '').split('.')
      if (Array.isArray(grading[aspect])) continue
      const known = isPlain(grading[aspect]) ? { ...grading[aspect] } : {}
      if (field.value === '') delete known[of]
      else known[of] = field.value
      if (Object.keys(known).length > 0) grading[aspect] = known
      else delete grading[aspect]
    }
    if (Object.keys(grading).length > 0) made['grading'] = grading
    else delete made['grading']
    return made
  }

  #text(): string {
    const lines = ['facts: network']
    const complete: Plain = isPlain(this.#rest['complete']) ? { ...this.#rest['complete'] } : {}
    const lists: [string, Plain[]][] = []
    for (const list of find<HTMLElement>(this.#form, '[data-list]')) {
      const name = list.dataset['list']!
      const rows = find(list, '[data-row]').map((row) => this.#gather(row))
      const filled = rows.filter((row) => Object.keys(row).length > 0)
      const whole = list.querySelector<HTMLInputElement>('[data-complete]')!.checked
      if (Object.hasOwn(this.#rest, name)) continue
      if (filled.length > 0 || whole) {
        lists.push([name, filled])
        if (whole) delete complete[name]
        else complete[name] = false
      }
    }
    for (const [name, value] of Object.entries(this.#rest))
      if (name !== 'facts' && name !== 'complete') lines.push(`${name}: ${JSON.stringify(value)}`)
    if (Object.keys(complete).length > 0) lines.push(`complete: ${JSON.stringify(complete)}`)
    const operator = this.#gather(this.#form.querySelector('[data-one=operator]')!)
    if (Object.keys(operator).length > 0) lines.push('operator:', ...block(operator, '  '))
    for (const [name, rows] of lists) {
      lines.push(rows.length === 0 ? `${name}: []` : `${name}:`)
      for (const row of rows)
        lines.push(...block(row, '    ').map((line, i) => (i === 0 ? `  - ${line.trim()}` : line)))
    }
    return `${lines.join('\n')}\n`
  }

  async #check(): Promise<boolean> {
    const { api = '' } = this.#form.dataset
    const answer = await ask<InventoryChecked>('POST', `${api}/inventory`, JSON.stringify({ text: this.#text() }))
    const found = answer.ok ? answer.body.problems : [answer.error]
    const list = this.#form.querySelector<HTMLElement>('.problems')!
    list.hidden = found.length === 0
    list.replaceChildren(
      ...found.map((p) => Object.assign(document.createElement('li'), { textContent: this.#english() ? p.en : p.zh })),
    )
    if (found.length > 0)
      this.#say(this.#english() ? `${found.length} to correct:` : `有 ${found.length} 处需要更正：`, true)
    return found.length === 0
  }

  async #validate(): Promise<void> {
    if (await this.#check()) this.#say(this.#english() ? 'Nothing to correct.' : '没有需要更正的地方。', false)
  }

  #download(): void {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([this.#text()], { type: 'application/yaml' }))
    link.download = 'networks.yaml'
    link.click()
    URL.revokeObjectURL(link.href)
  }

  async #start(): Promise<void> {
    const { api = '', base = '' } = this.#form.dataset
    const buttons = find<HTMLButtonElement>(this.#form, '.actions button')
    for (const button of buttons) button.disabled = true
    try {
      if (!(await this.#check())) return
      const bytes = new Blob([this.#text()])
      const kept = await ask<{ readonly sha256: string }>(
        'POST',
        `${api}/artifacts?name=networks.yaml`,
        bytes,
        'application/octet-stream',
      )
      if (!kept.ok) return this.#refuse(kept.error)
      const asked = JSON.stringify({ kind: 'check', mapping: kept.body.sha256, tables: {} })
      const job = await ask<{ readonly id: string }>('POST', `${api}/jobs`, asked)
      if (!job.ok) return this.#refuse(job.error)
      location.assign(`${base}/jobs/${job.body.id}`)
    } finally {
      for (const button of buttons) button.disabled = false
    }
  }

  async #load(input: HTMLInputElement): Promise<void> {
    const text = await input.files?.[0]?.text()
    if (text === undefined) return
    const { api = '' } = this.#form.dataset
    const answer = await ask<InventoryChecked>('POST', `${api}/inventory`, JSON.stringify({ text }))
    const content = answer.ok ? answer.body.content : null
    if (!content) {
      this.#say(this.#english() ? 'This file could not be read.' : '这个文件读不出来。', true)
      return
    }
    const complete = content['complete']
    this.#rest = { ...content }
    for (const list of find<HTMLElement>(this.#form, '[data-list]')) {
      const name = list.dataset['list']!
      const rows = content[name]
      list.querySelector('[data-rows]')!.replaceChildren()
      // A list that stands in a table, or is written otherwise, stays as it is.
      if (!Array.isArray(rows) || !rows.every(isPlain)) continue
      delete this.#rest[name]
      for (const row of rows) this.#fill(this.#add(list)!, row)
      const said = isPlain(complete) ? complete[name] : complete
      list.querySelector<HTMLInputElement>('[data-complete]')!.checked = said !== false
    }
    delete this.#rest['facts']
    if (isPlain(content['operator'])) {
      delete this.#rest['operator']
      this.#fill(this.#form.querySelector('[data-one=operator]')!, content['operator'])
    }
    this.#ids()
    await this.#validate()
  }

  #fill(part: Element, row: Plain): void {
    this.#kept.set(part, row)
    for (const field of find<Control>(part, '[name]')) {
      const given = row[field.name]
      const plain = isPlain(given) ? given['value'] : given
      const none = part.querySelector<HTMLInputElement>(`[data-none="${field.name}"]`)
      if (none) {
        none.checked = plain === null
        field.disabled = plain === null
      }
      field.value = plain === undefined || plain === null ? '' : String(plain)
    }
    for (const field of find<HTMLSelectElement>(part, '[data-grading]')) {
      const [aspect = '', of = ''] = (field.dataset['grading'] ?? '').split('.')
      const grading = row['grading']
      const damage = isPlain(grading) ? grading[aspect] : undefined
      if (isPlain(damage)) field.value = String(damage[of] ?? '')
    }
  }
}

const typed = (type: string | undefined, value: string): unknown =>
  type === 'boolean' ? value === 'true' : type === 'decimal' && /^\d+$/.test(value) ? Number(value) : value

/** Names and values one under the other; every value as JSON has it, which YAML reads as well. */
const block = (of: Plain, indent: string): string[] =>
  Object.entries(of).map(([name, value]) => `${indent}${name}: ${JSON.stringify(value)}`)
