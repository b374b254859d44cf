import type { VNode } from 'preact'
import type { SubjectResult } from '../../src/judge/result.ts'
import { SECTIONS, usesOf } from '../../src/report/book/use.ts'
import { BOOK_WORDS as W } from '../../src/report/book/words.ts'
import { figure } from './act.tsx'
import { MOST_ROWS, Rest, Table } from './book-parts.tsx'
import { Regions } from './book-regions.tsx'
import { Uses } from './book-use.tsx'
import { Code, T } from './text.tsx'

/** Pictures of a loan book with the tables they are drawn from. Nothing for other subjects. */
export function Book({ r, id }: { r: SubjectResult; id: string }): VNode | null {
  const { book } = r
  if (!book) return null
  const uses = usesOf(r)
  return (
    <section class="book" id={`${id}-book`}>
      <h3>
        <T text={W.uses} />
      </h3>
      <p>
        <T text={W.usesNote} />
      </p>
      {SECTIONS.map((section) => (
        <Uses
          uses={uses.filter((use) => use.section === section)}
          section={section}
          r={r}
          id={`${id}-use-${section}`}
        />
      ))}
      <RunsOff r={r} id={`${id}-off`} />
      <Regions r={r} id={`${id}-places`} />
    </section>
  )
}

function RunsOff({ r, id }: { r: SubjectResult; id: string }): VNode | null {
  const rows = (r.book?.partners ?? []).filter((one) => one.earlier.n > 0)
  if (rows.length === 0) return null
  return (
    <>
      <h4 id={id}>
        <T text={W.runOff} />
      </h4>
      <p>
        <T text={W.runOffNote} />
      </p>
      <Table heads={[W.bank, W.partner, { num: W.loans }, { num: W.balance }]}>
        {rows.slice(0, MOST_ROWS).map((one) => (
          <tr>
            <td>
              <Code text={one.bank} />
            </td>
            <td>
              <Code text={one.partner ?? '?'} />
            </td>
            <td class="num">{figure(one.earlier.n)}</td>
            <td class="num">{one.earlier.balance}</td>
          </tr>
        ))}
      </Table>
      <Rest of={rows.length} kept={MOST_ROWS} />
    </>
  )
}
