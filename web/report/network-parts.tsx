import type { ComponentChildren, VNode } from 'preact'
import type { NetworkBoard } from '../../src/judge/board.ts'
import { fill, same, type Text } from '../../src/law/text.ts'
import { BOARD_WORDS as W } from '../../src/report/network/board-words.ts'
import { visible } from '../../src/report/visible.ts'
import { Later } from './later.tsx'
import { Heads, Scroll } from './scroll.tsx'
import { Raw, T } from './text.tsx'

/** Networks drawn one by one; more are drawn together, and listed. */
export const FEW = 60
/** Rows of one table: more stand in further ones, each closed until it is asked for. */
export const CHUNK = 50

/** A picture of a board; `id` begins the ids of what stands in it. */
export interface PictureOf {
  readonly of: NetworkBoard
  readonly id: string
}

export function Picture({ title, children }: { title: Text; children: ComponentChildren }): VNode {
  return (
    <section class="picture">
      <h4>
        <T text={title} />
      </h4>
      {children}
    </section>
  )
}

/** Text of a picture in both languages. */
export function Say({ text, ...at }: { text: Text } & Record<string, unknown>): VNode {
  const zh = visible(text.zh)
  const en = visible(text.en)
  if (zh === en) return <text {...at}>{zh}</text>
  return (
    <>
      <text lang="zh" {...at}>
        {zh}
      </text>
      <text lang="en" {...at}>
        {en}
      </text>
    </>
  )
}

/** Rows of a picture, in tables that open when they are asked for. */
export function Rows<R>({
  id,
  all,
  head,
  row,
  label,
  open = false,
}: {
  id: string
  all: readonly R[]
  head: readonly Text[]
  row: (one: R, index: number) => VNode
  label: (one: R) => string
  open?: boolean
}): VNode {
  const chunks = Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, i) => i * CHUNK)
  return (
    <div class="rows-of" id={id} tabIndex={-1}>
      {chunks.map((from) => {
        const part = all.slice(from, from + CHUNK)
        return (
          <details open={open && all.length <= 12}>
            <summary>
              <T text={W.rows} /> {from + 1}–{from + part.length}{' '}
              <small>
                <Raw text={label(part[0]!)} />
                {part.length > 1 && (
                  <>
                    {' … '}
                    <Raw text={label(part.at(-1)!)} />
                  </>
                )}
              </small>
            </summary>
            <Later when={all.length > CHUNK}>
              <Scroll label={same(`${visible(label(part[0]!))} ${from + 1}–${from + part.length}`)}>
                <table>
                  <thead>
                    <tr>
                      <Heads of={head} />
                    </tr>
                  </thead>
                  <tbody>{part.map((one, i) => row(one, from + i))}</tbody>
                </table>
              </Scroll>
            </Later>
          </details>
        )
      })}
    </div>
  )
}

/** Rows that are counted and not listed. */
export const More = ({ n }: { n: number }): VNode => (
  <p class="hint">
    <T text={fill(W.more, { n })} />
  </p>
)
