import type { VNode } from 'preact'
import { fill, same } from '../../src/law/text.ts'
import { IMPORT_WORDS } from '../../src/report/bench/import-words.ts'
import { INVENTORY_WORDS } from '../../src/report/bench/inventory-words.ts'
import type { Frame, Job, Screen } from '../../src/report/bench/screen.ts'
import { moment } from '../../src/report/bench/shown.ts'
import { BENCH_WORDS as W } from '../../src/report/bench/words.ts'
import { inBoth, Raw, T } from '../report/text.tsx'
import { JobState, JobTable } from './lists.tsx'
import { apiOf, baseOf, can, Field, Option, Pair, Part, Send, Upload } from './parts.tsx'

type Of<K extends Screen['screen']> = Extract<Screen, { screen: K }>

export function Start({ of, frame }: { of: Of<'start'>; frame: Frame }): VNode {
  return (
    <>
      <h1>
        <T text={W.start} />
      </h1>
      <Part id="audit" title={W.audit}>
        <p class="hint">
          <T text={W.startLead} />
        </p>
        <Upload job="audit" frame={frame} button={W.run}>
          <div class="pairs">
            <Field label={W.target}>
              <input type="file" name="target" />
            </Field>
            <Field label={W.orUrl}>
              <input type="url" name="url" placeholder="https://" maxLength={2000} />
            </Field>
            <Field label={W.policy}>
              <input type="file" name="policy" accept=".html,.htm,.md,.txt,.pdf,.docx" />
            </Field>
            <Field label={W.policyUrl}>
              <input type="url" name="policyUrl" placeholder="https://" maxLength={2000} />
            </Field>
          </div>
          <details>
            <summary>
              <T text={W.more} />
            </summary>
            <div class="pairs">
              <Field label={W.logs}>
                <input type="file" name="log" multiple />
              </Field>
              <Field label={W.tickets}>
                <input type="file" name="tickets" accept=".csv,.xlsx" />
              </Field>
              <Field label={W.attest}>
                <input type="file" name="attest" accept=".yaml,.yml" />
              </Field>
              <Field label={W.earlierBuild}>
                <input type="file" name="before" />
              </Field>
              <Field label={W.category}>
                <select name="category">
                  <Option value="" text={W.noCategory} lang={frame.lang} />
                  {of.categories.map((c) => (
                    <Option value={c} text={same(c)} lang={frame.lang} />
                  ))}
                </select>
              </Field>
              <Field label={W.on}>
                <input type="date" name="on" />
              </Field>
            </div>
          </details>
        </Upload>
      </Part>
      <Part id="tables" title={W.checkTables}>
        <p class="hint">
          <T text={W.checkLead} />
        </p>
        <p>
          <a href={`${baseOf(frame)}/inventory`}>
            <T text={INVENTORY_WORDS.form} />
          </a>
        </p>
        <Upload job="check" frame={frame} button={W.run}>
          <div class="pairs">
            <Field label={W.mapping}>
              <input type="file" name="mapping" accept=".yaml,.yml,.json,.xlsx,.xls,.csv,.zip" required />
            </Field>
            <Field label={W.tables}>
              <input type="file" name="tables" multiple />
            </Field>
          </div>
        </Upload>
      </Part>
      <Part id="scans" title={IMPORT_WORDS.title}>
        <p class="hint">
          <T text={IMPORT_WORDS.lead} />
        </p>
        <Upload job="scan" frame={frame} button={W.import}>
          <div class="pairs">
            <Field label={IMPORT_WORDS.files}>
              <input
                type="file"
                name="scans"
                accept=".sarif,.json,.xml,.arf,.xccdf,.xlsx,.csv,.html"
                multiple
                required
              />
            </Field>
            <Field label={IMPORT_WORDS.operator}>
              <input name="operator" required maxLength={100} />
            </Field>
            <Field label={IMPORT_WORDS.network}>
              <input name="network" required maxLength={100} />
            </Field>
          </div>
          <details>
            <summary>
              <T text={IMPORT_WORDS.proves} />
            </summary>
            <dl class="pair">
              {IMPORT_WORDS.forms.map(({ name, shows }) => (
                <Pair name={name}>
                  <T text={shows} />
                </Pair>
              ))}
            </dl>
          </details>
        </Upload>
      </Part>
      <Part id="import" title={W.importResult}>
        <p class="hint">
          <T text={W.importLead} />
        </p>
        <Upload job="import" frame={frame} button={W.import}>
          <Field label={W.resultFile}>
            <input type="file" name="result" accept=".json" required />
          </Field>
        </Upload>
      </Part>
    </>
  )
}

export function Jobs({ of, frame }: { of: Of<'jobs'>; frame: Frame }): VNode {
  return (
    <>
      <h1>
        <T text={W.jobs} />
      </h1>
      {of.items.length === 0 ? (
        <p class="none">
          <T text={W.noJobs} />
        </p>
      ) : (
        <JobTable items={of.items} frame={frame} />
      )}
    </>
  )
}

const STAGES = [
  ['waiting', W.stageWaiting],
  ['preparing', W.stagePreparing],
  ['reading', W.stageReading],
  ['judging', W.stageJudging],
  ['saving', W.stageSaving],
] as const

const isOpen = (job: Job): boolean => job.state === 'queued' || job.state === 'running'

export function JobScreen({ of: { job }, frame }: { of: Of<'job'>; frame: Frame }): VNode {
  return (
    <div {...(isOpen(job) ? { 'data-watch': `${apiOf(frame)}/jobs/${job.id}/events` } : {})}>
      <p class="crumb">
        <a href={`${baseOf(frame)}/jobs`}>
          <T text={W.jobs} />
        </a>
      </p>
      <h1>
        <Raw text={job.title} />
      </h1>
      <p>
        <JobState state={job.state} /> {moment(job.made)}
        {job.attempt > 1 && (
          <>
            {' · '}
            <T text={fill(W.attempt, { n: job.attempt })} />
          </>
        )}
      </p>
      {isOpen(job) && (
        <>
          <ol class="stages" aria-label={inBoth(W.progress)} aria-live="polite">
            {STAGES.map(([stage, name]) => (
              <li data-stage={stage} aria-current={job.progress.stage === stage ? 'step' : undefined}>
                <T text={name} />
              </li>
            ))}
          </ol>
          <progress max={job.progress.of} value={job.progress.done} aria-label={inBoth(W.progress)} />
          {can(frame, 'write') && (
            <Send to={`DELETE ${apiOf(frame)}/jobs/${job.id}`} then="reload" button={W.cancel} quiet />
          )}
        </>
      )}
      {job.error && (
        <p class="warn">
          <T text={job.error} />
        </p>
      )}
      {job.results.length > 0 && (
        <ul class="rows">
          {job.results.map(({ result }) => (
            <li>
              <a class="go" href={`${baseOf(frame)}/results/${result}`}>
                <T text={W.seeResult} />
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
