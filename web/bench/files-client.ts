import type { Text } from '../../src/law/text.ts'
import { shownLanguage } from '../report/language-client.ts'

const REFUSED: Text = { zh: '没有完成：', en: 'Not done: ' }

/**
 * Fetches a file a link leads to, with the names a form beside it gives, and hands it over; what keeps it from being
 * made is said beside the link. Without this script the link itself leads to the file.
 */
export function files(english: () => boolean): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-file]')
    if (!link) return
    event.preventDefault()
    void fetched(link, english() ? 'en' : 'zh')
  })
}

/** An address that names a language, and a place in it, in the language the page shows. */
export function spoken(address: string): URL {
  const to = new URL(address, location.href)
  if (!to.searchParams.has('lang')) return to
  to.searchParams.set('lang', shownLanguage())
  to.hash = to.hash.replace(/^#(?:zh|en)-/, `#${shownLanguage()}-`)
  return to
}

/** Adds what a form beside it says of names to the address of a file. */
export function named(address: string): URL {
  const to = spoken(address)
  for (const field of document.querySelectorAll<HTMLInputElement>('form[data-names] input'))
    if (field.value.trim() !== '' && (field.type !== 'checkbox' || field.checked))
      to.searchParams.set(field.name, field.value.trim())
  return to
}

async function fetched(link: HTMLAnchorElement, lang: keyof Text): Promise<void> {
  const to = named(link.href)
  const place = link.closest('.files') ?? link.parentElement!
  place.querySelector(':scope > .said')?.remove()
  const answer = await fetch(to).catch(() => undefined)
  if (answer?.ok) return save(await answer.blob(), nameOf(answer) ?? 'document')
  const error = ((await answer?.json().catch(() => undefined)) as { error?: Text } | undefined)?.error
  const said = document.createElement('span')
  said.className = 'said bad'
  said.setAttribute('role', 'status')
  said.textContent = REFUSED[lang] + (error?.[lang] ?? '')
  place.append(said)
}

export const nameOf = (answer: Response): string | undefined => {
  const said = answer.headers.get('content-disposition') ?? ''
  const name = /filename\*=UTF-8''([^;]+)/.exec(said)?.[1]
  return name === undefined ? /filename="([^"]+)"/.exec(said)?.[1] : decodeURIComponent(name)
}

/** Hands the person a file. */
export function save(content: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
