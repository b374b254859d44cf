/** The drawer of evidence: opens beside the page with what one act rests on, and marks it on the timeline of the run. */
export function drawer(english: () => boolean): void {
  const dialog = document.querySelector<HTMLDialogElement>('#drawer')
  if (!dialog) return
  const acts = [...document.querySelectorAll<HTMLElement>('.act')].filter((act) => act.querySelector('.evs > li'))
  const head = dialog.querySelector<HTMLElement>('h2')!
  const place = dialog.querySelector<HTMLElement>('.drawer-run')!
  let at = 0

  const label = () => dialog.dataset[english() ? 'openEn' : 'openZh'] ?? ''
  const buttons = acts.map((act, i) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'quiet open-drawer'
    button.textContent = label()
    button.addEventListener('click', () => show(i))
    act.querySelector('.body .cite')?.before(button)
    return button
  })
  for (const input of document.querySelectorAll('input[name=lang]'))
    input.addEventListener('change', () => {
      for (const button of buttons) button.textContent = label()
    })

  function show(i: number): void {
    const act = acts[(i + acts.length) % acts.length]
    if (!act || !dialog) return
    at = acts.indexOf(act)
    head.replaceChildren(copy(act.querySelector('.ref')), ' ', copy(act.querySelector('.ttl')))
    dialog
      .querySelector('.drawer-verdict')
      ?.replaceChildren(copy(act.querySelector('summary .pill')), ' ', ...inside(act.querySelector('.verdict')))
    const refs = new Set<string>()
    for (const part of dialog.querySelectorAll<HTMLElement>('.drawer-part')) {
      const method = part.dataset['method'] ?? ''
      const items = [...act.querySelectorAll<HTMLElement>('.evs > li')].filter((li) => groupOf(li) === method)
      for (const { dataset } of items) if (dataset['moment'] !== undefined) refs.add(dataset['moment'])
      part.hidden = items.length === 0
      part.querySelector('.evs')?.replaceChildren(...items.map(opened))
    }
    const run = document.querySelector('#run')
    place.replaceChildren()
    if (run && refs.size > 0) place.append(marked(run, refs))
    if (!dialog.open) dialog.showModal()
    head.focus()
    dialog.scrollTop = 0
  }

  dialog.addEventListener('click', (event) => {
    const on = event.target as Element
    const step = on.closest<HTMLElement>('[data-step]')?.dataset['step']
    if (step) show(at + Number(step))
    else if (on === dialog || on.closest('[data-close]')) dialog.close()
  })
  dialog.addEventListener('close', () => acts[at]?.querySelector('summary')?.focus())
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const on = event.target as HTMLElement
    if (on.matches('input, select, textarea')) return
    if (dialog.open) {
      if (event.key === 'ArrowRight') show(at + 1)
      else if (event.key === 'ArrowLeft') show(at - 1)
      else return
    } else if (event.key === 'e') {
      const act = on.closest<HTMLElement>('.act')
      const i = act ? acts.indexOf(act) : -1
      if (i < 0) return
      show(i)
    } else return
    event.preventDefault()
  })
}

const copy = (of: Element | null): Node => of?.cloneNode(true) ?? document.createTextNode('')
const inside = (of: Element | null): Node[] => [...(of?.childNodes ?? [])].map((one) => one.cloneNode(true))

const groupOf = (li: HTMLElement): string => {
  const method = li.dataset['m'] ?? ''
  return method === 'attested' ? 'table' : method
}

/** An item of evidence with its call path unfolded. */
function opened(li: HTMLElement): Node {
  const made = li.cloneNode(true) as HTMLElement
  for (const details of made.querySelectorAll('details')) details.open = true
  return made
}

/** The run with what this act rests on marked, and its rows unfolded. */
function marked(run: Element, refs: ReadonlySet<string>): Node {
  const made = run.cloneNode(true) as HTMLElement
  made.removeAttribute('id')
  for (const one of [...made.querySelectorAll('[id]'), made])
    for (const name of ['id', 'aria-labelledby']) one.removeAttribute(name)
  for (const one of made.querySelectorAll<HTMLElement>('[data-ref]')) {
    if (!refs.has(one.dataset['ref'] ?? '')) continue
    one.classList.add('meant')
    const details = one.closest('details')
    if (details) details.open = true
  }
  return made
}
