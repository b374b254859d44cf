import type { VNode } from 'preact'
import { type BoardDue, type BoardNetwork, DUE_KINDS, LIFE_STEPS } from '../../src/judge/board.ts'
import { dayNumber } from '../../src/law/day.ts'
import { fill, same } from '../../src/law/text.ts'
import { DUE_MARKS, DUE_WORDS, STEP_WORDS, BOARD_WORDS as W } from '../../src/report/network/board-words.ts'
import { visible } from '../../src/report/visible.ts'
import { CHUNK, FEW, More, Picture, type PictureOf, Rows, Say } from './network-parts.tsx'
import { Heads, Scroll } from './scroll.tsx'
import { Raw, T } from './text.tsx'

export function Life({ of, id }: PictureOf): VNode {
  const total = of.networks.length
  const reached = (n: BoardNetwork, step: string) => n.steps.find((s) => s.step === step && s.on <= of.asOf)
  return (
    <Picture title={W.life}>
      <ol class="stepper">
        {LIFE_STEPS.map((step) => {
          const n = of.networks.filter((one) => reached(one, step)).length
          const all = n === total && total > 0
          return (
            <li class={all ? 'done' : n > 0 ? 'some' : ''}>
              <a href={`#${id}-lives`}>
                <span class="mark" aria-hidden="true">
                  {all ? '✓' : n > 0 ? '◐' : '○'}
                </span>
                <b>
                  <T text={STEP_WORDS[step]} />
                </b>
                <small>
                  {total === 1 ? (
                    (of.networks[0]!.steps.find((s) => s.step === step)?.on ?? '–')
                  ) : (
                    <T text={fill(W.reached, { n, of: total })} />
                  )}
                </small>
              </a>
            </li>
          )
        })}
      </ol>
      <Rows
        id={`${id}-lives`}
        all={of.networks}
        open
        head={[W.network, ...LIFE_STEPS.map((s) => STEP_WORDS[s])]}
        label={(n) => n.name}
        row={(n) => (
          <tr>
            <th scope="row">
              <Raw text={n.name} />
            </th>
            {LIFE_STEPS.map((step) => {
              const found = n.steps.find((s) => s.step === step)
              return <td class={found && found.on <= of.asOf ? 'done' : ''}>{found?.on ?? '–'}</td>
            })}
          </tr>
        )}
      />
    </Picture>
  )
}

/** The thirteen months from the day of the board to a year on. */
const monthsFrom = (asOf: string): string[] =>
  Array.from({ length: 13 }, (_, i) => {
    const month = Number(asOf.slice(5, 7)) - 1 + i
    return `${Number(asOf.slice(0, 4)) + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
  })

export function Year({ of, id }: PictureOf): VNode | null {
  if (of.months.length === 0) return null
  const months = monthsFrom(of.asOf)
  const past = of.months.filter((m) => m.month < months[0]!)
  const total = of.months.reduce((sum, m) => sum + m.n, 0)
  const most = Math.max(...of.months.map((m) => m.n))
  const groups = Map.groupBy(of.dues, (d) => (d.day.slice(0, 7) < months[0]! ? 'before' : d.day.slice(0, 7)))
  const at = new Map(of.dues.map((d, i) => [d, i]))
  const cell = (n: number, month: string) =>
    n === 0 ? (
      <td />
    ) : (
      <td class={`heat-${Math.max(1, Math.ceil((n / most) * 4))}`}>
        <a href={`#${id}-month-${month}`}>{n}</a>
      </td>
    )
  const dueRow = (d: BoardDue) => <DueRow of={d} id={`${id}-due-${at.get(d)!}`} late={d.day < of.asOf} />
  return (
    <Picture title={W.year}>
      <Scroll label={W.year}>
        <table class="months">
          <thead>
            <tr>
              <td />
              <th scope="col">
                <T text={W.before} />
              </th>
              {months.map((m) => (
                <th scope="col">{m.slice(2)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {DUE_KINDS.filter((kind) => of.months.some((m) => m.kind === kind)).map((kind) => (
              <tr>
                <th scope="row">
                  <span aria-hidden="true" class={`due-${kind}`}>
                    {DUE_MARKS[kind]}
                  </span>{' '}
                  <T text={DUE_WORDS[kind]} />
                </th>
                {cell(
                  past.filter((m) => m.kind === kind).reduce((sum, m) => sum + m.n, 0),
                  'before',
                )}
                {months.map((month) =>
                  cell(of.months.find((m) => m.month === month && m.kind === kind)?.n ?? 0, month),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {of.networks.length <= FEW && <Lanes of={of} id={id} />}
      {[...groups].map(([month, own]) => (
        <div id={`${id}-month-${month}`} tabIndex={-1}>
          <details open={total <= CHUNK}>
            <summary>
              {month === 'before' ? <T text={W.before} /> : month} ({own.length})
            </summary>
            {own.length > CHUNK ? (
              <Rows id={`${id}-of-${month}`} all={own} head={DUE_HEADS} label={(d) => d.day} row={(d) => dueRow(d)} />
            ) : (
              <Scroll label={month === 'before' ? W.before : same(month)}>
                <table>
                  <thead>
                    <tr>
                      <Heads of={DUE_HEADS} />
                    </tr>
                  </thead>
                  <tbody>{own.map(dueRow)}</tbody>
                </table>
              </Scroll>
            )}
          </details>
        </div>
      ))}
      {total > of.dues.length && <More n={total - of.dues.length} />}
    </Picture>
  )
}

const DUE_HEADS = [W.network, W.what, W.due, W.workday]

function DueRow({ of, id, late }: { of: BoardDue; id: string; late: boolean }): VNode {
  return (
    <tr id={id} class={late ? 'late' : ''}>
      <th scope="row">
        <Raw text={of.network} />
      </th>
      <td>
        <span aria-hidden="true" class={`due-${of.kind}`}>
          {DUE_MARKS[of.kind]}
        </span>{' '}
        <T text={of.what} />
      </td>
      <td>
        {late && '⚠ '}
        {of.day}
      </td>
      <td>
        {of.workday}
        {of.provisional && <T text={W.provisional} />}
      </td>
    </tr>
  )
}

/** Twelve months, one line per network that has anything, each mark leading to its row. */
function Lanes({ of, id }: PictureOf): VNode {
  const names = [...new Set(of.dues.map((d) => d.network))]
  const start = dayNumber(of.asOf)
  const x = (day: string) => Math.round(170 + (Math.min(372, Math.max(-6, dayNumber(day) - start)) / 366) * 570)
  const height = 40 + names.length * 24
  const months = monthsFrom(of.asOf)
    .slice(1)
    .map((m) => `${m}-01`)
  const short = (name: string) => (name.length > 14 ? `${name.slice(0, 13)}…` : name)
  return (
    <svg class="gantt" viewBox={`0 0 760 ${height}`}>
      <title>{`${W.lanes.zh} ${W.lanes.en}`}</title>
      {months.map((m) => (
        <>
          <line x1={x(m)} x2={x(m)} y1="24" y2={height - 8} class="grid" />
          <text x={x(m)} y="16" class="soft mid">
            {m.slice(2, 7)}
          </text>
        </>
      ))}
      <line x1={x(of.asOf)} x2={x(of.asOf)} y1="20" y2={height - 8} class="now" />
      {names.map((name, i) => {
        const y = 44 + i * 24
        return (
          <>
            <Say text={same(short(name))} x="0" y={y} />
            <line x1="170" x2="745" y1={y - 5} y2={y - 5} class="grid" />
            {of.dues.map((due, d) =>
              due.network === name ? (
                <a href={`#${id}-due-${d}`} aria-label={`${visible(due.network)} ${due.day}`}>
                  <text x={x(due.day)} y={y} class={`mid ${due.day < of.asOf ? 'late' : `due-${due.kind}`}`}>
                    {DUE_MARKS[due.kind]}
                    <title>
                      {visible(due.what.zh)} {due.day}
                    </title>
                  </text>
                </a>
              ) : null,
            )}
          </>
        )
      })}
    </svg>
  )
}
