/** Audits the bundled examples, writes their reports and serves them. `--once` ends after the reports. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import packageJson from '../package.json' with { type: 'json' }
import { audit } from '../src/cli/audit.ts'
import { InputError } from '../src/cli/errors.ts'
import { serve } from '../src/serve/serve.ts'
import { buildWeb } from './build-web.mjs'
import { deviceExamples, exampleNames } from './examples/sources.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const examples = join(root, 'examples')
const reports = join(root, 'guiju-reports')
const once = process.argv.includes('--once')
const port = process.argv.find((a) => a.startsWith('--port='))?.slice(7) ?? '4780'

await buildWeb()
console.log('规矩 Guiju — auditing the bundled examples / 正在审查内置示例')
const packages = exampleNames(examples).map((name) => ({ name, file: `${name}/${name}.apk` }))
for (const { name, file } of [...packages, ...deviceExamples(examples)]) {
  const policy = join(examples, name, 'policy.html')
  const options = { format: ['html', 'json', 'sarif', 'md'], out: reports, lang: 'zh' }
  await audit([join(examples, file)], existsSync(policy) ? { ...options, policy } : options, packageJson.version)
}
if (!once) {
  try {
    console.log('\nWorkbench / 工作台 (Ctrl-C ends it):')
    await serve({ port, reports })
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    console.error(`guiju: ${error.text.zh} / ${error.text.en}`)
    process.exitCode = 2
  }
}
