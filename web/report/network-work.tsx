import type { VNode } from 'preact'
import { type BoardWork, WORK_COLUMNS } from '../../src/judge/board.ts'
import { dayNumber } from '../../src/law/day.ts'
import { fill } from '../../src/law/text.ts'
import { COLUMN_WORDS, BOARD_WORDS as W } from '../../src/report/network/board-words.ts'
import { More, Picture, type PictureOf, Rows } from './network-parts.tsx'
import { Raw, T } from './text.tsx'

const MOST_CARDS = 8

export function Work({ of, id }: PictureOf): VNode | null {
  const listed = new Map(of.work.map((w, i) => [w, i]))
  const all = of.columns.reduce((sum, c) => sum + c.n, 0)
  if (all === 0) return null
  const most = Math.max(1, ...of.ages.map((a) => a.n))
  return (
    <Picture title={W.kanban}>
      <div class="kanban">
        {WORK_COLUMNS.map((column) => {
          const n = of.columns.find((c) => c.column === column)?.n ?? 0
          const cards = of.work.filter((w) => w.column === column).slice(0, MOST_CARDS)
          return (
            <section class={column} aria-label={`${COLUMN_WORDS[column].zh} ${COLUMN_WORDS[column].en}`}>
              <h5>
                <T text={COLUMN_WORDS[column]} /> <b>{n}</b>
              </h5>
              {cards.map((w) => (
                <Card of={w} asOf={of.asOf} to={`#${id}-work-${listed.get(w)!}`} />
              ))}
              {n > cards.length && (
                <p class="hint">
                  <a href={`#${id}-work`}>
                    <T text={fill(W.moreRows, { n: n - cards.length })} />
                  </a>
                </p>
              )}
            </section>
          )
        })}
      </div>
      <table class="ages">
        <caption>
          <T text={W.ages} />
        </caption>
        <tbody>
          {of.ages.map(({ from, n }) => (
            <tr>
              <th scope="row">
                <T text={from === null ? W.ageUnknown : fill(W.ageFrom, { n: from })} />
              </th>
              <td>
                <meter min={0} max={most} value={n} aria-label={String(n)} /> {n}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Rows
        id={`${id}-work`}
        all={of.work}
        open
        head={[W.network, W.item, W.what, W.state, W.due, W.since]}
        label={(w) => w.network}
        row={(w, i) => (
          <tr id={`${id}-work-${i}`} class={w.column === 'overdue' ? 'late' : ''}>
            <th scope="row">
              <Raw text={w.network} />
            </th>
            <td>
              <Raw text={w.item} />
            </td>
            <td>
              <T text={w.what} />
            </td>
            <td>
              <T text={w.state} />
            </td>
            <td>
              {w.column === 'overdue' && '⚠ '}
              {w.due ?? '–'}
            </td>
            <td>{w.since ?? '–'}</td>
          </tr>
        )}
      />
      {all > of.work.length && <More n={all - of.work.length} />}
    </Picture>
  )
}

function Card({ of, asOf, to }: { of: BoardWork; asOf: string; to: string }): VNode {
  return (
    <a class="card" href={to}>
      <b>
        <Raw text={of.network} />
      </b>{' '}
      <Raw text={of.item} />
      <span>
        <T text={of.what} />
      </span>
      <small>
        {of.column === 'overdue' && '⚠ '}
        {of.due}
        {of.column !== 'done' && of.since !== undefined && of.since <= asOf && (
          <>
            {' · '}
            <T text={fill(W.days, { n: dayNumber(asOf) - dayNumber(of.since) })} />
          </>
        )}
      </small>
    </a>
  )
}
