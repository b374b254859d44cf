import type { VNode } from 'preact'
import { fill } from '../../src/law/text.ts'
import type { Frame, Screen } from '../../src/report/bench/screen.ts'
import { BENCH_WORDS as W } from '../../src/report/bench/words.ts'
import { Scroll } from '../report/scroll.tsx'
import { inBoth, T } from '../report/text.tsx'
import { apiOf, baseOf, Field, Option, Part } from './parts.tsx'

const WEEKDAYS = [
  { zh: '一', en: 'Mon' },
  { zh: '二', en: 'Tue' },
  { zh: '三', en: 'Wed' },
  { zh: '四', en: 'Thu' },
  { zh: '五', en: 'Fri' },
  { zh: '六', en: 'Sat' },
  { zh: '日', en: 'Sun' },
] as const
const WEEK = 7

export function Calendar({ of, frame }: { of: Extract<Screen, { screen: 'calendar' }>; frame: Frame }): VNode {
  // Days before the first, and after the last, keep the columns in their place.
  const lead = (new Date(`${of.days[0]?.day}T00:00:00Z`).getUTCDay() + WEEK - 1) % WEEK
  const blank = (length: number) => Array.from({ length }, () => null)
  const cells = [...blank(lead), ...of.days, ...blank((WEEK - ((lead + of.days.length) % WEEK)) % WEEK)]
  const weeks = Array.from({ length: Math.ceil(cells.length / WEEK) }, (_, n) => cells.slice(n * WEEK, (n + 1) * WEEK))
  const month = (to: string) => `${baseOf(frame)}/calendar?month=${to}`
  return (
    <>
      <h1>
        <T text={W.calendar} /> {of.month}
      </h1>
      <nav class="tabs" aria-label={inBoth(W.calendar)}>
        <a href={month(of.before)}>
          ← <T text={W.previousMonth} />
        </a>
        <a href={month(of.after)}>
          <T text={W.nextMonth} /> →
        </a>
      </nav>
      <Scroll label={W.calendar}>
        <table class="month">
          <thead>
            <tr>
              {WEEKDAYS.map((name) => (
                <th scope="col">
                  <T text={name} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((week) => (
              <tr>
                {week.map((cell) =>
                  cell === null ? (
                    <td />
                  ) : (
                    <td
                      class={`${cell.works ? 'works' : 'off'}${cell.day === of.on ? ' today' : ''}`}
                      aria-current={cell.day === of.on ? 'date' : undefined}
                    >
                      <b>{Number(cell.day.slice(-2))}</b> <T text={cell.works ? W.workday : W.dayOff} />
                      <small>
                        <T text={cell.why} />
                      </small>
                      {cell.due.map((d) => (
                        <a class={d.status} href={`${baseOf(frame)}/cases/${encodeURIComponent(d.case)}`}>
                          <T text={d.title} />
                        </a>
                      ))}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {of.days.some((d) => !d.announced) && (
        <p class="hint">
          <T text={W.provisional} />
        </p>
      )}
      <p class="files">
        <a href={`${apiOf(frame)}/due?format=ics&within=366&lang=${frame.lang}`} data-file>
          <T text={W.dueFile} />
        </a>{' '}
        <span class="hint">
          <T text={W.dueFeed} />
        </span>
      </p>
      <Part id="count" title={W.countDays}>
        <form class="filters" method="get" action={`${baseOf(frame)}/calendar`}>
          <input type="hidden" name="month" value={of.month} />
          <Field label={W.from}>
            <input type="date" name="from" value={of.asked.from} required />
          </Field>
          <Field label={W.length}>
            <input type="number" name="n" value={of.asked.n} min={1} max={3660} required />
          </Field>
          <Field label={W.unit}>
            <select name="unit">
              <Option value="workday" text={W.unitWorkday} lang={frame.lang} selected={of.asked.unit === 'workday'} />
              <Option value="day" text={W.unitDay} lang={frame.lang} selected={of.asked.unit === 'day'} />
              <Option value="month" text={W.unitMonth} lang={frame.lang} selected={of.asked.unit === 'month'} />
            </select>
          </Field>
          <button type="submit">
            <T text={W.count} />
          </button>
        </form>
        {of.count && <Counted count={of.count} />}
      </Part>
    </>
  )
}

function Counted({ count }: { count: NonNullable<Extract<Screen, { screen: 'calendar' }>['count']> }): VNode {
  return (
    <div role="status">
      <p class="due-day">
        <T text={fill(W.lastDay, { day: count.day })} />
        {count.provisional && (
          <>
            {' · '}
            <T text={W.provisional} />
          </>
        )}
      </p>
      {(['skipped', 'madeUp'] as const).map(
        (list) =>
          count[list].length > 0 && (
            <details>
              <summary>
                <T text={W[list]} /> <b>{count[list].length}</b>
              </summary>
              <ul class="rows">
                {count[list].map((d) => (
                  <li>
                    {d.day} <T text={d.why} />
                  </li>
                ))}
              </ul>
            </details>
          ),
      )}
    </div>
  )
}
