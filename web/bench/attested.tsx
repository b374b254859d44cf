import type { VNode } from 'preact'
import type { Frame, ShownAttestation } from '../../src/report/bench/screen.ts'
import { moment } from '../../src/report/bench/shown.ts'
import { TASK_WORDS as W } from '../../src/report/bench/task-words.ts'
import { BENCH_WORDS } from '../../src/report/bench/words.ts'
import { Raw, T } from '../report/text.tsx'
import { Table } from './lists.tsx'
import { baseOf, Part, Uploads } from './parts.tsx'

/** Every attestation of a subject: who, when, what, on which evidence, and which of it counts. */
export function Attested({ of, frame }: { of: readonly ShownAttestation[]; frame: Frame }): VNode | null {
  if (of.length === 0) return null
  return (
    <Part id="attested" title={W.attested}>
      <Table
        label={W.attested}
        heads={[W.by, W.on, W.said, W.evidence, W.sent, W.checked]}
        of={of}
        row={(one) => (
          <tr>
            <th scope="row">
              <Raw text={one.by} />
            </th>
            <td>{one.on}</td>
            <td class="says">
              <ul>
                {one.answers.map((answer) => (
                  <li>
                    <T text={answer.title} />: <Answer of={answer} />
                    {!answer.counts && (
                      <>
                        {' '}
                        <span class="chip">
                          <T text={W.replaced} />
                        </span>
                      </>
                    )}
                  </li>
                ))}
              </ul>
            </td>
            <td class="says">
              {one.evidence.length === 0 && <T text={W.noEvidence} />}
              <Uploads of={one.evidence} frame={frame} />
            </td>
            <td>
              {moment(one.made)} <Raw text={one.sender} />
            </td>
            <td>
              <a href={`${baseOf(frame)}/jobs/${one.job}`}>
                <T text={W.theJob} />
              </a>
            </td>
          </tr>
        )}
      />
    </Part>
  )
}

/** Answers that count still where nothing is said anew. */
export function Standing({ of, frame }: { of: readonly ShownAttestation[]; frame: Frame }): VNode | null {
  const standing = of.flatMap((one) => one.answers.filter((a) => a.counts).map((answer) => ({ one, answer })))
  if (standing.length === 0) return null
  return (
    <>
      <p class="hint">
        <T text={W.stands} />
      </p>
      <ul>
        {standing.map(({ one, answer }) => (
          <li>
            <T text={answer.title} />: <Answer of={answer} />{' '}
            <a href={`${baseOf(frame)}/results/${one.result}`}>
              <Raw text={`${one.by} ${one.on}`} />
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

const Answer = ({ of: { value, words } }: { of: ShownAttestation['answers'][number] }): VNode =>
  typeof value === 'boolean' ? (
    <T text={value ? BENCH_WORDS.yes : BENCH_WORDS.no} />
  ) : words ? (
    <T text={words} />
  ) : (
    <Raw text={value} />
  )
