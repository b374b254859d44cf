import type { VNode } from 'preact'
import type { Text } from '../../src/law/text.ts'
import { AGGREGATE_WORDS } from '../../src/report/bench/aggregate-screen.ts'
import { COMMITMENT_WORDS } from '../../src/report/bench/commitments-screen.ts'
import { DRAW_WORDS } from '../../src/report/bench/draw-words.ts'
import type { Frame, Screen } from '../../src/report/bench/screen.ts'
import { TASK_WORDS } from '../../src/report/bench/task-words.ts'
import { TASKS_WORDS } from '../../src/report/bench/tasks-screen.ts'
import { BENCH_WORDS as W } from '../../src/report/bench/words.ts'
import { WORDS } from '../../src/report/words.ts'
import { page } from '../report/shell.tsx'
import { inBoth, Raw, sentences, T } from '../report/text.tsx'
import { Account, Refused, SignIn } from './account.tsx'
import { Admin } from './admin.tsx'
import { Aggregated } from './aggregate.tsx'
import { AllTasks } from './all-tasks.tsx'
import { Calendar } from './calendar.tsx'
import { Cases, CaseView } from './cases.tsx'
import { Commitments } from './commitments.tsx'
import { Coverage } from './coverage.tsx'
import { Draw, Draws } from './draws.tsx'
import { Home } from './home.tsx'
import { InventoryForm } from './inventory.tsx'
import { Palette, PaletteButton } from './palette.tsx'
import { apiOf, baseOf, can, Send } from './parts.tsx'
import { JobScreen, Jobs, Start } from './start.tsx'
import { Compare, ProvisionScreen, ResultScreen, Subject, Subjects } from './subjects.tsx'

/** A screen of the workbench as a whole page. */
export function benchPage(screen: Screen, frame: Frame): string {
  const name = titleOf(screen)
  const title: Text = { zh: `${name.zh} · 规矩`, en: `${name.en} · Guiju` }
  return page({
    lang: frame.lang,
    title,
    heading: W.title,
    foot: WORDS.selfCheck,
    kind: 'bench',
    bench: { csrf: frame.csrf, nav: <Navigation screen={screen.screen} frame={frame} /> },
    children: (
      <main class="wrap bench" id="main" tabIndex={-1}>
        {frame.workspace?.demo && <Demo frame={frame} />}
        <Body of={screen} frame={frame} />
        {frame.tables !== null && (
          <p class="files">
            <span>
              <T text={W.tablesOut} />
            </span>
            <a href={frame.tables} data-file>
              XLSX
            </a>
          </p>
        )}
        <p class="notice">
          <T text={sentences(WORDS.selfCheck, WORDS.dispute)} />
        </p>
        <Palette frame={frame} />
      </main>
    ),
  })
}

function Demo({ frame }: { frame: Frame }): VNode {
  return (
    <div class="demo">
      <p>
        <T text={frame.who === null ? sentences(W.demo, W.readOnly) : W.demo} />
      </p>
      {can(frame, 'system') && (
        <Send to={`DELETE ${apiOf(frame)}`} then="/" button={W.demoRemove} sure={W.sure} quiet />
      )}
    </div>
  )
}

function Body({ of, frame }: { of: Screen; frame: Frame }): VNode {
  switch (of.screen) {
    case 'home':
      return <Home of={of} frame={frame} />
    case 'subjects':
      return <Subjects of={of} frame={frame} />
    case 'subject':
      return <Subject of={of} frame={frame} />
    case 'result':
      return <ResultScreen of={of} frame={frame} />
    case 'compare':
      return <Compare of={of} frame={frame} />
    case 'provision':
      return <ProvisionScreen of={of} frame={frame} />
    case 'tasks':
      return <AllTasks of={of} frame={frame} />
    case 'start':
      return <Start of={of} frame={frame} />
    case 'inventory':
      return <InventoryForm of={of} frame={frame} />
    case 'jobs':
      return <Jobs of={of} frame={frame} />
    case 'job':
      return <JobScreen of={of} frame={frame} />
    case 'cases':
      return <Cases of={of} frame={frame} />
    case 'case':
      return <CaseView of={of} frame={frame} />
    case 'draws':
      return <Draws of={of} frame={frame} />
    case 'draw':
      return <Draw of={of} frame={frame} />
    case 'coverage':
      return <Coverage of={of} frame={frame} />
    case 'aggregate':
      return <Aggregated of={of} frame={frame} />
    case 'commitments':
      return <Commitments of={of} frame={frame} />
    case 'calendar':
      return <Calendar of={of} frame={frame} />
    case 'admin':
      return <Admin of={of} frame={frame} />
    case 'account':
      return <Account of={of} frame={frame} />
    case 'sign-in':
      return <SignIn of={of} />
    case 'refused':
      return <Refused of={of} frame={frame} />
    default:
      return of satisfies never
  }
}

function titleOf(screen: Screen): Text {
  switch (screen.screen) {
    case 'subject':
    case 'compare':
      return { zh: screen.name, en: screen.name }
    case 'result': {
      const name = screen.result.results[0]?.subject.name ?? ''
      return { zh: name, en: name }
    }
    case 'provision':
      return { zh: screen.provision, en: screen.provision }
    case 'job':
      return { zh: screen.job.title, en: screen.job.title }
    case 'case':
      return { zh: screen.id, en: screen.id }
    case 'tasks':
      return TASKS_WORDS.title
    case 'aggregate':
      return AGGREGATE_WORDS.title
    case 'commitments':
      return COMMITMENT_WORDS.short
    case 'coverage':
      return TASK_WORDS.coverage
    case 'draws':
      return DRAW_WORDS.title
    case 'draw':
      return { zh: screen.draw.title, en: screen.draw.title }
    case 'sign-in':
      return W.signIn
    case 'refused':
      return screen.text
    default:
      return W[screen.screen]
  }
}

/** Which entry of the navigation a screen stands under. */
const UNDER: Readonly<Partial<Record<Screen['screen'], string>>> = {
  home: 'home',
  subjects: 'subjects',
  subject: 'subjects',
  result: 'subjects',
  compare: 'subjects',
  provision: 'subjects',
  tasks: 'tasks',
  start: 'start',
  inventory: 'start',
  jobs: 'jobs',
  job: 'jobs',
  cases: 'cases',
  case: 'cases',
  calendar: 'calendar',
  draws: 'draws',
  draw: 'draws',
  coverage: 'coverage',
  commitments: 'commitments',
  aggregate: 'aggregate',
  admin: 'admin',
}

function Navigation({ screen, frame }: { screen: Screen['screen']; frame: Frame }): VNode {
  const base = baseOf(frame)
  const { workspace, who } = frame
  const readable = workspace?.rights.includes('read') ?? false
  const entries: readonly (readonly [id: string, href: string, name: Text, key: string, shown: boolean])[] = [
    ['home', base, W.home, 'h', readable],
    ['subjects', `${base}/subjects`, W.subjects, 's', readable],
    ['tasks', `${base}/tasks`, TASKS_WORDS.title, 't', readable],
    ['start', `${base}/start`, W.start, 'n', can(frame, 'write')],
    ['jobs', `${base}/jobs`, W.jobs, 'j', readable],
    ['cases', `${base}/cases`, W.cases, 'c', readable],
    ['draws', `${base}/draws`, DRAW_WORDS.title, 'r', readable],
    ['aggregate', `${base}/aggregate`, AGGREGATE_WORDS.short, 'o', readable],
    ['calendar', `${base}/calendar`, W.calendar, 'd', readable],
    ['law', frame.lang === 'en' ? '/law?lang=en' : '/law', W.law, 'l', true],
    ['coverage', `${base}/coverage`, TASK_WORDS.coverage, 'v', readable],
    ['commitments', `${base}/commitments`, COMMITMENT_WORDS.short, 'm', readable],
    ['admin', `${base}/admin`, W.admin, 'a', workspace?.role != null],
  ]
  return (
    <nav class="bench-nav" aria-label={inBoth(W.navigation)}>
      <div class="wrap">
        {entries
          .filter(([, , , , shown]) => shown)
          .map(([id, href, name, key]) => (
            <a href={href} data-key={key} aria-current={UNDER[screen] === id ? 'page' : undefined}>
              <T text={name} />
            </a>
          ))}
        <span class="side">
          <PaletteButton />
          {frame.workspaces.length > 0 && (
            <details class="pick">
              <summary>
                {workspace ? (
                  <>
                    <span class="vh">
                      <T text={W.workspace} />{' '}
                    </span>
                    <Raw text={workspace.name} />
                  </>
                ) : (
                  <T text={W.workspace} />
                )}
              </summary>
              <ul>
                {frame.workspaces.map((w) => (
                  <li>
                    <a href={`/w/${w.id}`} aria-current={w.id === workspace?.id ? 'true' : undefined}>
                      <Raw text={w.name} />
                    </a>
                  </li>
                ))}
              </ul>
            </details>
          )}
          {who === null ? (
            <a href="/sign-in" aria-current={screen === 'sign-in' ? 'page' : undefined}>
              <T text={W.signIn} />
            </a>
          ) : (
            <a href="/account" aria-current={screen === 'account' ? 'page' : undefined}>
              <Raw text={who.name} />
            </a>
          )}
        </span>
      </div>
    </nav>
  )
}
