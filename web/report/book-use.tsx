import type { VNode } from 'preact'
import type { SubjectResult } from '../../src/judge/result.ts'
import { nameOf, percent, percentOf, SECTION_NAMES, type Section, type Use } from '../../src/report/book/use.ts'
import { BOOK_WORDS as W } from '../../src/report/book/words.ts'
import { visible } from '../../src/report/visible.ts'
import { figure, Pill } from './act.tsx'
import { Behind, MOST_DRAWN, MOST_ROWS, Picture, Rest, round, Samples, Say, short, Table } from './book-parts.tsx'
import { Code, T } from './text.tsx'

/** Lowest millionths a scale reaches, so that small shares do not fill the picture. */
export const scaleOf = (uses: readonly Use[]): number =>
  Math.max(...uses.flatMap(({ share, limit }) => [share ?? 0, limit === undefined ? 0 : Number(limit) * 1_250_000]), 1)

/** How far one limit is used: a bar for each bank and partner. */
export function Uses({
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
      <Behind of={uses.length}>
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
      </Behind>
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
