import type { VNode } from 'preact'
import { PALETTE_WORDS as W } from '../../src/report/bench/palette-words.ts'
import type { Frame } from '../../src/report/bench/screen.ts'
import { T } from '../report/text.tsx'
import { apiOf } from './parts.tsx'

/** Opened by Ctrl/⌘-K or its button; without a script there is neither. */
export function Palette({ frame }: { frame: Frame }): VNode {
  const readable = frame.workspace?.rights.includes('read') ?? false
  return (
    <dialog
      id="palette"
      aria-label={W.label[frame.lang]}
      data-label-zh={W.label.zh}
      data-label-en={W.label.en}
      {...(readable ? { 'data-places': `${apiOf(frame)}/places` } : {})}
    >
      <input
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-autocomplete="list"
        aria-label={W.label[frame.lang]}
        autocomplete="off"
        spellcheck={false}
        maxLength={100}
      />
      <div id="palette-list" role="listbox" aria-label={W.label[frame.lang]} />
      <p class="hint">
        <T text={W.hint} />
      </p>
      <p class="vh" role="status" aria-live="polite" />
    </dialog>
  )
}

export function PaletteButton(): VNode {
  return (
    <button type="button" class="quiet waits" id="palette-open" hidden aria-keyshortcuts="Control+K Meta+K">
      <T text={W.open} /> <kbd>Ctrl K</kbd>
    </button>
  )
}
