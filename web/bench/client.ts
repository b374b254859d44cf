/** What a screen of the workbench does beyond being read: forms sent as JSON, uploads, live progress, keys, language. */
import '../report/client.ts'
import type { Text } from '../../src/law/text.ts'
import { sayLanguage, shownLanguage } from '../report/language-client.ts'
import { type Answer, ask, fetchMade } from './ask.ts'
import { drawer } from './drawer-client.ts'
import { files, named, save, spoken } from './files-client.ts'
import { inventoryForm } from './inventory-client.ts'
import { palette } from './palette-client.ts'

const english = (): boolean => shownLanguage() === 'en'
const YEAR = 31_536_000

function speak(): void {
  const lang = sayLanguage()
  // biome-ignore lint/suspicious/noDocumentCookie: a fixed name and one of two fixed values
  document.cookie = `guiju_lang=${lang}; path=/; max-age=${YEAR}; SameSite=Strict`
  // Links of the server itself: what leads elsewhere is left as it is.
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href^="/law"], a[href^="/"][href*="lang="]')) {
    const to = spoken(link.href)
    if (to.pathname.startsWith('/law')) {
      if (lang === 'en') to.searchParams.set('lang', 'en')
      else to.searchParams.delete('lang')
    }
    link.href = to.pathname + to.search + to.hash
  }
}
for (const input of document.querySelectorAll<HTMLInputElement>('input[name=lang]'))
  input.addEventListener('change', speak)

function say(form: HTMLFormElement, text: string, bad: boolean): void {
  const line = form.querySelector<HTMLElement>('.said')
  if (!line) return
  line.hidden = false
  line.textContent = text
  line.classList.toggle('bad', bad)
}

/** Takes back what was said of an earlier try. */
function hush(form: HTMLFormElement): void {
  const line = form.querySelector<HTMLElement>('.said')
  if (line) line.hidden = true
}

function refuse(form: HTMLFormElement, why: Text): void {
  say(form, english() ? `Not done: ${why.en}` : `没有完成：${why.zh}`, true)
}

/** The fields of a form as JSON: `a.b` is a field of a field, an optional one that is empty is left out. */
function gather(form: HTMLFormElement): unknown {
  const made: Record<string, unknown> = {}
  for (const field of form.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(
    'input[name], select[name], textarea[name]',
  )) {
    const { as, optional } = field.dataset
    if (field instanceof HTMLInputElement && field.type === 'checkbox' && !field.checked) continue
    if (optional !== undefined && field.value === '') continue
    const path = field.name.split('.')
    const name = path.pop() ?? ''
    let at = made
    for (const part of path) {
      at[part] ??= {}
      at = at[part] as Record<string, unknown>
    }
    const { value } = field
    if (as === 'number') at[name] = Number(value)
    else if (as === 'flag') at[name] = value === 'true'
    else if (as === 'list')
      at[name] = value
        .split(/[,，、]/)
        .map((part) => part.trim())
        .filter(Boolean)
    else if (as === 'many') at[name] = [...((at[name] as string[] | undefined) ?? []), value]
    else at[name] = value
  }
  return made
}

/** What a form made, by name. */
type Made = Readonly<Record<string, unknown>>

interface RefusedStep {
  readonly allowed: false
  readonly missing: readonly { readonly step: Text; readonly citation: string }[]
  readonly tooEarlyUntil: string | null
}

async function send(form: HTMLFormElement): Promise<void> {
  const { send: to = '', then = 'reload', sureZh, sureEn } = form.dataset
  if (sureZh && !confirm(english() ? sureEn : sureZh)) return
  const [method = 'POST', path = ''] = to.split(' ', 2)
  const sent = method === 'DELETE' ? undefined : JSON.stringify(gather(form))
  const answer = await ask<Made | RefusedStep | undefined>(method, path, sent)
  if (!answer.ok) return refuse(form, answer.error)
  const { body } = answer
  if (body && 'allowed' in body && body.allowed === false) return told(form, body as RefusedStep)
  const made = (body ?? {}) as Made
  if (then.startsWith('save ')) return save(new Blob([answer.text], { type: 'application/json' }), then.slice(5))
  if (then.startsWith('show ')) return show(form, made, then.slice(5))
  if (then === 'reload') location.reload()
  else if (then === '{to}') location.assign(String(made['to'] ?? '/'))
  else location.assign(then.replace('{id}', encodeURIComponent(String(made['id'] ?? ''))))
}

/** A refused step is on record: the page is loaded anew when the person has read why. */
function told(form: HTMLFormElement, body: RefusedStep): void {
  const missing = body.missing.map((m) => `${english() ? m.step.en : m.step.zh}（${m.citation}）`)
  const early = body.tooEarlyUntil ? (english() ? ` from ${body.tooEarlyUntil}` : ` ${body.tooEarlyUntil}起可以`) : ''
  say(form, (english() ? 'Refused, and on record: ' : '被拒绝，已留痕：') + missing.join('；') + early, true)
}

function show(form: HTMLFormElement, body: Made, name: string): void {
  const value = body[name]
  const said =
    typeof value === 'string'
      ? value
      : Array.isArray(value)
        ? value.map((one: { name: string; link: string | null }) => `${one.name} ${one.link ?? ''}`).join('\n')
        : ''
  if (said === '') {
    location.reload()
    return
  }
  const head =
    name === 'token' ? ['令牌只显示这一次：', 'The token, shown this once: '] : ['一次性登录链接：', 'Signs in once: ']
  say(form, head[english() ? 1 : 0] + said, false)
}

/** An inventory that says nothing but whose network it is and which results of scanners speak of it. */
function scanInventory(operator: string, network: string, names: readonly string[]): File {
  const written = {
    facts: 'network',
    operator: { id: operator, name: operator },
    networks: [{ id: network, name: network }],
    complete: { networks: false, findings: false },
    imports: names.map((from) => ({ from, network })),
  }
  return new File([JSON.stringify(written)], 'imported.yaml', { type: 'application/yaml' })
}

interface Picked {
  readonly sha256: string
}

interface Imported {
  readonly items: readonly { readonly result: string }[]
}

/** Forms on a result that rest on files: where they go to, what they say at least, and where what was made stands. */
const RESTS: Readonly<Record<string, { readonly to: string; readonly least?: object; readonly leads?: string }>> = {
  attest: { to: 'attestations', least: { answers: {} }, leads: 'jobs' },
  dispute: { to: 'disputes', leads: 'cases' },
  exception: { to: 'exceptions' },
}

async function upload(form: HTMLFormElement): Promise<void> {
  const { api = '', base = '', job = '' } = form.dataset
  const files = (name: string) => [...(form.querySelector<HTMLInputElement>(`input[name=${name}]`)?.files ?? [])]
  const text = (name: string) => form.querySelector<HTMLInputElement>(`[name=${name}]`)?.value.trim() ?? ''
  const put = async (file: File): Promise<string> => {
    say(form, `${english() ? 'Uploading' : '正在上传'} ${file.name}`, false)
    const answer = await ask<Picked>(
      'POST',
      `${api}/artifacts?name=${encodeURIComponent(file.name)}`,
      file,
      'application/octet-stream',
    )
    if (!answer.ok) throw answer
    return answer.body.sha256
  }
  const one = async (name: string) => {
    const [file] = files(name)
    return file && (await put(file))
  }
  try {
    if (job === 'import') {
      const answer = await ask<Imported>('POST', `${api}/results`, await files('result')[0]?.text())
      if (!answer.ok) throw answer
      location.assign(`${base}/results/${answer.body.items[0]?.result}`)
      return
    }
    const rests = RESTS[job]
    if (rests) {
      const evidence = await Promise.all(files('evidence').map(put))
      const said = JSON.stringify({ ...rests.least, ...(gather(form) as object), evidence })
      const answer = await ask<Made>('POST', `${api}/results/${form.dataset['result']}/${rests.to}`, said)
      if (!answer.ok) throw answer
      if (rests.leads) location.assign(`${base}/${rests.leads}/${encodeURIComponent(String(answer.body['id']))}`)
      else location.reload()
      return
    }
    if (job === 'aggregate') {
      const query = new URLSearchParams()
      for (const field of form.querySelectorAll<HTMLInputElement>('[name]:not([type=file])'))
        if (field.value.trim() !== '') query.set(field.name, field.value.trim())
      for (const name of ['subjects', 'survey']) {
        const file = await one(`${name}File`)
        if (file) query.set(name, file)
      }
      location.assign(`${base}/aggregate?${query}`)
      return
    }
    const asked: Record<string, unknown> = { kind: job }
    if (job === 'scan') {
      const tables: Record<string, string> = {}
      for (const file of files('scans')) tables[file.name] = await put(file)
      const inventory = scanInventory(text('operator'), text('network'), Object.keys(tables))
      Object.assign(asked, { kind: 'check', mapping: await put(inventory), tables })
    } else if (job === 'check') {
      const tables: Record<string, string> = {}
      for (const file of files('tables')) tables[file.name] = await put(file)
      Object.assign(asked, { mapping: await one('mapping'), tables })
    } else {
      const target = await one('target')
      const policy = await one('policy')
      const logs = await Promise.all(files('log').map(put))
      asked['target'] = target ? { artifact: target } : { url: text('url') }
      if (policy) asked['policy'] = { artifact: policy }
      else if (text('policyUrl')) asked['policy'] = { url: text('policyUrl') }
      if (logs.length > 0) asked['log'] = logs
      for (const name of ['tickets', 'attest', 'before']) {
        const file = await one(name)
        if (file) asked[name] = file
      }
      for (const name of ['category', 'on']) if (text(name)) asked[name] = text(name)
    }
    const answer = await ask<{ readonly id: string }>('POST', `${api}/jobs`, JSON.stringify(asked))
    if (!answer.ok) throw answer
    location.assign(`${base}/jobs/${answer.body.id}`)
  } catch (error) {
    refuse(form, (error as Extract<Answer<unknown>, { ok: false }>).error)
  }
}

document.addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement
  const work = form.dataset['send'] ? send : form.dataset['job'] ? upload : undefined
  if (!work) return
  event.preventDefault()
  hush(form)
  const buttons = form.querySelectorAll<HTMLButtonElement>('button')
  for (const button of buttons) button.disabled = true
  void work(form).finally(() => {
    for (const button of buttons) button.disabled = false
  })
})

const watched = document.querySelector<HTMLElement>('[data-watch]')
if (watched) {
  const source = new EventSource(watched.dataset['watch'] ?? '')
  source.addEventListener('job', (event) => {
    const job = JSON.parse((event as MessageEvent<string>).data) as {
      state: string
      progress: { stage: string; done: number; of: number }
    }
    if (job.state !== 'queued' && job.state !== 'running') {
      source.close()
      location.reload()
      return
    }
    for (const stage of watched.querySelectorAll<HTMLElement>('[data-stage]'))
      if (stage.dataset['stage'] === job.progress.stage) stage.setAttribute('aria-current', 'step')
      else stage.removeAttribute('aria-current')
    const bar = watched.querySelector('progress')
    if (bar) {
      bar.max = job.progress.of
      bar.value = job.progress.done
    }
  })
}

/** `g` and the key of an entry of the navigation goes there. */
let going = false
document.addEventListener('keydown', (event) => {
  const on = event.target as HTMLElement
  if (event.ctrlKey || event.metaKey || event.altKey || on.matches('input, select, textarea')) return
  if (going) {
    going = false
    const link = document.querySelector<HTMLAnchorElement>(`.bench-nav a[data-key="${CSS.escape(event.key)}"]`)
    if (link) {
      event.preventDefault()
      event.stopImmediatePropagation()
      link.click()
    }
  } else if (event.key === 'g') going = true
  else if (event.key === '/') {
    const find = document.querySelector<HTMLInputElement>('#find')
    if (find) {
      event.preventDefault()
      find.focus()
    }
  }
})

/** A draft of a step as the form has it: a file, and nothing is recorded. */
document.addEventListener('click', (event) => {
  const button = (event.target as Element).closest<HTMLButtonElement>('button[data-draft]')
  const form = button?.form
  if (!button || !form?.reportValidity()) return
  button.disabled = true
  void drafted(form, button.dataset['draft'] ?? '').finally(() => {
    button.disabled = false
  })
})

async function drafted(form: HTMLFormElement, address: string): Promise<void> {
  hush(form)
  const answer = await fetchMade(named(address).href, JSON.stringify(gather(form)))
  if (answer.ok) save(answer.file, answer.name)
  else refuse(form, answer.error)
}

inventoryForm(english)
palette(english)
files(english)
drawer(english)

/** A text that may be chosen as a file. */
for (const text of document.querySelectorAll<HTMLTextAreaElement>('textarea[data-filled-by]')) {
  const file = document.querySelector<HTMLInputElement>(`#${text.dataset['filledBy']}`)
  file?.addEventListener('change', () => void file.files?.[0]?.text().then((written) => (text.value = written)))
}
