import type { ComponentChildren, VNode } from 'preact'
import type { Determination, Outcome, SubjectResult } from '../../src/judge/result.ts'
import { fill, same, type Text } from '../../src/law/text.ts'
import { type Course, coursesOf, type Trend } from '../../src/report/book/trend.ts'
import {
  nameOf,
  percent,
  percentOf,
  SECTION_NAMES,
  SECTIONS,
  type Section,
  type Use,
  usesOf,
} from '../../src/report/book/use.ts'
import { BOOK_WORDS as W } from '../../src/report/book/words.ts'
import { shortVerdict } from '../../src/report/verdict.ts'
import { visible } from '../../src/report/visible.ts'
import { figure, Pill } from './act.tsx'
import { Scroll } from './scroll.tsx'
import { Code, T } from './text.tsx'

/** Rows drawn of one picture, and printed of one table; the JSON holds all. */
const MOST_DRAWN = 20
const MOST_ROWS = 200
/** Tables no longer than this stand open. */
const OPEN_ROWS = 12
const round = (n: number): string => String(Math.round(n * 10) / 10)

/** A text inside a picture: elements of HTML would end it. */
export function Say({ text }: { text: Text }): VNode {
  if (text.zh === text.en) return <>{visible(text.zh)}</>
  return (
    <>
      <tspan lang="zh">{visible(text.zh)}</tspan>
      <tspan lang="en">{visible(text.en)}</tspan>
    </>
  )
}

/** A name of the ledger as far as a picture has room. */
const short = (name: string, room = 18): string => (name.length > room ? `${name.slice(0, room - 1)}…` : name)

export function Picture({
  id,
  title,
  note,
  width,
  height,
  children,
}: {
  id: string
  title: Text
  note?: Text
  width: number
  height: number
  children: ComponentChildren
}): VNode {
  return (
    <figure class="pic">
      <figcaption id={`${id}-t`}>
        <b>
          <T text={title} />
        </b>
        {note && (
          <small>
            <T text={note} />
          </small>
        )}
      </figcaption>
      <Scroll label={title}>
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: the caption names the figure, each mark has its own title */}
        <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height}>
          {children}
        </svg>
      </Scroll>
    </figure>
  )
}

function Table({ heads, children }: { heads: readonly (Text | { readonly num: Text })[]; children: VNode[] }): VNode {
  return (
    <Scroll label={W.behind}>
      <table class="rows">
        <thead>
          <tr>
            {heads.map((head) =>
              'num' in head ? (
                <th scope="col" class="num">
                  <T text={head.num} />
                </th>
              ) : (
                <th scope="col">
                  <T text={head} />
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </Scroll>
  )
}

function Rest({ of, kept }: { of: number; kept: number }): VNode | null {
  return of > kept ? (
    <p class="more">
      <T text={fill(W.more, { n: of - kept })} />
    </p>
  ) : null
}

function Samples({ ids }: { ids: readonly string[] }): VNode {
  return (
    <td class="samples">
      {ids.map((id) => (
        <>
          <Code text={id} />{' '}
        </>
      ))}
    </td>
  )
}

/** Pictures of a loan book with the tables they are drawn from. Nothing for other subjects. */
export function Book({ r, id }: { r: SubjectResult; id: string }): VNode | null {
  const { book } = r
  if (!book) return null
  const uses = usesOf(r)
  return (
    <section class="book" id={`${id}-book`}>
      <h3>
        <T text={W.uses} />
      </h3>
      <p>
        <T text={W.usesNote} />
      </p>
      {SECTIONS.map((section) => (
        <Uses
          uses={uses.filter((use) => use.section === section)}
          section={section}
          r={r}
          id={`${id}-use-${section}`}
        />
      ))}
      <RunsOff r={r} id={`${id}-off`} />
      <Regions r={r} id={`${id}-places`} />
    </section>
  )
}

/** Lowest millionths a scale reaches, so that small shares do not fill the picture. */
const scaleOf = (uses: readonly Use[]): number =>
  Math.max(...uses.flatMap(({ share, limit }) => [share ?? 0, limit === undefined ? 0 : Number(limit) * 1_250_000]), 1)

function Uses({
  uses,
  section,
  r,
  id,
}: {
  uses: readonly Use[]
  section: Section
  r: SubjectResult
  id: string
}): VNode | null {
  if (uses.length === 0) return null
  const drawn = uses.slice(0, MOST_DRAWN)
  const top = scaleOf(drawn)
  const x = (millionths: number) => 190 + (Math.min(millionths, top) / top) * 430
  const limitName = section === 2 ? W.floor : W.ceiling
  const joint = new Map((r.book?.partners ?? []).map((one) => [nameOf(one), one]))
  return (
    <>
      <Picture id={id} title={SECTION_NAMES[section]} width={760} height={drawn.length * 24 + 26}>
        {drawn.map((use, i) => {
          const y = 20 + i * 24
          const limit = use.limit === undefined ? undefined : Number(use.limit) * 1_000_000
          return (
            <a href={`#${id}-${i}`}>
              <title>
                {`${visible(nameOf(use))}: ${use.share === undefined ? '?' : percent(use.share)}${use.limit === undefined ? '' : ` / ${percentOf(use.limit)}`}`}
              </title>
              <text x="0" y={y + 13}>
                {visible(short(nameOf(use), 26))}
              </text>
              <rect class="ground" x="190" y={y} width="430" height="18" />
              {use.share !== undefined && (
                <rect class={`o-${use.outcome} fill`} x="190" y={y} width={round(x(use.share) - 190)} height="18" />
              )}
              {limit !== undefined && (
                <line class="limit" x1={round(x(limit))} x2={round(x(limit))} y1={y - 3} y2={y + 21} />
              )}
              <text x="630" y={y + 13} class={use.over ? 'over' : ''}>
                {use.over ? '▲ ' : ''}
                {use.share === undefined ? <Say text={W.unknown} /> : percent(use.share)}
              </text>
            </a>
          )
        })}
        {drawn[0]?.limit !== undefined && (
          <text class="soft" x={round(x(Number(drawn[0].limit) * 1_000_000))} y="12" text-anchor="middle">
            <Say text={limitName} /> {percentOf(drawn[0].limit)}
          </text>
        )}
      </Picture>
      <details class="rest" open={uses.length <= OPEN_ROWS}>
        <summary>
          <T text={{ zh: `数据（${uses.length} 行）`, en: `The rows (${uses.length})` }} />
        </summary>
        <Table
          heads={[
            W.bank,
            ...(section === 4 ? [] : [W.partner]),
            { num: W.share },
            { num: W.limit },
            { num: W.part },
            { num: W.whole },
            W.outcome,
            ...(section === 2 ? [{ num: W.loans }, { num: W.below }, { num: W.undecided }, W.samples] : []),
          ]}
        >
          {uses.slice(0, MOST_ROWS).map((use, i) => {
            const of = joint.get(nameOf(use))
            return (
              <tr id={`${id}-${i}`}>
                <td>
                  <Code text={use.bank} />
                </td>
                {section !== 4 && (
                  <td>
                    <Code text={use.partner ?? ''} />
                  </td>
                )}
                <td class="num">{use.share === undefined ? <T text={W.unknown} /> : percent(use.share)}</td>
                <td class="num">{use.limit === undefined ? '–' : percentOf(use.limit)}</td>
                <td class="num">
                  <Amount use={use} />
                </td>
                <td class="num">{use.whole ?? <T text={W.unknown} />}</td>
                <td>
                  <Pill outcome={use.outcome} />
                </td>
                {section === 2 && (
                  <>
                    <td class="num">{figure(of?.fresh.n ?? 0)}</td>
                    <td class="num">{figure(of?.below ?? 0)}</td>
                    <td class="num">{figure(of?.undecided ?? 0)}</td>
                    <Samples ids={of?.samples ?? []} />
                  </>
                )}
              </tr>
            )
          })}
        </Table>
        <Rest of={uses.length} kept={MOST_ROWS} />
      </details>
    </>
  )
}

/** What counts: one amount, or its bounds where part of it is not known. */
function Amount({ use: { section, part, most } }: { use: Use }): VNode {
  if (part === undefined) return <T text={W.unknown} />
  if (section === 2 || part === most) return <>{part}</>
  return (
    <>
      <T text={W.least} /> {part}
      {most !== undefined && (
        <>
          <br />
          <T text={W.most} /> {most}
        </>
      )}
    </>
  )
}

function RunsOff({ r, id }: { r: SubjectResult; id: string }): VNode | null {
  const rows = (r.book?.partners ?? []).filter((one) => one.earlier.n > 0)
  if (rows.length === 0) return null
  return (
    <>
      <h4 id={id}>
        <T text={W.runOff} />
      </h4>
      <p>
        <T text={W.runOffNote} />
      </p>
      <Table heads={[W.bank, W.partner, { num: W.loans }, { num: W.balance }]}>
        {rows.slice(0, MOST_ROWS).map((one) => (
          <tr>
            <td>
              <Code text={one.bank} />
            </td>
            <td>
              <Code text={one.partner ?? '?'} />
            </td>
            <td class="num">{figure(one.earlier.n)}</td>
            <td class="num">{one.earlier.balance}</td>
          </tr>
        ))}
      </Table>
      <Rest of={rows.length} kept={MOST_ROWS} />
    </>
  )
}

/** Banks by jurisdictions: the fuller the cell, the more of its loans are outside. */
function Regions({ r, id }: { r: SubjectResult; id: string }): VNode | null {
  const regions = r.book?.regions ?? []
  if (regions.length === 0) return null
  const weigh = (of: typeof regions) =>
    [...of].sort((a, b) => b.outside - a.outside || b.undecided - a.undecided || b.n - a.n)
  const ordered = weigh(regions)
  const banks = [...new Set(ordered.map((one) => one.bank))].slice(0, MOST_DRAWN)
  const places = [...new Set(ordered.map((one) => one.region))].slice(0, 12)
  const rows = new Map(ordered.map((one, i) => [JSON.stringify([one.bank, one.region]), { one, i }]))
  return (
    <>
      <Picture
        id={id}
        title={W.regions}
        note={W.regionsNote}
        width={150 + places.length * 74}
        height={40 + banks.length * 30}
      >
        {places.map((place, c) => (
          <text x={150 + c * 74 + 35} y="26" text-anchor="middle" class="soft">
            {visible(short(place, 10))}
          </text>
        ))}
        {banks.map((bank, b) => (
          <>
            <text x="0" y={40 + b * 30 + 19}>
              {visible(short(bank))}
            </text>
            {places.map((place, c) => {
              const found = rows.get(JSON.stringify([bank, place]))
              const [left, top] = [150 + c * 74, 40 + b * 30]
              if (!found) return <rect class="ground" x={left} y={top} width="70" height="26" />
              const { one, i } = found
              const kind: Outcome = one.outside > 0 ? 'failed' : one.undecided > 0 ? 'cantTell' : 'passed'
              const marked = one.outside > 0 ? one.outside : one.undecided
              const part = kind === 'passed' ? 1 : Math.max(marked / one.n, 0.08)
              return (
                <a href={`#${id}-${i}`}>
                  <title>{`${visible(bank)} · ${visible(place)}: ${one.n} · ▲ ${one.outside} · ? ${one.undecided}`}</title>
                  <rect class="ground" x={left} y={top} width="70" height="26" />
                  <rect class={`o-${kind} tint`} x={left} y={top} width={round(70 * part)} height="26" />
                  <text x={left + 35} y={top + 17} text-anchor="middle" class={kind === 'failed' ? 'over' : ''}>
                    {kind === 'failed' ? '▲' : kind === 'cantTell' ? '?' : ''}
                    {one.home === place ? '⌂' : ''} {figure(kind === 'passed' ? one.n : marked)}
                  </text>
                </a>
              )
            })}
          </>
        ))}
      </Picture>
      <details class="rest" open={regions.length <= OPEN_ROWS}>
        <summary>
          <T text={{ zh: `数据（${regions.length} 行）`, en: `The rows (${regions.length})` }} />
        </summary>
        <Table
          heads={[
            W.bank,
            W.region,
            W.home,
            { num: W.loans },
            { num: W.outside },
            { num: W.undecided },
            { num: W.balance },
            W.samples,
          ]}
        >
          {ordered.slice(0, MOST_ROWS).map((one, i) => (
            <tr id={`${id}-${i}`}>
              <td>
                <Code text={one.bank} />
              </td>
              <td>
                <Code text={one.region} />
              </td>
              <td>{one.home === undefined ? <T text={W.unknown} /> : <Code text={one.home} />}</td>
              <td class="num">{figure(one.n)}</td>
              <td class="num">{figure(one.outside)}</td>
              <td class="num">{figure(one.undecided)}</td>
              <td class="num">{one.balance}</td>
              <Samples ids={one.samples} />
            </tr>
          ))}
        </Table>
        <Rest of={regions.length} kept={MOST_ROWS} />
      </details>
    </>
  )
}

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

/** Combinations drawn; the table holds all. */
const MOST_COMBINATIONS = 12
const SIGNS: Readonly<Record<string, string>> = { '+': '●', '-': '○', '?': '？' }

/** Which conditions held in how many records: one row per combination, as an upset plot lies on its side. */
export function Reasons({ d, id }: { d: Determination; id: string }): VNode | null {
  const { reasons, leaves } = d
  if (!reasons || !leaves) return null
  const all = [...leaves.applies, ...leaves.requires]
  const rows = Object.entries(reasons)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([reason, n]) => {
      const [outcome = '', signs = ''] = reason.split(' ')
      return { outcome: outcome as Outcome, signs: signs.replace('|', ''), n }
    })
  if (rows.length === 0 || rows.some((row) => row.signs.length !== all.length)) return null
  const drawn = rows.slice(0, MOST_COMBINATIONS)
  const most = Math.max(...drawn.map((row) => row.n))
  const left = 20 + all.length * 24
  const [from, width] = [left + 30, 260]
  const split = leaves.applies.length
  return (
    <>
      <Picture
        id={`${id}-why`}
        title={W.reasons}
        note={W.reasonsNote}
        width={from + width + 90}
        height={30 + drawn.length * 26}
      >
        {all.map((text, c) => (
          <text x={20 + c * 24 + (c >= split ? 12 : 0)} y="16" text-anchor="middle" class={c >= split ? '' : 'soft'}>
            <title>
              <Say text={text} />
            </title>
            {c + 1}
          </text>
        ))}
        {drawn.map((row, i) => {
          const y = 26 + i * 26
          return (
            <a href={`#${id}-why-${i}`}>
              <title>{`${row.n}`}</title>
              <rect class="ground" x="6" y={y} width={left + 12} height="22" />
              {[...row.signs].map((sign, c) => (
                <text
                  x={20 + c * 24 + (c >= split ? 12 : 0)}
                  y={y + 16}
                  text-anchor="middle"
                  class={sign === '?' ? 'unsure' : c >= split && sign === '-' ? 'over' : ''}
                >
                  {SIGNS[sign]}
                </text>
              ))}
              <rect
                class={`o-${row.outcome} fill`}
                x={from}
                y={y + 2}
                width={round(Math.max((row.n / most) * width, 1))}
                height="18"
              />
              <text x={round(from + (row.n / most) * width + 6)} y={y + 16}>
                {figure(row.n)}
              </text>
            </a>
          )
        })}
      </Picture>
      <ol class="leaves">
        {all.map((text, i) => (
          <li>
            <b>{i + 1}</b> <T text={i < split ? W.applies : W.requires} />{' '}
            <T text={{ zh: `：${text.zh}`, en: `: ${text.en}` }} />
          </li>
        ))}
      </ol>
    </>
  )
}
