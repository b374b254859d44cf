import type { ComponentChildren, VNode } from 'preact'
import { useContext } from 'preact/hooks'
import type { NetworkBoard } from '../../src/judge/board.ts'
import type { Determination, Result, SubjectResult } from '../../src/judge/result.ts'
import { fill, type Text } from '../../src/law/text.ts'
import type { Condensed } from '../../src/report/condense.ts'
import { instrumentTitle, provisionRef } from '../../src/report/instruments.ts'
import type { Lang } from '../../src/report/lang.ts'
import { BOARD_WORDS } from '../../src/report/network/board-words.ts'
import { anchors, outline, READING_ORDER, tally } from '../../src/report/outline.ts'
import { shortVerdict } from '../../src/report/verdict.ts'
import { clip } from '../../src/report/visible.ts'
import { KIND_NAMES, WORDS } from '../../src/report/words.ts'
import { Act, figure } from './act.tsx'
import { Book } from './book.tsx'
import { Courses } from './book-trend.tsx'
import { CondensedNetworks } from './condensed.tsx'
import { Filters } from './filters.tsx'
import { Icon } from './icons.tsx'
import { BoardPictures } from './network.tsx'
import { Pictures, RunPictures } from './run-board.tsx'
import { Heads } from './scroll.tsx'
import { page } from './shell.tsx'
import { Summary } from './summary.tsx'
import { Code, Raw, sentences, T } from './text.tsx'

/** The report of one Result as one HTML file. */
export function reportPage(result: Result, lang: Lang, rest: readonly Condensed[] = []): string {
  const single = result.results.length === 1 && rest.length === 0 ? result.results[0] : undefined
  const name = single ? `${single.subject.name} ${single.subject.version}`.trim() : ''
  const title: Text = {
    zh: `${name ? `${name} · ` : ''}${WORDS.reportTitle.zh} · 规矩`,
    en: `${name ? `${name} · ` : ''}${WORDS.reportTitle.en} · Guiju`,
  }
  return page({
    lang,
    title,
    heading: WORDS.reportTitle,
    foot: footLine(result),
    children: <Report result={result} rest={rest} />,
  })
}

/** The pictures of an inventory of networks on a page of their own. */
export function boardPage(board: NetworkBoard, operator: string, lang: Lang): string {
  const { zh, en } = BOARD_WORDS.title
  return page({
    lang,
    title: { zh: `${operator} · ${zh} · 规矩`, en: `${operator} · ${en} · Guiju` },
    heading: BOARD_WORDS.title,
    foot: { zh: `规矩 Guiju · ${board.asOf} · ${zh}`, en: `Guiju · ${board.asOf} · ${en}` },
    children: (
      <main class="wrap" id="main">
        <h1>
          <bdi>
            <Raw text={operator} />
          </bdi>
        </h1>
        <h2 class="asof">{board.asOf}</h2>
        <BoardPictures of={board} id="board" />
      </main>
    ),
  })
}

/** Characters of the foot line spent on what was not examined, so that it keeps to two lines. */
const FOOT_LIMITS = { zh: 60, en: 80 }

/** Tool, rules, law of the day and what was not examined, in one line. */
function footLine(result: Result): Text {
  const limits = result.results.flatMap((r) => r.limits)
  const short = (lang: Lang, join: string) => {
    const { text, more } = clip(limits.map((l) => l[lang].replace(/[。.]$/, '')).join(join), FOOT_LIMITS[lang])
    return more > 0 ? `${text}…` : text
  }
  const { version, rules } = result.tool
  const none = limits.length === 0
  return {
    zh: [
      `规矩 Guiju ${version}`,
      `${WORDS.rules.zh} ${rules.slice(0, 12)}`,
      fill(WORDS.lawOfDay, { day: result.asOf }).zh,
      none
        ? WORDS.noLimits.zh.replace(/。$/, '')
        : `${fill(WORDS.limitsShort, { n: limits.length }).zh}：${short('zh', '；')}`,
      WORDS.selfCheck.zh.replace(/。$/, ''),
    ].join(' · '),
    en: [
      `Guiju ${version}`,
      `${WORDS.rules.en} ${rules.slice(0, 12)}`,
      fill(WORDS.lawOfDay, { day: result.asOf }).en,
      none
        ? WORDS.noLimits.en.replace(/\.$/, '')
        : `${fill(WORDS.limitsShort, { n: limits.length }).en}: ${short('en', '; ')}`,
      WORDS.selfCheck.en.replace(/\.$/, ''),
    ].join(' · '),
  }
}

function Report({ result, rest }: { result: Result; rest: readonly Condensed[] }): VNode {
  const ids = anchors(result.results)
  const many = result.results.length > 1
  return (
    <div class="wrap cols">
      <aside>
        <Filters all={result.results.flatMap((r) => r.determinations)} />
      </aside>
      <div>
        <main>
          <p class="notice">
            <T text={sentences(WORDS.selfCheck, fill(WORDS.lawOfDaySentence, { day: result.asOf }))} />
          </p>
          {many && (
            <>
              <h1>
                <T text={WORDS.reportTitle} />
              </h1>
              <Index result={result} />
            </>
          )}
          <Courses results={result.results} />
          {result.results.map((r, index) => (
            <SubjectReport r={r} ids={ids} many={many} id={`subject-${index + 1}`} first={index === 0} />
          ))}
          {rest.length > 0 && <CondensedNetworks all={rest} />}
        </main>
        <About result={result} />
      </div>
    </div>
  )
}

function Index({ result }: { result: Result }): VNode {
  return (
    <nav class="index" aria-labelledby="index-h">
      <h2 id="index-h">
        <T text={WORDS.subjects} />
      </h2>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <T text={WORDS.subject} />
            </th>
            {READING_ORDER.map((o) => (
              <th scope="col" class={`num o-${o}`}>
                <Icon name={o} />
                <T text={shortVerdict(o)} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {result.results.map(({ subject, determinations }, index) => {
            const counts = tally(determinations)
            return (
              <tr>
                <th scope="row">
                  <a href={`#subject-${index + 1}`}>
                    <bdi>
                      <Raw text={subject.name} />
                    </bdi>
                  </a>{' '}
                  <small>
                    <T text={KIND_NAMES[subject.kind]} /> <Raw text={subject.version} />
                  </small>
                </th>
                {READING_ORDER.map((o) => (
                  <td class={`num ${counts[o] > 0 ? `o-${o}` : 'zero'}`}>{counts[o]}</td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </nav>
  )
}

interface SubjectProps {
  readonly r: SubjectResult
  readonly ids: ReadonlyMap<Determination, string>
  readonly many: boolean
  readonly id: string
  readonly first: boolean
}

/** One subject with every determination. */
export function SubjectReport({ r, ids, many, id, first }: SubjectProps): VNode {
  const { subject } = r
  const name = (
    <bdi>
      <Raw text={subject.name} />
    </bdi>
  )
  return (
    <article class="subject" id={id} aria-labelledby={`${id}-h`}>
      <header>
        <p class="kind">
          <T text={KIND_NAMES[subject.kind]} />
        </p>
        {many ? <h2 id={`${id}-h`}>{name}</h2> : <h1 id={`${id}-h`}>{name}</h1>}
        <p class="ids">
          {subject.version !== '' && (
            <span>
              <T text={WORDS.version} />{' '}
              <bdi>
                <Raw text={subject.version} />
              </bdi>
            </span>
          )}
          <Code text={subject.id} />
          <a href={`#${id}-limits`}>
            <T text={r.limits.length > 0 ? fill(WORDS.limitsShort, { n: r.limits.length }) : WORDS.limits} />
          </a>
        </p>
      </header>
      <Summary r={r} ids={ids} />
      <Book r={r} id={id} />
      {r.board && <BoardPictures of={r.board} id={`${id}-board`} />}
      {r.run && first && <RunPictures of={r.run} pictures={useContext(Pictures)} />}
      <section class="acts" id={first ? 'main' : undefined} tabIndex={first ? -1 : undefined}>
        <h2 class="vh">
          <T text={WORDS.determinations} />
        </h2>
        {outline(r.determinations).map((section) => (
          <section class="instrument">
            <h3>
              <T text={section.title} />
            </h3>
            {section.groups.map((group) => (
              <section class="group">
                {group.number && (
                  <h4>
                    <b>{group.number}</b>
                    <T text={group.title} />
                  </h4>
                )}
                <ol>
                  {group.determinations.map((d) => (
                    <Act d={d} id={ids.get(d) ?? ''} group={group.key} />
                  ))}
                </ol>
              </section>
            ))}
          </section>
        ))}
      </section>
      <NotExamined r={r} id={`${id}-limits`} />
    </article>
  )
}

function NotExamined({ r, id }: { r: SubjectResult; id: string }): VNode {
  const problems = r.problems ?? []
  return (
    <section class="limits" id={id} tabIndex={-1}>
      <h3>
        <T text={WORDS.limits} />
      </h3>
      {r.limits.length === 0 ? (
        <p>
          <T text={WORDS.noLimits} />
        </p>
      ) : (
        <ul>
          {r.limits.map((limit) => (
            <li>
              <T text={limit} />
            </li>
          ))}
        </ul>
      )}
      {problems.length > 0 && (
        <>
          <h3>
            <T text={WORDS.problems} /> <b>{problems.length}</b>
          </h3>
          <table>
            <thead>
              <tr>
                <Heads of={[WORDS.problemCode, WORDS.locator, WORDS.message]} />
              </tr>
            </thead>
            <tbody>
              {problems.map((p) => (
                <tr>
                  <td>
                    <Code text={p.code} />
                  </td>
                  <td>
                    <Code text={p.artifact} /> <Code text={p.locator} />
                  </td>
                  <td>
                    <T text={p.message} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  )
}

function About({ result }: { result: Result }): VNode {
  const { tool } = result
  const all = result.results.flatMap((r) => r.determinations)
  const instruments = [...new Set(all.map((d) => provisionRef(d.provision).instrument))]
  return (
    <footer class="about">
      <h2>
        <T text={WORDS.about} />
      </h2>
      <dl>
        <Row label={WORDS.tool}>Guiju {tool.version}</Row>
        <Row label={WORDS.rules}>
          <Code text={tool.rules} />
        </Row>
        <Row label={WORDS.asOf}>{result.asOf}</Row>
        <Row label={WORDS.calendarUntil}>{tool.calendarUntil}</Row>
        <Row label={WORDS.instruments}>
          <ul>
            {instruments.map((id) => (
              <li>
                <T text={instrumentTitle(id)} /> <Code text={id} />
              </li>
            ))}
          </ul>
        </Row>
        <Row label={WORDS.inputs}>
          <ul class="inputs">
            {result.results.flatMap((r) =>
              r.subject.inputs.map((input) => (
                <li>
                  <Code text={input.name} /> {figure(input.bytes)} <T text={WORDS.bytes} />
                  <br />
                  <small>
                    SHA-256 <Code text={input.sha256} />
                  </small>
                </li>
              )),
            )}
          </ul>
        </Row>
        <Row label={WORDS.schema}>
          <Code text={result.schema} />
        </Row>
        <Row label={WORDS.disputeTitle}>
          <T text={sentences(WORDS.selfCheck, WORDS.dispute)} />
        </Row>
      </dl>
    </footer>
  )
}

function Row({ label, children }: { label: Text; children: ComponentChildren }): VNode {
  return (
    <>
      <dt>
        <T text={label} />
      </dt>
      <dd>{children}</dd>
    </>
  )
}
