import type { VNode } from 'preact'
import { fill, type Text } from '../../src/law/text.ts'
import { EXPORT_WORDS as X } from '../../src/report/bench/export-words.ts'
import type { CaseScreen, Frame, Screen } from '../../src/report/bench/screen.ts'
import { DUE_STATES, STEP_OUTCOMES } from '../../src/report/bench/shown.ts'
import { BENCH_WORDS as W } from '../../src/report/bench/words.ts'
import { Heads, Scroll } from '../report/scroll.tsx'
import { Code, inBoth, Raw, T } from '../report/text.tsx'
import { apiOf, baseOf, can, FactInput, Field, Option, PAPERS, Part, Provision, Send } from './parts.tsx'

export function Cases({ of, frame }: { of: Extract<Screen, { screen: 'cases' }>; frame: Frame }): VNode {
  return (
    <>
      <h1>
        <T text={W.cases} />
      </h1>
      {of.items.length === 0 ? (
        <p class="none">
          <T text={W.noCases} />
        </p>
      ) : (
        <Scroll label={W.cases}>
          <table class="list">
            <thead>
              <tr>
                <Heads of={[W.caseId, W.procedure, W.stateOf]} />
                <Heads of={[W.steps, W.refused, W.overdue]} numeric />
                <th scope="col">
                  <T text={W.nextDue} />
                </th>
                <th scope="col">
                  <T text={W.gates} />
                </th>
              </tr>
            </thead>
            <tbody>
              {of.items.map((c) => (
                <tr>
                  <th scope="row">
                    <a href={`${baseOf(frame)}/cases/${encodeURIComponent(c.id)}`}>
                      <Raw text={c.id} />
                    </a>
                  </th>
                  <td>
                    <T text={c.title} />
                  </td>
                  <td>
                    <T text={c.state} />
                  </td>
                  <td class="num">{c.steps}</td>
                  <td class={`num ${c.refused > 0 ? 'o-failed hot' : 'zero'}`}>{c.refused}</td>
                  <td class={`num ${c.overdue > 0 ? 'o-failed hot' : 'zero'}`}>{c.overdue}</td>
                  <td>{c.next ?? '–'}</td>
                  <td class="num">{c.open}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {can(frame, 'write') && (
        <Part id="open" title={W.openCase}>
          <Send
            to={`POST ${apiOf(frame)}/cases`}
            then={`${baseOf(frame)}/cases/{id}`}
            button={W.openCase}
            class="pairs"
          >
            <Field label={W.caseId}>
              <input name="id" required maxLength={100} />
            </Field>
            <Field label={W.procedure}>
              <select name="procedure">
                {of.procedures.map((p) => (
                  <Option value={p.id} text={p.title} lang={frame.lang} />
                ))}
              </select>
            </Field>
            <Field label={W.side}>
              <select name="side" data-optional>
                <Option value="" text={W.unsaid} lang={frame.lang} />
                {of.procedures.flatMap((p) =>
                  p.sides.map((s) => (
                    <Option
                      value={s.id}
                      text={{ zh: `${s.name.zh}（${p.title.zh}）`, en: `${s.name.en} (${p.title.en})` }}
                      lang={frame.lang}
                    />
                  )),
                )}
              </select>
            </Field>
          </Send>
        </Part>
      )}
    </>
  )
}

const STEP_MARKS: Readonly<Record<keyof typeof STEP_OUTCOMES, string>> = {
  done: '✓',
  late: '◷',
  refused: '✕',
  observed: '◎',
}
const DUE_MARKS: Readonly<Record<keyof typeof DUE_STATES, string>> = {
  met: '✓',
  late: '◷',
  running: '▶',
  overdue: '!',
  'no-limit': '–',
}

const Mark = ({ sign, name, kind }: { sign: string; name: Text; kind: string }): VNode => (
  <span class={`chip mark-${kind}`}>
    <i aria-hidden="true">{sign}</i> <T text={name} />
  </span>
)

export function CaseView({ of, frame }: { of: CaseScreen; frame: Frame }): VNode {
  const at = `${baseOf(frame)}/cases/${encodeURIComponent(of.id)}`
  const api = `${apiOf(frame)}/cases/${encodeURIComponent(of.id)}`
  return (
    <>
      <p class="crumb">
        <a href={`${baseOf(frame)}/cases`}>
          <T text={W.cases} />
        </a>{' '}
        › <T text={of.title} />
      </p>
      <h1>
        <Raw text={of.id} />
      </h1>
      <p class="ids">
        <span>
          <T text={W.stateOf} />: <T text={of.state} />
        </span>
        <span>
          <T text={W.asOf} />: {of.asOf}
        </span>
        <a href={`${api}/file`}>
          <T text={W.plainCase} />
        </a>
      </p>
      <p class="files">
        <span>
          <T text={X.explanation} />
        </span>
        {PAPERS.map(([format, name]) => (
          <a href={`${api}/explanation?format=${format}&lang=${frame.lang}&on=${of.asOf}`}>
            <T text={name} />
          </a>
        ))}
      </p>
      <nav class="tabs" aria-label={inBoth(W.view)}>
        {of.sides.map((s) => (
          <a href={`${at}?side=${s.id}`} aria-current={s.id === of.side ? 'page' : undefined}>
            <T text={s.name} />
          </a>
        ))}
      </nav>
      <Lanes of={of} frame={frame} api={api} />
      {of.steps.some((s) => s.documents.length > 0) && (
        <details class="names">
          <summary>
            <T text={X.names} />
          </summary>
          <form class="pairs" data-names>
            <Field label={X.issuer}>
              <input name="issuer" maxLength={200} />
            </Field>
            <Field label={X.addressee}>
              <input name="addressee" maxLength={200} />
            </Field>
            <Field label={X.number}>
              <input name="number" maxLength={200} />
            </Field>
            <label class="check">
              <input type="checkbox" name="public" value="true" /> <T text={X.public} />
            </label>
          </form>
        </details>
      )}
      <Part id="clocks" title={W.clocks}>
        {of.due.length === 0 ? (
          <p class="none">
            <T text={W.noClocks} />
          </p>
        ) : (
          <ul class="clocks">
            {of.due.map((d) => (
              <li>
                <Mark sign={DUE_MARKS[d.status]} name={DUE_STATES[d.status]} kind={d.status} /> <T text={d.title} />{' '}
                {d.due !== undefined && <T text={fill(W.dueOn, { day: d.due })} />} · <T text={d.who} /> ·{' '}
                <Provision of={d.citation} lang={frame.lang} />
              </li>
            ))}
          </ul>
        )}
      </Part>
      <Part id="gates" title={W.gates}>
        <ul class="gates">
          {of.next.map((gate) => (
            <Gate gate={gate} of={of} frame={frame} api={api} />
          ))}
        </ul>
      </Part>
      <Proof of={of} frame={frame} api={api} />
      {of.notes.length > 0 && (
        <ul class="notes">
          {of.notes.map((note) => (
            <li>
              <T text={note} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** What shows that nothing of the case was changed, and what takes content away. */
function Proof({ of, frame, api }: { of: CaseScreen; frame: Frame; api: string }): VNode {
  return (
    <Part id="proof" title={W.proofOfCase}>
      <p>
        {of.isAltered !== null && (
          <Mark
            sign={of.isAltered ? '✕' : '✓'}
            name={of.isAltered ? W.altered : W.verified}
            kind={of.isAltered ? 'refused' : 'done'}
          />
        )}{' '}
        <a href="/verify">
          <T text={W.verifyCase} />
        </a>
      </p>
      {frame.who && (
        <Send to={`POST ${api}/exports`} then={`save ${of.id}.json`} button={W.exportCase} quiet>
          {null}
        </Send>
      )}
      {can(frame, 'write') && (
        <details>
          <summary>
            <T text={W.eraseCase} />
          </summary>
          <Send to={`POST ${api}/erasures`} then="reload" button={W.eraseCase} sure={W.eraseSure} class="pairs">
            <Field label={W.eraseWhich}>
              <input name="events" data-as="list" required maxLength={2000} />
            </Field>
            <Field label={W.reason}>
              <input name="reason" required maxLength={2000} />
            </Field>
            <Field label={W.basis}>
              <input name="cites" data-optional maxLength={500} />
            </Field>
          </Send>
        </details>
      )}
    </Part>
  )
}

/** The steps in the order of time, each in the lane of the side that took it. */
function Lanes({ of, frame, api }: { of: CaseScreen; frame: Frame; api: string }): VNode {
  return (
    <Part id="lanes" title={W.lanes}>
      {of.steps.length === 0 ? (
        <p class="none">
          <T text={W.noSteps} />
        </p>
      ) : (
        <Scroll label={W.lanes}>
          <table class="lanes">
            <thead>
              <tr>
                <th scope="col">
                  <T text={W.when} />
                </th>
                {of.sides.map((s) => (
                  <th scope="col">
                    <T text={s.name} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {of.steps.map((step) => (
                <tr>
                  <th scope="row">{step.day}</th>
                  {of.sides.map((s) => (
                    <td>
                      {s.id === step.side && (
                        <div class={`step step-${step.outcome}`}>
                          <Mark
                            sign={STEP_MARKS[step.outcome]}
                            name={STEP_OUTCOMES[step.outcome]}
                            kind={step.outcome}
                          />
                          <b>
                            <T text={step.title} />
                          </b>{' '}
                          <Code text={step.by} />{' '}
                          <a class="receipt" href={`${api}/receipt?events=${encodeURIComponent(step.id)}`} data-file>
                            <T text={W.receipt} />
                          </a>
                          {step.documents.map((d) => (
                            <p class="files">
                              <span>
                                <T text={d.title} />
                              </span>
                              {PAPERS.map(([format, name]) => (
                                <a
                                  data-file
                                  href={`${api}/documents/${d.type}?event=${encodeURIComponent(step.id)}&format=${format}&lang=${frame.lang}`}
                                >
                                  <T text={name} />
                                </a>
                              ))}
                            </p>
                          ))}
                          {step.missing.map((m) => (
                            <p class="lacks">
                              <T text={m.step} /> <Provision of={m.citation} lang={frame.lang} />
                            </p>
                          ))}
                        </div>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Part>
  )
}

function Gate({
  gate,
  of,
  frame,
  api,
}: {
  gate: CaseScreen['next'][number]
  of: CaseScreen
  frame: Frame
  api: string
}): VNode {
  const early = gate.tooEarlyUntil
  const light = early !== null ? 'early' : gate.missing.length === 0 ? 'open' : 'closed'
  const said =
    early !== null
      ? fill(W.gateEarly, { day: early })
      : gate.missing.length === 0
        ? W.gateOpen
        : fill(W.gateClosed, { n: gate.missing.length })
  return (
    <li class={`gate gate-${light}`}>
      <details>
        <summary>
          <i class="light" aria-hidden="true">
            {light === 'open' ? '●' : light === 'early' ? '◐' : '■'}
          </i>
          <b>
            <T text={gate.title} />
          </b>
          <span>
            <T text={said} />
          </span>
        </summary>
        {gate.missing.map((m) => (
          <p class="lacks">
            <T text={m.step} /> <Provision of={m.citation} lang={frame.lang} />
          </p>
        ))}
        {can(frame, 'write') && (
          <Send to={`POST ${api}/events`} then="reload" button={W.take} class="pairs">
            <input type="hidden" name="type" value={gate.type} />
            <Field label={W.by}>
              <select name="by">
                {of.roles
                  .filter((r) => gate.by.includes(r.id))
                  .map((r) => (
                    <Option value={r.id} text={r.name} lang={frame.lang} />
                  ))}
              </select>
            </Field>
            <Field label={W.when}>
              <input type="date" name="at" value={of.asOf} required />
            </Field>
            {gate.fields.map((f) => (
              <Field label={f.title}>
                <FactInput name={`data.${f.name}`} field={f} lang={frame.lang} />
              </Field>
            ))}
            <Field label={W.proof}>
              <input name="data.evidence" data-as="list" data-optional maxLength={1000} />
            </Field>
            {gate.documents.length > 0 && (
              <p class="files drafts">
                <span>
                  <T text={W.draftFirst} />
                </span>
                {gate.documents.map((d) => (
                  <button
                    type="button"
                    class="quiet"
                    data-draft={`${api}/drafts/${d.type}?format=docx&lang=${frame.lang}`}
                  >
                    <T text={fill(W.draftOf, { title: d.title })} />
                  </button>
                ))}
              </p>
            )}
          </Send>
        )}
      </details>
    </li>
  )
}
