/**
 * Builds what `npm pack` ships into `dist`: the sources as JavaScript with declarations, the law's data and the pages.
 * Node refuses TypeScript under `node_modules`; the repository itself runs from its sources and needs none of this.
 */
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildWeb } from './build-web.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
for (const made of ['src', 'law', 'package.json']) rmSync(join(root, 'dist', made), { recursive: true, force: true })
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')
const { status } = spawnSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.pack.json')], { stdio: 'inherit' })
if (status !== 0) process.exit(status ?? 1)
await buildWeb()
