import type { VNode } from 'preact'
import { fill } from '../../src/law/text.ts'
import type { Frame, ProvisionCount, Screen } from '../../src/report/bench/screen.ts'
import { TASKS_WORDS } from '../../src/report/bench/tasks-screen.ts'
import { BENCH_WORDS as W } from '../../src/report/bench/words.ts'
import { shortVerdict } from '../../src/report/verdict.ts'
import { Scroll } from '../report/scroll.tsx'
import { T } from '../report/text.tsx'
import { Exceptions } from './exceptions.tsx'
import { DueList, Facets, JobTable, SubjectTable } from './lists.tsx'
import { baseOf, can, Part, Provision } from './parts.tsx'

type Of<K extends Screen['screen']> = Extract<Screen, { screen: K }>

const WEEK = 7

export function Home({ of, frame }: { of: Of<'home'>; frame: Frame }): VNode {
  const overdue = of.due.filter((d) => d.status === 'overdue')
  const soon = of.due.filter((d) => d.status === 'running' && d.workdays <= WEEK)
  const later = of.due.filter((d) => d.status === 'running' && d.workdays > WEEK)
  return (
    <>
      <h1>
        <T text={W.home} />
      </h1>
      <div class="halves">
        <Part id="due7" title={W.due7}>
          {overdue.length + soon.length === 0 ? (
            <p class="none">
              <T text={W.nothingDue} />
            </p>
          ) : (
            <DueList items={[...overdue, ...soon]} frame={frame} />
          )}
        </Part>
        <Part id="due30" title={W.due30}>
          {later.length === 0 ? (
            <p class="none">
              <T text={W.nothingDue} />
            </p>
          ) : (
            <DueList items={later} frame={frame} />
          )}
        </Part>
      </div>
      {of.jobs.length > 0 && (
        <Part id="jobs" title={W.jobs}>
          <JobTable items={of.jobs} frame={frame} />
        </Part>
      )}
      <Exceptions items={of.exceptions} frame={frame} ending />
      {of.tasks.length > 0 && (
        <Part id="tasks" title={TASKS_WORDS.title}>
          <Facets label={TASKS_WORDS.counts} of={of.tasks} to={(kind) => `${baseOf(frame)}/tasks?kind=${kind}`} />
        </Part>
      )}
      <Part id="latest" title={W.latest}>
        {of.subjects.length === 0 ? (
          <p class="none">
            <T text={W.noSubjects} />{' '}
            {can(frame, 'write') && (
              <a href={`${baseOf(frame)}/start`}>
                <T text={W.start} />
              </a>
            )}
          </p>
        ) : (
          <>
            <SubjectTable items={of.subjects} frame={frame} />
            <p>
              <a href={`${baseOf(frame)}/subjects`}>
                <T text={fill(W.allSubjects, { n: of.all })} />
              </a>
            </p>
          </>
        )}
      </Part>
      {of.provisions.length > 0 && (
        <Part id="provisions" title={W.mostBroken}>
          <p class="hint">
            <T text={W.mostBrokenHint} />
          </p>
          <Provisions items={of.provisions} frame={frame} />
        </Part>
      )}
    </>
  )
}

function Provisions({ items, frame }: { items: readonly ProvisionCount[]; frame: Frame }): VNode {
  return (
    <Scroll label={W.mostBroken}>
      <table class="list">
        <thead>
          <tr>
            <th scope="col">
              <T text={W.provision} />
            </th>
            <th scope="col">
              <T text={W.name} />
            </th>
            {(['failed', 'cantTell'] as const).map((o) => (
              <th scope="col" class="num">
                <T text={shortVerdict(o)} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((p) => (
            <tr>
              <th scope="row">
                <Provision of={p.provision} lang={frame.lang} />
              </th>
              <td class="says">{p.title && <T text={p.title} />}</td>
              {(['failed', 'cantTell'] as const).map((o) => (
                <td class={`num o-${o}`}>
                  {p[o] === 0 ? (
                    <span class="zero">0</span>
                  ) : (
                    <a href={`${baseOf(frame)}/provisions?provision=${encodeURIComponent(p.provision)}&outcome=${o}`}>
                      {p[o]}
                    </a>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
