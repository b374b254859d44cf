import {
  benchScript,
  benchScriptHash,
  css,
  cssHash,
  lawScript,
  lawScriptHash,
  reportCss,
  reportCssHash,
  script,
  scriptHash,
  verifyScript,
  verifyScriptHash,
} from 'guiju:assets'
import type { ComponentChildren, VNode } from 'preact'
import { render } from 'preact-render-to-string'
import type { Text } from '../../src/law/text.ts'
import type { Lang } from '../../src/report/lang.ts'
import { visible } from '../../src/report/visible.ts'
import { WORDS } from '../../src/report/words.ts'
import { Icon, IconShapes } from './icons.tsx'
import { Hidden, T } from './text.tsx'

/** What a page is: each kind has its own script. */
type Kind = 'report' | 'law' | 'verify' | 'bench'

const SCRIPTS: Readonly<Record<Kind, { readonly text: string; readonly hash: string }>> = {
  report: { text: script, hash: scriptHash },
  law: { text: lawScript, hash: lawScriptHash },
  verify: { text: verifyScript, hash: verifyScriptHash },
  bench: { text: benchScript, hash: benchScriptHash },
}
/** Pages of a server, which may ask it. */
const SERVED: ReadonlySet<Kind> = new Set<Kind>(['law', 'bench'])

/**
 * Nothing may be loaded, sent or framed in; only this very style and this very script may run. A page that a server
 * gives may ask that server.
 */
const policy = (kind: Kind): string =>
  [
    "default-src 'none'",
    `script-src '${SCRIPTS[kind].hash}'`,
    `style-src '${kind === 'report' ? reportCssHash : cssHash}'`,
    ...(SERVED.has(kind) ? ["connect-src 'self'"] : []),
    ...(kind === 'bench' ? ["img-src 'self'"] : []),
    "base-uri 'none'",
    `form-action ${SERVED.has(kind) ? "'self'" : "'none'"}`,
  ].join('; ')

interface PageProps {
  readonly lang: Lang
  readonly title: Text
  /** What the header says beside the mark. */
  readonly heading: Text
  /** The line at the foot of every printed page. */
  readonly foot: Text
  readonly children: ComponentChildren
  readonly kind?: Kind
  /** A page of the workbench: its navigation, and what a change is sent back with. */
  readonly bench?: { readonly nav: VNode; readonly csrf: string | null }
}

const SKIPS: Readonly<Record<Kind, Text>> = {
  report: WORDS.skip,
  law: { zh: '跳到正文', en: 'Skip to the text' },
  verify: { zh: '跳到正文', en: 'Skip to the text' },
  bench: { zh: '跳到正文', en: 'Skip to the content' },
}

/** A whole HTML document as a string. */
export function page(props: PageProps): string {
  return `<!doctype html>\n${render(<Page {...props} />)}\n`
}

/** The mark; on a page of the law it leads to the start. */
function Brand({ home }: { home: boolean }): VNode {
  const mark = (
    <>
      <Icon name="mark" />
      <b>规矩</b> Guiju
    </>
  )
  return home ? (
    <a class="brand" href="/">
      {mark}
    </a>
  ) : (
    <span class="brand">{mark}</span>
  )
}

function Page({ lang, title, heading, foot, children, kind = 'report', bench }: PageProps): VNode {
  const titles: Text = { zh: visible(title.zh), en: visible(title.en) }
  return (
    <html lang={lang === 'zh' ? 'zh-CN' : 'en'} data-title-zh={titles.zh} data-title-en={titles.en}>
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy(kind)} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        {bench?.csrf && <meta name="csrf" content={bench.csrf} />}
        <title>{titles[lang]}</title>
        {/* The style and the script are the build's own fixed text; nothing of a Result enters them. */}
        <style dangerouslySetInnerHTML={{ __html: kind === 'report' ? reportCss : css }} />
      </head>
      <body id="top">
        <a class="skip" href="#main">
          <T text={SKIPS[kind]} />
        </a>
        <IconShapes />
        <header class="top">
          <div class="wrap">
            <Brand home={SERVED.has(kind)} />
            <span class="sub">
              <T text={heading} />
            </span>
            <fieldset class="lang">
              <legend>
                <Hidden>
                  <T text={WORDS.language} />
                </Hidden>
              </legend>
              <input type="radio" name="lang" id="lang-zh" value="zh" checked={lang === 'zh'} />
              <label for="lang-zh" lang="zh-CN">
                中文
              </label>
              <input type="radio" name="lang" id="lang-en" value="en" checked={lang === 'en'} />
              <label for="lang-en" lang="en-GB">
                English
              </label>
            </fieldset>
          </div>
          {bench?.nav}
        </header>
        <div class="sheet">
          <div class="sheet-body">{children}</div>
          <div class="sheet-foot" aria-hidden="true" />
        </div>
        <p class="print-foot" aria-hidden="true">
          <T text={foot} />
        </p>
        <script dangerouslySetInnerHTML={{ __html: SCRIPTS[kind].text }} />
      </body>
    </html>
  )
}
