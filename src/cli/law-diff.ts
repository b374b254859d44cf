import { join } from 'node:path'
import { diffVersions, type Version } from '../law/diff-report.ts'
import { diffHtml, diffMarkdown } from '../report/law-diff.ts'
import { rules } from '../rules/registry.ts'
import { lawFolder, storeFolder } from '../store/folder.ts'
import { versionNamed } from '../store/law-diff.ts'
import { InputError } from './errors.ts'
import { inStore } from './law.ts'
import type { LintOptions } from './law-lint.ts'
import { lawJson } from './law-text.ts'
import { formatsOf, languageOf } from './options.ts'
import { writeAll } from './output.ts'

const FORMATS = ['md', 'json', 'html'] as const

/** `guiju law diff <a> <b>`: two versions of a law by provision, and what rests on what changed. */
export async function diffLaws(a: string, b: string, options: LintOptions): Promise<void> {
  const lang = languageOf(options, 'en')
  const formats = formatsOf(options, FORMATS, ['md'])
  const store = storeFolder(options.store)
  const [before, after] = await inStore(store, async () => [
    await named(a, lawFolder(store)),
    await named(b, lawFolder(store)),
  ])
  const report = diffVersions(before!, after!, rules)
  const print = (format: (typeof FORMATS)[number]): string =>
    format === 'json' ? lawJson(report) : format === 'html' ? diffHtml(report, lang) : diffMarkdown(report, lang)
  const { out } = options
  if (out === undefined) for (const format of formats) process.stdout.write(print(format))
  else await writeAll(new Map(formats.map((format) => [join(out, `law-diff.${format}`), print(format)])))
}

async function named(name: string, folder: string): Promise<Version> {
  const found = await versionNamed(name, folder)
  if (typeof found !== 'string') return found
  if (found === 'several') throw new InputError('law.several', { name })
  throw new InputError(found === 'no-text' ? 'law.noText' : 'law.noVersion', { value: name })
}
