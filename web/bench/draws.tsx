import type { VNode } from 'preact'
import { fill, same, type Text } from '../../src/law/text.ts'
import { type DrawScreen, DRAW_WORDS as W } from '../../src/report/bench/draw-words.ts'
import type { Frame, Screen } from '../../src/report/bench/screen.ts'
import { Code, Raw, T } from '../report/text.tsx'
import { Table } from './lists.tsx'
import { apiOf, baseOf, can, Field, Pair, Part, Send } from './parts.tsx'

export function Draws({ of, frame }: { of: Extract<Screen, { screen: 'draws' }>; frame: Frame }): VNode {
  return (
    <>
      <h1>
        <T text={W.title} />
      </h1>
      <p class="hint">
        <T text={W.lead} />
      </p>
      <Table
        label={W.title}
        heads={[W.name, W.what, W.organiser, W.stage, W.at]}
        numbers={[W.subjects, W.drawn]}
        of={of.items}
        row={(d) => (
          <tr>
            <th scope="row">
              <a href={`${baseOf(frame)}/draws/${d.id}`}>
                <Raw text={d.name} />
              </a>
            </th>
            <td class="says">
              <Raw text={d.title} />
            </td>
            <td>
              <Raw text={d.organiser} />
            </td>
            <td>
              <Stage of={d.stage} />
            </td>
            <td>{d.at}</td>
            <td class="num">{d.subjects}</td>
            <td class="num">{d.drawn}</td>
          </tr>
        )}
        none={W.none}
      />
      {can(frame, 'write') && (
        <Part id="new-draw" title={W.newDraw}>
          <Send to={`POST ${apiOf(frame)}/draws`} then={`${baseOf(frame)}/draws/{id}`} button={W.commit} class="stack">
            <Field label={W.plan}>
              <textarea name="plan" rows={12} required spellcheck={false} data-filled-by="plan-file" />
            </Field>
            <Field label={W.planFile}>
              <input type="file" id="plan-file" accept=".json,.yaml,.yml" />
            </Field>
          </Send>
        </Part>
      )}
    </>
  )
}

const Stage = ({ of }: { of: 'committed' | 'revealed' }): VNode => (
  <span class={`chip job-${of === 'revealed' ? 'done' : 'running'}`}>
    <i aria-hidden="true">{of === 'revealed' ? '✓' : '…'}</i> <T text={W[of]} />
  </span>
)

export function Draw({ of, frame }: { of: DrawScreen; frame: Frame }): VNode {
  const { draw, verification } = of
  const api = `${apiOf(frame)}/draws/${draw.id}`
  const revealed = draw.stage === 'revealed'
  const steps: readonly (readonly [Text, string, boolean])[] = [
    [W.committedStep, draw.committed, true],
    [W.waitStep, draw.at, revealed],
    [W.revealStep, draw.revealed ?? '', revealed],
    [W.verifyStep, '', revealed && verification.ok],
  ]
  const now = steps.findIndex(([, , done]) => !done)
  return (
    <>
      <p class="crumb">
        <a href={`${baseOf(frame)}/draws`}>
          <T text={W.title} />
        </a>{' '}
        › <Raw text={draw.organiser} />
      </p>
      <h1>
        <Raw text={draw.title} />
      </h1>
      <p class="ids">
        <Code text={draw.name} />
      </p>
      <ol class="draw-steps">
        {steps.map(([name, when, done], i) => (
          <li class={done ? 'done' : ''} aria-current={i === now ? 'step' : undefined}>
            <i aria-hidden="true">{done ? '✓' : i === now ? '▶' : '○'}</i>{' '}
            <b>
              <T text={name} />
            </b>
            <small>{when}</small>
          </li>
        ))}
      </ol>
      <p>
        <T text={W.commitment} />: <Code text={draw.id} />
      </p>
      <p class="files">
        <a href={`${api}/announcement`}>
          <T text={W.announcement} />
        </a>
        {(revealed || of.keeps) && (
          <a href={api}>
            <T text={W.file} />
          </a>
        )}
        {revealed && (
          <a href={`${api}/page?lang=${frame.lang}`}>
            <T text={W.page} />
          </a>
        )}
      </p>
      {!revealed && of.keeps && (
        <Part id="reveal" title={W.reveal}>
          <p class="hint">
            <T text={W.revealLead} />
          </p>
          <Send to={`POST ${api}/reveal`} then="reload" button={W.reveal} sure={W.revealSure} class="pairs">
            {of.sources.map((s) => (
              <Field label={{ zh: `${s.name}（${s.hint}）`, en: `${s.name} (${s.hint})` }}>
                <input
                  name={`values.${s.id}`}
                  required
                  maxLength={2000}
                  data-as={s.hint === 'hex' || s.hint === 'secret' ? 'text' : 'list'}
                />
              </Field>
            ))}
          </Send>
        </Part>
      )}
      {of.values.length > 0 && (
        <Part id="values" title={W.values}>
          <dl class="pair">
            {of.values.map((v) => (
              <Pair name={same(of.sources.find((s) => s.id === v.id)?.name ?? v.id)}>
                <Code text={v.value} />
              </Pair>
            ))}
          </dl>
        </Part>
      )}
      <Part id="tiers" title={W.tiers}>
        {of.tiers.map((tier) => (
          <Tier tier={tier} />
        ))}
      </Part>
      <Part id="verification" title={W.verification}>
        <p>
          <span class={`chip mark-${verification.ok ? 'done' : 'refused'}`}>
            <i aria-hidden="true">{verification.ok ? '✓' : '✕'}</i> <T text={verification.ok ? W.holds : W.fails} />
          </span>
        </p>
        <ul class="rows">
          {verification.checks.map((c) => (
            <li>
              <i aria-hidden="true">{c.ok ? '✓' : '✕'}</i> <T text={c.say} />
            </li>
          ))}
        </ul>
        {(['cautions', 'shows', 'doesNotShow'] as const).map(
          (name) =>
            verification[name].length > 0 && (
              <>
                <h3>
                  <T text={W[name]} />
                </h3>
                <ul class="notes">
                  {verification[name].map((say) => (
                    <li>
                      <T text={say} />
                    </li>
                  ))}
                </ul>
              </>
            ),
        )}
      </Part>
    </>
  )
}

function Tier({ tier }: { tier: DrawScreen['tiers'][number] }): VNode {
  const { id, of, number, ratio } = tier
  return (
    <section class="tier">
      <h3>
        <T text={fill(W.tier, { id, number, of, ratio })} />
      </h3>
      <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect class="o-inapplicable" x="0" y="0" width="100" height="6" />
        <rect class="o-passed" x="0" y="0" width={((number / Math.max(1, of)) * 100).toFixed(2)} height="6" />
      </svg>
      {tier.drawn.length > 0 && <Rows rows={tier.drawn} label={W.drawn} />}
      {tier.more > 0 && (
        <p class="hint">
          <T text={fill(W.more, { n: tier.more })} />
        </p>
      )}
      {tier.substitutes.length > 0 && (
        <details>
          <summary>
            <T text={W.substituteSubjects} />
          </summary>
          <Rows rows={tier.substitutes} label={W.substituteSubjects} />
        </details>
      )}
    </section>
  )
}

function Rows({ rows, label }: { rows: DrawScreen['tiers'][number]['drawn']; label: Text }): VNode {
  return (
    <Table
      label={label}
      heads={[W.subject, W.inspectors, W.substitutes]}
      of={rows}
      row={(row) => (
        <tr>
          <th scope="row">
            <Code text={row.subject} />
          </th>
          <td>
            <Code text={row.inspectors.join(' ')} />
          </td>
          <td>
            <Code text={row.substitutes.join(' ')} />
          </td>
        </tr>
      )}
    />
  )
}
