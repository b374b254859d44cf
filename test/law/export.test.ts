import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { memoryPages, validateXML } from 'xmllint-wasm'
import { exportLaw } from '../../src/cli/law-export.ts'
import { openZip } from '../../src/collect/archive/zip.ts'
import { INSTRUMENT_IDS } from '../../src/law/library.ts'
import { toAkomaNtoso } from '../../src/report/law/akn.ts'
import { type LawDocument, nodesOf } from '../../src/report/law/document.ts'
import { toLawMarkdown } from '../../src/report/law/markdown.ts'
import { toOscal } from '../../src/report/law/oscal.ts'
import { lawRows, toCsv } from '../../src/report/law/table.ts'
import { workbook } from '../../src/report/xlsx.ts'
import { lawFolder } from '../../src/store/folder.ts'
import { lawDocument } from '../../src/store/law-document.ts'
import { importLaws } from '../../src/store/law-import.ts'
import { packageBudget } from '../support/apk.ts'

const folder = mkdtempSync(join(tmpdir(), 'guiju-law-export-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const store = join(folder, 'store')
const ON = '2026-11-01'
const HOSTILE =
  '# 恶意法\n2001年1月1日 通过\n第一章 <总则> & "其他"\n第一条 =HYPERLINK("x")\u0007 <b>甲</b> ]]> &amp; 依照《某法》第二条。\n（一）项一\n（二）项二\n后段。\n第二章 附则\n第二条 本法自2001年6月1日起施行。\n'
/** Accepts any document: only its form is checked. */
const ANY = '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"/>'
const documents: LawDocument[] = []

const schema = (name: string) => readFileSync(new URL(`../schemas/${name}`, import.meta.url), 'utf8')

before(async () => {
  const report = await importLaws([{ name: 'hostile.md', bytes: Buffer.from(HOSTILE) }], lawFolder(store), [])
  for (const id of [...INSTRUMENT_IDS, report.laws[0]!.id]) {
    const document = await lawDocument(id, lawFolder(store), ON)
    assert.ok(document)
    documents.push(document)
  }
})
const hostile = () => documents.at(-1)!

const validated = (xml: readonly { fileName: string; contents: string }[]) =>
  validateXML({
    xml: [...xml],
    schema: [{ fileName: 'akomantoso30.xsd', contents: schema('akomantoso30.xsd') }],
    preload: [{ fileName: 'xml.xsd', contents: schema('xml.xsd') }],
    initialMemoryPages: 64 * memoryPages.MiB,
    maxMemoryPages: 512 * memoryPages.MiB,
  })

test('Akoma Ntoso: every instrument and an imported law, in both languages, valid against the OASIS schema', async () => {
  const xml = documents.flatMap((document) =>
    (['zh', 'en'] as const).map((lang) => ({
      fileName: `${document.id}.${lang}.xml`,
      contents: toAkomaNtoso(document, lang),
    })),
  )
  const { valid, errors } = await validated(xml)
  assert.deepEqual([valid, errors.slice(0, 5)], [true, []])
})

test('the validator refuses what the schema does not allow', async () => {
  const whole = toAkomaNtoso(documents[1]!, 'zh')
  for (const broken of [whole.replace('<FRBRcountry value="cn"/>', ''), whole.replace('<body>', '<body><nonsense/>')])
    assert.equal((await validated([{ fileName: 'broken.xml', contents: broken }])).valid, false)
})

test('Akoma Ntoso holds what is known and marks what is no text', () => {
  const inspection = documents.find((d) => d.id === 'inspection-2018')!
  const xml = toAkomaNtoso(inspection, 'en')
  assert.match(xml, /<article eId="art_20" class="gist"><num>Article 20<\/num>/)
  assert.match(xml, /type="repeal"/)
  assert.match(xml, /<p class="notice">The text was not imported/)
  assert.match(xml, /<implicitReference for="#art_11" href="#art_10"/)
  assert.match(xml, /guiju:norm modality="must" checkedBy="data" bearer="police"/)
  const own = toAkomaNtoso(hostile(), 'zh')
  assert.match(own, /<heading>&lt;总则&gt; &amp; &quot;其他&quot;<\/heading>/)
  assert.match(own, /<point eId="art_1__point_2"><num>第一条第二项<\/num>|<point eId="art_1__point_2">/)
  assert.ok(!own.includes('\u0007'))
  assert.match(toAkomaNtoso(hostile(), 'en'), /class="missing"/)
})

test('OSCAL: every instrument is a catalog valid against the NIST schema, the same each time', () => {
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const validate = ajv.compile(JSON.parse(schema('oscal-catalog-1.2.3.json')) as object)
  const uuid = (words: string) =>
    `00000000-0000-5000-8000-${Buffer.from(words).toString('hex').padEnd(12, '0').slice(-12)}`
  for (const document of documents) {
    const text = toOscal(document, uuid)
    assert.ok(validate(JSON.parse(text)), `${document.id}: ${ajv.errorsText(validate.errors).slice(0, 300)}`)
    assert.equal(toOscal(document, uuid), text)
  }
  const broken = JSON.parse(toOscal(documents[0]!, uuid)) as { catalog: { metadata: { title?: string } } }
  delete broken.catalog.metadata.title
  assert.equal(validate(broken), false)
})

test('OSCAL has one control or group for each provision, and its norms', () => {
  const app = documents.find((d) => d.id === 'app-pi-2019')!
  const text = toOscal(app, () => '00000000-0000-5000-8000-000000000000')
  assert.equal(text.match(/"id": "g-app-pi-2019-[\d.]+"/g)?.length, 37)
  assert.equal(text.match(/"name": "norm"/g)?.length, 31)
  assert.match(text, /"name": "text",[^}]*"value": "gist"/s)
})

test('a table has a row for each norm, and nothing in it is a formula', () => {
  const rows = lawRows(documents)
  const expected = documents
    .flatMap((d) => [...nodesOf(d.provisions)])
    .reduce((n, p) => n + Math.max(1, p.norms.length), 0)
  assert.equal(rows.length, expected + 1)
  assert.ok(rows.every((row) => row.length === rows[0]!.length))
  const csv = toCsv([
    ['a', 'b'],
    ['=1+1', 'x"y'],
    ['@x', 'two\nlines'],
  ])
  assert.equal(csv, '\uFEFFa,b\r\n\'=1+1,"x""y"\r\n\'@x,"two\nlines"\r\n')
})

test('a workbook is an archive of well-formed parts, its text as text, the same each time', async () => {
  const sheets = [
    {
      name: 'a/b: [规定]',
      rows: [
        ['x', 'y'],
        ['=1+1', 2],
        ['<&>\u0000', ''],
      ],
    },
    { name: 'A B   规定', rows: [['z']], widths: [30] },
  ]
  const book = workbook(sheets)
  assert.deepEqual(workbook(sheets), book)
  const zip = openZip(Buffer.from(book), packageBudget(), { artifact: 'book.xlsx' })
  const parts = new Map(zip.entries.map((entry) => [entry.name, zip.read(entry)?.toString() ?? '']))
  assert.deepEqual(zip.problems, [])
  assert.equal(parts.size, 7)
  const sheet = parts.get('xl/worksheets/sheet1.xml') ?? ''
  assert.match(sheet, /<c r="A2" t="inlineStr"><is><t xml:space="preserve">=1\+1<\/t>/)
  assert.match(sheet, /<c r="B2"><v>2<\/v>/)
  assert.match(sheet, /&lt;&amp;&gt;\uFFFD/)
  assert.doesNotMatch(sheet, /<f>/)
  const names = [...(parts.get('xl/workbook.xml') ?? '').matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name)
  assert.deepEqual(names, ['a b   规定', 'A B   规定 2'])
  for (const [name, contents] of parts)
    assert.equal(
      (
        await validateXML({
          xml: [{ fileName: 'part.xml', contents }],
          schema: [{ fileName: 'any.xsd', contents: ANY }],
        })
      ).errors.some((e) => /parser error/.test(e.rawMessage)),
      false,
      name,
    )
})

test('Markdown gives each provision its reference, and signs of Markdown stay signs', () => {
  const text = toLawMarkdown(hostile(), 'zh')
  assert.match(text, /`law-[0-9a-f]{12}-2001-01-01#art1\.2`/)
  assert.match(text, /\\<b\\>甲\\<\/b\\>/)
  const gists = toLawMarkdown(documents.find((d) => d.id === 'app-pi-2019')!, 'both')
  assert.match(gists, /> 未导入原文/)
  assert.match(gists, /`app-pi-2019#3\.1`/)
})

test('the command writes all formats into a folder, and one text to standard output only', async () => {
  const out = join(folder, 'out')
  await exportLaw(['app-pi-2019'], { store, out, format: ['akn,oscal', 'json', 'csv', 'xlsx', 'md'] })
  assert.deepEqual(readdirSync(out).sort(), [
    'app-pi-2019.csv',
    'app-pi-2019.en.akn.xml',
    'app-pi-2019.json',
    'app-pi-2019.md',
    'app-pi-2019.oscal.json',
    'app-pi-2019.xlsx',
    'app-pi-2019.zh.akn.xml',
  ])
  const json = JSON.parse(readFileSync(join(out, 'app-pi-2019.json'), 'utf8')) as {
    schema: string
    laws: LawDocument[]
  }
  assert.deepEqual([json.schema, json.laws[0]?.imported], ['guiju/law/1', []])
  await assert.rejects(exportLaw(['app-pi-2019'], { store, format: ['akn'] }), { code: 'export.out' })
  await assert.rejects(exportLaw(['app-pi-2019'], { store, format: ['xlsx'] }), { code: 'export.out' })
  await assert.rejects(exportLaw(['no-such-law'], { store }), { code: 'law.unknown' })
  await assert.rejects(exportLaw(['app-pi-2019'], { store, format: ['pdf'] }), { code: 'format.unknown' })
})
