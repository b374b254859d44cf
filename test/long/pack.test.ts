import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { camille, camilleRow } from '../support/logs.ts'
import { writePdf } from '../support/pdf-writer.ts'
import { sampleResult } from '../support/sample-result.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

const POLICY = [
  '隐私政策',
  '一、我们如何收集和使用个人信息',
  '为向您提供登录功能，我们会收集您的手机号码，用于验证您的身份。',
  '二、联系我们：privacy@example.com，我们将在15个工作日内答复。',
]

/** A folder in which the packed tarball is installed, its dependencies linked: nothing is asked of a registry. */
function installed() {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-pack-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [tarball] = readdirSync(folder)
  const modules = join(folder, 'node_modules')
  mkdirSync(modules)
  execFileSync('tar', ['-xzf', join(folder, tarball!), '-C', modules])
  renameSync(join(modules, 'package'), join(modules, 'guiju'))
  const { dependencies } = JSON.parse(readFileSync(join(modules, 'guiju/package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  for (const name of Object.keys(dependencies)) {
    const at = join(modules, name)
    mkdirSync(dirname(at), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), at)
  }
  writeFileSync(join(folder, 'package.json'), '{"type":"module","private":true}')
  return { folder, modules }
}

describe('the package that npm pack makes', () => {
  const { folder, modules } = installed()
  const launcher = join(modules, 'guiju/bin/guiju.js')
  const run = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...args], {
      cwd: folder,
      encoding: 'utf8',
    })
    return { status, stdout, stderr }
  }

  it('holds built JavaScript and no TypeScript source', () => {
    const files = readdirSync(join(modules, 'guiju'), { recursive: true, encoding: 'utf8' })
    assert.deepEqual(
      files.filter((f) => /(?<!\.d)\.tsx?$/.test(f)),
      [],
    )
    for (const needed of ['README.md', 'LICENSE', 'bin/guiju', 'dist/src/cli/main.js', 'dist/web/report.js'])
      assert.ok(files.includes(needed), needed)
  })

  it('runs as a command: version, an audit with its report, a case with its paper', () => {
    assert.match(run('--version').stdout, /^\d+\.\d+\.\d+/)
    const example = join(root, 'examples/bad')
    const audit = run(
      'audit',
      join(example, 'bad.apk'),
      '--policy',
      join(example, 'policy.html'),
      '--format',
      'html',
      '--out',
      'out',
    )
    assert.equal(audit.status, 1, audit.stderr)
    assert.ok(readdirSync(join(folder, 'out')).some((f) => f.endsWith('.html')))
    assert.equal(run('case', 'open', 'credit-case', '--id', 'one').status, 0)
    const paper = run('case', 'explain', 'one', '--format', 'docx', '-o', 'one.docx')
    assert.equal(paper.status, 0, paper.stderr)
  })

  it('reads what takes a thread of its own: a workbook and a PDF', () => {
    writeFileSync(join(folder, 'log.xls'), camille(camilleRow('前', '2026-10-01 10:00:00.000')))
    writeFileSync(
      join(folder, 'policy.pdf'),
      writePdf([POLICY.map((text, i) => ({ text, x: 60, y: 780 - i * 24, size: 12 }))]),
    )
    const options = ['--policy', 'policy.pdf', '--log', 'log.xls', '--format', 'json']
    const { status, stdout, stderr } = run('audit', join(root, 'examples/clean/clean.apk'), ...options)
    assert.ok(status === 0 || status === 1, stderr)
    assert.doesNotMatch(stderr, /policy\.pdf|log\.xls/)
    const [result] = JSON.parse(stdout).results as { subject: { inputs: { name: string }[] } }[]
    assert.deepEqual(result!.subject.inputs.map((i) => i.name).sort(), ['clean.apk', 'log.xls', 'policy.pdf'])
  })

  it('serves, and compiles an aggregate in a thread of its own', async () => {
    const child = spawn(process.execPath, [launcher, 'serve', '--port', '0', '--store', 'bench'], { cwd: folder })
    process.once('exit', () => child.kill('SIGKILL'))
    try {
      let [said, told] = ['', '']
      child.stdout.on('data', (part: Buffer) => (said += part))
      const link = await new Promise<string>((resolve, reject) => {
        child.once('exit', () => reject(new Error(told)))
        child.stderr.on('data', (part: Buffer) => {
          told += part
          const found = /http\S+once=\S+(?=\n)/.exec(told)
          if (found && said !== '') resolve(found[0])
        })
      })
      const address = new URL('/', link)
      const signed = await fetch(link, { redirect: 'manual' })
      const cookie = signed.headers.getSetCookie()[0]!.split(';')[0]!
      const ask = (path: string, init: RequestInit = {}) =>
        fetch(new URL(path, address), { ...init, headers: { cookie, ...(init.headers as Record<string, string>) } })
      const { csrf } = (await (await ask('/api/me')).json()) as { csrf: string }
      const kept = await ask('/api/workspaces/main/results', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-guiju-csrf': csrf },
        body: JSON.stringify(sampleResult()),
      })
      assert.equal(kept.status, 201, await kept.text())
      for (const format of ['json', 'docx']) {
        const answer = await ask(`/api/workspaces/main/aggregate?format=${format}`)
        assert.equal(answer.status, 200, await answer.clone().text())
      }
    } finally {
      child.kill('SIGKILL')
    }
  })

  it('is a library: import guiju/cases, in JavaScript and with its types', () => {
    writeFileSync(
      join(folder, 'use.ts'),
      "import { Case, procedures, type Verdict } from 'guiju/cases'\nconst ids: readonly string[] = procedures.map((p) => p.id)\nexport const verdict: Verdict | undefined = undefined\nconsole.log(ids.length, typeof Case.open)\n",
    )
    const types = spawnSync(
      join(root, 'node_modules/.bin/tsc'),
      ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--skipLibCheck', '--types', '', 'use.ts'],
      { cwd: folder, encoding: 'utf8' },
    )
    assert.equal(types.status, 0, types.stdout)
    const used = spawnSync(process.execPath, ['use.ts'], { cwd: folder, encoding: 'utf8' })
    assert.match(used.stdout, /^6 function/, used.stderr)
  })
})
