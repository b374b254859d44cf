import { createContext, type VNode } from 'preact'
import { useContext } from 'preact/hooks'
import type { Determination, Outcome } from '../../src/judge/result.ts'
import { todayOf } from '../../src/law/crosswalk.ts'
import type { Text } from '../../src/law/text.ts'
import { instrumentTitle, provisionRef } from '../../src/report/instruments.ts'
import { READING_ORDER } from '../../src/report/outline.ts'
import { shortVerdict, statusName, verdict } from '../../src/report/verdict.ts'
import { WORDS } from '../../src/report/words.ts'
import { EvidenceList } from './evidence.tsx'
import { Icon } from './icons.tsx'
import { Reasons } from './reasons.tsx'
import { Code, Raw, T } from './text.tsx'

/** Icon and word of an outcome; the colour only repeats them. */
export function Pill({ outcome }: { outcome: Outcome }): VNode {
  return (
    <span class={`pill o-${outcome}`}>
      <Icon name={outcome} />
      <T text={shortVerdict(outcome)} />
    </span>
  )
}

/** One determination: a line that opens to what, why, what to do, evidence, leads and what would settle it. */
export function Act({ d, id, group }: { d: Determination; id: string; group: string }): VNode {
  const { ref } = provisionRef(d.provision)
  return (
    <li class={`act o-${d.outcome}`} id={id} data-o={d.outcome} data-g={group}>
      <details open={d.outcome === 'failed'}>
        <summary>
          <Pill outcome={d.outcome} />
          <span class="ref">
            <Raw text={ref} />
          </span>
          <span class="ttl">
            <T text={d.what} />
            <Marks d={d} />
          </span>
          <Tally d={d} />
        </summary>
        <div class="body">
          <p class="verdict">
            <T text={verdict(d)} />
          </p>
          {d.text === 'stale' && (
            <p class="warn">
              <T text={WORDS.textStale} />
            </p>
          )}
          <div class="two">
            <Part title={WORDS.why} text={d.why} />
            <Part title={WORDS.fix} text={d.fix} />
          </div>
          {d.evidence.length > 0 && (
            <div>
              <p class="lbl">
                <T text={WORDS.evidence} /> <b>{d.evidence.length}</b>
              </p>
              <EvidenceList items={d.evidence} />
            </div>
          )}
          {d.outcome === 'failed' && d.evidence.length === 0 && !d.counts && (
            <p class="warn">
              <T text={WORDS.noEvidence} />
            </p>
          )}
          {d.leads.length > 0 && (
            <div class="leads">
              <p class="lbl">
                <T text={WORDS.lead} /> <b>{d.leads.length}</b>
              </p>
              {d.leads.map((lead) => (
                <div class="lead">
                  <p>
                    <T text={lead.what} />
                  </p>
                  <EvidenceList items={lead.evidence} />
                </div>
              ))}
            </div>
          )}
          {d.needs.length > 0 && (
            <div class="needs">
              <p class="lbl">
                <T text={WORDS.needs} />
              </p>
              <ul>
                {d.needs.map((need) => (
                  <li>
                    <T text={need.how} /> <Code text={need.fact} />
                  </li>
                ))}
              </ul>
            </div>
          )}
          <Bulk d={d} id={id} />
          <p class="cite">
            <Citation d={d} />
            <a href={`#${id}`}>
              <T text={WORDS.link} />
            </a>
          </p>
        </div>
      </details>
    </li>
  )
}

function Part({ title, text }: { title: Text; text: Text }): VNode | null {
  if (text.zh === '' && text.en === '') return null
  return (
    <div>
      <p class="lbl">
        <T text={title} />
      </p>
      <p>
        <T text={text} />
      </p>
    </div>
  )
}

/** What sets this determination apart from a plain one: by reference, law not in force, text that differs. */
function Marks({ d }: { d: Determination }): VNode {
  return (
    <>
      {d.applies === 'by-reference' && (
        <span class="tag">
          <T text={WORDS.byReference} />
        </span>
      )}
      {d.status !== 'in-force' && (
        <span class="tag warn">
          <T text={statusName(d.status)} />
        </span>
      )}
      {d.text === 'stale' && (
        <span class="tag warn">
          <T text={WORDS.staleShort} />
        </span>
      )}
    </>
  )
}

function Tally({ d }: { d: Determination }): VNode {
  return (
    <span class="meta">
      {d.evidence.length > 0 && (
        <span>
          <T text={WORDS.evidence} /> {d.evidence.length}
        </span>
      )}
      {d.leads.length > 0 && (
        <span>
          <T text={WORDS.leads} /> {d.leads.length}
        </span>
      )}
    </span>
  )
}

/** Where a law is read on this server, with `{id}` for it; empty in a file of its own. */
export const LawBase = createContext('')

function Citation({ d }: { d: Determination }): VNode {
  const { instrument, ref } = provisionRef(d.provision)
  const title = instrumentTitle(instrument)
  const base = useContext(LawBase)
  const named = <T text={{ zh: `《${title.zh}》${ref}`, en: `${title.en}, ${ref}` }} />
  return (
    <span>
      {base === '' ? named : <a href={`${base.replace('{id}', instrument)}#${ref}`}>{named}</a>} <Code text={d.rule} />
      {d.text !== 'stale' && <T text={d.text === 'match' ? WORDS.textMatch : WORDS.textUnchecked} />}
      <Today provision={d.provision} />
    </span>
  )
}

/** Provisions in force today beside an older one. */
function Today({ provision }: { provision: string }): VNode | null {
  const today = todayOf(provision)
  if (today.length === 0) return null
  return (
    <>
      <br />
      <T text={WORDS.today} />{' '}
      <T text={{ zh: today.map((t) => t.zh).join('；'), en: today.map((t) => t.en).join('; ') }} />
    </>
  )
}

/** A whole number with thousands parted, the same on every machine. */
export function figure(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

/** Bulk subjects: records per outcome as one bar, the decisive conditions, sample rows. */
function Bulk({ d, id }: { d: Determination; id: string }): VNode {
  return (
    <>
      {d.counts && <CountBar counts={d.counts} />}
      <Reasons d={d} id={id} />
      {d.reasons && (
        <div>
          <table>
            <thead>
              <tr>
                <th scope="col">
                  <T text={WORDS.decisive} />
                </th>
                <th scope="col" class="num">
                  <T text={WORDS.records} />
                </th>
              </tr>
            </thead>
            <tbody>
              {Object.entries(d.reasons)
                .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
                .map(([leaf, n], i) => (
                  <tr id={d.leaves && `${id}-why-${i}`}>
                    <td>
                      <Code text={leaf} />
                    </td>
                    <td class="num">{figure(n)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      )}
      {d.samples && d.samples.length > 0 && (
        <div>
          <p class="lbl">
            <T text={WORDS.samples} />
          </p>
          <p class="samples">
            {d.samples.map((row) => (
              <Code text={row} />
            ))}
          </p>
        </div>
      )}
    </>
  )
}

const WIDTH = 1000

function CountBar({ counts }: { counts: Readonly<Record<Outcome, number>> }): VNode {
  const total = READING_ORDER.reduce((sum, o) => sum + counts[o], 0)
  let x = 0
  const bars = READING_ORDER.filter((o) => counts[o] > 0).map((o) => {
    const width = (counts[o] / total) * WIDTH
    const bar = { o, x, width }
    x += width
    return bar
  })
  return (
    <div>
      <p class="lbl">
        <T text={WORDS.perEntity} /> <b>{figure(total)}</b>
      </p>
      <svg class="bar" viewBox={`0 0 ${WIDTH} 10`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        {bars.map((bar) => (
          <rect class={`o-${bar.o}`} x={bar.x.toFixed(2)} y="0" width={bar.width.toFixed(2)} height="10" />
        ))}
      </svg>
      <ul class="legend">
        {READING_ORDER.map((o) => (
          <li>
            <Pill outcome={o} /> <b>{figure(counts[o])}</b>
          </li>
        ))}
      </ul>
    </div>
  )
}
