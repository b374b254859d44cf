import type { VNode } from 'preact'
import { fill, same, type Text } from '../../src/law/text.ts'
import { paragraphId } from '../../src/report/aggregate/document.ts'
import { percent } from '../../src/report/aggregate/share.ts'
import {
  type AggregateScreen,
  type AskedAggregate,
  AGGREGATE_WORDS as W,
} from '../../src/report/bench/aggregate-screen.ts'
import type { Frame } from '../../src/report/bench/screen.ts'
import { BENCH_WORDS } from '../../src/report/bench/words.ts'
import { KIND_NAMES } from '../../src/report/words.ts'
import { Raw, T } from '../report/text.tsx'
import { Table } from './lists.tsx'
import { apiOf, baseOf, can, Field, FileLink, Filter, PAPERS, Pair, Part, Provision, STATES } from './parts.tsx'

const FORMS: typeof PAPERS = [...PAPERS, ['xlsx', same('XLSX')], ['json', same('JSON')], ['md', same('Markdown')]]
const TABLES = ['subjects', 'survey'] as const

/** Compiles many results into one report: the form, what it comes to, and the report in every form. */
export function Aggregated({ of, frame }: { of: AggregateScreen; frame: Frame }): VNode {
  const { asked, compiled, problem, tables } = of
  const here = `${baseOf(frame)}/aggregate`
  const without = (name: keyof AskedAggregate) => {
    const query = new URLSearchParams({ ...asked, go: 'yes' })
    query.delete(name)
    return `${here}?${query}`
  }
  return (
    <>
      <h1>
        <T text={W.title} />
      </h1>
      <p class="hint">
        <T text={W.lead} />
      </p>
      <form
        class="upload pairs"
        method="get"
        action={here}
        data-job="aggregate"
        data-api={apiOf(frame)}
        data-base={baseOf(frame)}
      >
        <Filter
          label={BENCH_WORDS.kind}
          name="kind"
          any={BENCH_WORDS.anyKind}
          of={of.kinds.map((id) => ({ id, name: KIND_NAMES[id] }))}
          asked={asked.kind}
          lang={frame.lang}
        />
        <Field label={BENCH_WORDS.search}>
          <input type="search" name="q" value={asked.q ?? ''} maxLength={100} />
        </Field>
        <Filter
          label={BENCH_WORDS.state}
          name="outcome"
          any={BENCH_WORDS.anyOutcome}
          of={STATES}
          asked={asked.outcome}
          lang={frame.lang}
        />
        <Filter label={W.draw} name="draw" any={W.noDraw} of={of.draws} asked={asked.draw} lang={frame.lang} />
        <Field label={W.reportTitle}>
          <input name="title" value={asked.title ?? ''} maxLength={200} />
        </Field>
        <Field label={W.day}>
          <input type="date" name="day" value={asked.day ?? ''} />
        </Field>
        {TABLES.map(
          (name) =>
            (can(frame, 'write') || tables[name] !== null) && (
              <div>
                {can(frame, 'write') && (
                  <Field label={W[name]}>
                    <input type="file" name={`${name}File`} accept=".xlsx,.xls,.csv,text/csv" />
                  </Field>
                )}
                {tables[name] !== null && (
                  <p class="hint">
                    <input type="hidden" name={name} value={asked[name] ?? ''} />
                    <T text={fill(W.given, { name: same(tables[name]) })} />{' '}
                    <a href={without(name)}>
                      <T text={W.drop} />
                      <span class="vh">
                        {' '}
                        <Raw text={tables[name]} />
                      </span>
                    </a>
                  </p>
                )}
              </div>
            ),
        )}
        <input type="hidden" name="go" value="yes" />
        <button type="submit">
          <T text={W.compile} />
        </button>
        <p class={`said ${problem ? 'bad' : ''}`} role="status" hidden={problem === null}>
          {problem && <T text={problem} />}
        </p>
      </form>
      {compiled && <Compiled of={compiled} asked={asked} frame={frame} />}
    </>
  )
}

const kindName = (key: string): Text => (Object.hasOwn(KIND_NAMES, key) ? KIND_NAMES[key as 'network'] : same(key))

function Compiled({
  of,
  asked,
  frame,
}: {
  of: NonNullable<AggregateScreen['compiled']>
  asked: AskedAggregate
  frame: Frame
}): VNode {
  const file = (format: string) =>
    `${apiOf(frame)}/aggregate?${new URLSearchParams({ ...asked, format, lang: frame.lang })}`
  const { sample, progress, survey } = of
  return (
    <>
      <p class="files">
        <span>
          <T text={W.forms} />
        </span>
        {FORMS.map(([format, name]) => (
          <FileLink to={file(format)} format={format} name={name} />
        ))}
      </p>
      <dl class="pair">
        <Pair name={W.examined}>
          <b>{of.n}</b>
        </Pair>
        <Pair name={W.period}>{of.from === of.until ? of.from : `${of.from} – ${of.until}`}</Pair>
        <Pair name={W.kinds}>
          <Names of={of.kinds.map(kindName)} />
        </Pair>
        {of.regions.length > 0 && (
          <Pair name={W.regions}>
            <Names of={of.regions.map(same)} />
          </Pair>
        )}
        {sample && (
          <Pair name={W.sample}>
            <a href={`${baseOf(frame)}/draws/${sample.sample.commitment}`}>
              <T
                text={fill(W.sampleSays, {
                  id: same(sample.sample.id),
                  listed: sample.tiers.reduce((n, t) => n + t.of, 0),
                  drawn: sample.tiers.reduce((n, t) => n + t.drawn, 0),
                  examined: sample.examined.length,
                  missing: sample.missing.length,
                  others: sample.others.length,
                })}
              />
            </a>
          </Pair>
        )}
        {progress && (
          <Pair name={W.corrected}>
            <T
              text={fill(W.progress, {
                n: progress.subjects,
                corrected: progress.corrected.length,
                still: progress.stillFound.length,
                newly: progress.newlyFound.length,
              })}
            />
          </Pair>
        )}
        {survey && (
          <Pair name={W.surveyTitle}>
            <T
              text={fill(W.surveySays, {
                n: survey.length,
                faults: survey.reduce((n, q) => n + q.faults.length, 0),
              })}
            />
            <ul>
              {survey.flatMap((q) =>
                q.faults.map((fault) => (
                  <li>
                    <T text={fault} />
                  </li>
                )),
              )}
            </ul>
          </Pair>
        )}
      </dl>
      <Part id="broken" title={W.most}>
        {of.provisions.length === 0 ? (
          <p class="none">
            <T text={W.none} />
          </p>
        ) : (
          <>
            <p class="hint">
              <T text={W.mostHint} />
            </p>
            <Table
              label={W.most}
              heads={[BENCH_WORDS.provision, W.what]}
              numbers={[W.applies, W.found, W.open, W.share, W.interval]}
              of={of.provisions}
              row={(p) => (
                <tr>
                  <th scope="row">
                    <Provision of={p.provision} lang={frame.lang} />
                  </th>
                  <td class="says">
                    <T text={p.what} />
                  </td>
                  <td class="num">{p.n}</td>
                  <td class="num o-failed">
                    <a href={`${file('html')}#${paragraphId(frame.lang, p.rule)}`}>{p.found}</a>
                  </td>
                  <td class="num">{p.open}</td>
                  <td class="num">{p.share === undefined ? '' : percent(p.share)}</td>
                  <td class="num">{p.interval ? `${percent(p.interval.low)}–${percent(p.interval.high)}` : ''}</td>
                </tr>
              )}
            />
          </>
        )}
      </Part>
    </>
  )
}

function Names({ of }: { of: readonly Text[] }): VNode {
  return (
    <>
      {of.map((name, n) => (
        <>
          {n > 0 && ' · '}
          <T text={name} />
        </>
      ))}
    </>
  )
}
