import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Person, TestBench } from './bench.ts'
import { sampleResult } from './sample-result.ts'

type Json = Record<string, unknown>

/** Texts that have broken servers. */
const HOSTILE = [
  '',
  ' ',
  '../../../../etc/passwd',
  '..%2f..%2fworkbench.sqlite',
  '%00',
  'a\u0000b',
  '\ud800',
  '\u202e',
  "' or 1=1 --",
  "'; drop table subject; --",
  '{{7*7}}#{7*7}<%= 7*7 %>',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  'x\r\nset-cookie: a=b',
  '__proto__',
  'constructor',
  'toString',
  'null',
  '-1',
  '0',
  '1e309',
  '99999999999999999999',
  '9999-99-99',
  '2026-02-30',
  'http://169.254.169.254/latest/meta-data/',
  'file:///etc/passwd',
  'a'.repeat(5000),
  '((((((((((a+)+)+)+)+)+)+)+)+)+)+$',
  '%',
  '_',
  '\\',
  '\u{1f4a9}'.repeat(50),
]
const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 40 }))
const anything = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(text, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('id', 'kind', '__proto__', 'results', 'url'), text, { maxKeys: 3 }),
)

/** Values of a JSON Schema, and near it: each part may be left out or be something else. */
function near(schema: Json, parts: Json, depth = 0): fc.Arbitrary<unknown> {
  if (depth > 6) return anything
  const ref = schema['$ref'] as string | undefined
  if (ref) return near(parts[ref.replace('#/components/schemas/', '')] as Json, parts, depth + 1)
  const any = (schema['anyOf'] ?? schema['oneOf']) as Json[] | undefined
  const own = any ? fc.oneof(...any.map((one) => near(one, parts, depth + 1))) : plain(schema, parts, depth)
  return fc.oneof({ weight: 5, arbitrary: own }, { weight: 1, arbitrary: anything })
}

function plain(schema: Json, parts: Json, depth: number): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema['const'])
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]))
  switch (schema['type']) {
    case 'object': {
      const of = Object.entries((schema['properties'] ?? {}) as Record<string, Json>)
      const fields = Object.fromEntries(of.map(([name, one]) => [name, near(one, parts, depth + 1)]))
      return fc.oneof(
        { weight: 4, arbitrary: fc.record(fields) },
        { weight: 1, arbitrary: fc.record(fields, { requiredKeys: [] }) },
      )
    }
    case 'array':
      return fc.array(near((schema['items'] ?? {}) as Json, parts, depth + 1), { maxLength: 3 })
    case 'integer':
    case 'number':
      return fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer(), fc.double())
    case 'boolean':
      return fc.boolean()
    case 'string':
      return text
    default:
      return anything
  }
}

interface Sent {
  readonly path: string
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
}

/** A segment of a path or a value of a query as it can be sent at all. */
const encoded = (of: string): string => encodeURIComponent(of.toWellFormed())

function requests(path: string, operation: Json, parts: Json, known: readonly string[]): fc.Arbitrary<Sent> {
  const ids = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: text })
  const parameters = (operation['parameters'] ?? []) as { name: string; in: string; schema: Json }[]
  const query = fc.record(
    Object.fromEntries(
      parameters
        .filter((p) => p.in === 'query')
        .map((p) => [
          p.name,
          near(p.schema, parts).map((v) => (typeof v === 'string' ? v : (JSON.stringify(v) ?? ''))),
        ]),
    ),
    { requiredKeys: [] },
  )
  const names = parameters.filter((p) => p.in === 'path' && p.name !== 'ws').map((p) => p.name)
  const content = (operation['requestBody'] as Json | undefined)?.['content'] as Record<string, Json> | undefined
  const schema = content?.['application/json']?.['schema'] as Json | undefined
  const body: fc.Arbitrary<unknown> = schema
    ? fc.oneof(
        { weight: 6, arbitrary: near(schema, parts).map((v) => JSON.stringify(v) ?? '') },
        { weight: 1, arbitrary: text },
      )
    : content
      ? text
      : fc.constant(undefined)
  return fc.record({ query, body, values: fc.tuple(...names.map(() => ids)) }).map((drawn) => {
    let at = path.replace('{ws}', 'main')
    for (const [n, name] of names.entries())
      at = at.replace(`{${name}}`, encoded(drawn.values[n]!).replace(/^\.+$/, '%2e'))
    const asked = Object.entries(drawn.query as Record<string, string>).map(([name, v]) => `${name}=${encoded(v)}`)
    return {
      path: asked.length > 0 ? `${at}?${asked.join('&')}` : at,
      body: typeof drawn.body === 'string' ? drawn.body.toWellFormed() : drawn.body,
      headers: schema ? { 'content-type': 'application/json' } : {},
    }
  })
}

/** What every answer carries, whatever it says. */
export const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
} as const

export function hasSecurityHeaders(headers: Headers, where: string): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS))
    assert.equal(headers.get(name), value, `${where}: ${name}`)
}

/** An answer may wait for work in hand, but not for ever. */
const HANG = 60_000
/** What would take away who asks, or where. */
const SPARED = new Set(['delete /api/workspaces/{ws}', 'delete /api/session', 'post /api/password'])

/** Sends each route of the OpenAPI document what its schemas allow, and what is near it. */
export async function fuzzRoutes(bench: TestBench, by: Person, runs: number): Promise<void> {
  const document = (await bench.ask('GET', '/openapi.json')).json as Json
  const parts = (document['components'] as Json)['schemas'] as Json
  const { items } = (await bench.ask('POST', '/api/workspaces/main/results', by, sampleResult())).json
  await bench.ask('POST', '/api/workspaces/main/cases', by, { id: 'c-1', procedure: 'inspection-2018' })
  const { sha256 } = (await bench.ask('POST', '/api/workspaces/main/artifacts?name=x', by, 'x')).json
  const known = [items[0].subject, items[0].result, 'c-1', sha256, by.account, 'app-pi-2019', '3.1', 'nothing']
  let asked = 0
  for (const [path, of] of Object.entries(document['paths'] as Record<string, Record<string, Json>>))
    for (const [method, operation] of Object.entries(of)) {
      if (SPARED.has(`${method} ${path}`) || path.endsWith('/password')) continue
      await fc.assert(
        fc.asyncProperty(requests(path, operation, parts, known), async (sent) => {
          const where = `${method} ${sent.path.slice(0, 200)} ${JSON.stringify(sent.body)?.slice(0, 300)}`
          let timer: ReturnType<typeof setTimeout> | undefined
          const late = new Promise<never>((_, reject) => {
            timer = setTimeout(() => reject(new Error(`no answer: ${where}`)), HANG)
          })
          const asking = bench.ask(method.toUpperCase(), sent.path, by, sent.body, sent.headers)
          const { status, headers, text: said } = await Promise.race([asking, late]).finally(() => clearTimeout(timer))
          asked += 1
          assert.ok(status < 500 || status === 503, `${status} ${where}: ${said.slice(0, 300)}`)
          hasSecurityHeaders(headers, where)
          assert.equal(headers.get('set-cookie'), null, where)
          if (status >= 400) assert.doesNotMatch(said, /node_modules|\.ts:\d|SQLITE|syntax error/i, where)
        }),
        { numRuns: runs, endOnFailure: true },
      )
    }
  assert.ok(asked > runs * 20)
}
