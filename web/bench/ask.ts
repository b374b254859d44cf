import type { Text } from '../../src/law/text.ts'

/** What a route answered: `B` is the shape that it declares; or why it was not done, where the server said so. */
export type Answer<B> =
  | { readonly ok: true; readonly body: B; readonly text: string }
  | { readonly ok: false; readonly error: Text }

const UNANSWERED: Text = { zh: '服务没有应答，请重试', en: 'the server did not answer, try again' }

const csrf = document.querySelector<HTMLMetaElement>('meta[name=csrf]')?.content

/** Asks a route of the server. */
export async function ask<B>(
  method: string,
  path: string,
  body?: BodyInit,
  type = 'application/json',
): Promise<Answer<B>> {
  const answer = await fetch(path, {
    method,
    headers: { ...(csrf ? { 'x-guiju-csrf': csrf } : {}), ...(body === undefined ? {} : { 'content-type': type }) },
    ...(body === undefined ? {} : { body }),
  }).catch(() => undefined)
  if (!answer) return { ok: false, error: UNANSWERED }
  const text = await answer.text()
  const said = parsed(text)
  if (answer.ok) return { ok: true, body: said as B, text }
  return { ok: false, error: (said as { error?: Text } | undefined)?.error ?? UNANSWERED }
}

function parsed(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    return undefined
  }
}
