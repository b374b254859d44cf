import type { VNode } from 'preact'
import type { StartEntry } from '../../src/report/page.ts'
import type { Lang } from '../../src/report/lang.ts'
import { fill } from '../../src/law/text.ts'
import { READING_ORDER, tally } from '../../src/report/outline.ts'
import { shortVerdict } from '../../src/report/verdict.ts'
import { KIND_NAMES, WORDS } from '../../src/report/words.ts'
import { Icon } from './icons.tsx'
import { page } from './shell.tsx'
import { Code, Raw, T } from './text.tsx'

/** The page that lists the reports written by one start. */
export function startPage(entries: readonly StartEntry[], lang: Lang): string {
  return page({
    lang,
    title: WORDS.startTitle,
    heading: WORDS.reports,
    foot: WORDS.selfCheck,
    children: <Start entries={entries} />,
  })
}

function Start({ entries }: { entries: readonly StartEntry[] }): VNode {
  return (
    <main class="wrap start" id="main" tabIndex={-1}>
      <section class="hero">
        <h1>
          <T text={{ zh: '规矩', en: 'Guiju' }} />
        </h1>
        {[WORDS.startLine1, WORDS.startLine2, WORDS.startLine3].map((line) => (
          <p>
            <T text={line} />
          </p>
        ))}
      </section>
      <section aria-labelledby="reports-h">
        <h2 id="reports-h">
          <T text={WORDS.reports} />
        </h2>
        {entries.length === 0 && (
          <p>
            <T text={WORDS.noReports} />
          </p>
        )}
        <ul class="cards">
          {entries.map((entry) => (
            <Card entry={entry} />
          ))}
        </ul>
      </section>
      <p class="notice">
        <T text={WORDS.selfCheck} /> <T text={WORDS.dispute} />
      </p>
    </main>
  )
}

/** A path as a relative reference: each segment percent-encoded, so that no name can be a scheme. */
export function href(path: string): string {
  return path
    .toWellFormed()
    .split('/')
    .map((segment) => encodeURIComponent(segment))
    .join('/')
}

function Card({ entry }: { entry: StartEntry }): VNode {
  const { result, files } = entry
  const others = [
    ['JSON', files.json],
    ['SARIF', files.sarif],
    ['Markdown', files.markdown],
  ] as const
  return (
    <li class="card">
      {result.results.map(({ subject, determinations }) => {
        const counts = tally(determinations)
        return (
          <div class="what">
            <p class="kind">
              <T text={KIND_NAMES[subject.kind]} />
            </p>
            <h3>
              <a href={href(files.html)}>
                <bdi>
                  <Raw text={subject.name} />
                </bdi>
              </a>{' '}
              <small>
                <Raw text={subject.version} />
              </small>
            </h3>
            <p class="ids">
              <Code text={subject.id} />
            </p>
            <svg
              class="bar"
              viewBox={`0 0 ${Math.max(1, determinations.length)} 1`}
              preserveAspectRatio="none"
              aria-hidden="true"
              focusable="false"
            >
              {determinations.map((d, at) => (
                <rect class={`o-${d.outcome}`} x={at + 0.06} y="0" width="0.88" height="1" />
              ))}
            </svg>
            <ul class="legend">
              {READING_ORDER.filter((o) => counts[o] > 0).map((o) => (
                <li class={`o-${o}`}>
                  <Icon name={o} />
                  <T text={shortVerdict(o)} /> <b>{counts[o]}</b>
                </li>
              ))}
            </ul>
          </div>
        )
      })}
      <p class="files">
        <span>
          <T text={fill(WORDS.lawOfDay, { day: result.asOf })} />
        </span>
        <a class="open" href={href(files.html)}>
          <T text={WORDS.openReport} />
        </a>
        <span>
          <T text={WORDS.downloads} />
        </span>
        {others.map(([label, path]) => (path === undefined ? null : <a href={href(path)}>{label}</a>))}
      </p>
    </li>
  )
}
