import { fill, type Text } from '../../src/law/text.ts'
import { type Place, PALETTE_WORDS as W } from '../../src/report/bench/palette-words.ts'
import { ask } from './ask.ts'

interface Entry {
  readonly kind: Text
  readonly title: Text
  readonly note: string
  go(): void
}

/** Milliseconds without a key before the server is asked. */
const PAUSE = 120
const MOST = 40

const textIn = (of: Element): Text => {
  const said = (lang: string) => of.querySelector(`[lang=${lang}]`)?.textContent?.trim()
  const plain = of.textContent?.trim() ?? ''
  return { zh: said('zh') ?? plain, en: said('en') ?? plain }
}

/** The palette: any subject, case, provision or screen by a few letters, without loading the page. */
export function palette(english: () => boolean): void {
  const dialog = document.querySelector<HTMLDialogElement>('#palette')
  const opener = document.querySelector<HTMLButtonElement>('#palette-open')
  const input = dialog?.querySelector('input')
  const list = dialog?.querySelector<HTMLElement>('[role=listbox]')
  const status = dialog?.querySelector<HTMLElement>('[role=status]')
  if (!dialog || !input || !list || !status) return
  const box = { dialog, input, list, status }
  const lang = () => (english() ? 'en' : 'zh')
  let entries: readonly Entry[] = []
  let places: readonly Place[] = []
  let at = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  /** What the page itself holds: the screens of the navigation, and its determinations. */
  const own = (): Entry[] => [
    ...[...document.querySelectorAll<HTMLAnchorElement>('.bench-nav a')].map((link) => ({
      kind: W.screen,
      title: textIn(link),
      note: '',
      go: () => location.assign(link.href),
    })),
    ...[...document.querySelectorAll<HTMLElement>('.act[id]')].map((act) => ({
      kind: W.here,
      title: textIn(act.querySelector('.ttl') ?? act),
      note: act.querySelector('.ref')?.textContent ?? '',
      go: () => {
        location.hash = act.id
      },
    })),
  ]
  const fits = (words: readonly string[]) => (e: Entry) => {
    const text = `${e.title.zh} ${e.title.en} ${e.note}`.toLowerCase()
    return words.every((word) => text.includes(word))
  }

  function show(): void {
    const words = box.input.value.toLowerCase().split(/\s+/).filter(Boolean)
    const here = own()
    const found = places.map((p) => ({
      kind: W[p.kind],
      title: p.title,
      note: p.note,
      go: () => location.assign(p.href),
    }))
    const shown = here.filter(fits(words))
    // With nothing written the acts of the page would hide everything else.
    const kept = words.length === 0 ? shown.filter((e) => e.kind === W.screen) : shown
    // Those found for what was written before are kept only as far as they fit what is written now.
    entries = [...kept, ...found.filter(fits(words))].slice(0, MOST)
    at = Math.max(0, Math.min(at, entries.length - 1))
    box.list.replaceChildren(
      ...entries.map((entry, i) => {
        const row = document.createElement('div')
        row.id = `palette-${i}`
        row.setAttribute('role', 'option')
        row.setAttribute('aria-selected', String(i === at))
        for (const [name, text] of [
          ['kind', entry.kind[lang()]],
          ['title', entry.title[lang()]],
          ['note', entry.note],
        ] as const) {
          const part = document.createElement('span')
          part.className = `p-${name}`
          part.textContent = text
          row.append(part, ' ')
        }
        row.addEventListener('click', () => choose(i))
        return row
      }),
    )
    if (entries.length === 0) {
      const none = document.createElement('p')
      none.className = 'none'
      none.textContent = W.none[lang()]
      box.list.append(none)
    }
    box.status.textContent = entries.length === 0 ? W.none[lang()] : fill(W.found, { n: entries.length })[lang()]
    mark()
  }

  function mark(): void {
    for (const [i, row] of [...box.list.querySelectorAll('[role=option]')].entries()) {
      row.setAttribute('aria-selected', String(i === at))
      if (i === at) row.scrollIntoView({ block: 'nearest' })
    }
    if (entries.length > 0) box.input.setAttribute('aria-activedescendant', `palette-${at}`)
    else box.input.removeAttribute('aria-activedescendant')
  }

  function choose(i: number): void {
    const entry = entries[i]
    if (!entry) return
    box.dialog.close()
    entry.go()
  }

  async function look(): Promise<void> {
    const from = box.dialog.dataset['places']
    if (from === undefined) return
    turn += 1
    const mine = turn
    const answer = await ask<{ readonly items: readonly Place[] }>(
      'GET',
      `${from}?q=${encodeURIComponent(box.input.value)}`,
    )
    // An answer to what was written before is not shown.
    if (mine !== turn) return
    places = answer.ok ? answer.body.items : [{ kind: 'subject', title: answer.error, note: '', href: location.href }]
    show()
  }

  function open(): void {
    if (box.dialog.open) return
    const label = box.dialog.dataset[english() ? 'labelEn' : 'labelZh'] ?? ''
    for (const one of [box.dialog, box.input, box.list]) one.setAttribute('aria-label', label)
    box.input.value = ''
    places = []
    at = 0
    box.dialog.showModal()
    box.input.focus()
    show()
    void look()
  }

  box.input.addEventListener('input', () => {
    at = 0
    show()
    clearTimeout(timer)
    timer = setTimeout(() => void look(), PAUSE)
  })
  box.input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') at = Math.min(entries.length - 1, at + 1)
    else if (event.key === 'ArrowUp') at = Math.max(0, at - 1)
    else if (event.key === 'Enter') {
      event.preventDefault()
      choose(at)
      return
    } else return
    event.preventDefault()
    mark()
  })
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return
    event.preventDefault()
    if (box.dialog.open) box.dialog.close()
    else open()
  })
  if (opener) {
    opener.hidden = false
    opener.addEventListener('click', open)
  }
}
