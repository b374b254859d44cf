import type { VNode } from 'preact'
import { isRoleId, roleName } from '../../src/law/role.ts'
import { fill, same, type Text } from '../../src/law/text.ts'
import type { Frame } from '../../src/report/bench/screen.ts'
import {
  type AskedTasks,
  type Facet,
  type ShownTask,
  TASK_KIND_NAMES,
  type TasksScreen,
  TASKS_WORDS as W,
} from '../../src/report/bench/tasks-screen.ts'
import { BENCH_WORDS } from '../../src/report/bench/words.ts'
import { KIND_NAMES } from '../../src/report/words.ts'
import { Raw, T } from '../report/text.tsx'
import { Facets, Pages, SubjectLink, Table } from './lists.tsx'
import { apiOf, baseOf, Filter, Part, Provision } from './parts.tsx'

const WITH_N: Text = { zh: '{name}（{n}）', en: '{name} ({n})' }
const withN = ({ id, name, n }: Facet) => ({ id, name: fill(WITH_N, { name, n }) })
/** Provisions named in a row; the rest is counted. */
const MOST_NAMED = 4

const FILTERS = [
  ['kind', W.kind, W.anyKind, 'kinds'],
  ['of', W.ofKind, BENCH_WORDS.anyKind, 'ofs'],
  ['role', W.role, W.anyRole, 'roles'],
  ['provision', BENCH_WORDS.provision, W.anyProvision, 'provisions'],
] as const

const address = (path: string, asked: AskedTasks, more: Readonly<Record<string, string>> = {}): string => {
  const query = new URLSearchParams({ ...asked, ...more })
  return query.size === 0 ? path : `${path}?${query}`
}

/** Everything that is still to be done, of every subject. */
export function AllTasks({ of, frame }: { of: TasksScreen; frame: Frame }): VNode {
  const { items, all, materials } = of
  const { from, ...asked } = of.asked
  const here = `${baseOf(frame)}/tasks`
  const { kind: _, ...butKind } = asked
  return (
    <>
      <h1>
        <T text={W.title} />
      </h1>
      <p class="hint">
        <T text={W.lead} /> <T text={W.cases} />
      </p>
      {of.only === null && (
        <Facets
          label={W.counts}
          of={of.kinds}
          all={W.all}
          asked={asked.kind}
          to={(kind) => address(here, butKind, kind === undefined ? {} : { kind })}
        />
      )}
      <form class="filters" method="get" action={here}>
        {FILTERS.map(([name, label, any, list]) => (
          <Filter label={label} name={name} any={any} of={of[list].map(withN)} asked={asked[name]} lang={frame.lang} />
        ))}
        <label class="check">
          <input type="checkbox" name="dated" value="yes" checked={asked.dated !== undefined} /> <T text={W.dated} />
        </label>
        {asked.material !== undefined && <input type="hidden" name="material" value={asked.material} />}
        {asked.subject !== undefined && <input type="hidden" name="subject" value={asked.subject} />}
        <button type="submit">
          <T text={BENCH_WORDS.filter} />
        </button>
        {Object.keys(asked).length > 0 && (
          <a class="clear" href={here}>
            <T text={W.clear} />
          </a>
        )}
      </form>
      {of.only && (
        <p>
          <T text={W.only} />
          <T text={of.only} />
        </p>
      )}
      {items.length === 0 ? (
        <p class="none">
          <T text={Object.keys(asked).length === 0 && from === 0 ? W.none : BENCH_WORDS.noneFound} />
        </p>
      ) : (
        <>
          <TaskTable items={items} on={of.on} frame={frame} />
          <Pages
            from={from}
            shown={items.length}
            all={all}
            most={of.most}
            to={(n) => address(here, asked, n > 0 ? { from: String(n) } : {})}
          />
          <p class="files">
            <a data-file href={address(`${apiOf(frame)}/tasks`, asked, { format: 'xlsx', lang: frame.lang })}>
              XLSX
            </a>
          </p>
        </>
      )}
      {materials.length > 0 && (
        <Part id="materials" title={W.materials}>
          <p class="hint">
            <T text={W.materialsHint} />
          </p>
          <Table
            label={W.materials}
            heads={[W.task, W.kind]}
            numbers={[W.n]}
            of={materials}
            row={(m) => (
              <tr>
                <th scope="row" class="says">
                  <T text={m.name} />
                </th>
                <td>
                  <T text={TASK_KIND_NAMES[m.kind]} />
                </td>
                <td class="num">
                  <a href={address(here, { material: m.id })}>{m.n}</a>
                </td>
              </tr>
            )}
          />
        </Part>
      )}
    </>
  )
}

function TaskTable({ items, on, frame }: { items: readonly ShownTask[]; on: string; frame: Frame }): VNode {
  return (
    <Table
      label={W.title}
      class="tasks"
      heads={[W.task, W.kind, W.subject, W.provisions, W.role, W.due, W.act]}
      of={items}
      row={(t) => (
        <tr>
          <th scope="row" class="says">
            <T text={t.say} />
          </th>
          <td class="word">
            <T text={TASK_KIND_NAMES[t.kind]} />
          </td>
          <td class="says">
            <SubjectLink id={t.subject} name={t.name} frame={frame} />
            <br />
            <T text={KIND_NAMES[t.of]} />
          </td>
          <td class="says">
            {t.provisions.slice(0, MOST_NAMED).map((p) => (
              <>
                <Provision of={p} lang={frame.lang} />{' '}
              </>
            ))}
            {t.provisions.length > MOST_NAMED && `+${t.provisions.length - MOST_NAMED}`}
          </td>
          <td>{t.role && <T text={isRoleId(t.role) ? roleName(t.role) : same(t.role)} />}</td>
          <td class="word">
            {t.due}
            {t.due !== null && t.due < on && (
              <>
                {' '}
                <span class="o-failed">
                  <T text={W.overdue} />
                </span>
              </>
            )}
          </td>
          <td class="word">
            <Go task={t} frame={frame} />
          </td>
        </tr>
      )}
    />
  )
}

/** To the page of the result: to its form where a person can attest, else to what the task is about. */
function Go({ task: t, frame }: { task: ShownTask; frame: Frame }): VNode {
  return (
    <a href={`${baseOf(frame)}/results/${t.result}#${t.attests ? 'attest' : 'tasks'}`}>
      <T text={t.attests ? W.attest : W.open} />
      <span class="vh">
        {' '}
        <Raw text={t.name} />
      </span>
    </a>
  )
}
