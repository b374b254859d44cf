import type { VNode } from 'preact'
import type { Frame, Screen } from '../../src/report/bench/screen.ts'
import { TASK_WORDS as W } from '../../src/report/bench/task-words.ts'
import { TASK_KIND_NAMES, TASKS_WORDS } from '../../src/report/bench/tasks-screen.ts'
import { provisionRef } from '../../src/report/instruments.ts'
import { anchors } from '../../src/report/outline.ts'
import { type Task, tasksOf } from '../../src/report/tasks.ts'
import { Rows } from '../report/network-parts.tsx'
import { Code, Raw, T } from '../report/text.tsx'
import { Standing } from './attested.tsx'
import { Table } from './lists.tsx'
import { can, FactInput, Field, Part, Upload } from './parts.tsx'

type Of = Extract<Screen, { screen: 'result' }>

export function Tasks({ of, frame }: { of: Of; frame: Frame }): VNode | null {
  const [r] = of.result.results
  const tasks = r ? tasksOf(r) : []
  const mayAttest = can(frame, 'write') && r?.subject.kind.startsWith('app.') && of.attest?.length !== 0
  if (!r || (tasks.length === 0 && !(mayAttest && of.attest))) return null
  const ids = anchors(of.result.results)
  return (
    <Part id="tasks" title={W.title}>
      {tasks.length > 0 && <TaskTable tasks={tasks} ids={ids} />}
      {mayAttest && <Attest of={of} frame={frame} />}
    </Part>
  )
}

function TaskTable({ tasks, ids }: { tasks: readonly Task[]; ids: ReturnType<typeof anchors> }): VNode {
  return (
    <>
      <p class="hint">
        <T text={W.lead} />
      </p>
      {tasks.length > MOST_AT_ONCE ? (
        <Rows
          id="tasks-rows"
          all={tasks}
          head={HEADS}
          label={(task) => task.due ?? ''}
          row={(task) => <TaskRow task={task} ids={ids} />}
        />
      ) : (
        <Table label={W.title} heads={HEADS} of={tasks} row={(task) => <TaskRow task={task} ids={ids} />} />
      )}
    </>
  )
}

const HEADS = [W.task, TASKS_WORDS.kind, W.facts, W.settles]
/** More tasks stand in tables that are opened one by one. */
const MOST_AT_ONCE = 100

function TaskRow({ task, ids }: { task: Task; ids: ReturnType<typeof anchors> }): VNode {
  return (
    <tr>
      <th scope="row" class="says">
        <T text={task.say} />
      </th>
      <td class="word">
        <T text={TASK_KIND_NAMES[task.kind]} />
        {task.due !== undefined && ` ${task.due}`}
      </td>
      <td class="says">
        {task.facts.map((fact) => (
          <>
            <Code text={fact} />{' '}
          </>
        ))}
      </td>
      <td class="says">
        {task.settles.length > 0 && <b>{task.settles.length}</b>}{' '}
        {task.settles.map((d) => (
          <>
            <a href={`#${ids.get(d) ?? ''}`}>
              <Raw text={provisionRef(d.provision).ref} />
            </a>{' '}
          </>
        ))}
      </td>
    </tr>
  )
}

function Attest({ of, frame }: { of: Of; frame: Frame }): VNode {
  if (of.attest === null)
    return (
      <p class="hint" id="attest">
        <T text={W.attestCli} />
      </p>
    )
  return (
    <details>
      <summary>
        <T text={W.attest} />
      </summary>
      <p class="hint">
        <T text={W.attestLead} />
      </p>
      <Standing of={of.attested} frame={frame} />
      <Upload job="attest" frame={frame} button={W.send} result={of.id} id="attest">
        <div class="pairs">
          <Field label={W.by}>
            <input name="by" required maxLength={200} />
          </Field>
          <Field label={W.on}>
            <input type="date" name="on" required value={of.on} />
          </Field>
          {of.attest.map((field) => (
            <Field label={field.title}>
              <FactInput name={`answers.${field.name}`} field={field} lang={frame.lang} number="[0-9]+" />
            </Field>
          ))}
          <Field label={W.evidence}>
            <input type="file" name="evidence" multiple />
          </Field>
        </div>
      </Upload>
    </details>
  )
}
