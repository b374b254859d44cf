/** Results of scanners as their tools write them, each with what must be found and what must not. */

export const SARIF = {
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
export const XCCDF = `<Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2"><Rule id="r1" severity="high"><title>口令长度</title></Rule><TestResult end-time="2026-10-02T00:00:00"><target>host1</target><rule-result idref="r1"><result>fail</result></rule-result><rule-result idref="r2"><result>pass</result></rule-result><rule-result idref="r3"><result>notchecked</result></rule-result></TestResult></Benchmark>`
export const NMAP = `<?xml version="1.0"?><!DOCTYPE nmaprun><nmaprun><host endtime="1790000000"><address addr="10.0.0.1" addrtype="ipv4"/><ports><port protocol="tcp" portid="22"><state state="open"/><service name="ssh" product="OpenSSH"/></port><port protocol="tcp" portid="23"><state state="closed"/></port></ports></host></nmaprun>`
export const OHDF = {
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
export const BOM = {
  bomFormat: 'CycloneDX',
  components: [{ 'bom-ref': 'x', name: 'lib', version: '1' }],
  vulnerabilities: [
    { id: 'CVE-1', affects: [{ ref: 'x' }], ratings: [{ severity: 'critical' }] },
    { id: 'CVE-2', analysis: { state: 'not_affected' } },
  ],
}

export const BOM_XML = `<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.5"><metadata><timestamp>2026-10-04T08:00:00Z</timestamp><component bom-ref="self"><name>self</name></component></metadata><components><component bom-ref="x" type="library"><name>lib</name><version>1</version><components><component bom-ref="y"><name>inner</name><version>2</version></component></components></component></components><vulnerabilities><vulnerability><id>CVE-1</id><source><name>s</name></source><ratings><rating><score>3.1</score><severity>critical</severity></rating><rating><severity>low</severity></rating></ratings><description>bad &lt; worse</description><affects><target><ref>x</ref></target><target><ref>y</ref></target></affects></vulnerability><vulnerability><id>CVE-2</id><analysis><state>not_affected</state></analysis></vulnerability><vulnerability><id>CVE-3</id><ratings><rating><score>5.0</score></rating></ratings><affects><target><ref>y</ref></target></affects></vulnerability></vulnerabilities></bom>`
export const ARF = `<arf:asset-report-collection xmlns:arf="http://scap.nist.gov/schema/asset-reporting-format/1.1"><arf:report-requests><arf:report-request><arf:content><Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2"><title>基线</title><Group><title>组</title><Rule id="r1" severity="high"><title>口令 <b>长度</b> 不足</title></Rule></Group></Benchmark></arf:content></arf:report-request></arf:report-requests><arf:reports><arf:report><arf:content><TestResult end-time="2026-10-02T00:00:00"><title>一</title><target>host1</target><rule-result idref="r1"><result>fail</result></rule-result></TestResult></arf:content></arf:report><arf:report><arf:content><TestResult end-time="2026-10-03T00:00:00"><target>host2</target><rule-result idref="r1" severity="low"><result>fail</result></rule-result><rule-result idref="r9"><result>fail</result></rule-result><rule-result idref="r2"><override><old-result>fail</old-result><new-result>pass</new-result></override><result>pass</result></rule-result></TestResult></arf:content></arf:report><arf:report><arf:content><Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2"><Rule id="r9"><title>日志</title></Rule></Benchmark></arf:content></arf:report></arf:reports></arf:asset-report-collection>`
const table = (...rows: string[][]) =>
  `<table><thead><tr>${rows[0]!.map((c) => `<th>${c}</th>`).join('')}</tr></thead><tbody>${rows
    .slice(1)
    .map((r) => `<tr>${r.map((c) => `<td>${c}</td>`).join('')}</tr>`)
    .join('')}</tbody></table>`
export const GOLIN_WINDOWS = `<!DOCTYPE html><html><head><title>Windows安全策略核查</title></head><body><div><center><h1>srv-01_Windows安全策略核查</h1></center><h2>用户信息</h2>${table(['用户', '全名', 'SID'], ['zhangsan', '张三', 'S-1'])}<h2>密码复杂度检查</h2>${table(
  ['检查项', '检查结果', '是否符合', '建议结果'],
  ['检查是否开启密码复杂度要求', '未通过', '<span>是</span>', '开启密码复杂度要求'],
  ['检查密码的最短长度要求（位数）', '6', '<span style="color:red">否</span>', '长度不低于8位'],
)}</div></body></html>`
export const GOLIN_SCAN = `<!DOCTYPE html>\n<html lang="zh"><body><header><h1>Golin安全扫描报告</h1><p>生成时间：2026-10-05 12:00:00</p></header>${table(['#', '主机', '端口', '组件'], ['1', '10.0.0.1', '22', 'ssh'])}${table(['#', 'IP 地址'], ['1', '10.0.0.1'])}${table(['主机', '端口', '用户', '密码', '模式'], ['10.0.0.1', '22', 'zhangsan', 's3cret', 'ssh'])}${table(['漏洞URL', '漏洞特征文件', '漏洞信息'], ['http://zhangsan:s3cret@10.0.0.1/x?token=1', 'redis-unauth', '未授权访问'])}</body></html>`
/** One of each form, to be damaged. */
export const SCAN_SEEDS: readonly unknown[] = [SARIF, OHDF, BOM, XCCDF, NMAP, BOM_XML, ARF, GOLIN_WINDOWS, GOLIN_SCAN]
