import type { VNode } from 'preact'
import type { SubjectResult } from '../../src/judge/result.ts'
import { same } from '../../src/law/text.ts'
import { type Course, coursesOf, type Trend } from '../../src/report/book/trend.ts'
import { nameOf, percent, percentOf, SECTION_NAMES, SECTIONS, type Section } from '../../src/report/book/use.ts'
import { BOOK_WORDS as W } from '../../src/report/book/words.ts'
import { shortVerdict } from '../../src/report/verdict.ts'
import { visible } from '../../src/report/visible.ts'
import { figure } from './act.tsx'
import { MOST_ROWS, Picture, Rest, round, short, Table } from './book-parts.tsx'
import { scaleOf } from './book-use.tsx'
import { Code, T } from './text.tsx'

/** Loan books judged on several days: each limit over them. */
export function Courses({ results }: { results: readonly SubjectResult[] }): VNode {
  return (
    <>
      {coursesOf(results).map((course, i) => (
        <section class="book" id={`course-${i + 1}`}>
          <h2>
            <T text={W.trend} /> <Code text={course.name} />
          </h2>
          <p>
            <T text={W.trendNote} />
          </p>
          {SECTIONS.map((section) => (
            <Lines course={course} section={section} id={`course-${i + 1}-${section}`} />
          ))}
          <RunOffOver course={course} />
        </section>
      ))}
    </>
  )
}

/** Lines drawn in one picture: more of them cannot be told apart. */
const MOST_LINES = 8
const MARKS = ['●', '■', '▲', '◆', '○', '□', '△', '◇']

function Lines({ course, section, id }: { course: Course; section: Section; id: string }): VNode | null {
  const own = course.trends.filter((one) => one.section === section)
  if (own.length === 0) return null
  const peak = (one: Trend) => Math.max(...one.points.map(({ use }) => use?.share ?? 0))
  const ordered = section === 2 ? own : [...own].sort((a, b) => peak(b) - peak(a))
  const drawn = ordered.slice(0, MOST_LINES)
  const top = scaleOf(drawn.flatMap((one) => one.points.flatMap(({ use }) => use ?? [])))
  const x = (i: number) => 60 + (course.days.length === 1 ? 0 : (i / (course.days.length - 1)) * 480)
  const y = (millionths: number) => 190 - (millionths / top) * 160
  const limits = [...new Set(drawn.flatMap((one) => one.points.flatMap(({ use }) => use?.limit ?? [])))]
  return (
    <>
      <Picture id={id} title={SECTION_NAMES[section]} width={760} height={226}>
        {course.days.map((day, i) => (
          <>
            <line class="grid" x1={round(x(i))} x2={round(x(i))} y1="24" y2="190" />
            <text x={round(x(i))} y="210" text-anchor="middle" class="soft">
              {course.days.length > 6 ? day.slice(2, 7) : day}
            </text>
          </>
        ))}
        {limits.map((limit) => (
          <>
            <line
              class="limit"
              x1="60"
              x2="540"
              y1={round(y(Number(limit) * 1e6))}
              y2={round(y(Number(limit) * 1e6))}
            />
            <text x="52" y={round(y(Number(limit) * 1e6) + 4)} text-anchor="end" class="over">
              {percentOf(limit)}
            </text>
          </>
        ))}
        {drawn.map((one, n) => {
          const known = one.points.flatMap(({ use }, i) =>
            use?.share === undefined ? [] : [{ at: x(i), to: y(use.share), use }],
          )
          return (
            <a href={`#${id}-${n}`}>
              <title>{visible(nameOf(one))}</title>
              <polyline class={`line l${n}`} points={known.map((p) => `${round(p.at)},${round(p.to)}`).join(' ')} />
              {known.map((p) => (
                <text
                  x={round(p.at)}
                  y={round(p.to + 4)}
                  text-anchor="middle"
                  class={`dot l${n}${p.use.over ? ' over' : ''}`}
                >
                  {MARKS[n]}
                </text>
              ))}
              <text x="560" y={36 + n * 20} class={`l${n}`}>
                {`${MARKS[n]} ${visible(short(nameOf(one), 24))}`}
              </text>
            </a>
          )
        })}
      </Picture>
      <Table
        heads={[
          W.bank,
          W.partner,
          ...course.days.map((day) => ({ num: same(day) })),
          { num: W.firstOver },
          { num: W.firstFailed },
          ...(section === 2 ? [{ num: W.firstIssued }] : []),
        ]}
      >
        {ordered.slice(0, MOST_ROWS).map((one, n) => (
          <tr id={`${id}-${n}`}>
            <td>
              <Code text={one.bank} />
            </td>
            <td>{one.partner === undefined ? <T text={W.all} /> : <Code text={one.partner} />}</td>
            {one.points.map(({ use }) => (
              <td class={`num${use ? ` o-${use.outcome} told` : ''}`}>
                {use?.share === undefined ? '–' : percent(use.share)}
                {use && (
                  <small>
                    {use.over ? '▲ ' : ''}
                    <T text={shortVerdict(use.outcome)} />
                  </small>
                )}
              </td>
            ))}
            <td class="num">{one.firstOver ?? '–'}</td>
            <td class="num">{one.firstFailed ?? '–'}</td>
            {section === 2 && <td class="num">{one.firstIssued ?? '–'}</td>}
          </tr>
        ))}
      </Table>
      <Rest of={ordered.length} kept={MOST_ROWS} />
    </>
  )
}

function RunOffOver({ course }: { course: Course }): VNode | null {
  const { runOff, days } = course
  if (runOff.length === 0) return null
  return (
    <>
      <h4>
        <T text={W.runOff} />
      </h4>
      <p>
        <T text={W.runOffNote} />
      </p>
      <Table heads={[W.bank, W.partner, ...days.map((day) => ({ num: same(day) }))]}>
        {runOff.slice(0, MOST_ROWS).map((one) => (
          <tr>
            <td>
              <Code text={one.bank} />
            </td>
            <td>
              <Code text={one.partner ?? '?'} />
            </td>
            {one.points.map((p) => (
              <td class="num">
                {p.balance}
                <small>{figure(p.n)}</small>
              </td>
            ))}
          </tr>
        ))}
      </Table>
      <Rest of={runOff.length} kept={MOST_ROWS} />
    </>
  )
}
