/** The language a page shows: the root says it, and the style hides the other. */

const root = document.documentElement

// A browser that cannot tell a style whether there is a script is told here.
if (!matchMedia('(scripting: enabled)').matches) root.classList.add('says')

/** The language of the switch. */
export const shownLanguage = (): 'zh' | 'en' =>
  document.querySelector<HTMLInputElement>('#lang-en')?.checked ? 'en' : 'zh'

/** Says the language of the switch on the root, in the title of the page and in what can be chosen. */
export function sayLanguage(): 'zh' | 'en' {
  const now = shownLanguage()
  const lang = now === 'zh' ? 'zh-CN' : 'en'
  // Said anew, even the same is looked for in the whole page.
  if (root.lang !== lang) {
    root.lang = lang
    for (const option of document.querySelectorAll<HTMLOptionElement>('option[data-zh]'))
      option.textContent = option.dataset[now] ?? ''
  }
  document.title = root.dataset[now === 'zh' ? 'titleZh' : 'titleEn'] ?? document.title
  return now
}
sayLanguage()
