import type { VNode } from 'preact'
import type { Determination } from '../../src/judge/result.ts'
import { outline, READING_ORDER, tally } from '../../src/report/outline.ts'
import { shortVerdict } from '../../src/report/verdict.ts'
import { WORDS } from '../../src/report/words.ts'
import { Icon } from './icons.tsx'
import { T } from './text.tsx'

/** Filters over all determinations of the page. Hidden until the script that works them has run. */
export function Filters({ all }: { all: readonly Determination[] }): VNode {
  const counts = tally(all)
  const groups = outline(all).flatMap((section) => section.groups)
  return (
    <search id="filters" class="waits" hidden>
      <details open>
        <summary>
          <T text={WORDS.filters} />
        </summary>
        <div>
          <p>
            <label for="q">
              <T text={WORDS.filterText} />
            </label>
            <input type="search" id="q" autocomplete="off" spellcheck={false} />
          </p>
          <fieldset>
            <legend>
              <T text={WORDS.filterOutcome} />
            </legend>
            {READING_ORDER.map((o) => (
              <button type="button" aria-pressed="false" data-by="o" data-value={o} class={`o-${o}`}>
                <Icon name={o} />
                <T text={shortVerdict(o)} />
                <b>{counts[o]}</b>
              </button>
            ))}
          </fieldset>
          {groups.length > 1 && (
            <fieldset>
              <legend>
                <T text={WORDS.filterGroup} />
              </legend>
              {groups.map((group) => (
                <button type="button" aria-pressed="false" data-by="g" data-value={group.key}>
                  {group.number && <span class="no">{group.number}</span>}
                  <T text={group.title} />
                  <b>{group.determinations.length}</b>
                </button>
              ))}
            </fieldset>
          )}
          <p
            role="status"
            aria-live="polite"
            id="shown"
            data-zh={WORDS.shown.zh}
            data-en={WORDS.shown.en}
            data-none-zh={WORDS.noneShown.zh}
            data-none-en={WORDS.noneShown.en}
          />
          <p class="acts-all">
            <button type="button" id="reset" hidden>
              <T text={WORDS.reset} />
            </button>
            <button type="button" id="open-all">
              <T text={WORDS.openAll} />
            </button>
            <button type="button" id="close-all">
              <T text={WORDS.closeAll} />
            </button>
          </p>
          <p class="keys">
            <T text={WORDS.keys} />
          </p>
        </div>
      </details>
    </search>
  )
}
