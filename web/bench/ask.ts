import type { Text } from '../../src/law/text.ts'
import { nameOf } from './files-client.ts'

/** What a route answered: `B` is the shape that it declares; or why it was not done, where the server said so. */
export type Answer<B> =
  | { readonly ok: true; readonly body: B; readonly text: string }
  | { readonly ok: false; readonly error: Text }

const UNANSWERED: Text = { zh: '服务没有应答，请重试', en: 'the server did not answer, try again' }

const csrf = document.querySelector<HTMLMetaElement>('meta[name=csrf]')?.content

const headers = (type: string | undefined) => ({
  ...(csrf ? { 'x-guiju-csrf': csrf } : {}),
  ...(type === undefined ? {} : { 'content-type': type }),
})

/** Asks a route that makes a file of what is sent. */
export async function fetchMade(
  path: string,
  body: string,
): Promise<
  { readonly ok: true; readonly file: Blob; readonly name: string } | { readonly ok: false; readonly error: Text }
> {
  const answer = await fetch(path, { method: 'POST', headers: headers('application/json'), body }).catch(
    () => undefined,
  )
  if (answer?.ok) return { ok: true, file: await answer.blob(), name: nameOf(answer) ?? 'document' }
  const said = answer && (parsed(await answer.text()) as { error?: Text } | undefined)
  return { ok: false, error: said?.error ?? UNANSWERED }
}

/** Asks a route of the server. */
export async function ask<B>(
  method: string,
  path: string,
  body?: BodyInit,
  type = 'application/json',
): Promise<Answer<B>> {
  const answer = await fetch(path, {
    method,
    headers: headers(body === undefined ? undefined : type),
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
