import { chinaDay, isDay } from '../law/day.ts'
import type { ReportLang } from '../report/lang.ts'
import { InputError } from './errors.ts'

/** Options every command shares, as commander hands them over. */
export interface CommonOptions {
  readonly on?: string
  readonly asOf?: string
  readonly lang?: string
  readonly format?: readonly string[]
}

/** The day judged: `--on`, `--as-of`, or today in Shanghai. */
export function dayOf(options: CommonOptions): string {
  const value = options.on ?? options.asOf
  if (value === undefined) return chinaDay(Date.now())
  if (!isDay(value)) throw new InputError('day.invalid', { value })
  return value
}

export function languageOf(options: CommonOptions, fallback: ReportLang = 'zh'): ReportLang {
  const value = options.lang ?? fallback
  if (value !== 'zh' && value !== 'en' && value !== 'both') throw new InputError('lang.unknown', { value })
  return value
}

/** Instruments named with `--instrument`; commas separate too. */
export const instrumentsOf = (options: { readonly instrument?: readonly string[] }): readonly string[] =>
  (options.instrument ?? []).flatMap((id) => id.split(','))

/** The one text format that goes to stdout: asked for alone, and no folder named. */
export function streamed<F extends string>(
  options: CommonOptions & { readonly out?: string },
  formats: readonly F[],
): Extract<F, 'json' | 'md'> | undefined {
  const [format, ...more] = formats
  if (options.out !== undefined || options.format === undefined || more.length > 0) return undefined
  return format === 'json' || format === 'md' ? (format as Extract<F, 'json' | 'md'>) : undefined
}

/** The formats asked for, each once; commas separate too. */
export function formatsOf<F extends string>(
  options: CommonOptions,
  known: readonly F[],
  fallback: readonly F[],
): readonly F[] {
  const asked = (options.format ?? []).flatMap((f) => f.split(',')).filter((f) => f !== '')
  for (const value of asked)
    if (!(known as readonly string[]).includes(value))
      throw new InputError('format.unknown', { value, known: known.join(', ') })
  return asked.length > 0 ? ([...new Set(asked)] as F[]) : fallback
}
