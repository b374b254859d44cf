import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Mapping, readMapping } from '../collect/table/mapping.ts'
import { type Environment, lawOf } from '../judge/environment.ts'
import { withLocal } from '../judge/overlay.ts'
import { LOCAL } from '../rules/internet-lending-2021/local.ts'
import { InputError } from './errors.ts'
import { dayOf } from './options.ts'
import type { Problems } from './work.ts'

/** The text of a file that was named. Throws `InputError`. */
export async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new InputError('file.missing', { name: file })
    throw new InputError('file.unreadable', { name: file, why: code ?? 'error' })
  }
}

/** The mapping of a file, or everything that is wrong with it. */
export async function mappingOf(file: string): Promise<Mapping | Problems> {
  return mappingIn(await textOf(file), file)
}

/** The mapping a text holds. `file`: where it stands, for the paths and lines that speak of it. */
export function mappingIn(text: string, file: string): Mapping | Problems {
  const { mapping, problems } = readMapping(text, file)
  if (mapping) return mapping
  const named = basename(file)
  return { problems: problems.map((p) => ({ zh: `${named}：${p.zh}`, en: `${named}: ${p.en}` })) }
}

/** The law of a day with the stricter values the mapping brings. Throws `InputError` for a looser one. */
export function environmentOf(mapping: Mapping, day: string): Environment {
  const { env, loose } = withLocal(lawOf(day), mapping.overlays, LOCAL)
  const [first] = loose
  if (first) {
    const { parameter, value, cite } = first.local
    throw new InputError('mapping.loose', { parameter, value, cite, base: first.base })
  }
  return env
}

/** Days a mapping is judged on: the one asked for, else those it names, else today. */
export const daysOf = (mapping: Mapping, on: string | undefined): readonly string[] =>
  on !== undefined ? [on] : mapping.asOf.length > 0 ? mapping.asOf : [dayOf({})]
