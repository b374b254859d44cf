import type { ComponentChildren, VNode } from 'preact'
import { fill, type Text } from '../../src/law/text.ts'
import { BOOK_WORDS as W } from '../../src/report/book/words.ts'
import { visible } from '../../src/report/visible.ts'
import { Scroll } from './scroll.tsx'
import { Code, T } from './text.tsx'

/** Rows drawn of one picture, and printed of one table; the JSON holds all. */
export const MOST_DRAWN = 20
export const MOST_ROWS = 200
/** Tables no longer than this stand open. */
const OPEN_ROWS = 12
export const round = (n: number): string => String(Math.round(n * 10) / 10)

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
export const short = (name: string, room = 18): string => (name.length > room ? `${name.slice(0, room - 1)}…` : name)

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

export function Table({
  heads,
  children,
}: {
  heads: readonly (Text | { readonly num: Text })[]
  children: VNode[]
}): VNode {
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

/** The rows a picture is drawn from: they stand open where there are few. */
export function Behind({ of, children }: { of: number; children: ComponentChildren }): VNode {
  return (
    <details class="rest" open={of <= OPEN_ROWS}>
      <summary>
        <T text={{ zh: `数据（${of} 行）`, en: `The rows (${of})` }} />
      </summary>
      {children}
    </details>
  )
}

export function Rest({ of, kept }: { of: number; kept: number }): VNode | null {
  return of > kept ? (
    <p class="more">
      <T text={fill(W.more, { n: of - kept })} />
    </p>
  ) : null
}

export function Samples({ ids }: { ids: readonly string[] }): VNode {
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
