import { z } from 'zod'
import { problem } from './api/shapes.ts'
import type { Needs, Route } from './route.ts'

type Json = Record<string, unknown>

/** Every route as an OpenAPI 3.1 document, made from the very schemas that check requests. */
export function openapi(routes: readonly Route[], version: string): Json {
  const schemas: Json = {}
  const paths: Record<string, Json> = {}
  for (const of of routes) {
    const path = paths[of.path] ?? {}
    path[of.method] = operation(of, (schema) => hoisted(schema, schemas))
    paths[of.path] = path
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Guiju 规矩',
      version,
      description: 'The workbench: subjects, audits, results, cases. Texts are given in Chinese and English.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      schemas,
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'guiju_session' },
        csrf: { type: 'apiKey', in: 'header', name: 'x-guiju-csrf' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}

type Make = (schema: z.ZodType) => Json

function operation(of: Route, make: Make): Json {
  const { status, schema, type } = of.answer
  const named = [...of.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const problems = [400, 401, 403, 404, 409, 413].map((code) => [
    String(code),
    { description: 'Not done', content: { 'application/json': { schema: make(problem) } } },
  ])
  const content = schema ? { 'application/json': { schema: make(schema) } } : type ? { [type]: {} } : undefined
  return {
    operationId: idOf(of),
    summary: of.summary.en,
    description: of.summary.zh,
    'x-guiju-needs': of.needs,
    security: securityOf(of.needs, of.method !== 'get'),
    parameters: [...named, ...queryOf(of.query, make)],
    ...(of.body ? { requestBody: { required: true, content: { 'application/json': { schema: make(of.body) } } } } : {}),
    ...(of.stream ? { requestBody: { required: true, content: { 'application/octet-stream': {} } } } : {}),
    responses: {
      [status]: { description: of.summary.en, ...(content ? { content } : {}) },
      ...Object.fromEntries(problems),
    },
  }
}

/** `getWorkspacesSubjectsId` */
const idOf = ({ method, path }: Route): string =>
  method +
  path
    .replace('/api/', '')
    .split('/')
    .map((part) => part.replace(/\W/g, ''))
    .map((part) => part[0]!.toUpperCase() + part.slice(1))
    .join('')

function securityOf(needs: Needs, changes: boolean): Json[] {
  if (needs === 'public') return [{}]
  const session = changes ? { session: [], csrf: [] } : { session: [] }
  if (needs === 'signed' || needs === 'operator') return [session]
  return [session, { token: [] }, ...(!changes && (needs === 'read' || needs === 'member') ? [{}] : [])]
}

function queryOf(query: z.ZodObject | undefined, make: Make): Json[] {
  if (!query) return []
  return Object.entries(query.shape).map(([name, schema]) => ({
    name,
    in: 'query',
    required: !z.safeParse(schema, undefined).success,
    schema: make(schema as z.ZodType),
  }))
}

/** A schema with every named part moved to the components of the document. */
function hoisted(schema: z.ZodType, into: Json): Json {
  const { $schema: _, $defs, ...made } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json
  const moved = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/')) as unknown
  const put = (name: string, part: unknown) => {
    if (into[name] !== undefined && JSON.stringify(into[name]) !== JSON.stringify(part))
      throw new TypeError(`two schemas are called ${name}`)
    into[name] = part
  }
  for (const [name, part] of Object.entries(($defs ?? {}) as Json)) put(name, moved(part))
  return moved(made) as Json
}
