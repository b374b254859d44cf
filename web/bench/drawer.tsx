import type { VNode } from 'preact'
import { RUN_WORDS as W } from '../../src/report/bench/run-words.ts'
import type { Frame } from '../../src/report/bench/screen.ts'
import { T } from '../report/text.tsx'

const GROUPS = [
  ['static', W.calls],
  ['dynamic', W.runtime],
  ['text', W.sentences],
  ['table', W.tables],
] as const

/** What an act rests on, beside the page; the script of the page fills it with what the act shows. */
export function Drawer({ frame }: { frame: Frame }): VNode {
  return (
    <dialog id="drawer" aria-labelledby="drawer-h" data-open-zh={W.openDrawer.zh} data-open-en={W.openDrawer.en}>
      <header>
        <h2 id="drawer-h" tabIndex={-1}>
          <T text={W.drawer} />
        </h2>
        <p class="drawer-keys">
          <button type="button" class="quiet" data-step="-1">
            <T text={W.previous} />
          </button>
          <button type="button" class="quiet" data-step="1">
            <T text={W.next} />
          </button>
          <button type="button" class="quiet" data-close>
            <T text={W.close} />
          </button>
        </p>
      </header>
      <p class="drawer-verdict" />
      {GROUPS.map(([method, title]) => (
        <section class="drawer-part" data-method={method} aria-label={title[frame.lang]} hidden>
          <h3>
            <T text={title} />
          </h3>
          <ul class="evs" />
        </section>
      ))}
      <div class="drawer-run" />
    </dialog>
  )
}
