import type { VNode } from 'preact'
import { type CommitmentsScreen, stateOf, COMMITMENT_WORDS as W } from '../../src/report/bench/commitments-screen.ts'
import type { Frame } from '../../src/report/bench/screen.ts'
import { BENCH_WORDS } from '../../src/report/bench/words.ts'
import { instrumentShort, provisionRef } from '../../src/report/instruments.ts'
import { T } from '../report/text.tsx'
import { Facets, Table } from './lists.tsx'
import { baseOf, Field, Filter, Provision } from './parts.tsx'

const STATES = [
  { id: 'running', name: W.isRunning },
  { id: 'over', name: W.isOver },
] as const

/** What the texts mean to reach by some day, as of the day asked. */
export function Commitments({ of, frame }: { of: CommitmentsScreen; frame: Frame }): VNode {
  const { asked, counts, items } = of
  const here = `${baseOf(frame)}/commitments`
  const { state: _, ...butState } = asked
  return (
    <>
      <h1>
        <T text={W.title} />
      </h1>
      <p class="hint">
        <T text={W.note} />
      </p>
      <Facets
        label={W.state}
        of={STATES.map((state) => ({ ...state, n: counts[state.id] }))}
        all={W.anyState}
        asked={asked.state}
        to={(state) => `${here}?${new URLSearchParams({ ...butState, ...(state === undefined ? {} : { state }) })}`}
      />
      <form class="filters" method="get" action={here}>
        <Field label={W.asOf}>
          <input type="date" name="asOf" value={asked.asOf} required />
        </Field>
        <Filter label={W.state} name="state" any={W.anyState} of={STATES} asked={asked.state} lang={frame.lang} />
        <Filter
          label={W.text}
          name="instrument"
          any={W.anyText}
          of={of.instruments}
          asked={asked.instrument}
          lang={frame.lang}
        />
        <button type="submit">
          <T text={BENCH_WORDS.filter} />
        </button>
      </form>
      <Table
        label={W.title}
        heads={[W.what, W.until, W.state, W.text, W.ref]}
        of={items}
        row={(c) => (
          <tr>
            <th scope="row" class="says">
              <T text={c.what} />
            </th>
            <td>{c.printed}</td>
            <td>
              <span class={c.state === 'over' ? 'o-cantTell hot' : undefined}>
                <i aria-hidden="true">{c.state === 'over' ? '■' : '▷'}</i> <T text={stateOf(c)} />
              </span>
            </td>
            <td>
              <T text={instrumentShort(provisionRef(c.ref).instrument)} />
            </td>
            <td>
              <Provision of={c.ref} lang={frame.lang} />
            </td>
          </tr>
        )}
        none={W.none}
      />
    </>
  )
}
