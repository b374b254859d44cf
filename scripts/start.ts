/** Opens the workbench and audits the bundled examples into it. `--once` writes their reports and ends. */
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import packageJson from '../package.json' with { type: 'json' }
import { InputError } from '../src/cli/errors.ts'
import { type Served, serve } from '../src/serve/serve.ts'
import { buildWeb } from './build-web.mjs'
import { demonstrate } from './demo.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const reports = join(root, 'guiju-reports')
const once = process.argv.includes('--once')
const port = process.argv.find((a) => a.startsWith('--port='))?.slice(7) ?? '4780'

/** Judges the examples in a process of its own: the workbench answers while they come in. */
function demoBeside(store: string): void {
  const child = fork(fileURLToPath(new URL('demo-child.ts', import.meta.url)), [store, reports])
  const end = () => child.kill()
  process.once('exit', end)
  child.once('exit', () => process.off('exit', end))
}

async function open(): Promise<Served | undefined> {
  try {
    const served = await serve({ port })
    console.log(`Workbench / 工作台 (Ctrl-C ends it): ${served.address}`)
    console.log(`Sign in once / 登录一次: ${served.link}\n`)
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => void served.close().finally(() => process.exit(0)))
    return served
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    console.error(`guiju: ${error.text.zh} / ${error.text.en}`)
    process.exitCode = 2
    return undefined
  }
}

await buildWeb()
const served = once ? undefined : await open()
if (once || served) {
  console.log('规矩 Guiju — auditing the bundled examples / 正在审查内置示例')
  if (served) demoBeside(served.bench.store)
  else await demonstrate(join(root, 'examples'), reports, packageJson.version)
}
