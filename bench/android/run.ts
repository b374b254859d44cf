/**
 * Guiju beside its peers on the same packages, the same minute, the same machine:
 * - `guiju`: the whole audit as a user runs it, start-up included (`bin/guiju.js audit … --format json`)
 * - `androguard`: AnalyzeAPK, which builds cross-references (PyPI, installed into `bench/.cache/python`)
 * - `exodus method`: class names by `dexdump`, matched with tracker signatures by regular expression
 * - `unzip -p`: inflating the entries an audit reads, the floor
 *
 * Usage: node bench/android/run.ts [package…]; default: the bundled examples and, where present, real samples.
 * The contenders take turns. Prints medians of wall and processor seconds and peak memory, and ratios to Guiju.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync } from 'node:fs'
import { cpus } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const cache = join(root, 'bench/.cache')
const RUNS = 5

interface Measure {
  readonly seconds: number
  /** Seconds of processor time, of all threads. */
  readonly cpu: number
  readonly megabytes: number
}

/** Times and peak resident memory of one command, children included, as GNU time reports them. */
function measure(command: readonly string[]): Measure | undefined {
  const format = 'GUIJU %e %U %S %M'
  const ran = spawnSync('/usr/bin/time', ['-f', format, ...command], { encoding: 'utf8', maxBuffer: 1 << 28 })
  const line = /GUIJU ([\d.]+) ([\d.]+) ([\d.]+) (\d+)/.exec(ran.stderr ?? '')
  if (!line || ran.status === null || ran.status > 1 || ran.stdout.length === 0) return undefined
  const [seconds, user, system, kilobytes] = line.slice(1).map(Number) as [number, number, number, number]
  return { seconds, cpu: user + system, megabytes: kilobytes / 1024 }
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!

function medians(runs: readonly Measure[]): Measure | undefined {
  if (runs.length === 0) return undefined
  return {
    seconds: median(runs.map((r) => r.seconds)),
    cpu: median(runs.map((r) => r.cpu)),
    megabytes: median(runs.map((r) => r.megabytes)),
  }
}

/** A Python with androguard, made on first use; undefined where none can be had. */
function androguard(): string | undefined {
  const python = join(cache, 'python/bin/python')
  if (!existsSync(python)) {
    mkdirSync(cache, { recursive: true })
    spawnSync('python3', ['-m', 'venv', join(cache, 'python')], { stdio: 'inherit' })
    spawnSync(python, ['-m', 'pip', 'install', '-q', '-r', join(root, 'bench/android/requirements.txt')], {
      stdio: 'inherit',
    })
  }
  return existsSync(python) ? python : undefined
}

const asked = process.argv.slice(2)
const samples = '../shared/data/samples/{WuXiaolong+WeWin,ChenJunsen+Hegui3.0,getActivity+XXPermissions}/_history/*.apk'
const packages =
  asked.length > 0 ? asked : [...globSync(join(root, samples)), ...globSync(join(root, 'examples/*/*.apk'))]
if (packages.length === 0) {
  console.error('no package to measure')
  process.exit(2)
}
if (!existsSync('/usr/bin/time')) {
  console.error('GNU time is missing: apt-get install time')
  process.exit(2)
}
const python = androguard()
console.log(
  `${cpus().length} cores, ${RUNS} runs each, medians; ratios are peer ÷ guiju, above 1 means guiju is faster`,
)
for (const apk of packages) {
  const rows: Readonly<Record<string, readonly string[]>> = {
    guiju: [process.execPath, join(root, 'bin/guiju.js'), 'audit', apk, '--format', 'json'],
    'unzip -p': ['unzip', '-qq', '-p', apk, 'AndroidManifest.xml', 'resources.arsc', 'classes*.dex'],
    ...(python ? { androguard: [python, join(root, 'bench/android/androguard_xrefs.py'), apk] } : {}),
    ...(existsSync('/usr/bin/dexdump')
      ? {
          'exodus method': [
            'python3',
            join(root, 'bench/android/exodus_method.py'),
            apk,
            join(root, 'src/collect/catalog/sdks.json'),
          ],
        }
      : {}),
  }
  console.log(`\n${basename(apk)}`)
  const measured = new Map(Object.keys(rows).map((name) => [name, [] as Measure[]]))
  for (let i = 0; i < RUNS; i++)
    for (const [name, command] of Object.entries(rows)) {
      const one = measure(command)
      if (one) measured.get(name)!.push(one)
    }
  const own = medians(measured.get('guiju')!)
  for (const [name, runs] of measured) {
    const one = medians(runs)
    if (!one || !own) {
      console.log(`  ${name.padEnd(14)} failed`)
      continue
    }
    const ratios =
      name === 'guiju'
        ? ''
        : `  ${(one.seconds / own.seconds).toFixed(2)}× wall  ${(one.cpu / own.cpu).toFixed(2)}× cpu`
    const times = `${one.seconds.toFixed(2)} s ${one.cpu.toFixed(2)} s cpu`
    console.log(`  ${name.padEnd(14)} ${times} ${one.megabytes.toFixed(0).padStart(5)} MB${ratios}`)
  }
}
