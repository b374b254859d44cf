/** What the page does beyond being read: filters kept in the address, keys, opening what a link points to, print. */

import { sayLanguage, shownLanguage } from './language-client.ts'
import { placed, reading } from './later-client.ts'

type By = 'o' | 'g'

const find = <E extends Element>(selector: string, within: ParentNode = document): E[] => [
  ...within.querySelectorAll<E>(selector),
]
const acts = find<HTMLElement>('.act')
const panel = document.querySelector<HTMLElement>('#filters')
const search = document.querySelector<HTMLInputElement>('#q')
const shown = document.querySelector<HTMLElement>('#shown')
const reset = document.querySelector<HTMLElement>('#reset')
const toggles = find<HTMLButtonElement>('button[data-by]')
const words = new Map<Element, string>()
const firstLang = shownLanguage()

/** What an act says, in small letters: read when the search is gone to, not while the page opens. */
function wordsOf(act: Element): string {
  const known = words.get(act)
  if (known !== undefined) return known
  const said = reading(act).toLowerCase()
  words.set(act, said)
  return said
}

function chosen(by: By): string[] {
  return toggles
    .filter((t) => t.dataset['by'] === by && t.getAttribute('aria-pressed') === 'true')
    .map((t) => t.dataset['value'] ?? '')
}

/** Shows the acts that match and says how many. */
function apply(): void {
  const outcomes = chosen('o')
  const groups = chosen('g')
  const wanted = (search?.value ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  let count = 0
  for (const act of acts) {
    const { o = '', g = '' } = act.dataset
    const match =
      (outcomes.length === 0 || outcomes.includes(o)) &&
      (groups.length === 0 || groups.includes(g)) &&
      wanted.every((word) => wordsOf(act).includes(word))
    act.hidden = !match
    if (match) count += 1
  }
  for (const part of find<HTMLElement>('.group, .instrument')) part.hidden = !part.querySelector('.act:not([hidden])')
  const lang = shownLanguage()
  if (shown) {
    const template = shown.dataset[lang] ?? ''
    const none = shown.dataset[lang === 'zh' ? 'noneZh' : 'noneEn'] ?? ''
    const said = template.replace('{n}', String(count)).replace('{total}', String(acts.length))
    shown.textContent = count === 0 ? none : said
  }
  if (reset) reset.hidden = outcomes.length + groups.length + wanted.length === 0
}

/** Puts filters, language and place into the address; a place alone stays a plain fragment. */
function save(place = ''): void {
  const state = new URLSearchParams()
  for (const by of ['o', 'g'] as const) for (const value of chosen(by)) state.append(by, value)
  if (search?.value) state.set('q', search.value)
  if (shownLanguage() !== firstLang) state.set('lang', shownLanguage())
  if (place && state.size > 0) state.set('at', place)
  const hash = state.size > 0 ? `#?${state}` : place && `#${place}`
  if (hash === location.hash) return
  history[place ? 'pushState' : 'replaceState'](null, '', hash || location.pathname + location.search)
}

function press(by: By, values: readonly string[]): void {
  for (const t of toggles) {
    if (t.dataset['by'] === by) t.setAttribute('aria-pressed', String(values.includes(t.dataset['value'] ?? '')))
  }
}

function clear(): void {
  press('o', [])
  press('g', [])
  if (search) search.value = ''
  apply()
}

function speak(lang: string): void {
  const input = document.querySelector<HTMLInputElement>(`#lang-${lang === 'en' ? 'en' : 'zh'}`)
  if (input) input.checked = true
  sayLanguage()
}

/** Reads the address: filters, language and place after `#?`, else the id of a place in the page. */
function load(): void {
  const hash = location.hash
  const state = new URLSearchParams(hash.startsWith('#?') ? hash.slice(2) : '')
  if (hash.startsWith('#?')) {
    press('o', state.getAll('o'))
    press('g', state.getAll('g'))
    if (search) search.value = state.get('q') ?? ''
    speak(state.get('lang') ?? firstLang)
  }
  apply()
  const place = state.get('at') ?? (hash.startsWith('#?') ? '' : hash.slice(1))
  // After the browser's own jump, which would take the focus away again.
  if (place) requestAnimationFrame(() => go(placed(place)))
}

/** Opens a determination and moves there; a filter that hides it is cleared. */
function go(target: HTMLElement | null): void {
  if (!target?.matches('.act')) {
    // Rows stand closed until they are asked for: those around a place, and the first of those under it.
    for (let up = target?.closest('details'); up; up = up.parentElement?.closest('details')) up.open = true
    const under = target?.querySelector('details')
    if (under && !target?.closest('.act')) under.open = true
    target?.scrollIntoView({ block: 'start' })
    return
  }
  if (target.hidden) clear()
  const details = target.querySelector('details')
  if (details) details.open = true
  target.scrollIntoView({ block: 'start' })
  target.querySelector('summary')?.focus({ preventScroll: true })
}

function step(by: 1 | -1): void {
  const lines = acts.filter((act) => !act.hidden).map((act) => act.querySelector('summary'))
  const here = document.activeElement?.closest('.act')?.querySelector('summary') ?? null
  const at = lines.indexOf(here)
  const top = lines.findIndex((line) => (line?.getBoundingClientRect().top ?? 0) > 60)
  const next = at >= 0 ? at + by : Math.max(0, top)
  const line = lines[Math.min(lines.length - 1, Math.max(0, next))]
  line?.focus({ preventScroll: true })
  line?.scrollIntoView({ block: 'nearest' })
}

function openAll(open: boolean): void {
  for (const act of acts) {
    const details = act.hidden ? null : act.querySelector('details')
    if (details) details.open = open
  }
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const on = event.target as HTMLElement
  if (on.matches('input[type=search], textarea, select')) {
    if (event.key === 'Escape') {
      on.blur()
      event.preventDefault()
    }
    return
  }
  const onLine = on.matches('.act > details > summary')
  const { key } = event
  if (key === '/' && search) {
    const box = search.closest('details')
    if (box) box.open = true
    search.focus()
  } else if (key === 'j' || (onLine && key === 'ArrowDown')) step(1)
  else if (key === 'k' || (onLine && key === 'ArrowUp')) step(-1)
  else return
  event.preventDefault()
})

document.addEventListener('click', (event) => {
  const on = event.target as Element
  const toggle = on.closest<HTMLButtonElement>('button[data-by]')
  if (toggle) {
    toggle.setAttribute('aria-pressed', String(toggle.getAttribute('aria-pressed') !== 'true'))
    apply()
    save()
  } else if (on.closest('#reset')) {
    clear()
    save()
    search?.focus()
  } else if (on.closest('#open-all')) openAll(true)
  else if (on.closest('#close-all')) openAll(false)
  else {
    const place = on.closest('a[href^="#"]')?.getAttribute('href')?.slice(1)
    const target = place ? document.getElementById(place) : null
    if (!place || !target?.matches('.act')) return
    event.preventDefault()
    go(target)
    save(place)
  }
})
search?.addEventListener('focus', () => {
  for (const act of acts) wordsOf(act)
})
search?.addEventListener('input', () => {
  apply()
  save()
})
for (const input of find<HTMLInputElement>('input[name=lang]')) {
  input.addEventListener('change', () => {
    speak(input.value)
    apply()
    save()
  })
}

let closed: HTMLDetailsElement[] = []
addEventListener('beforeprint', () => {
  closed = find<HTMLDetailsElement>('details:not([open])')
  for (const details of closed) details.open = true
})
addEventListener('afterprint', () => {
  for (const details of closed) details.open = false
})
addEventListener('hashchange', load)

if (panel) {
  panel.hidden = false
  const box = panel.querySelector('details')
  // On a narrow screen the filters stand above the report: closed, unless the address sets one.
  if (box && matchMedia('(max-width: 980px)').matches) box.open = location.hash.startsWith('#?')
}
load()
