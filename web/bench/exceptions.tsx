import type { VNode } from 'preact'
import { addDays } from '../../src/law/day.ts'
import { MOST_DAYS, EXCEPTION_WORDS as W } from '../../src/report/bench/exception-words.ts'
import type { Frame, Screen, ShownException } from '../../src/report/bench/screen.ts'
import { moment } from '../../src/report/bench/shown.ts'
import { Raw, T } from '../report/text.tsx'
import { SubjectLink, Table } from './lists.tsx'
import { apiOf, can, Field, Finding, Part, Provision, Send, Upload, Uploads } from './parts.tsx'

type Result = Extract<Screen, { screen: 'result' }>

/** Findings that are not put right for the time being, and the form that records one. */
export function Excepted({ of, frame }: { of: Result; frame: Frame }): VNode | null {
  const failed = (of.result.results[0]?.determinations ?? []).filter((d) => d.outcome === 'failed')
  const records = can(frame, 'write') && failed.length > 0
  if (of.exceptions.length === 0 && !records) return null
  return (
    <Part id="exceptions" title={W.title}>
      <p class="hint">
        <T text={W.lead} />
      </p>
      {of.exceptions.length > 0 && <ExceptionTable items={of.exceptions} frame={frame} />}
      {records && (
        <details>
          <summary>
            <T text={W.open} />
          </summary>
          <Upload job="exception" frame={frame} button={W.send} result={of.id} class="pairs">
            <Field label={W.finding}>
              <select name="rule">
                {failed.map((d) => (
                  <Finding of={d} lang={frame.lang} />
                ))}
              </select>
            </Field>
            <Field label={W.until}>
              <input type="date" name="until" required min={of.on} max={addDays(of.on, MOST_DAYS)} />
            </Field>
            <Field label={W.basis}>
              <input name="basis" required maxLength={500} />
            </Field>
            <Field label={W.reason}>
              <textarea name="reason" required maxLength={2000} rows={3} />
            </Field>
            <Field label={W.files}>
              <input type="file" name="evidence" multiple />
            </Field>
          </Upload>
        </details>
      )}
    </Part>
  )
}

/** Exceptions under a heading of their own; nothing for none. */
export function Exceptions({
  items,
  frame,
  ending = false,
}: {
  items: readonly ShownException[]
  frame: Frame
  ending?: boolean
}): VNode | null {
  if (items.length === 0) return null
  return (
    <Part id="exceptions" title={ending ? W.ending : W.title}>
      <ExceptionTable items={items} frame={frame} named={ending} />
    </Part>
  )
}

function ExceptionTable({
  items,
  frame,
  named = false,
}: {
  items: readonly ShownException[]
  frame: Frame
  named?: boolean
}): VNode {
  return (
    <Table
      label={W.title}
      heads={[...(named ? [W.subject] : []), W.finding, W.basis, W.reason, W.until, ...(named ? [] : [W.state])]}
      of={items}
      row={(one) => (
        <tr>
          {named && (
            <td>
              <SubjectLink id={one.subject.id} name={one.subject.name} frame={frame} />
            </td>
          )}
          <th scope="row" class="says">
            <Provision of={one.provision} lang={frame.lang} /> <T text={one.what} />
          </th>
          <td class="says">
            <Raw text={one.basis} />
          </td>
          <td class="says">
            <Raw text={one.reason} />
            <Uploads of={one.evidence} frame={frame} />
            <p class="hint">
              <T text={W.made} /> {moment(one.made)} <Raw text={one.maker} />
            </p>
          </td>
          <td class="word">{one.until}</td>
          {!named && <State of={one} frame={frame} />}
        </tr>
      )}
    />
  )
}

function State({ of, frame }: { of: ShownException; frame: Frame }): VNode {
  return (
    <td>
      <span class="chip">
        <T text={W[of.state]} />
      </span>
      {of.withdrawn && (
        <>
          {' '}
          {moment(of.withdrawn.at)} <Raw text={of.withdrawn.by} />
        </>
      )}
      {of.state === 'holds' && can(frame, 'write') && (
        <Send
          to={`DELETE ${apiOf(frame)}/subjects/${of.subject.id}/exceptions/${of.id}`}
          then="reload"
          button={W.withdraw}
          quiet
        />
      )}
    </td>
  )
}
