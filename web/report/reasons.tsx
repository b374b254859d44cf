import type { VNode } from 'preact'
import type { Determination } from '../../src/judge/result.ts'
import { combinationsOf } from '../../src/report/book/reasons.ts'
import { BOOK_WORDS as W } from '../../src/report/book/words.ts'
import { visible } from '../../src/report/visible.ts'
import { figure } from './act.tsx'
import { Picture, round } from './book-parts.tsx'
import { inBoth, T } from './text.tsx'

/** Combinations drawn; the table holds all. */
const MOST_COMBINATIONS = 12
const SIGNS: Readonly<Record<string, string>> = { '+': '●', '-': '○', '?': '？' }

/** Which conditions held in how many records: one row per combination, as an upset plot lies on its side. */
export function Reasons({ d, id }: { d: Determination; id: string }): VNode | null {
  const rows = combinationsOf(d)
  if (!d.leaves || rows.length === 0) return null
  const { applies, requires } = d.leaves
  const all = [...applies, ...requires]
  const drawn = rows.slice(0, MOST_COMBINATIONS)
  const most = Math.max(...drawn.map((row) => row.n))
  const left = 20 + all.length * 24
  const [from, width] = [left + 30, 260]
  const split = applies.length
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
            <title>{visible(inBoth(text))}</title>
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
