import type { VNode } from 'preact'
import type { Frame, Screen } from '../../src/report/bench/screen.ts'
import { moment } from '../../src/report/bench/shown.ts'
import { BENCH_WORDS as W } from '../../src/report/bench/words.ts'
import { Raw, T } from '../report/text.tsx'
import { Table } from './lists.tsx'
import { Field, Part, Send } from './parts.tsx'

type Of<K extends Screen['screen']> = Extract<Screen, { screen: K }>

export function Account({ of, frame }: { of: Of<'account'>; frame: Frame }): VNode {
  return (
    <>
      <h1>
        <T text={W.account} />
      </h1>
      <p>
        <Raw text={frame.who?.name ?? ''} />
        {of.issuers.map((issuer) => (
          <>
            {' '}
            <span class="chip">
              <Raw text={new URL(issuer).host} />
            </span>
          </>
        ))}
      </p>
      {of.waiting && (
        <p class="warn">
          <T text={W.youWait} />
        </p>
      )}
      {of.linkable && <Send to="POST /api/me/identities" then="{to}" button={W.linkIdentity} quiet />}
      {of.localAccounts && <Password of={of} />}
      <Sessions of={of} />
      <Send to="DELETE /api/session" then="{to}" button={W.signOut} quiet />
    </>
  )
}

function Sessions({ of }: { of: Of<'account'> }): VNode {
  return (
    <Part id="sessions" title={W.sessions}>
      <Table
        label={W.sessions}
        heads={[W.device, W.signedIn, W.used, W.action]}
        of={of.sessions}
        row={(one) => (
          <tr>
            <th scope="row">
              {one.agent === '' ? <T text={W.unknownDevice} /> : <Raw text={one.agent} />}
              {one.oidc && (
                <>
                  {' '}
                  <span class="chip">
                    <T text={W.vouched} />
                  </span>
                </>
              )}
            </th>
            <td>{moment(one.made)}</td>
            <td>{moment(one.seen)}</td>
            <td>
              {one.current ? (
                <T text={W.thisOne} />
              ) : (
                <Send to={`DELETE /api/me/sessions/${one.id}`} then="reload" button={W.signOut} quiet />
              )}
            </td>
          </tr>
        )}
      />
      {of.sessions.length > 1 && <Send to="DELETE /api/me/sessions" then="reload" button={W.signOutOthers} quiet />}
    </Part>
  )
}

function Password({ of }: { of: Of<'account'> }): VNode {
  return (
    <Part id="password" title={W.password}>
      <p class="hint">
        <T text={W.setPasswordHint} />
      </p>
      <Send to="PUT /api/me/password" then="/" button={W.setPassword} class="line">
        {of.hasPassword && (
          <Field label={W.currentPassword}>
            <input type="password" name="current" required autocomplete="current-password" />
          </Field>
        )}
        <Field label={W.newPassword}>
          <input type="password" name="password" required minLength={10} maxLength={200} autocomplete="new-password" />
        </Field>
      </Send>
    </Part>
  )
}

export function SignIn({ of }: { of: Of<'sign-in'> }): VNode {
  return (
    <>
      <h1>
        <T text={W.signIn} />
      </h1>
      {of.provider && (
        <p>
          <a class="go" href={of.provider.href}>
            <T text={of.provider.name} />
          </a>
        </p>
      )}
      {of.provider && of.localAccounts && (
        <p class="hint">
          <T text={W.or} />
        </p>
      )}
      {of.localAccounts && <LocalSignIn />}
    </>
  )
}

function LocalSignIn(): VNode {
  return (
    <>
      <p class="hint">
        <T text={W.signInHint} />
      </p>
      <Send to="POST /api/session" then="/" button={W.signIn} class="stack">
        <Field label={W.accountName}>
          <input name="name" required maxLength={100} autocomplete="username" />
        </Field>
        <Field label={W.password}>
          <input type="password" name="password" required maxLength={200} autocomplete="current-password" />
        </Field>
      </Send>
    </>
  )
}

export function Refused({ of, frame }: { of: Of<'refused'>; frame: Frame }): VNode {
  return (
    <>
      <h1>{of.status}</h1>
      <p>
        <T text={of.text} />
      </p>
      <p>
        <a href="/">
          <T text={W.backHome} />
        </a>{' '}
        {frame.who === null && (
          <a href={of.to === undefined ? '/sign-in' : `/sign-in?to=${encodeURIComponent(of.to)}`}>
            <T text={W.signIn} />
          </a>
        )}
      </p>
    </>
  )
}
