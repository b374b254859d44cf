import { readFile } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { auditOne, auditResult } from '../../cli/audit.ts'
import { inventoryText, judgeTables } from '../../cli/check.ts'
import { InputError } from '../../cli/errors.ts'
import { judgeInventory } from '../../cli/network-check.ts'
import { dayOf } from '../../cli/options.ts'
import { textStatus, withTextStatus } from '../../cli/text-status.ts'
import { isAddress, runPage } from '../../cli/web-run.ts'
import { unpackInventory } from '../../collect/inventory/unpack.ts'
import { readMapping } from '../../collect/table/mapping.ts'
import { unpackRun } from '../../collect/web/unpack-run.ts'
import type { Result } from '../../judge/result.ts'
import type { Text } from '../../law/text.ts'
import type { Trouble } from '../../store/state/jobs.ts'
import type { Order, Task } from './task.ts'

type Stage = (stage: 'reading' | 'judging' | 'saving', what?: string) => void

/** Runs an order by the code of the command it stands for. Answers what is wrong with its input instead. */
export async function runTask({ task, version, out }: Order, stage: Stage): Promise<Result | Trouble> {
  try {
    if (task.kind === 'check') {
      return await runCheck(task, version, stage)
    }
    const asOf = dayOf(task.options)
    const text = await textStatus(task.options.store, ['app-pi-2019'])
    const page = isAddress(task.target)
    stage('reading', page ? task.target : undefined)
    const runs = savedRuns(dirname(out))
    const place = page ? await runPage(task.target, dirname(out), false) : runs(task.target)
    if (typeof place !== 'string') return trouble([place], 'run')
    const beside = (task.options.with ?? []).map(runs)
    const unread = beside.find((one) => typeof one !== 'string')
    if (unread) return trouble([unread as Text], 'run')
    const options = task.options.with ? { ...task.options, with: beside as string[] } : task.options
    const one = await auditOne(place, options, asOf, text)
    return auditResult([one], asOf, version)
  } catch (error) {
    if (error instanceof InputError) return { code: error.code, ...withoutFolders(error.text, dirname(out)) }
    throw error
  }
}

/** Lays the archive of a saved run out where its pictures are looked for; any other file stays what it is. */
function savedRuns(folder: string): (file: string) => string | Text {
  let count = 0
  return (file) => {
    count += 1
    const name = basename(file).replace(/\.zip$/i, '')
    return unpackRun(file, join(folder, `${count}-${name}.run`)) ?? file
  }
}

/** A mapping of tables, or an inventory of networks, by itself or in an archive. */
async function runCheck(
  task: Extract<Task, { kind: 'check' }>,
  version: string,
  stage: Stage,
): Promise<Result | Trouble> {
  stage('reading', 'mapping')
  const packed = /\.zip$/i.test(task.mapping)
  const within = packed ? join(task.folder, 'unpacked') : task.folder
  const file = packed ? unpackInventory(task.mapping, within) : task.mapping
  if (typeof file !== 'string') return trouble([file])
  const text = await inventoryText(file)
  if (text !== undefined) {
    stage('judging')
    const found = await judgeInventory(text, file, task.on, version, within)
    if ('problems' in found) return trouble(found.problems)
    return await withTextStatus({ ...found.result, results: [...found.result.results] }, task.store)
  }
  const outside = await outsideOf(file, within)
  if (outside) return outside
  stage('judging')
  const found = await judgeTables(file, task.on, version)
  return 'problems' in found ? trouble(found.problems) : await withTextStatus(found, task.store)
}

function trouble(problems: readonly Text[], code = 'tables'): Trouble {
  const said = (lang: 'zh' | 'en') =>
    problems
      .map((p) => p[lang])
      .join(lang === 'zh' ? '；' : '; ')
      .slice(0, 4000)
  return { code, zh: said('zh'), en: said('en') }
}

/** A message names the file, not where this server keeps it. */
function withoutFolders(text: { readonly zh: string; readonly en: string }, folder: string) {
  const plain = (said: string) => said.replaceAll(folder + sep, '').replace(/\b\d{1,3}\//g, '')
  return { zh: plain(text.zh), en: plain(text.en) }
}

/** A mapping is a stranger's: it may name the files that came with it, and no others. */
async function outsideOf(mapping: string, folder: string): Promise<Trouble | undefined> {
  const read = readMapping(await readFile(mapping, 'utf8'), mapping)
  for (const path of read.mapping?.tables.flatMap((t) => t.from) ?? [])
    if (!path.startsWith(folder + sep) || /^[a-z][a-z0-9+.-]+:\/\//i.test(path))
      return {
        code: 'mapping.outside',
        zh: '映射只能引用随它一起上传的文件',
        en: 'a mapping may name only files that were uploaded with it',
      }
  return undefined
}
