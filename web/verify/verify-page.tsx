import type { VNode } from 'preact'
import type { Text } from '../../src/law/text.ts'
import type { Lang } from '../../src/report/lang.ts'
import type { VerifyFile } from '../../src/report/page.ts'
import { page } from '../report/shell.tsx'
import { T } from '../report/text.tsx'
import { VERIFY } from './words.ts'

/** A page that verifies draws, exports of cases and receipts where it is opened; it may hold the file it came with. */
export function verifyPage(given: VerifyFile | undefined, lang: Lang): string {
  return page({
    lang,
    title: VERIFY.title,
    heading: VERIFY.heading,
    foot: VERIFY.foot,
    kind: 'verify',
    children: <Verify given={given} />,
  })
}

function Verify({ given }: { given: VerifyFile | undefined }): VNode {
  return (
    <main class="wrap verify" id="main" tabIndex={-1}>
      <section class="hero">
        <h1>
          <T text={VERIFY.title} />
        </h1>
        <p>
          <T text={VERIFY.lead} />
        </p>
      </section>
      <noscript>
        <p class="banner o-cantTell">
          <T text={VERIFY.noScript} />
        </p>
      </noscript>
      <section class="give">
        <label class="drop" id="drop">
          <input type="file" id="file" accept=".json,application/json" />
          <b>
            <T text={VERIFY.choose} />
          </b>
          <span>
            <T text={VERIFY.kinds} />
          </span>
        </label>
        <label class="ask">
          <span>
            <T text={VERIFY.published} />
          </span>
          <input type="text" id="published" autocomplete="off" spellcheck={false} />
          <Hint text={VERIFY.publishedHint} />
        </label>
      </section>
      <section id="found" aria-live="polite" />
      {given && (
        // Data, not a script: nothing in it can end the element or run.
        <script
          type="application/json"
          id="given"
          dangerouslySetInnerHTML={{ __html: JSON.stringify([given.name, given.text]).replace(/</g, '\\u003c') }}
        />
      )}
    </main>
  )
}

const Hint = ({ text }: { text: Text }): VNode => (
  <small>
    <T text={text} />
  </small>
)
