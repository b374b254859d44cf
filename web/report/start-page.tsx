import type { VNode } from 'preact'
import type { Determination } from '../../src/judge/result.ts'
import { fill, type Text } from '../../src/law/text.ts'
import type { Lang } from '../../src/report/lang.ts'
import { outline, READING_ORDER, tally } from '../../src/report/outline.ts'
import type { StartEntry } from '../../src/report/page.ts'
import { relativeUri } from '../../src/report/uri.ts'
import { shortVerdict } from '../../src/report/verdict.ts'
import { KIND_NAMES, WORDS } from '../../src/report/words.ts'
import { Icon } from './icons.tsx'
import { page } from './shell.tsx'
import { Code, Raw, sentences, T } from './text.tsx'

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

const LAW_LINK: Text = {
  zh: '规范库：二十份规范逐条对照，可检索',
  en: 'The law: twenty instruments by provision, in two languages, searchable',
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
      <p class="to-law">
        <a href="law">
          <T text={LAW_LINK} />
        </a>
      </p>
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
        <T text={sentences(WORDS.selfCheck, WORDS.dispute)} />
      </p>
    </main>
  )
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
              <a href={relativeUri(files.html)}>
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
            <Mini determinations={determinations} />
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
        <a class="open" href={relativeUri(files.html)}>
          <T text={WORDS.openReport} />
        </a>
        <span>
          <T text={WORDS.downloads} />
        </span>
        {others.map(([label, path]) => (path === undefined ? null : <a href={relativeUri(path)}>{label}</a>))}
      </p>
    </li>
  )
}

/** The outcomes in order as small cells, parted by group; the legend below says the same in words. */
function Mini({ determinations }: { determinations: readonly Determination[] }): VNode {
  const groups = outline(determinations).flatMap((section) => section.groups)
  return (
    <ol class="mini" aria-hidden="true">
      {groups.flatMap((group, at) =>
        group.determinations.map((d, n) => (
          <li class={`o-${d.outcome}${at > 0 && n === 0 ? ' gap' : ''}`}>
            <Icon name={d.outcome} />
          </li>
        )),
      )}
    </ol>
  )
}
