/** Draws what `Later` left as text. */

const SLEEPING = 'noscript.later'

/** A tag, with `>` in what it says of itself. */
const TAG = /<[^>"]*(?:"[^"]*"[^>"]*)*>/g
/** What the markup of a page writes otherwise than it reads. */
const WRITTEN = { '&lt;': '<', '&quot;': '"', '&amp;': '&' } as const

/** What is read in a part of the page, with what was left in it. */
export function reading(part: Element): string {
  const before = document.createRange()
  before.setStart(part, 0)
  let text = ''
  for (const one of part.querySelectorAll(SLEEPING)) {
    before.setEndBefore(one)
    text += before.toString() + plain(one.textContent ?? '')
    before.setStartAfter(one)
  }
  before.setEnd(part, part.childNodes.length)
  return text + before.toString()
}

const plain = (markup: string): string =>
  markup.replace(TAG, '').replace(/&(?:lt|quot|amp);/g, (as) => WRITTEN[as as keyof typeof WRITTEN])

function wake(one: Element): void {
  const drawn = document.createElement('template')
  drawn.innerHTML = one.textContent ?? ''
  one.replaceWith(drawn.content)
}

/** Draws what was left in something that opens; what stands closed in it goes on waiting. */
function open(details: Element): void {
  for (const one of details.querySelectorAll(SLEEPING)) if (one.closest('details') === details) wake(one)
}

/** The element of an id, drawn where it was left. */
export function placed(id: string): HTMLElement | null {
  const found = document.getElementById(id)
  if (found || id === '') return found
  const named = ` id="${id}"`
  for (const one of document.querySelectorAll(SLEEPING))
    if (one.textContent?.includes(named)) {
      wake(one)
      return document.getElementById(id)
    }
  return null
}

// Before the browser opens it, so that it never stands empty; `toggle` for what opens without a press.
document.addEventListener(
  'click',
  (event) => {
    const on = event.target as Element
    const opened = on.closest('summary')?.parentElement
    if (opened) open(opened)
    const link = on.closest('a[href^="#"]')?.getAttribute('href')
    if (link) placed(decodeURIComponent(link.slice(1)))
  },
  true,
)
document.addEventListener(
  'toggle',
  (event) => {
    if ((event.target as Partial<HTMLDetailsElement>).open) open(event.target as HTMLElement)
  },
  true,
)
addEventListener('beforeprint', () => {
  for (const one of document.querySelectorAll(SLEEPING)) wake(one)
})
