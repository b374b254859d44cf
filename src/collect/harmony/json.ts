export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json | undefined
}

/** JSON, or JSON with comments, single quotes, bare names and trailing commas, as the tools of HarmonyOS accept it. */
export function parseJson(text: string): Json | undefined {
  const plain = text.replace(/^\ufeff/, '')
  try {
    return JSON.parse(plain) as Json
  } catch {
    try {
      return JSON.parse(strict(plain)) as Json
    } catch {
      return undefined
    }
  }
}

/** One pass over the tokens; strings are kept as they are. */
const TOKEN =
  /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[A-Za-z_$][\w$]*(?=\s*:)|,(?=\s*(?:(?:\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)\s*)*[}\]])/g

const strict = (text: string): string =>
  text.replace(TOKEN, (token) => {
    if (token.startsWith('"')) return token
    if (token.startsWith("'")) return JSON.stringify(token.slice(1, -1).replaceAll("\\'", "'"))
    if (token.startsWith('/') || token === ',') return ''
    return JSON.stringify(token)
  })

export const objectOf = (value: Json | undefined): JsonObject | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined

export const textOf = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined)

export const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : [])

export const textsOf = (value: Json | undefined): string[] => listOf(value).filter((v) => typeof v === 'string')
