import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import type { SubjectResult } from '../../src/judge/result.ts'
import { toSarif } from '../../src/report/sarif.ts'
import { artifactUri, lineOf } from '../../src/report/sarif-places.ts'
import { HOSTILE, sampleApp, sampleLoanBook, sampleResult } from '../support/sample-result.ts'

// One pattern of the schema is no regular expression in Unicode mode.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })
addFormats.default(ajv)
const validate = ajv.compile(JSON.parse(readFileSync(new URL('../schemas/sarif-2.1.0.json', import.meta.url), 'utf8')))

const result = sampleResult([sampleApp(), sampleLoanBook()])
// biome-ignore lint/suspicious/noExplicitAny: a SARIF log as parsed JSON
type Log = any
const logOf = (lang: 'zh' | 'en' | 'both' = 'zh', of = result): Log => JSON.parse(toSarif(of, lang))

/** Every value stored under `key`, at any depth. */
function under(key: string, value: unknown): unknown[] {
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([k, v]) => [...(k === key ? [v] : []), ...under(key, v)])
}

describe('toSarif', () => {
  for (const lang of ['zh', 'en', 'both'] as const) {
    it(`is valid against the OASIS schema (${lang})`, () => {
      assert.equal(validate(logOf(lang)), true, JSON.stringify(validate.errors?.slice(0, 5)))
    })
  }

  it('is valid for a Result without subjects', () => {
    assert.equal(validate(logOf('zh', sampleResult([]))), true, JSON.stringify(validate.errors))
  })

  it('has one result for each failed and each cantTell with leads, and no other', () => {
    const wanted = result.results.flatMap((r) =>
      r.determinations
        .filter((d) => d.outcome === 'failed' || (d.outcome === 'cantTell' && d.leads.length > 0))
        .map((d) => [d.rule, d.outcome === 'failed' ? 'fail' : 'review']),
    )
    assert.deepEqual(
      logOf().runs[0].results.map((r: Log) => [r.ruleId, r.kind]),
      wanted,
    )
  })

  it('is an error only under law in force that applies directly', () => {
    const levels = new Map(logOf().runs[0].results.map((r: Log) => [r.ruleId, r.level]))
    assert.equal(levels.get('app-pi-2019#2.1'), 'error')
    assert.equal(levels.get('app-pi-2019#3.1'), 'note')
    assert.equal(levels.get('public-accounts-2020-draft#art9'), 'warning')
  })

  it('gives every result a place, a line and a relative URI that names an artifact of the run', () => {
    const [run] = logOf().runs
    for (const r of run.results) {
      assert.ok(r.locations.length > 0, r.ruleId)
      for (const place of [...r.locations, ...(r.relatedLocations ?? [])]) {
        assert.ok(place.physicalLocation.region.startLine >= 1)
      }
    }
    for (const place of under('artifactLocation', run) as Log[]) {
      assert.doesNotMatch(place.uri, /^[A-Za-z][A-Za-z0-9+.-]*:|^\/|(^|\/)\.\.(\/|$)|\\/)
      assert.equal(run.artifacts[place.index].location.uri, place.uri)
    }
  })

  it('lists every rule once, with help in Markdown, and points at it by index', () => {
    const [run] = logOf('both').runs
    const { rules } = run.tool.driver
    assert.equal(new Set(rules.map((r: Log) => r.id)).size, rules.length)
    assert.equal(rules.length, 34)
    for (const rule of rules) {
      assert.match(rule.help.markdown, /处理建议/)
      assert.match(rule.help.markdown, /What to do/)
      assert.ok(rule.shortDescription.text && rule.fullDescription.text && rule.help.text)
    }
    for (const r of run.results) assert.equal(rules[r.ruleIndex].id, r.ruleId)
  })

  it('refers to taxa that exist', () => {
    const [run] = logOf().runs
    const references = [...run.results.flatMap((r: Log) => r.taxa), ...(under('target', run.tool) as Log[])]
    assert.ok(references.length > 34)
    for (const { id, index, toolComponent } of references) {
      const taxonomy = run.taxonomies[toolComponent.index]
      assert.equal(taxonomy.name, toolComponent.name)
      assert.equal(taxonomy.taxa[index].id, id)
    }
  })

  it('turns a call path into a thread of execution, entry first, with the SDK and the guards', () => {
    const found = logOf().runs[0].results.find((r: Log) => r.ruleId === 'app-pi-2019#3.1')
    const lead = sampleApp().determinations.find((d) => d.rule === 'app-pi-2019#3.1')?.leads[0]?.evidence
    assert.equal(found.codeFlows.length, lead?.length)
    const [flow] = found.codeFlows
    assert.deepEqual(
      flow.threadFlows[0].locations.map((l: Log) => l.location.logicalLocations[0].fullyQualifiedName),
      lead?.[0]?.path,
    )
    assert.match(flow.message.text, /友盟统计/)
    assert.match(JSON.stringify(found.codeFlows[1]), /privacy_agreed/)
  })

  it('keeps the fingerprint when evidence, tool and order change, and tells subjects apart', () => {
    const marks = (of: readonly SubjectResult[]) =>
      logOf('zh', sampleResult(of)).runs[0].results.map((r: Log) => [r.ruleId, r.partialFingerprints['guiju/v1']])
    const app = sampleApp()
    const reversed = { ...app, determinations: app.determinations.toReversed() }
    assert.deepEqual(new Map(marks([sampleApp({ evidence: 3 })])), new Map(marks([app])))
    assert.deepEqual(new Map(marks([reversed])), new Map(marks([app])))
    const other = { ...app, subject: { ...app.subject, id: 'app.android:com.example.other' } }
    const both = marks([app, other]).map(([, mark]: string[]) => mark)
    assert.equal(new Set(both).size, both.length)
  })

  it('states the outcome as a self-check and what would settle a lead', () => {
    const byRule = new Map(logOf().runs[0].results.map((r: Log) => [r.ruleId, r.message.text]))
    assert.match(String(byRule.get('app-pi-2019#2.1')), /^存在该行为的证据（自查结论，非主管部门认定）：/)
    assert.match(String(byRule.get('app-pi-2019#3.1')), /^线索，待核实：[\s\S]*怎样才能判断：/)
    assert.match(String(byRule.get('public-accounts-2020-draft#art9')), /^参照适用。不符合征求意见稿（/)
  })

  it('holds no link and no hidden character made of foreign text', () => {
    for (const text of under('text', logOf())) {
      assert.ok(typeof text === 'string')
      assert.ok(!text.includes(']('), text)
      assert.ok(!/[\u202a-\u202e\u200b\u2060]/.test(text), JSON.stringify(text))
    }
  })

  it('is the same bytes for the same Result', () => {
    assert.equal(toSarif(result), toSarif(structuredClone(result)))
  })
})

describe('artifactUri', () => {
  it('makes a relative reference of anything', () => {
    assert.equal(artifactUri('../../etc/passwd'), 'etc/passwd')
    assert.equal(artifactUri('C:\\temp\\a b.apk'), 'C%3A/temp/a%20b.apk')
    assert.equal(artifactUri('https://a.example/p/q?id=1#x'), 'a.example/p/q')
    assert.equal(artifactUri(HOSTILE.lone), 'half%EF%BF%BDpair')
    assert.equal(artifactUri('///'), 'artifact')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const uri = artifactUri(name)
        const base = new URL('https://base.example/dir/')
        assert.ok(new URL(uri, base).href.startsWith('https://base.example/dir/'), uri)
      }),
    )
  })
})

describe('lineOf', () => {
  it('reads a line where the locator names one', () => {
    assert.equal(lineOf('line 12'), 12)
    assert.equal(lineOf('第7行'), 7)
    assert.equal(lineOf('src/app.js:42:9'), 42)
    assert.equal(lineOf('classes.dex @0x1a2b40'), 1)
    assert.equal(lineOf('line 0'), 1)
  })
})
