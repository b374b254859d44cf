import type { VNode } from 'preact'
import type { SubjectResult } from '../../src/judge/result.ts'
import { same, type Text } from '../../src/law/text.ts'
import { EXPORT_WORDS as X } from '../../src/report/bench/export-words.ts'
import type { Frame, Head, Screen } from '../../src/report/bench/screen.ts'
import { CHANGES, moment } from '../../src/report/bench/shown.ts'
import { TASKS_WORDS } from '../../src/report/bench/tasks-screen.ts'
import { BENCH_WORDS as W } from '../../src/report/bench/words.ts'
import { CHANGE_ORDER, type Change, changeCounts } from '../../src/report/compare.ts'
import { anchors } from '../../src/report/outline.ts'
import { KIND_NAMES } from '../../src/report/words.ts'
import { LawBase, Pill } from '../report/act.tsx'
import { Filters } from '../report/filters.tsx'
import { SubjectReport } from '../report/report-page.tsx'
import { Pictures } from '../report/run-board.tsx'
import { Heads, Scroll } from '../report/scroll.tsx'
import { Code, Raw, T } from '../report/text.tsx'
import { Attested } from './attested.tsx'
import { Dispute, SdkCorrection } from './dispute.tsx'
import { Drawer } from './drawer.tsx'
import { Excepted, Exceptions } from './exceptions.tsx'
import { Pages, SubjectLink, SubjectTable } from './lists.tsx'
import {
  apiOf,
  Bar,
  baseOf,
  can,
  FileLink,
  Filter,
  PAPERS,
  Pair,
  Part,
  Provision,
  Send,
  STATES,
  Tallies,
} from './parts.tsx'
import { Tasks } from './tasks.tsx'

type Of<K extends Screen['screen']> = Extract<Screen, { screen: K }>

export function Subjects({ of, frame }: { of: Of<'subjects'>; frame: Frame }): VNode {
  const { asked, items, all, most } = of
  const page = (from: number) => {
    const query = new URLSearchParams()
    for (const name of ['kind', 'q', 'outcome'] as const) if (asked[name]) query.set(name, asked[name])
    if (from > 0) query.set('from', String(from))
    return `${baseOf(frame)}/subjects?${query}`
  }
  const compiled = new URLSearchParams({ go: 'yes' })
  for (const name of ['kind', 'q', 'outcome'] as const) if (asked[name]) compiled.set(name, asked[name])
  return (
    <>
      <h1>
        <T text={W.subjects} />
      </h1>
      <form class="filters" method="get" action={`${baseOf(frame)}/subjects`}>
        <label>
          <span>
            <T text={W.search} />
          </span>
          <input type="search" name="q" id="find" value={asked.q ?? ''} maxLength={100} />
        </label>
        <Filter
          label={W.kind}
          name="kind"
          any={W.anyKind}
          of={of.kinds.map((id) => ({ id, name: KIND_NAMES[id] }))}
          asked={asked.kind}
          lang={frame.lang}
        />
        <Filter label={W.state} name="outcome" any={W.anyOutcome} of={STATES} asked={asked.outcome} lang={frame.lang} />
        <button type="submit">
          <T text={W.filter} />
        </button>
      </form>
      {items.length === 0 ? (
        <p class="none">
          <T text={W.noneFound} />
        </p>
      ) : (
        <>
          <SubjectTable items={items} frame={frame} />
          <Pages from={asked.from} shown={items.length} all={all} most={most} to={page} />
          <p class="files">
            <a href={`${baseOf(frame)}/aggregate?${compiled}`}>
              <T text={W.compiled} />
            </a>
          </p>
        </>
      )}
    </>
  )
}

export function Subject({ of, frame }: { of: Of<'subject'>; frame: Frame }): VNode {
  return (
    <>
      <p class="kind">
        <T text={KIND_NAMES[of.kind]} />
      </p>
      <h1>
        <bdi>
          <Raw text={of.name} />
        </bdi>
      </h1>
      <p class="ids">
        <Code text={of.key} />
      </p>
      <p>
        <a href={`${baseOf(frame)}/tasks?subject=${of.id}`}>
          <T text={TASKS_WORDS.ofSubject} />
        </a>
      </p>
      <Part id="history" title={W.history}>
        <form method="get" action={`${baseOf(frame)}/compare`}>
          <Scroll label={W.history}>
            <table class="list">
              <thead>
                <tr>
                  <Heads of={[W.made, W.version, W.asOf]} />
                  <th scope="col" class="wide">
                    <T text={W.state} />
                  </th>
                  {of.history.length > 1 &&
                    [W.before, W.after].map((head) => (
                      <th scope="col">
                        <T text={head} />
                      </th>
                    ))}
                </tr>
              </thead>
              <tbody>
                {of.history.map((head, n) => (
                  <tr>
                    <th scope="row">
                      <a href={`${baseOf(frame)}/results/${head.id}`}>{moment(head.made)}</a>
                    </th>
                    <td>
                      <Raw text={head.version} />
                    </td>
                    <td>{head.asOf}</td>
                    <td>
                      <Tallies counts={head.summary} />
                      <Bar counts={head.summary} />
                    </td>
                    {of.history.length > 1 &&
                      (['before', 'after'] as const).map((name) => (
                        <td>
                          <input
                            type="radio"
                            name={name}
                            value={head.id}
                            checked={n === (name === 'before' ? 1 : 0)}
                            aria-label={`${W[name][frame.lang]} ${moment(head.made)}`}
                          />
                        </td>
                      ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
          {of.history.length > 1 && (
            <button type="submit">
              <T text={W.compareChosen} />
            </button>
          )}
        </form>
      </Part>
      <Exceptions items={of.exceptions} frame={frame} />
      <Attested of={of.attestations} frame={frame} />
      {can(frame, 'write') && (
        <Send
          to={`DELETE ${apiOf(frame)}/subjects/${of.id}`}
          then={`${baseOf(frame)}/subjects`}
          button={W.removeSubject}
          sure={W.sure}
          quiet
        />
      )}
    </>
  )
}

function ChangeSummary({ changes }: { changes: readonly Change[] }): VNode {
  const counts = changeCounts(changes)
  return (
    <ul class="change-counts">
      {CHANGE_ORDER.filter((kind) => counts[kind] > 0).map((kind) => (
        <li class={`change-${kind}`}>
          <b>{counts[kind]}</b> <T text={CHANGES[kind]} />
        </li>
      ))}
    </ul>
  )
}

function ChangeTable({ changes, frame }: { changes: readonly Change[]; frame: Frame }): VNode {
  const ordered = CHANGE_ORDER.flatMap((kind) => changes.filter((c) => c.kind === kind))
  return (
    <Scroll label={W.changes}>
      <table class="list">
        <thead>
          <tr>
            <Heads of={[W.provision, W.name, W.changes, W.before, W.after]} />
          </tr>
        </thead>
        <tbody>
          {ordered.map(({ kind, before, after }) => {
            const shown = (after ?? before)!
            return (
              <tr class={`change-${kind}`}>
                <th scope="row">
                  <Provision of={shown.provision} lang={frame.lang} />
                </th>
                <td class="says">
                  <T text={shown.what} />
                </td>
                <td>
                  <T text={CHANGES[kind]} />
                </td>
                {[before, after].map((d) => (
                  <td>{d ? <Pill outcome={d.outcome} /> : '–'}</td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </Scroll>
  )
}

const FILES: readonly (readonly [format: string, name: Text])[] = [
  ['html', W.offline],
  ['pdf', same('PDF')],
  ['docx', X.word],
  ['json', same('JSON')],
  ['sarif', same('SARIF')],
  ['xlsx', same('XLSX')],
  ['oscal', same('OSCAL')],
  ['poam', same('POA&M')],
  ['lists', X.lists],
  ['md', same('Markdown')],
]

/** A plan needs something to correct, and the two lists are an app's. */
const hasFile = ({ summary, lists }: SubjectResult, format: string): boolean =>
  format === 'poam' ? summary.failed > 0 : format === 'lists' ? lists !== undefined : true

export function ResultScreen({ of, frame }: { of: Of<'result'>; frame: Frame }): VNode {
  const [r] = of.result.results
  if (!r) throw new TypeError('a result has a subject')
  const file = (format: string) => `${apiOf(frame)}/results/${of.id}?format=${format}&lang=${frame.lang}`
  const { since } = of
  const differs = since?.changes.some((c) => c.kind !== 'same')
  return (
    <div class="cols result">
      <aside>
        <Filters all={r.determinations} />
      </aside>
      <div>
        <p class="crumb">
          <a href={`${baseOf(frame)}/subjects`}>
            <T text={W.subjects} />
          </a>{' '}
          › <SubjectLink id={of.subject} name={r.subject.name} frame={frame} /> › {moment(of.made)} ·{' '}
          <T text={W.asOf} /> {of.result.asOf}
        </p>
        <section class="since" aria-labelledby="since-h">
          <h2 id="since-h">
            <T text={W.changes} />
          </h2>
          {!since && (
            <p>
              <T text={W.noBefore} />
            </p>
          )}
          {since &&
            (differs ? (
              <ChangeSummary changes={since.changes} />
            ) : (
              <p>
                <T text={W.noChange} />
              </p>
            ))}
          {since && (
            <p>
              <a href={`${baseOf(frame)}/compare?before=${since.id}&after=${of.id}`}>
                <T text={W.wholeComparison} />
              </a>
            </p>
          )}
          <p class="files">
            <span>
              <T text={W.downloads} />
            </span>
            {FILES.filter(([format]) => hasFile(r, format)).map(([format, name]) => (
              <FileLink to={file(format)} format={format} name={name} />
            ))}
          </p>
          {since && (
            <p class="files">
              <span>
                <T text={X.rectification} />
              </span>
              {PAPERS.map(([format, name]) => (
                <FileLink
                  to={`${apiOf(frame)}/results/${of.id}/rectification?format=${format}&lang=${frame.lang}`}
                  format={format}
                  name={name}
                />
              ))}
            </p>
          )}
        </section>
        <LawBase.Provider value={frame.lang === 'en' ? '/law/{id}?lang=en' : '/law/{id}'}>
          <Pictures.Provider value={`${apiOf(frame)}/results/${of.id}/pictures`}>
            <SubjectReport r={r} ids={anchors(of.result.results)} many={false} id="subject-1" first />
          </Pictures.Provider>
        </LawBase.Provider>
        <Tasks of={of} frame={frame} />
        <Excepted of={of} frame={frame} />
        {can(frame, 'write') && <Dispute of={of} frame={frame} />}
        {frame.who && <SdkCorrection of={of} frame={frame} />}
        <Drawer frame={frame} />
      </div>
    </div>
  )
}

const headLine = (h: Head): string => [moment(h.made), h.version, h.asOf].filter((t) => t !== '').join(' · ')

export function Compare({ of, frame }: { of: Of<'compare'>; frame: Frame }): VNode {
  return (
    <>
      <p class="crumb">
        <SubjectLink id={of.subject} name={of.name} frame={frame} />
      </p>
      <h1>
        <T text={W.wholeComparison} />
      </h1>
      <dl class="pair">
        {(['before', 'after'] as const).map((which) => (
          <Pair name={W[which]}>
            <a href={`${baseOf(frame)}/results/${of[which].id}`}>
              <Raw text={headLine(of[which])} />
            </a>{' '}
            <Tallies counts={of[which].summary} />
          </Pair>
        ))}
      </dl>
      <ChangeSummary changes={of.changes} />
      <ChangeTable changes={of.changes} frame={frame} />
    </>
  )
}

export function ProvisionScreen({ of, frame }: { of: Of<'provision'>; frame: Frame }): VNode {
  return (
    <>
      <h1>
        <Provision of={of.provision} lang={frame.lang} />
      </h1>
      {of.gist && (
        <p>
          <T text={of.gist} />
        </p>
      )}
      <p>
        <Pill outcome={of.outcome as 'failed'} />
      </p>
      {of.items.length === 0 ? (
        <p class="none">
          <T text={W.noneFound} />
        </p>
      ) : (
        <ul class="rows">
          {of.items.map((item) => (
            <li>
              <a href={`${baseOf(frame)}/results/${item.result}`}>
                <Raw text={item.name} />
              </a>{' '}
              <T text={KIND_NAMES[item.kind]} /> <Code text={item.key} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
