import type { VNode } from 'preact'
import type { Determination, SubjectResult } from '../../src/judge/result.ts'
import { fill } from '../../src/law/text.ts'
import { provisionRef } from '../../src/report/instruments.ts'
import { highlights, outline, READING_ORDER, tally } from '../../src/report/outline.ts'
import { shortVerdict } from '../../src/report/verdict.ts'
import { WORDS } from '../../src/report/words.ts'
import { Icon } from './icons.tsx'
import { Hidden, Raw, T } from './text.tsx'

/** Five figures, then every determination as one cell, by group. */
export function Summary({ r, ids }: { r: SubjectResult; ids: ReadonlyMap<Determination, string> }): VNode {
  const counts = tally(r.determinations)
  const { total, failedNotInForce, cantTellWithLeads } = highlights(r)
  return (
    <div class="summary">
      <ul class="figures">
        {READING_ORDER.map((o) => (
          <li class={`o-${o}${counts[o] === 0 ? ' zero' : ''}`} data-count={o}>
            <b>{counts[o]}</b>
            <span>
              <Icon name={o} />
              <T text={shortVerdict(o)} />
            </span>
          </li>
        ))}
      </ul>
      <p class="notes">
        <span>
          <T text={fill(WORDS.ofTotal, { n: total })} />
        </span>
        {cantTellWithLeads > 0 && (
          <span>
            <i class="dot" />
            <T text={fill(WORDS.withLeads, { n: cantTellWithLeads })} />
          </span>
        )}
        {failedNotInForce > 0 && (
          <span>
            <T text={fill(WORDS.notInForce, { n: failedNotInForce })} />
          </span>
        )}
      </p>
      <Strip determinations={r.determinations} ids={ids} />
    </div>
  )
}

/** The summary picture: one cell per determination, in its group; each cell leads to its determination. */
function Strip({
  determinations,
  ids,
}: {
  determinations: readonly Determination[]
  ids: ReadonlyMap<Determination, string>
}): VNode {
  return (
    <div class="strip">
      <Hidden>
        <T text={WORDS.overviewPicture} />
      </Hidden>
      {outline(determinations).flatMap((section) =>
        section.groups.map((group) => (
          <div class="grp">
            <p>
              {group.number && <b>{group.number}</b>}
              <T text={group.title} />
            </p>
            <ol>
              {group.determinations.map((d) => (
                <li>
                  <a class={`cell o-${d.outcome}`} href={`#${ids.get(d) ?? ''}`}>
                    <Icon name={d.outcome} />
                    <span class="n">
                      <Raw text={provisionRef(d.provision).ref} />
                    </span>
                    {d.leads.length > 0 && <span class="dot" />}
                    <span class="tip">
                      <b>
                        <T text={shortVerdict(d.outcome)} />
                        {d.leads.length > 0 && (
                          <>
                            {' · '}
                            <T text={WORDS.lead} />
                          </>
                        )}
                      </b>
                      <T text={d.what} />
                    </span>
                  </a>
                </li>
              ))}
            </ol>
          </div>
        )),
      )}
    </div>
  )
}
