import type { VNode } from 'preact'
import type { Outcome, SubjectResult } from '../../src/judge/result.ts'
import { BOOK_WORDS as W } from '../../src/report/book/words.ts'
import { visible } from '../../src/report/visible.ts'
import { figure } from './act.tsx'
import { Behind, MOST_DRAWN, MOST_ROWS, Picture, Rest, round, Samples, short, Table } from './book-parts.tsx'
import { Code, T } from './text.tsx'

/** Banks by jurisdictions: the fuller the cell, the more of its loans are outside. */
export function Regions({ r, id }: { r: SubjectResult; id: string }): VNode | null {
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
      <Behind of={regions.length}>
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
      </Behind>
    </>
  )
}
