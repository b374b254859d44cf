/** What the law pages do beyond being read: search while one types, keys, the language kept from page to page. */

import { sayLanguage, shownLanguage } from '../report/language-client.ts'

const form = document.querySelector<HTMLFormElement>('form.find')
const box = document.querySelector<HTMLInputElement>('#law-q')
const found = document.querySelector<HTMLElement>('#found')
const all = document.querySelector<HTMLElement>('#all')

/** Milliseconds without a key after which the search is asked. */
const PAUSE = 120

function speak(): void {
  const now = sayLanguage()
  if (box) box.placeholder = box.dataset[now] ?? ''
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href^="/law"]')) {
    const to = new URL(link.href)
    if (now === 'en') to.searchParams.set('lang', 'en')
    else to.searchParams.delete('lang')
    link.href = to.pathname + to.search + to.hash
  }
  const here = new URL(location.href)
  if (now === 'en') here.searchParams.set('lang', 'en')
  else here.searchParams.delete('lang')
  history.replaceState(null, '', here)
}

/** What the form asks for, without what is empty. */
function asked(): URLSearchParams {
  const query = new URLSearchParams()
  if (!form) return query
  for (const [name, value] of new FormData(form)) if (typeof value === 'string' && value !== '') query.set(name, value)
  if (shownLanguage() === 'en') query.set('lang', 'en')
  else query.delete('lang')
  return query
}

let latest = 0
async function ask(): Promise<void> {
  if (!found) return
  const query = asked()
  const mine = ++latest
  const reading = all !== null && location.pathname !== '/law'
  const empty = reading ? !query.get('q') : ![...query.keys()].some((name) => name !== 'on' && name !== 'lang')
  if (empty) {
    found.replaceChildren()
    if (all) all.hidden = false
    if (!reading) history.replaceState(null, '', `/law?${query}`)
    return
  }
  const answer = await fetch(`/law/found?${query}`).catch(() => undefined)
  if (mine !== latest || !answer?.ok) return
  // The fragment is this server's own page, every text in it escaped.
  found.innerHTML = await answer.text()
  if (all) all.hidden = true
  if (!reading) history.replaceState(null, '', `/law?${query}`)
}

let timer: ReturnType<typeof setTimeout> | undefined
const soon = () => {
  clearTimeout(timer)
  timer = setTimeout(() => void ask(), PAUSE)
}

form?.addEventListener('submit', (event) => {
  event.preventDefault()
  clearTimeout(timer)
  void ask()
})
box?.addEventListener('input', soon)
for (const field of form?.querySelectorAll<HTMLElement>('select, input[type=date], input[type=checkbox]') ?? [])
  field.addEventListener('change', () => {
    const day = field.matches('input[type=date]')
    // Another day is another page: standings and labels of the whole text follow it.
    if (day && location.pathname !== '/law') {
      const to = new URL(location.href)
      const { value } = field as HTMLInputElement
      if (value === '') to.searchParams.delete('on')
      else to.searchParams.set('on', value)
      location.assign(to)
    } else if (day && !asked().has('q')) location.assign(`/law?${asked()}`)
    else void ask()
  })

for (const input of document.querySelectorAll<HTMLInputElement>('input[name=lang]'))
  input.addEventListener('change', speak)

/** The provisions, or the hits, one can step through. */
const stops = (): HTMLElement[] =>
  all && !all.hidden && all.querySelector('.prov')
    ? [...all.querySelectorAll<HTMLElement>('.prov')]
    : [...document.querySelectorAll<HTMLElement>('.hits a, .laws a')].filter((a) => a.offsetParent !== null)

function step(by: 1 | -1): void {
  const places = stops()
  const here = document.activeElement?.closest<HTMLElement>('.prov') ?? (document.activeElement as HTMLElement | null)
  const at = here ? places.indexOf(here) : -1
  const top = places.findIndex((place) => place.getBoundingClientRect().top > 60)
  const next = places[Math.min(places.length - 1, Math.max(0, at >= 0 ? at + by : Math.max(0, top)))]
  next?.focus({ preventScroll: true })
  next?.scrollIntoView({ block: next.matches('.prov') ? 'start' : 'nearest' })
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const on = event.target as HTMLElement
  if (on.matches('input, select, textarea')) {
    if (event.key !== 'Escape') return
    if (on === box && box.value !== '') {
      box.value = ''
      void ask()
    } else on.blur()
  } else if (event.key === '/') {
    box?.focus()
    box?.select()
  } else if (event.key === 'j') step(1)
  else if (event.key === 'k') step(-1)
  else if (event.key === 'o' && on.matches('.prov')) on.querySelector('details')?.toggleAttribute('open')
  else return
  event.preventDefault()
})

const contents = document.querySelector<HTMLDetailsElement>('.toc details')
if (contents && matchMedia('(min-width: 981px)').matches) contents.open = true
