import type { VNode } from 'preact'
import { momentAt } from '../../src/facts/run-board.ts'
import type { FactEvidence } from '../../src/judge/result.ts'
import { fill } from '../../src/law/text.ts'
import { METHOD_NAMES, WORDS } from '../../src/report/words.ts'
import { Later } from './later.tsx'
import { Code, Raw, T } from './text.tsx'

/** Evidence shown at once; the rest opens on request and is in the file all the same. */
const AT_ONCE = 4
/** Evidence that opens together. */
const MOST_OPENED = 100

/** A list of evidence, the first items open to view. */
export function EvidenceList({ items }: { items: readonly FactEvidence[] }): VNode | null {
  if (items.length === 0) return null
  const rest = items.slice(AT_ONCE)
  return (
    <>
      <SdkLine items={items} />
      <ul class="evs">
        {items.slice(0, AT_ONCE).map((item) => (
          <EvidenceItem item={item} />
        ))}
      </ul>
      {Array.from({ length: Math.ceil(rest.length / MOST_OPENED) }, (_, i) => i * MOST_OPENED).map((from) => {
        const part = rest.slice(from, from + MOST_OPENED)
        const first = AT_ONCE + from + 1
        return (
          <details class="rest">
            <summary>
              {rest.length > MOST_OPENED ? (
                `${first}–${first + part.length - 1}`
              ) : (
                <T text={fill(WORDS.showRest, { n: rest.length })} />
              )}
            </summary>
            <Later when={rest.length > MOST_OPENED}>
              <ul class="evs">
                {part.map((item) => (
                  <EvidenceItem item={item} />
                ))}
              </ul>
            </Later>
          </details>
        )
      })}
    </>
  )
}

/** The SDKs that own the callers, most frequent first. */
function SdkLine({ items }: { items: readonly FactEvidence[] }): VNode | null {
  const counts = new Map<string, number>()
  for (const { sdk } of items) if (sdk !== undefined) counts.set(sdk, (counts.get(sdk) ?? 0) + 1)
  if (items.length < 3 || counts.size === 0) return null
  return (
    <p class="sdks">
      {[...counts]
        .sort((a, b) => b[1] - a[1])
        .map(([sdk, n]) => (
          <span class="tag sdk">
            <bdi>
              <Raw text={sdk} />
            </bdi>{' '}
            × {n}
          </span>
        ))}
    </p>
  )
}

function EvidenceItem({ item }: { item: FactEvidence }): VNode {
  const chain = item.path && item.path.length > 0 ? item.path : null
  return (
    <li data-m={item.method} data-moment={momentAt(item.artifact, item.locator)}>
      <p class="evh">
        <span class="tag">
          <T text={METHOD_NAMES[item.method]} />
        </span>
        {item.sdk !== undefined && (
          <span class="tag sdk">
            SDK{' '}
            <bdi>
              <Raw text={item.sdk} />
            </bdi>
          </span>
        )}
        <span class="at">
          <Code text={item.artifact} /> <i aria-hidden="true">›</i> <Code text={item.locator} />
        </span>
        <span class="fact">
          <Code text={item.fact} />
        </span>
      </p>
      {item.excerpt !== undefined && (
        <blockquote class={item.method === 'static' || item.method === 'table' ? 'mono' : ''} dir="auto">
          <Raw text={item.excerpt} />
        </blockquote>
      )}
      {chain && <CallChain path={chain} guards={item.guards ?? []} />}
      {!chain && item.guards && item.guards.length > 0 && <Guards guards={item.guards} />}
    </li>
  )
}

function CallChain({ path, guards }: { path: readonly string[]; guards: readonly string[] }): VNode {
  return (
    <details class="chain">
      <summary>
        <T text={fill(WORDS.callChainOf, { n: path.length })} />
        {guards.length > 0 && (
          <span class="tag">
            <T text={WORDS.guards} /> {guards.length}
          </span>
        )}
      </summary>
      <ol>
        {path.map((method) => (
          <li>
            <Raw text={method} />
          </li>
        ))}
      </ol>
      {guards.length > 0 && <Guards guards={guards} />}
    </details>
  )
}

function Guards({ guards }: { guards: readonly string[] }): VNode {
  return (
    <p class="guards">
      <T text={WORDS.guards} />
      {guards.map((guard) => (
        <Code text={guard} />
      ))}
    </p>
  )
}
