import type { VNode } from 'preact'
import type { BoardNetwork } from '../../src/judge/board.ts'
import {
  ASPECT_WORDS,
  type Damage,
  GRADING_ASPECTS,
  GRADING_HARMS,
  GRADING_OBJECTS,
  type GradingAspect,
  gradingTable,
  HARM_WORDS,
  type Level,
  levelOf,
  levelWord,
  OBJECT_WORDS,
} from '../../src/law/grading.ts'
import { BOARD_WORDS as W } from '../../src/report/network/board-words.ts'
import { Picture, type PictureOf, Rows } from './network-parts.tsx'
import { Raw, T } from './text.tsx'

const LEVELS = [1, 2, 3, 4, 5] as const satisfies readonly Level[]
const TABLE = gradingTable('2020')
const damageKey = ({ object, harm }: Damage): string => `${object}-${harm}`

export function Grading({ of, id }: PictureOf): VNode | null {
  const graded = of.networks.filter((n) => n.grading)
  if (graded.length === 0) return null
  const rank = (n: BoardNetwork, aspect: GradingAspect) => {
    const found = n.grading?.[aspect]
    return found ? GRADING_OBJECTS.indexOf(found.object) * 3 + GRADING_HARMS.indexOf(found.harm) : -1
  }
  const counted = (pick: (n: BoardNetwork) => number | undefined) => Map.groupBy(graded, pick)
  const proposed = counted((n) => n.grading!.proposed)
  const decided = counted((n) => n.level)
  const byLevel = [...graded].sort((a, b) => (b.grading!.proposed ?? 0) - (a.grading!.proposed ?? 0))
  return (
    <Picture title={W.grading}>
      <div class="matrices">
        {GRADING_ASPECTS.map((aspect) => {
          const sorted = [...graded].sort((a, b) => rank(b, aspect) - rank(a, aspect))
          const cells = Map.groupBy(sorted, (n) => (n.grading![aspect] ? damageKey(n.grading![aspect]) : ''))
          return <Matrix aspect={aspect} cells={cells} id={id} />
        })}
        <div>
          <table class="matrix maximum">
            <caption>
              <T text={W.maximum} />
            </caption>
            <thead>
              <tr>
                <th scope="col">
                  <T text={W.level} />
                </th>
                <th scope="col">
                  <T text={W.proposed} />
                </th>
                <th scope="col">
                  <T text={W.decided} />
                </th>
              </tr>
            </thead>
            <tbody>
              {LEVELS.map((level) => (
                <tr>
                  <th scope="row">
                    <T text={levelWord(level)} />
                  </th>
                  {[proposed, decided].map((counts) => (
                    <td class={counts.has(level) ? 'on' : ''}>
                      {counts.has(level) ? <a href={`#${id}-graded`}>{counts.get(level)!.length}</a> : '–'}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
      <Rows
        id={`${id}-graded`}
        all={byLevel}
        open
        head={[W.network, ASPECT_WORDS.information, ASPECT_WORDS.service, W.proposed, W.decided]}
        label={(n) => n.name}
        row={(n) => <GradedRow of={n} />}
      />
      {GRADING_ASPECTS.map((aspect) => (
        <Cells aspect={aspect} graded={graded} id={id} />
      ))}
    </Picture>
  )
}

function Matrix({
  aspect,
  cells,
  id,
}: {
  aspect: GradingAspect
  cells: ReadonlyMap<string, readonly BoardNetwork[]>
  id: string
}): VNode {
  return (
    <table class="matrix">
      <caption>
        <T text={ASPECT_WORDS[aspect]} />
      </caption>
      <thead>
        <tr>
          <td />
          {GRADING_HARMS.map((harm) => (
            <th scope="col">
              <T text={HARM_WORDS[harm]} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {GRADING_OBJECTS.map((object) => (
          <tr>
            <th scope="row">
              <T text={OBJECT_WORDS[object]} />
            </th>
            {GRADING_HARMS.map((harm) => {
              const n = cells.get(damageKey({ object, harm }))?.length ?? 0
              return (
                <td class={n > 0 ? 'on' : ''}>
                  <T text={levelWord(levelOf(TABLE, { object, harm }))} />
                  {n > 0 && (
                    <>
                      {' '}
                      <a href={`#${id}-${aspect}-${object}-${harm}`}>×{n}</a>
                    </>
                  )}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The networks of each cell that has any. */
function Cells({ aspect, graded, id }: { aspect: GradingAspect; graded: readonly BoardNetwork[]; id: string }): VNode {
  const cells = GRADING_OBJECTS.flatMap((object) => GRADING_HARMS.map((harm) => ({ object, harm })))
  return (
    <ul class="cells">
      {cells.map((cell) => {
        const own = graded.filter((n) => n.grading![aspect] && damageKey(n.grading![aspect]) === damageKey(cell))
        if (own.length === 0) return null
        return (
          <li id={`${id}-${aspect}-${damageKey(cell)}`} tabIndex={-1}>
            <details>
              <summary>
                <T text={ASPECT_WORDS[aspect]} /> · <T text={OBJECT_WORDS[cell.object]} /> ·{' '}
                <T text={HARM_WORDS[cell.harm]} /> → <T text={levelWord(levelOf(TABLE, cell))} /> ({own.length})
              </summary>
              <p>
                <Raw text={own.map((n) => n.name).join('、')} />
              </p>
            </details>
          </li>
        )
      })}
    </ul>
  )
}

function GradedRow({ of }: { of: BoardNetwork }): VNode {
  const { grading, level } = of
  const cell = (damage: Damage | undefined) =>
    damage ? (
      <>
        <T text={OBJECT_WORDS[damage.object]} /> · <T text={HARM_WORDS[damage.harm]} /> →{' '}
        <T text={levelWord(levelOf(TABLE, damage))} />
      </>
    ) : (
      <T text={W.notGraded} />
    )
  const proposed = grading?.proposed
  return (
    <tr>
      <th scope="row">
        <Raw text={of.name} />
      </th>
      <td>{cell(grading?.information)}</td>
      <td>{cell(grading?.service)}</td>
      <td>{proposed === undefined ? '–' : <T text={levelWord(proposed)} />}</td>
      <td>
        {level === undefined ? '–' : level}
        {proposed !== undefined && level !== undefined && level !== proposed && (
          <b class="warn-word">
            {' '}
            ⚠ <T text={W.differs} />
          </b>
        )}
      </td>
    </tr>
  )
}
