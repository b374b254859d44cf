import type { VNode } from 'preact'
import type { NetworkBoard } from '../../src/judge/board.ts'
import { BOARD_WORDS as W } from '../../src/report/network/board-words.ts'
import { Classes } from './network-classes.tsx'
import { Grading } from './network-grading.tsx'
import { Work } from './network-work.tsx'
import { Life, Year } from './network-year.tsx'
import { T } from './text.tsx'

/** The pictures of an inventory of networks, each leading to the rows it is drawn from. */
export function BoardPictures({ of, id }: { of: NetworkBoard; id: string }): VNode {
  return (
    <section class="board" aria-labelledby={`${id}-h`}>
      <h3 id={`${id}-h`}>
        <T text={W.title} />
      </h3>
      <p class="hint">
        <T text={W.self} />
      </p>
      <Grading of={of} id={id} />
      <Life of={of} id={id} />
      <Year of={of} id={id} />
      <Classes of={of} id={id} />
      <Work of={of} id={id} />
    </section>
  )
}
