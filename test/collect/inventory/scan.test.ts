import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { readInventory } from '../../../src/collect/inventory/read.ts'
import { readScan } from '../../../src/collect/inventory/scan.ts'
import type { Scan } from '../../../src/collect/inventory/scan-found.ts'
import type { FactList } from '../../../src/facts/row.ts'
import { workbook } from '../../../src/report/xlsx.ts'
import {
  ARF,
  BOM,
  BOM_XML,
  GOLIN_SCAN,
  GOLIN_WINDOWS,
  NMAP,
  OHDF,
  SARIF,
  SCAN_SEEDS,
  XCCDF,
} from '../../support/scans.ts'

const bytes = (of: unknown) => Buffer.from(typeof of === 'string' ? of : JSON.stringify(of))
const read = async (of: unknown): Promise<Scan> => {
  const found = await readScan(bytes(of), 'scan')
  assert.ok('findings' in found, JSON.stringify(found))
  return found
}
describe('each form is taken for what it shows', () => {
  it('SARIF: what failed and was not suppressed', async () => {
    const { form, findings } = await read(SARIF)
    assert.equal(form, 'sarif')
    assert.deepEqual(findings, [
      {
        id: '0-0',
        title: 'bad',
        severity: 'critical',
        asset: 'a.c',
        reference: 'R1',
        foundOn: '2026-10-01',
        locator: 'runs[0].results[0]',
      },
    ])
  })
  it('XCCDF: results that failed', async () => {
    const { findings } = await read(XCCDF)
    assert.deepEqual(findings, [
      {
        id: '0',
        title: '口令长度',
        severity: 'high',
        asset: 'host1',
        reference: 'r1',
        foundOn: '2026-10-02',
        locator: 'rule-result r1',
      },
    ])
  })
  it('nmap: ports that answered, as information', async () => {
    const { findings } = await read(NMAP)
    assert.deepEqual(
      findings.map((f) => [f.title, f.severity, f.asset]),
      [['22/tcp ssh OpenSSH', 'info', '10.0.0.1']],
    )
  })
  it('OHDF: controls with a failed result', async () => {
    const { findings } = await read(OHDF)
    assert.deepEqual(
      findings.map((f) => [f.reference, f.severity, f.foundOn]),
      [['V-1', 'high', '2026-10-03']],
    )
  })
  it('CycloneDX: weaknesses it names; components are only counted', async () => {
    const found = await read(BOM)
    assert.deepEqual(
      found.findings.map((f) => [f.reference, f.severity, f.asset]),
      [['CVE-1', 'critical', 'lib 1']],
    )
    assert.equal(found.components, 1)
  })
  it('CycloneDX in XML says the same as in JSON; what the bill is of is no component', async () => {
    const found = await read(BOM_XML)
    assert.deepEqual(
      found.findings.map((f) => [f.reference, f.title, f.severity, f.asset, f.foundOn]),
      [
        ['CVE-1', 'bad < worse', 'critical', 'lib 1', '2026-10-04'],
        ['CVE-3', 'CVE-3', 'medium', 'inner 2', '2026-10-04'],
      ],
    )
    assert.equal(found.components, 2)
  })
  it('ARF: every report within, each with its host and day; titles may hold elements and stand before or after', async () => {
    const { form, findings } = await read(ARF)
    assert.equal(form, 'xccdf')
    assert.deepEqual(
      findings.map((f) => [f.title, f.severity, f.asset, f.foundOn]),
      [
        ['口令 长度 不足', 'high', 'host1', '2026-10-02'],
        ['口令 长度 不足', 'low', 'host2', '2026-10-03'],
        ['日志', undefined, 'host2', '2026-10-03'],
      ],
    )
  })
  it('Golin’s page of a Windows host: rows that do not conform, not the values beside them', async () => {
    const { form, findings } = await read(GOLIN_WINDOWS)
    assert.equal(form, 'host-check')
    assert.deepEqual(
      findings.map((f) => [f.title, f.asset, f.severity, f.locator]),
      [['检查密码的最短长度要求（位数）', 'srv-01', undefined, 'table 2, row 3']],
    )
  })
  it('Golin’s page of a scan: ports as information, weaknesses, and weak passwords without who and what', async () => {
    const { findings } = await read(GOLIN_SCAN)
    assert.deepEqual(
      findings.map((f) => [f.title, f.severity, f.asset, f.reference, f.foundOn]),
      [
        ['22 ssh', 'info', '10.0.0.1', '22', '2026-10-05'],
        ['弱口令 ssh', undefined, '10.0.0.1', '22', '2026-10-05'],
        ['未授权访问', undefined, 'http://10.0.0.1/x', 'redis-unauth', '2026-10-05'],
      ],
    )
    assert.doesNotMatch(JSON.stringify(findings), /s3cret|zhangsan|token/)
  })
  it('a host check: rows that say they do not conform', async () => {
    const sheet = [
      ['检查项', 'IP地址', '是否符合'],
      ['口令', '10.0.0.2', '不符合'],
      ['日志', '10.0.0.2', '符合'],
    ]
    const found = await readScan(Buffer.from(workbook([{ name: 'a', rows: sheet }])), 'a.xlsx')
    assert.ok('findings' in found)
    assert.deepEqual(
      found.findings.map((f) => [f.title, f.asset]),
      [['口令', '10.0.0.2']],
    )
  })
})

describe('hostile files are refused or read no further', () => {
  const refused = async (of: string): Promise<string> => {
    const found = await readScan(bytes(of), 'scan')
    assert.ok(!('findings' in found), JSON.stringify(found))
    return found.en
  }
  it('no entity is declared or fetched', async () => {
    const outside = '<!DOCTYPE nmaprun [<!ENTITY x SYSTEM "file:///etc/passwd">]><nmaprun><host>&x;</host></nmaprun>'
    assert.match(await refused(outside), /document type declarations are not read/)
    const bomb = `<!DOCTYPE b [<!ENTITY a "${'x'.repeat(50)}"><!ENTITY b "${'&a;'.repeat(50)}">]><Benchmark>&b;</Benchmark>`
    assert.match(await refused(bomb), /document type declarations are not read/)
    const { findings, problems } = await read('<nmaprun><host><address addr="&x;"/></host></nmaprun>')
    assert.deepEqual([findings.length, problems.length], [0, 1])
  })
  it('nesting has an end', async () => {
    assert.match(await refused(`<bom xmlns="http://cyclonedx.org/schema/bom/1.5">${'<a>'.repeat(100_000)}`), /nesting/)
    assert.match(await refused(`{"bomFormat":"x","a":${'['.repeat(1_000_000)}`), /no valid JSON/)
    assert.match(await refused(`<html>${'<div>'.repeat(200_000)}</html>`), /no known result/)
    const inner = (n: number): string => (n === 0 ? '{}' : `{"name":"c","components":[${inner(n - 1)}]}`)
    const deep = await read(`{"bomFormat":"CycloneDX","components":[${inner(2000)}]}`)
    assert.equal(deep.components, 2001)
  })
  it('a page that only lists settings is no result, and a foreign bom is none', async () => {
    assert.match(await refused('<html><table><tr><th>用户</th><th>UID</th></tr></table></html>'), /no known result/)
    assert.match(await refused('<bom xmlns="urn:other"><vulnerabilities/></bom>'), /no known result/)
  })
})

it('findings stand in their network, open, and decide nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-scan-'))
  writeFileSync(join(folder, 's.sarif'), bytes(SARIF))
  const of = async (rest: string) =>
    readInventory(`facts: network\nnetworks: [{ id: a }, { id: b }]\n${rest}`, join(folder, 'i.yaml'))
  const { inventory } = await of('imports: [{ from: s.sarif, network: a }]')
  const list = inventory!.networks[0]!['findings'] as FactList
  assert.deepEqual(
    [list.rows.length, list.rows[0]!['source'], list.open.length, inventory!.networks[1]!['findings']],
    [1, 'scan', 1, undefined],
  )
  assert.match((await of('imports: [{ from: s.sarif }]')).problems![0]!.en, /which network/)
  assert.match((await of('imports: [{ from: no.sarif, network: a }]')).problems![0]!.en, /does not exist/)
})

it('no bytes make a reader throw', async () => {
  const seeds = SCAN_SEEDS.map((s) => bytes(s))
  await fc.assert(
    fc.asyncProperty(
      fc.nat(SCAN_SEEDS.length - 1),
      fc.array(fc.tuple(fc.nat(4000), fc.nat(255)), { maxLength: 12 }),
      fc.nat(4000),
      async (which, edits, cut) => {
        const copy = Buffer.from(seeds[which]!)
        for (const [at, value] of edits) if (at < copy.length) copy[at] = value
        const found = await readScan(copy.subarray(0, Math.max(1, cut % (copy.length + 1))), 'x')
        assert.ok('findings' in found || found.en.length > 0)
      },
    ),
    { numRuns: 400 },
  )
})
