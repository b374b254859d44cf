import type { VNode } from 'preact'
import { fill, same, type Text } from '../../src/law/text.ts'
import { RIGHT_NAMES, ROLE_TITLES } from '../../src/report/bench/roles.ts'
import type { Frame, Screen } from '../../src/report/bench/screen.ts'
import { moment } from '../../src/report/bench/shown.ts'
import { trailWord } from '../../src/report/bench/trail-words.ts'
import { BENCH_WORDS as W } from '../../src/report/bench/words.ts'
import { Heads, Scroll } from '../report/scroll.tsx'
import { Code, Raw, T } from '../report/text.tsx'
import { Table } from './lists.tsx'
import { apiOf, can, Field, Option, Part, Send } from './parts.tsx'

type Of<K extends Screen['screen']> = Extract<Screen, { screen: K }>
const roleName = (role: string): Text => ROLE_TITLES[role] ?? same(role)

export function Admin({ of, frame }: { of: Of<'admin'>; frame: Frame }): VNode {
  const api = apiOf(frame)
  return (
    <>
      <h1>
        <T text={W.admin} />
      </h1>
      <Members of={of} frame={frame} />
      {of.waiting.length > 0 && <Waiting of={of} frame={frame} />}
      <Tokens of={of} frame={frame} />
      {of.trail && <Trail of={of} frame={frame} />}
      <Part id="workspace" title={W.workspace}>
        {can(frame, 'system') && (
          <>
            <Send to={`PATCH ${api}`} then="reload" button={W.rename} class="line">
              <Field label={W.name}>
                <input name="name" value={frame.workspace?.name} required maxLength={80} />
              </Field>
            </Send>
            <Send to={`DELETE ${api}`} then="/" button={W.removeWorkspace} sure={W.sure} quiet />
          </>
        )}
        <p>
          <a class="apart" href="/openapi.json">
            <T text={W.api} />
          </a>
        </p>
      </Part>
      {frame.who?.operator && <NewWorkspace />}
    </>
  )
}

function Members({ of, frame }: { of: Of<'admin'>; frame: Frame }): VNode {
  const api = apiOf(frame)
  return (
    <Part id="members" title={W.members}>
      <Scroll label={W.members}>
        <table class="list">
          <thead>
            <tr>
              <Heads of={[W.name, W.role, W.since, W.vouched]} />
              <th scope="col">
                <span class="vh">
                  <T text={W.action} />
                </span>
              </th>
            </tr>
          </thead>
          <tbody>
            {of.members.map((m) => (
              <tr>
                <th scope="row">
                  <Raw text={m.name} />{' '}
                  {m.locked && (
                    <span class="chip">
                      <T text={W.locked} />
                    </span>
                  )}
                  {m.disabled && (
                    <span class="chip">
                      <T text={W.disabled} />
                    </span>
                  )}
                </th>
                <td>
                  {can(frame, 'roles') ? (
                    <Send to={`PATCH ${api}/members/${m.account}`} then="reload" button={W.give} class="line" quiet>
                      <select name="role" aria-label={`${W.role[frame.lang]} ${m.name}`}>
                        {of.roles.map((role) => (
                          <Option value={role} text={roleName(role)} lang={frame.lang} selected={role === m.role} />
                        ))}
                      </select>
                    </Send>
                  ) : (
                    <T text={roleName(m.role)} />
                  )}
                </td>
                <td>{moment(m.since)}</td>
                <td>{m.issuer === null ? <T text={W.local} /> : <Raw text={new URL(m.issuer).host} />}</td>
                <td>
                  {can(frame, 'accounts') && m.name !== frame.who?.name && (
                    <Disable to={`${api}/members/${m.account}`} disabled={m.disabled} />
                  )}
                  {can(frame, 'accounts') && (
                    <Send
                      to={`DELETE ${api}/members/${m.account}`}
                      then="reload"
                      button={W.remove}
                      sure={W.sure}
                      quiet
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {can(frame, 'accounts') && (
        <Send to={`POST ${api}/members`} then="show link" button={W.addMember} class="line">
          <Field label={W.accountName}>
            <input name="name" required maxLength={60} autocomplete="off" />
          </Field>
          {!frame.workspace?.separated && (
            <Field label={W.role}>
              <select name="role">
                {of.roles.map((role) => (
                  <Option value={role} text={roleName(role)} lang={frame.lang} selected={role === 'viewer'} />
                ))}
              </select>
            </Field>
          )}
        </Send>
      )}
    </Part>
  )
}

/** Shuts an account out, or lets it in again. */
const Disable = ({ to, disabled }: { to: string; disabled: boolean }): VNode => (
  <Send
    to={`PUT ${to}/disabled`}
    then="reload"
    button={disabled ? W.enable : W.disable}
    {...(disabled ? {} : { sure: W.disableSure })}
    quiet
  >
    <input type="hidden" name="disabled" value={String(!disabled)} data-as="flag" />
  </Send>
)

/** Accounts of the identity provider that nobody admitted yet. */
function Waiting({ of, frame }: { of: Of<'admin'>; frame: Frame }): VNode {
  return (
    <Part id="waiting" title={W.waiting}>
      <p class="hint">
        <T text={W.waitingHint} />
      </p>
      <Table
        label={W.waiting}
        heads={[W.name, W.vouched, W.since, W.action]}
        of={of.waiting}
        row={(one) => (
          <tr>
            <th scope="row">
              <Raw text={one.name} />
            </th>
            <td>
              <Raw text={new URL(one.issuer).host} />
            </td>
            <td>{moment(one.made)}</td>
            <td>
              <Send to={`POST ${apiOf(frame)}/members`} then="reload" button={W.admit} class="line" quiet>
                <input type="hidden" name="name" value={one.name} />
                {!frame.workspace?.separated && (
                  <select name="role" aria-label={`${W.role[frame.lang]} ${one.name}`}>
                    {of.roles.map((role) => (
                      <Option value={role} text={roleName(role)} lang={frame.lang} selected={role === 'viewer'} />
                    ))}
                  </select>
                )}
              </Send>
              <Disable to={`/api/accounts/${one.account}`} disabled={false} />
            </td>
          </tr>
        )}
      />
    </Part>
  )
}

function Tokens({ of, frame }: { of: Of<'admin'>; frame: Frame }): VNode {
  const api = apiOf(frame)
  const { workspace } = frame
  return (
    <Part id="tokens" title={W.tokens}>
      {of.tokens.length === 0 ? (
        <p class="none">
          <T text={W.noTokens} />
        </p>
      ) : (
        <Scroll label={W.tokens}>
          <table class="list">
            <thead>
              <tr>
                <Heads of={[W.name, W.account, W.scopes, W.ends, W.used]} />
                <th scope="col">
                  <span class="vh">
                    <T text={W.action} />
                  </span>
                </th>
              </tr>
            </thead>
            <tbody>
              {of.tokens.map((t) => (
                <tr>
                  <th scope="row">
                    <Raw text={t.name} />
                  </th>
                  <td>
                    <Raw text={t.account} />
                  </td>
                  <td>
                    <Code text={t.scopes.join(' ')} />
                  </td>
                  <td>{moment(t.ends)}</td>
                  <td>{t.used === null ? <T text={W.never} /> : moment(t.used)}</td>
                  <td>
                    {t.revoked ? (
                      <T text={W.revoked} />
                    ) : (
                      <Send to={`DELETE ${api}/tokens/${t.id}`} then="reload" button={W.revoke} quiet />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {workspace?.role && (
        <Send to={`POST ${api}/tokens`} then="show token" button={W.makeToken} class="line">
          <Field label={W.name}>
            <input name="name" required maxLength={80} autocomplete="off" />
          </Field>
          <fieldset>
            <legend>
              <T text={W.scopes} />
            </legend>
            {workspace.rights.map((right) => (
              <label class="check">
                <input type="checkbox" name="scopes" value={right} data-as="many" checked={right === 'read'} />{' '}
                <T text={RIGHT_NAMES[right] ?? same(right)} />
              </label>
            ))}
          </fieldset>
          <Field label={W.days}>
            <input type="number" name="days" data-as="number" value={90} min={1} max={366} required />
          </Field>
        </Send>
      )}
    </Part>
  )
}

function Trail({ of, frame }: { of: Of<'admin'>; frame: Frame }): VNode {
  return (
    <Part id="trail" title={W.trail}>
      <p class="hint">
        <T text={W.trailHint} />
      </p>
      <p>
        <T text={W.trailExport} />{' '}
        {(['jsonl', 'csv'] as const).map((format) => (
          <>
            <a class="apart" href={`${apiOf(frame)}/trail/export?format=${format}`} download>
              {format.toUpperCase()}
            </a>{' '}
          </>
        ))}
      </p>
      <p class={of.brokenAt === null ? 'hint' : 'warn'}>
        <T text={of.brokenAt === null ? W.trailWhole : fill(W.trailBroken, { n: of.brokenAt })} />
      </p>
      {(of.trail ?? []).length > 0 && (
        <Scroll label={W.trail}>
          <table class="list">
            <thead>
              <tr>
                <th scope="col" class="num">
                  #
                </th>
                <Heads of={[W.time, W.actor, W.action, W.object]} />
              </tr>
            </thead>
            <tbody>
              {(of.trail ?? []).map((line) => (
                <tr>
                  <td class="num">{line.position}</td>
                  <td>{moment(line.at)}</td>
                  <td>
                    <Raw text={line.actor} />
                  </td>
                  <td>
                    <T text={trailWord(line.action)} />
                  </td>
                  <td>
                    <Code text={line.object} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Part>
  )
}

function NewWorkspace(): VNode {
  return (
    <Part id="new" title={W.newWorkspace}>
      <Send to="POST /api/workspaces" then="show links" button={W.create} class="line">
        <Field label={W.name}>
          <input name="name" required maxLength={80} />
        </Field>
      </Send>
      <details>
        <summary>
          <T text={W.separated} />
        </summary>
        <Send to="POST /api/workspaces" then="show links" button={W.create} class="line">
          <Field label={W.name}>
            <input name="name" required maxLength={80} />
          </Field>
          <Field label={W.securityName}>
            <input name="separated.security" required maxLength={60} autocomplete="off" />
          </Field>
          <Field label={W.auditName}>
            <input name="separated.audit" required maxLength={60} autocomplete="off" />
          </Field>
        </Send>
      </details>
    </Part>
  )
}
