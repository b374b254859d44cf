import type { VNode } from 'preact'
import { fill, type Text } from '../../src/law/text.ts'
import type { Due, Frame, Job, ShownSubject } from '../../src/report/bench/screen.ts'
import { JOB_STATES, moment } from '../../src/report/bench/shown.ts'
import type { Facet } from '../../src/report/bench/tasks-screen.ts'
import { BENCH_WORDS as W } from '../../src/report/bench/words.ts'
import { KIND_NAMES } from '../../src/report/words.ts'
import { Heads, Scroll } from '../report/scroll.tsx'
import { Code, inBoth, Raw, T } from '../report/text.tsx'
import { Bar, baseOf, Provision, Tallies } from './parts.tsx'

/** Rows under their heads, those of numbers last; or what is said where there are none. */
export function Table<R>({
  label,
  heads,
  numbers = [],
  of,
  row,
  none,
  class: more,
}: {
  label: Text
  heads: readonly Text[]
  numbers?: readonly Text[]
  of: readonly R[]
  row: (one: R) => VNode
  none?: Text
  class?: string
}): VNode {
  if (none && of.length === 0)
    return (
      <p class="none">
        <T text={none} />
      </p>
    )
  return (
    <Scroll label={label}>
      <table class={more === undefined ? 'list' : `list ${more}`}>
        <thead>
          <tr>
            <Heads of={heads} />
            <Heads of={numbers} numeric />
          </tr>
        </thead>
        <tbody>{of.map(row)}</tbody>
      </table>
    </Scroll>
  )
}

/** Parts of a list with how much each holds; where `all` is said, one of them may be asked for, or all together. */
export function Facets({
  label,
  of,
  all,
  asked,
  to,
}: {
  label: Text
  of: readonly Facet[]
  all?: Text
  asked?: string | undefined
  to: (id?: string) => string
}): VNode {
  return (
    <nav class="facets" aria-label={inBoth(label)}>
      {all && (
        <a href={to()} aria-current={asked === undefined ? 'true' : undefined}>
          <T text={all} /> <b>{of.reduce((sum, { n }) => sum + n, 0)}</b>
        </a>
      )}
      {of.map(({ id, name, n }) => (
        <a href={to(id)} aria-current={asked === id ? 'true' : undefined}>
          <T text={name} /> <b>{n}</b>
        </a>
      ))}
    </nav>
  )
}

export function SubjectLink({ id, name, frame }: { id: string; name: string; frame: Frame }): VNode {
  return (
    <a href={`${baseOf(frame)}/subjects/${id}`}>
      <bdi>
        <Raw text={name} />
      </bdi>
    </a>
  )
}

export function SubjectTable({ items, frame }: { items: readonly ShownSubject[]; frame: Frame }): VNode {
  return (
    <Scroll label={W.subjects}>
      <table class="list">
        <thead>
          <tr>
            <Heads of={[W.name, W.kind, W.version, W.asOf, W.made]} />
            <th scope="col" class="wide">
              <T text={W.state} />
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ id, name, key, kind, latest }) => (
            <tr>
              <th scope="row">
                <SubjectLink id={id} name={name} frame={frame} />
                <br />
                <Code text={key} />
              </th>
              <td>
                <T text={KIND_NAMES[kind]} />
              </td>
              <td>
                <Raw text={latest.version} />
              </td>
              <td>{latest.asOf}</td>
              <td>{moment(latest.made)}</td>
              <td>
                <a class="plain" href={`${baseOf(frame)}/results/${latest.id}`}>
                  <Tallies counts={latest.summary} />
                  <Bar counts={latest.summary} />
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

/** Which rows of a list are shown, and the way to those before and after. */
export function Pages({
  from,
  shown,
  all,
  most,
  to,
}: {
  from: number
  shown: number
  all: number
  most: number
  to: (from: number) => string
}): VNode {
  return (
    <p class="pages">
      <T text={fill(W.range, { from: from + 1, to: from + shown, all })} />
      {from > 0 && (
        <a href={to(Math.max(0, from - most))}>
          <T text={W.earlier} />
        </a>
      )}
      {from + shown < all && (
        <a href={to(from + most)}>
          <T text={W.later} />
        </a>
      )}
    </p>
  )
}

export function DueList({ items, frame }: { items: readonly Due[]; frame: Frame }): VNode {
  return (
    <ul class="dues">
      {items.map((d) => (
        <li class={d.status}>
          <p>
            <a href={`${baseOf(frame)}/cases/${encodeURIComponent(d.case)}`}>
              <T text={d.title} />
            </a>{' '}
            <Code text={d.case} />
          </p>
          <p class="when">
            <b>
              <T text={leftOf(d)} />
            </b>{' '}
            <T text={fill(W.dueOn, { day: d.due })} /> · <T text={d.why} />
          </p>
          <p class="who">
            <T
              text={{
                zh: fill(W.answers, { who: d.who.zh }).zh,
                en: fill(W.answers, { who: d.who.en }).en,
              }}
            />{' '}
            · <Provision of={d.citation} lang={frame.lang} />
          </p>
        </li>
      ))}
    </ul>
  )
}

const leftOf = ({ workdays, status }: Due): Text =>
  status === 'overdue'
    ? fill(W.agoDays, { n: Math.abs(workdays) })
    : workdays <= 0
      ? W.dueToday
      : fill(W.inDays, { n: workdays })

const MARKS: Readonly<Record<Job['state'], string>> = {
  queued: '…',
  running: '▶',
  done: '✓',
  failed: '!',
  cancelled: '×',
}

export function JobState({ state }: { state: Job['state'] }): VNode {
  return (
    <span class={`chip job-${state}`}>
      <i aria-hidden="true">{MARKS[state]}</i> <T text={JOB_STATES[state]} />
    </span>
  )
}

export function JobTable({ items, frame }: { items: readonly Job[]; frame: Frame }): VNode {
  return (
    <Table
      label={W.jobs}
      heads={[W.name, W.kind, W.state, W.made]}
      of={items}
      row={(job) => (
        <tr>
          <th scope="row">
            <a href={`${baseOf(frame)}/jobs/${job.id}`}>
              <Raw text={job.title} />
            </a>
          </th>
          <td>
            <T text={job.kind === 'audit' ? W.kindAudit : W.kindCheck} />
          </td>
          <td>
            <JobState state={job.state} /> {job.error && <T text={job.error} />}
          </td>
          <td>{moment(job.made)}</td>
        </tr>
      )}
    />
  )
}
