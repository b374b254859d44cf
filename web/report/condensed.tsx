import type { VNode } from 'preact'
import { fill } from '../../src/law/text.ts'
import type { Condensed } from '../../src/report/condense.ts'
import { BOARD_WORDS as W } from '../../src/report/network/board-words.ts'
import { READING_ORDER } from '../../src/report/outline.ts'
import { shortVerdict } from '../../src/report/verdict.ts'
import { Icon } from './icons.tsx'
import { Later } from './later.tsx'
import { Code, Raw, T } from './text.tsx'

const CHUNK = 50

/** Networks that are too many to be printed whole: counts, what each fails with its evidence, and what is open. */
export function CondensedNetworks({ all }: { all: readonly Condensed[] }): VNode {
  const chunks = Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, i) => all.slice(i * CHUNK, (i + 1) * CHUNK))
  return (
    <section class="condensed" aria-labelledby="networks-h" id="networks">
      <h2 id="networks-h">
        <T text={W.networks} /> {all.length}
      </h2>
      <p class="hint">
        <T text={W.networksLead} />
      </p>
      {chunks.map((part, i) => {
        const failed = part.reduce((sum, one) => sum + one.counts.failed, 0)
        return (
          <details>
            <summary>
              {i * CHUNK + 1}–{i * CHUNK + part.length}{' '}
              <small>
                <Raw text={part[0]!.name} /> … <Raw text={part.at(-1)!.name} />
              </small>{' '}
              {failed > 0 && (
                <span class="pill o-failed">
                  <Icon name="failed" />
                  <T text={shortVerdict('failed')} /> {failed}
                </span>
              )}
            </summary>
            <Later when={all.length > CHUNK}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">
                      <T text={W.network} />
                    </th>
                    {READING_ORDER.map((o) => (
                      <th scope="col">
                        <T text={shortVerdict(o)} />
                      </th>
                    ))}
                  </tr>
                </thead>
                {part.map((one) => (
                  <Row of={one} />
                ))}
              </table>
            </Later>
          </details>
        )
      })}
    </section>
  )
}

function Row({ of }: { of: Condensed }): VNode {
  return (
    <tbody>
      <tr>
        <th scope="row">
          <Raw text={of.name} /> <Code text={of.id} /> <small>{of.version}</small>
        </th>
        {READING_ORDER.map((o) => (
          <td class={of.counts[o] > 0 ? `o-${o}` : 'zero'}>
            {of.counts[o]}
            {o === 'cantTell' && of.open.length > 0 && <small> {of.open.join(' ')}</small>}
          </td>
        ))}
      </tr>
      {of.failed.length > 0 && (
        <tr>
          <td colSpan={READING_ORDER.length + 1}>
            <ul>
              {of.failed.map((f) => (
                <li>
                  <b>{f.ref}</b> <T text={f.what} />
                  {': '}
                  <T text={f.why} />{' '}
                  <small>
                    <T text={W.evidence} /> <Raw text={f.places.join('; ')} />
                    {f.more > 0 && ` +${f.more}`}
                  </small>
                </li>
              ))}
              {of.left > 0 && (
                <li>
                  <T text={fill(W.more, { n: of.left })} />
                </li>
              )}
            </ul>
          </td>
        </tr>
      )}
    </tbody>
  )
}
