import type { VNode } from 'preact'
import { same } from '../../src/law/text.ts'
import type { Frame } from '../../src/report/bench/screen.ts'
import { type CoverageScreen, TASK_WORDS as W } from '../../src/report/bench/task-words.ts'
import { BENCH_WORDS } from '../../src/report/bench/words.ts'
import { Scroll } from '../report/scroll.tsx'
import { Code, T } from '../report/text.tsx'
import { Table } from './lists.tsx'
import { baseOf, Filter, Provision } from './parts.tsx'

export function Coverage({ of, frame }: { of: CoverageScreen; frame: Frame }): VNode {
  const { asked, covers, instruments, rows } = of
  const to = (instrument: string | undefined, cover: string | undefined) =>
    `${baseOf(frame)}/coverage?${new URLSearchParams({
      ...(instrument === undefined ? {} : { instrument }),
      ...(cover === undefined ? {} : { cover }),
    })}`
  const total = (cover: string) => instruments.reduce((n, one) => n + (one.totals[cover] ?? 0), 0)
  const number = (n: number, href: string) => (n === 0 ? <span class="zero">0</span> : <a href={href}>{n}</a>)
  return (
    <>
      <h1>
        <T text={W.coverage} />
      </h1>
      <p class="hint">
        <T text={W.coverageLead} />
      </p>
      <Scroll label={W.coverage}>
        <table class="list">
          <thead>
            <tr>
              <th scope="col">
                <T text={W.instrument} />
              </th>
              {covers.map((c) => (
                <th scope="col" class="num">
                  <T text={c.name} />
                </th>
              ))}
              <th scope="col" class="num">
                <T text={W.all} />
              </th>
            </tr>
          </thead>
          <tbody>
            {instruments.map((one) => (
              <tr>
                <th scope="row">
                  <a href={to(one.id, undefined)}>
                    <T text={one.title} />
                  </a>
                </th>
                {covers.map((c) => (
                  <td class="num">{number(one.totals[c.id] ?? 0, to(one.id, c.id))}</td>
                ))}
                <td class="num">{number(one.all, to(one.id, undefined))}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">
                <T text={W.all} />
              </th>
              {covers.map((c) => (
                <td class="num">{number(total(c.id), to(undefined, c.id))}</td>
              ))}
              <td class="num">{instruments.reduce((n, one) => n + one.all, 0)}</td>
            </tr>
          </tbody>
        </table>
      </Scroll>
      <form class="filters part" method="get" action={`${baseOf(frame)}/coverage`}>
        <Filter
          label={W.instrument}
          name="instrument"
          any={W.allInstruments}
          of={instruments.map((one) => ({ id: one.id, name: one.title }))}
          asked={asked.instrument}
          lang={frame.lang}
        />
        <Filter label={W.judged} name="cover" any={W.all} of={covers} asked={asked.cover} lang={frame.lang} />
        <button type="submit">
          <T text={BENCH_WORDS.filter} />
        </button>
      </form>
      {rows.length > 0 && (
        <Table
          label={W.provision}
          heads={[W.provision, W.gist, W.judged, W.whom]}
          of={rows}
          row={(row) => (
            <tr>
              <th scope="row">
                <Provision of={row.provision} lang={frame.lang} />
              </th>
              <td class="says">
                <T text={row.gist} />
              </td>
              <td>
                <T text={covers.find((c) => c.id === row.cover)?.name ?? same(row.cover)} />
              </td>
              <td class="says">
                {row.by.map((id) => (
                  <>
                    <Code text={id} />{' '}
                  </>
                ))}
                <T text={row.why} />
              </td>
            </tr>
          )}
        />
      )}
    </>
  )
}
