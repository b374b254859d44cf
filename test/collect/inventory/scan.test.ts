import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { readInventory } from '../../../src/collect/inventory/read.ts'
import { readScan, type Scan } from '../../../src/collect/inventory/scan.ts'
import type { FactList } from '../../../src/facts/row.ts'
import { workbook } from '../../../src/report/xlsx.ts'

const bytes = (of: unknown) => Buffer.from(typeof of === 'string' ? of : JSON.stringify(of))
const read = async (of: unknown): Promise<Scan> => {
  const found = await readScan(bytes(of), 'scan')
  assert.ok('findings' in found, JSON.stringify(found))
  return found
}
const SARIF = {
  version: '2.1.0',
  runs: [
    {
      tool: { driver: { name: 't', rules: [{ id: 'R1', properties: { 'security-severity': '9.1' } }] } },
      invocations: [{ endTimeUtc: '2026-10-01T10:00:00Z' }],
      results: [
        {
          ruleId: 'R1',
          message: { text: 'bad' },
          locations: [{ physicalLocation: { artifactLocation: { uri: 'a.c' } } }],
        },
        { ruleId: 'R2', kind: 'pass', message: { text: 'fine' } },
        { ruleId: 'R3', message: { text: 'kept' }, suppressions: [{ kind: 'external' }] },
        { ruleId: 'R4', message: { text: 'gone' }, baselineState: 'absent' },
      ],
    },
  ],
}
const XCCDF = `<Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2"><Rule id="r1" severity="high"><title>口令长度</title></Rule><TestResult end-time="2026-10-02T00:00:00"><target>host1</target><rule-result idref="r1"><result>fail</result></rule-result><rule-result idref="r2"><result>pass</result></rule-result><rule-result idref="r3"><result>notchecked</result></rule-result></TestResult></Benchmark>`
const NMAP = `<?xml version="1.0"?><!DOCTYPE nmaprun><nmaprun><host endtime="1790000000"><address addr="10.0.0.1" addrtype="ipv4"/><ports><port protocol="tcp" portid="22"><state state="open"/><service name="ssh" product="OpenSSH"/></port><port protocol="tcp" portid="23"><state state="closed"/></port></ports></host></nmaprun>`
const OHDF = {
  platform: { name: 'p' },
  profiles: [
    {
      controls: [
        { id: 'V-1', title: 't', impact: 0.7, results: [{ status: 'failed', start_time: '2026-10-03T00:00:00Z' }] },
        { id: 'V-2', impact: 0.5, results: [{ status: 'passed' }] },
      ],
    },
  ],
}
const BOM = {
  bomFormat: 'CycloneDX',
  components: [{ 'bom-ref': 'x', name: 'lib', version: '1' }],
  vulnerabilities: [
    { id: 'CVE-1', affects: [{ ref: 'x' }], ratings: [{ severity: 'critical' }] },
    { id: 'CVE-2', analysis: { state: 'not_affected' } },
  ],
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
  const seeds = [SARIF, OHDF, BOM, XCCDF, NMAP].map((s) => bytes(s))
  await fc.assert(
    fc.asyncProperty(
      fc.nat(4),
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
