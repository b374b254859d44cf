import { createContext, type VNode } from 'preact'
import { momentRef, type RunBoard, type RunPhase } from '../../src/facts/run-board.ts'
import { fill, type Text } from '../../src/law/text.ts'
import { actName, RUN_WORDS as W } from '../../src/report/bench/run-words.ts'
import { Heads, Scroll } from './scroll.tsx'
import { Code, inBoth, Raw, T } from './text.tsx'

/** Where a server gives the pictures of a run; none in a file of its own. */
export const Pictures = createContext<string | undefined>(undefined)

const WIDE = 320
const HIGH = 32
const MIDDLE = 16

const seconds = (ms: number): string => (ms / 1000).toFixed(2)

/** The three phases of a run side by side: their pictures, and what happened around the choice. */
export function RunPictures({ of, pictures }: { of: RunBoard; pictures: string | undefined }): VNode {
  const longest = Math.max(1, ...of.phases.flatMap((p) => [...p.marks, ...p.moments].map((one) => one.at)))
  return (
    <section class="run" id="run" aria-labelledby="run-h" tabIndex={-1}>
      <h2 id="run-h">
        <T text={W.title} />
      </h2>
      <p class="hint">
        <T text={W.hint} />
      </p>
      <div class="phases">
        {of.phases.map((phase) => (
          <Phase phase={phase} of={of} longest={longest} pictures={pictures} />
        ))}
      </div>
    </section>
  )
}

interface PhaseProps {
  readonly phase: RunPhase
  readonly of: RunBoard
  readonly longest: number
  readonly pictures: string | undefined
}

function Phase({ phase, of, longest, pictures }: PhaseProps): VNode {
  const { decidedAt, moments } = phase
  const third = moments.filter((m) => m.third).length
  const before = decidedAt === undefined ? moments.length : moments.filter((m) => m.at < decidedAt).length
  const touched = phase.marks.find((m) => m.act === 'agree' || m.act === 'refuse')
  const said =
    decidedAt === undefined
      ? fill(W.noChoice, { n: moments.length, third })
      : fill(W.counts, { before, after: moments.length - before, third })
  return (
    <article class="phase" aria-labelledby={`phase-${phase.name}`} data-phase={phase.name}>
      <h3 id={`phase-${phase.name}`}>
        <T text={W[phase.name]} />
      </h3>
      <Shots phase={phase} of={of} pictures={pictures} />
      {decidedAt !== undefined && (
        <p>
          <T
            text={
              touched?.label === undefined
                ? fill(W.decided, { at: seconds(decidedAt) })
                : fill(W.click, { label: touched.label, at: seconds(decidedAt) })
            }
          />
        </p>
      )}
      <Timeline phase={phase} longest={longest} />
      <p>
        <T text={said} />
      </p>
      {!phase.whole && (
        <p class="warn">
          <T text={W.notWhole} />
        </p>
      )}
      {moments.length > 0 && <Moments phase={phase} />}
    </article>
  )
}

function Shots({ phase, of, pictures }: Omit<PhaseProps, 'longest'>): VNode | null {
  const shots = phase.marks.flatMap((mark) => {
    const shot = of.shots.find((s) => s.name === mark.shot)
    return shot ? [{ mark, shot }] : []
  })
  if (pictures === undefined) return null
  if (shots.length === 0)
    return (
      <p class="none">
        <T text={W.noPicture} />
      </p>
    )
  const name = (text: Text, at: number) => fill(W.picture, { phase: W[phase.name], act: text, at: seconds(at) })
  return (
    <div class="shots">
      {shots.slice(0, 3).map(({ mark, shot }) => (
        <figure>
          <a href={`${pictures}/${shot.sha256}`}>
            <img
              src={`${pictures}/${shot.sha256}`}
              alt={inBoth(name(actName(mark.act), mark.at))}
              loading="lazy"
              width={120}
              height={260}
            />
          </a>
          <figcaption>
            <T text={actName(mark.act)} /> {seconds(mark.at)} s
          </figcaption>
        </figure>
      ))}
    </div>
  )
}

/** Who is reached when, on the scale all phases share. */
function Timeline({ phase, longest }: { phase: RunPhase; longest: number }): VNode {
  const x = (at: number) => ((at / longest) * (WIDE - 20) + 10).toFixed(1)
  return (
    <svg class="timeline" viewBox={`0 0 ${WIDE} ${HIGH}`} aria-hidden="true" focusable="false">
      <line class="axis" x1="0" x2={WIDE} y1={MIDDLE} y2={MIDDLE} />
      {phase.decidedAt !== undefined && (
        <line class="choice" x1={x(phase.decidedAt)} x2={x(phase.decidedAt)} y1="0" y2={HIGH} />
      )}
      {phase.moments.map((m) => {
        const at = Number(x(m.at))
        const ref = momentRef(phase.name, m)
        if (m.third) return <path class="third" data-ref={ref} d={`M${at - 5} ${MIDDLE}l5-7 5 7-5 7z`} />
        if (m.kind === 'call') return <path class="call" data-ref={ref} d={`M${at - 4} ${MIDDLE + 5}l4-9 4 9z`} />
        return <circle class="own" data-ref={ref} cx={at} cy={MIDDLE} r="3.5" />
      })}
    </svg>
  )
}

function Moments({ phase }: { phase: RunPhase }): VNode {
  return (
    <details>
      <summary>
        <T text={fill(W.events, { n: phase.moments.length })} />
      </summary>
      <Scroll label={W[phase.name]}>
        <table class="list moments">
          <thead>
            <tr>
              <Heads of={[W.at, W.kind, W.what, W.who]} />
            </tr>
          </thead>
          <tbody>
            {phase.moments.map((m) => (
              <tr data-ref={momentRef(phase.name, m)}>
                <td>
                  +{seconds(m.at)} s{' '}
                  {phase.decidedAt !== undefined && <T text={m.at < phase.decidedAt ? W.before : W.after} />}
                </td>
                <td>
                  <T text={W[m.kind]} />
                </td>
                <td>
                  <Code text={m.what} />
                </td>
                <td>
                  {m.kind === 'request' && <T text={m.third ? W.third : W.own} />}{' '}
                  {m.owner !== undefined && <Raw text={m.owner} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {phase.more > 0 && (
        <p class="hint">
          <T text={fill(W.more, { n: phase.more })} />
        </p>
      )}
    </details>
  )
}
