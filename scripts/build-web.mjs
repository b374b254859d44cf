/**
 * Bundles `web` into `dist/web/report.js`: the page functions with the minified style and client scripts
 * inside, and the SHA-256 of each for the content security policy. Runs on any Node from 20 on.
 */
import { createHash } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const TARGET = ['chrome111', 'firefox121', 'safari16.4']

/** `sha256-…` as a content security policy writes it, over the exact text between the tags. */
const cspHash = (text) => `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`

async function minified(entry) {
  const { outputFiles } = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    minify: true,
    write: false,
    charset: 'utf8',
    format: 'iife',
    target: TARGET,
    legalComments: 'none',
    logLevel: 'error',
  })
  const text = outputFiles[0].text.trim()
  // What would end the element early, or change when a browser normalises line ends, would break the page or its hash.
  if (/<\/|<!--|\r/.test(text)) throw new Error(`${entry}: the minified text holds '</', '<!--' or a carriage return`)
  return text
}

/** Writes the bundle and returns its path. Rejects with esbuild's message when a source does not compile. */
export async function buildWeb() {
  const [css, reportCss, script, lawScript, verifyScript, benchScript] = await Promise.all(
    [
      'web/style.css',
      'web/report.css',
      'web/report/client.ts',
      'web/law/client.ts',
      'web/verify/client.ts',
      'web/bench/client.ts',
    ].map(minified),
  )
  const hashes = {
    cssHash: cspHash(css),
    reportCssHash: cspHash(reportCss),
    scriptHash: cspHash(script),
    lawScriptHash: cspHash(lawScript),
    verifyScriptHash: cspHash(verifyScript),
    benchScriptHash: cspHash(benchScript),
  }
  const assets = { css, reportCss, script, lawScript, verifyScript, benchScript, ...hashes }
  const { outputFiles } = await build({
    entryPoints: [join(root, 'web/report/pages.tsx')],
    bundle: true,
    write: false,
    charset: 'utf8',
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import'],
    target: ['node20'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'inline',
    logLevel: 'error',
    plugins: [
      {
        name: 'assets',
        setup(b) {
          b.onResolve({ filter: /^guiju:assets$/ }, () => ({ path: 'assets', namespace: 'guiju' }))
          b.onLoad({ filter: /.*/, namespace: 'guiju' }, () => ({
            contents: JSON.stringify(assets),
            loader: 'json',
          }))
        },
      },
    ],
  })
  const out = join(root, 'dist/web/report.js')
  await mkdir(dirname(out), { recursive: true })
  // Written beside and renamed: another process never imports half a file.
  const beside = `${out}.${process.pid}`
  await writeFile(beside, outputFiles[0].contents)
  await rename(beside, out)
  return out
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWeb()
