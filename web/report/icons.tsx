import type { VNode } from 'preact'
import type { Outcome } from '../../src/judge/result.ts'

/** Shapes on a 16 × 16 grid. Each outcome has its own outline, so that it is known without its colour. */
const SHAPES: Readonly<Record<Outcome, VNode>> = {
  failed: (
    <>
      <path d="M5.1 1.5h5.8l3.6 3.6v5.8l-3.6 3.6H5.1l-3.6-3.6V5.1z" fill="currentColor" />
      <path d="M8 4.4v4.4" stroke="var(--paper)" stroke-width="1.7" stroke-linecap="round" />
      <circle cx="8" cy="11.4" r="1.05" fill="var(--paper)" />
    </>
  ),
  cantTell: (
    <>
      <path d="M8 .9 15.1 8 8 15.1.9 8z" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linejoin="round" />
      <path
        d="M6.2 6.5C6.2 5.4 7 4.7 8 4.7s1.8.7 1.8 1.7c0 1.3-1.8 1.4-1.8 2.7"
        fill="none"
        stroke="currentColor"
        stroke-width="1.4"
        stroke-linecap="round"
      />
      <circle cx="8" cy="11.2" r=".9" fill="currentColor" />
    </>
  ),
  passed: (
    <>
      <circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" stroke-width="1.4" />
      <path
        d="m4.9 8.3 2.1 2.1 4.1-4.5"
        fill="none"
        stroke="currentColor"
        stroke-width="1.6"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </>
  ),
  inapplicable: <path d="M3.5 8h9" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" />,
  untested: (
    <circle cx="8" cy="8" r="6.4" fill="none" stroke="currentColor" stroke-width="1.4" stroke-dasharray="2.4 2.6" />
  ),
}

/** The shapes, once per page; `Icon` refers to them. */
export function IconShapes(): VNode {
  return (
    <svg class="vh" aria-hidden="true" focusable="false">
      {(Object.keys(SHAPES) as Outcome[]).map((outcome) => (
        <symbol id={`i-${outcome}`} viewBox="0 0 16 16">
          {SHAPES[outcome]}
        </symbol>
      ))}
      <symbol id="i-mark" viewBox="0 0 24 24">
        <path
          d="M4 3v17h17"
          fill="none"
          stroke="currentColor"
          stroke-width="2.2"
          stroke-linecap="square"
          stroke-linejoin="miter"
        />
        <path d="M4 6a14 14 0 0 1 14 14" fill="none" stroke="var(--accent)" stroke-width="2.2" />
      </symbol>
    </svg>
  )
}

export function Icon({ name }: { name: Outcome | 'mark' }): VNode {
  return (
    <svg class="ic" aria-hidden="true" focusable="false">
      <use href={`#i-${name}`} />
    </svg>
  )
}
