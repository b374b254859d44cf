import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { isDay } from '../../src/law/day.ts'
import {
  COMPARATORS,
  type Norm,
  NUMBERINGS,
  type Provision,
  provisionAt,
  provisionsOf,
  standingOn,
} from '../../src/law/instrument.ts'
import {
  findReference,
  INSTRUMENT_IDS,
  type InstrumentId,
  isInstrumentId,
  loadInstrument,
  loadOutline,
} from '../../src/law/library.ts'
import { isParameterId, parameter, parameterOn } from '../../src/law/parameter.ts'
import { formatRef, parsePlace, parseRef } from '../../src/law/ref.ts'
import { isRoleId } from '../../src/law/role.ts'
import type { Text } from '../../src/law/text.ts'

const HAN = /\p{Script=Han}/u
const MODALITIES = [
  'must',
  'must-not',
  'may',
  'encouraged',
  'described-act',
  'definition',
  'scope',
  'liability',
  'commencement',
  'statement',
]
const CHECKED_BY = ['data', 'scan', 'document', 'human', 'none', 'boundary']

function isText(text: Text, where: string) {
  assert.ok(text.zh.trim() === text.zh && HAN.test(text.zh), `${where}: Chinese`)
  assert.ok(text.en.trim() === text.en && text.en !== '' && !HAN.test(text.en), `${where}: English`)
}

function isNorm(norm: Norm, instrument: string, where: string) {
  assert.ok(MODALITIES.includes(norm.modality), where)
  assert.ok(CHECKED_BY.includes(norm.checkedBy), where)
  isText(norm.act, where)
  if (norm.condition) isText(norm.condition, where)
  if (norm.sanction) isText(norm.sanction, where)
  for (const role of [norm.bearer, norm.counterpart])
    if (role !== undefined) assert.ok(isRoleId(role), `${where}: ${role}`)
  if (norm.deadline) {
    isText(norm.deadline.from, where)
    assert.ok(norm.deadline.parameter !== undefined || norm.deadline.period !== undefined, where)
    if (norm.deadline.parameter) assert.ok(isParameterId(norm.deadline.parameter), where)
  }
  for (const number of norm.numbers ?? []) {
    isText(number.unit, where)
    if (number.of) isText(number.of, where)
    assert.ok(COMPARATORS.includes(number.comparator), where)
    assert.match(number.value, /^(?:\d+(?:\.\d+)?|\d{4}-\d\d-\d\d)$/, where)
    if (!number.parameter) continue
    assert.ok(isParameterId(number.parameter), `${where}: ${number.parameter}`)
    assert.equal(parameter(number.parameter).cites.startsWith(`${instrument}#`), true, where)
    const value = parameterOn(number.parameter, '2022-06-30')?.value
    assert.equal(typeof value === 'object' ? String(value.n) : String(value), number.value, `${where}: same number`)
  }
}

test('the library holds every instrument that is committed', () => {
  const law = join(import.meta.dirname, '..', '..', 'law')
  const folders = readdirSync(law, { withFileTypes: true })
    .filter((f) => f.isDirectory() && readdirSync(join(law, f.name)).includes('outline.json'))
    .map((f) => f.name)
    .sort()
  assert.deepEqual(INSTRUMENT_IDS, folders)
})

for (const id of INSTRUMENT_IDS) {
  test(`${id}: identity`, async () => {
    const it = await loadInstrument(id)
    assert.equal(it.id, id)
    isText(it.title, 'title')
    isText(it.short, 'short')
    assert.ok(it.issuers.length > 0)
    for (const issuer of it.issuers) isText(issuer, 'issuer')
    assert.ok(isDay(it.checkedOn))
    if (it.issued === undefined) assert.ok(it.open.some((o) => o.field === 'issued'))
    else if (!isDay(it.issued)) {
      assert.ok(isDay(`${it.issued}-01`) && it.open.some((o) => o.field === 'issued'), it.issued)
    }
    if (it.excerpt) isText(it.excerpt, 'excerpt')
    for (const title of it.knownAs?.en ?? []) assert.ok(title && !HAN.test(title))
    assert.ok(NUMBERINGS.includes(it.numbering))
    assert.ok(['direct', 'by-reference'].includes(it.applies))
    isText(it.source, 'source')
    if (it.status === 'draft') assert.equal(it.inForce, undefined)
    else assert.ok(it.inForce && isDay(it.inForce.from))
    if (it.status === 'replaced') assert.ok(it.replacedBy.length > 0 && isDay(it.inForce?.until ?? ''))
    for (const link of [...it.replaces, ...it.replacedBy, ...it.seeAlso]) {
      isText(link.title, 'link')
      isText(link.known, 'link known')
      assert.ok(link.source)
      for (const day of [link.published, link.inForce]) if (day !== undefined) assert.ok(isDay(day), day)
    }
    for (const open of it.open) isText(open.note, open.field)
    assert.equal(standingOn(it, it.checkedOn), it.status)
  })

  test(`${id}: outline`, async () => {
    const outline = await loadOutline(id)
    assert.equal(outline.instrument, id)
    const seen = new Set<string>()
    for (const p of provisionsOf(outline)) {
      const where = `${id}#${p.ref}`
      assert.equal(formatRef(parseRef(where)!), where)
      assert.ok(!seen.has(p.ref), `${where} twice`)
      seen.add(p.ref)
      isText(p.gist, where)
      assert.ok(p.label.zh && p.label.en, where)
      if (p.sha256 === undefined) {
        assert.ok(p.children || p.missing?.zh, `${where}: without words of its own it has children`)
        assert.equal(p.words, undefined, where)
      } else for (const hash of [p.sha256, p.words]) assert.match(hash ?? '', /^[0-9a-f]{64}$/, where)
      if (p.children) assert.ok(p.children.length > 0, where)
      else assert.ok(p.norms && p.norms.length > 0, `${where}: a leaf has a norm`)
      for (const norm of p.norms ?? []) isNorm(norm, id, where)
    }
  })

  test(`${id}: siblings stand in the order of their numbers, without a gap`, async () => {
    const outline = await loadOutline(id)
    const { excerpt } = await loadInstrument(id)
    const check = (siblings: readonly Provision[]) => {
      const last = new Map<string, number>()
      for (const p of siblings) {
        const step = parsePlace(p.ref)!.at(-1)!
        const before = last.get(step.kind)
        if (before !== undefined && excerpt) assert.ok(step.n > before, `${id}#${p.ref}`)
        else if (before !== undefined) assert.equal(step.n, before + 1, `${id}#${p.ref}`)
        last.set(step.kind, step.n)
        if (p.children) check(p.children)
      }
    }
    check(outline.provisions)
  })
}

test('app-pi-2019 has 6 groups and 31 acts: 4+4+9+6+3+5', async () => {
  const { provisions } = await loadOutline('app-pi-2019')
  assert.deepEqual(
    provisions.map((group) => group.children?.length),
    [4, 4, 9, 6, 3, 5],
  )
  const acts = provisions.flatMap((group) => group.children ?? [])
  assert.equal(acts.length, 31)
  for (const act of acts) {
    assert.equal(act.norms?.length, 1)
    assert.equal(act.norms?.[0]?.modality, 'described-act')
    assert.equal(act.norms?.[0]?.bearer, 'app-operator')
  }
})

test('app-pi-2019 says what the English of the source lacks or numbers otherwise', async () => {
  const outline = await loadOutline('app-pi-2019')
  const all = [...provisionsOf(outline)]
  assert.deepEqual(
    all.filter((p) => p.missing?.en).map((p) => p.ref),
    ['5.3', '6', '6.1', '6.2'],
  )
  assert.deepEqual(
    all.filter((p) => p.printedAs).map((p) => [p.ref, p.printedAs?.en]),
    [
      ['6.3', 'V.3'],
      ['6.4', 'V.4'],
      ['6.5', 'V.5'],
    ],
  )
})

test('app-pi-2019 has hard numbers in 1.3, 6.3 and 6.5 only', async () => {
  const outline = await loadOutline('app-pi-2019')
  const numbered = [...provisionsOf(outline)].filter((p) => p.norms?.some((n) => n.numbers))
  assert.deepEqual(
    numbered.map((p) => p.ref),
    ['1.3', '6.3', '6.5'],
  )
  assert.equal(numbered[0]?.norms?.[0]?.numbers?.[0]?.comparator, 'more-than')
})

test('inspection-2018 has 5 chapters and 29 articles', async () => {
  const { provisions } = await loadOutline('inspection-2018')
  assert.equal(provisions.length, 5)
  assert.equal(provisions.flatMap((chapter) => chapter.children ?? []).length, 29)
  const outline = await loadOutline('inspection-2018')
  const items = (place: string) => provisionAt(outline, place)?.children?.length
  assert.equal(items('art9.p1'), 4)
  assert.equal(items('art10'), 7)
  assert.equal(items('art11'), 6)
  assert.equal(items('art12.p1'), 5)
  assert.equal(items('art15'), 4)
  assert.equal(items('art21.p1'), 6)
})

test('inspection-2018: penalties name the law with its year, none for filing or multi-level protection', async () => {
  const outline = await loadOutline('inspection-2018')
  const sanctions = [...provisionsOf(outline)].flatMap((p) => p.norms ?? []).flatMap((n) => n.sanction ?? [])
  for (const { zh } of sanctions) if (zh.includes('网络安全法')) assert.match(zh, /（2016年）/)
  for (const place of ['art10.1', 'art10.7']) {
    assert.ok(provisionAt(outline, place)?.norms?.every((n) => n.sanction === undefined))
  }
})

test('the other instruments are complete', async () => {
  const places = async (id: InstrumentId) => [...provisionsOf(await loadOutline(id))].map((p) => p.ref)
  const numbered = (refs: string[], pattern: RegExp) => refs.filter((ref) => pattern.test(ref)).length
  const constraint = await places('credit-constraint-2020')
  assert.equal(numbered(constraint, /^\d+$/), 16)
  assert.equal(numbered(constraint, /^part\d+$/), 9)
  assert.equal(numbered(constraint, /^part9\.p\d$/), 4)
  assert.equal(numbered(await places('credit-supervision-2019'), /^\d+$/), 22)
  assert.equal(numbered(await places('mlps-cii-2020'), /^\d\.\d$/), 3 + 6 + 5 + 5 + 5)
  assert.equal(numbered(await places('public-accounts-2020-draft'), /^art\d+$/), 22)
  assert.equal((await places('fan-circle-2021')).length, 10)
  assert.equal((await places('programmes-2021')).length, 8)
  const proposal = await places('pi-proposal-2018')
  assert.equal(numbered(proposal, /^\d$/), 6)
  assert.equal(numbered(proposal, /^part2\.\d$/), 8)
})

test('a draft has no commencement day and says what it became', async () => {
  const draft = await loadInstrument('public-accounts-2020-draft')
  assert.equal(draft.inForce, undefined)
  assert.equal(standingOn(draft, '2030-01-01'), 'draft')
  assert.equal(draft.replacedBy[0]?.inForce, '2021-02-22')
})

test('publication within 7 working days is promoted, never commanded', async () => {
  const section = (await findReference('credit-supervision-2019#15'))?.provision
  assert.deepEqual(
    section?.norms?.map((n) => n.modality),
    ['encouraged'],
  )
})

test('judgments of persons and taste are outside the boundary', async () => {
  for (const ref of ['programmes-2021#1', 'programmes-2021#3', 'public-accounts-2020-draft#art4.p1']) {
    const found = await findReference(ref)
    assert.ok(
      found?.provision.norms?.every((n) => n.checkedBy === 'boundary'),
      ref,
    )
  }
})

test('standing on a day', async () => {
  const inspection = await loadInstrument('inspection-2018')
  assert.equal(standingOn(inspection, '2018-10-31'), 'not-yet')
  assert.equal(standingOn(inspection, '2018-11-01'), 'in-force')
  assert.equal(standingOn(inspection, '2026-09-30'), 'in-force')
  assert.equal(standingOn(inspection, '2026-10-01'), 'replaced')
  const lending = await loadInstrument('internet-lending-2021')
  const outline = await loadOutline('internet-lending-2021')
  const section = (place: string) => provisionAt(outline, place)!
  assert.equal(standingOn(lending, '2021-12-31', section('2')), 'not-yet')
  assert.equal(standingOn(lending, '2022-01-01', section('2')), 'in-force')
  assert.equal(standingOn(lending, '2021-12-31', section('5')), 'not-yet')
  assert.equal(standingOn(lending, '2021-12-31', section('3')), 'in-force')
  assert.equal(standingOn({ status: 'draft' }, '2030-01-01'), 'draft')
})

test('references are found, and only what is there', async () => {
  const found = await findReference('inspection-2018#art19.p3')
  assert.equal(found?.instrument.number, '公安部令第151号')
  assert.equal(found?.provision.norms?.[0]?.deadline?.parameter, 'inspection.reinspect')
  assert.equal((await findReference('inspection-2018#art7.p1'))?.provision.ref, 'art7')
  for (const text of [
    'inspection-2018#art7.p2',
    'inspection-2018#art30',
    'inspection-2018#art9.p1.p1',
    'inspection-2018#art19.p1.p1',
    'app-pi-2019#3.10',
    'app-pi-2019#7',
    'no-such-law#1',
    'toString#1',
    'inspection-2018',
    '',
  ]) {
    assert.equal(await findReference(text), undefined, text)
  }
  assert.equal(isInstrumentId('constructor'), false)
})

test('the library holds the twenty instruments of the source', () => {
  assert.equal(INSTRUMENT_IDS.length, 20)
})

test('excerpts are marked, say what they hold, and what has no Chinese says so', async () => {
  const excerpts: string[] = []
  for (const id of INSTRUMENT_IDS) {
    const { excerpt, open } = await loadInstrument(id)
    const all = [...provisionsOf(await loadOutline(id))]
    const silent = all.every((p) => p.missing?.zh)
    assert.equal(
      silent,
      all.every((p) => p.sha256 === undefined),
      id,
    )
    if (silent) assert.ok(excerpt && open.some((o) => o.field === 'text'), id)
    if (excerpt) excerpts.push(id)
  }
  assert.deepEqual(excerpts, [
    '5g-2020',
    'credit-internet-draft',
    'cyber-speech-2018',
    'data-security-standards-2020-draft',
    'inspection-2018-draft',
    'microblog-2018',
    'pipl-expert-draft',
    'rule-of-law-society-2020',
  ])
})

test('no draft has a day of commencement, and the inspection draft is linked to the Provisions, not merged', async () => {
  for (const id of INSTRUMENT_IDS) {
    const it = await loadInstrument(id)
    assert.equal(it.kind === 'draft', it.status === 'draft', id)
    if (it.kind === 'draft') assert.ok(it.inForce === undefined && it.open.some((o) => o.field === 'inForce'), id)
  }
  const draft = await loadInstrument('inspection-2018-draft')
  const final = await loadInstrument('inspection-2018')
  assert.equal(draft.replacedBy[0]?.id, final.id)
  assert.ok(final.seeAlso.some((link) => link.id === draft.id))
  assert.notEqual(draft.title.zh, final.title.zh)
})

test('links to other instruments of the library name ones that are there', async () => {
  for (const id of INSTRUMENT_IDS) {
    const { replaces, replacedBy, seeAlso } = await loadInstrument(id)
    for (const link of [...replaces, ...replacedBy, ...seeAlso]) {
      if (link.id !== undefined) assert.ok(isInstrumentId(link.id) && link.id !== id, link.id)
    }
  }
})

test('csl-implementation-2017: 4 parts, 6 + 7 + 7 sections, and figures that agree with each other', async () => {
  const outline = await loadOutline('csl-implementation-2017')
  const refs = [...provisionsOf(outline)].map((p) => p.ref)
  assert.equal(refs.filter((ref) => /^\d$/.test(ref)).length, 4)
  const inPart = (part: number) => refs.filter((ref) => new RegExp(`^${part}\\.\\d$`).test(ref)).length
  assert.deepEqual([1, 2, 3, 4].map(inPart), [0, 6, 7, 7])
  const figures = (place: string, en: RegExp) =>
    (provisionAt(outline, place)?.norms ?? [])
      .flatMap((n) => n.numbers ?? [])
      .filter((n) => en.test(n.of?.en ?? ''))
      .map((n) => Number(n.value))
  const [each] = figures('1.p4', /each province/)
  const [provinces] = figures('1.p4', /where systems/)
  assert.deepEqual(figures('1.p4', /at random/), [each! * provinces!])
  const [portals] = figures('3.3.p1', /portals/)
  const [business] = figures('3.3.p1', /business/)
  assert.deepEqual(figures('3.3.p1', /^tested/), [portals! + business!])
  assert.deepEqual(figures('1.p4', /respondents/), figures('3.7.p1', /respondents/))
  assert.deepEqual(figures('2.4.p1', /respondents/), figures('3.7.p1', /respondents/))
})

test('dated commitments are typed', async () => {
  const outline = await loadOutline('rule-of-law-society-2020')
  const aims = provisionAt(outline, '3')?.norms?.flatMap((n) => n.numbers ?? []) ?? []
  assert.deepEqual(
    aims.map((n) => [n.comparator, n.value]),
    [
      ['by', '2025'],
      ['by', '2035'],
    ],
  )
})

/** The ten instruments that rules, procedures and checks are written for. */
const OPERATIONAL: Readonly<Partial<Record<InstrumentId, RegExp>>> = {
  'app-pi-2019': /^[1-6](?:\.[1-9])?$/,
  'credit-constraint-2020': /^(?:part[1-9](?:\.p[1-4])?|[1-9]|1[0-6])$/,
  'credit-supervision-2019': /^(?:part[1-6](?:\.p\d)?|[1-9]|1\d|2[0-2])$/,
  'fan-circle-2021': /^(?:[1-9]|10)$/,
  'inspection-2018': /^(?:part[1-5]|art(?:[1-9]|1\d|2\d)(?:\.p\d|\.\d)?)$/,
  'internet-lending-2021': /^[1-8]$/,
  'mlps-cii-2020': /^[1-5](?:\.p\d|\.[1-6](?:\.p[1-4])?)?$/,
  'pi-proposal-2018': /^(?:[1-6]|part2(?:\.[1-8])?)$/,
  'programmes-2021': /^[1-8]$/,
  'public-accounts-2020-draft': /^(?:part[1-4]|art(?:[1-9]|1\d|2[0-2])(?:\.p\d|\.\d{1,2})?)$/,
}

for (const [id, form] of Object.entries(OPERATIONAL) as [InstrumentId, RegExp][]) {
  test(`${id}: every provision has gist, norm and hash, under a reference of its form`, async () => {
    const outline = await loadOutline(id)
    let count = 0
    for (const p of provisionsOf(outline)) {
      const where = `${id}#${p.ref}`
      assert.match(p.ref, form, where)
      assert.ok(p.gist.zh && p.gist.en, where)
      if (p.children && p.sha256 === undefined) {
        assert.ok(
          p.children.every((child) => child.sha256 !== undefined),
          `${where}: all its words are its children’s`,
        )
        continue
      }
      count++
      assert.match(p.sha256 ?? '', /^[0-9a-f]{64}$/, where)
      assert.match(p.words ?? '', /^[0-9a-f]{64}$/, where)
      if (!p.children) assert.ok((p.norms?.length ?? 0) > 0, `${where}: a norm`)
    }
    assert.ok(count > 0)
  })
}

test('a command names who must obey it, in the operational instruments', async () => {
  for (const id of Object.keys(OPERATIONAL) as InstrumentId[])
    for (const p of provisionsOf(await loadOutline(id)))
      for (const norm of p.norms ?? [])
        if (['must', 'must-not', 'may', 'described-act', 'liability'].includes(norm.modality))
          assert.ok(norm.bearer !== undefined, `${id}#${p.ref}: ${norm.act.zh}`)
})

test('norms follow the words of the text: commencement, orders, encouragement', async () => {
  const lending = await loadOutline('internet-lending-2021')
  assert.deepEqual(
    provisionAt(lending, '6')?.norms?.map((norm) => norm.modality),
    ['commencement', 'commencement', 'must', 'encouraged'],
  )
  const inspection = await loadOutline('inspection-2018')
  assert.deepEqual(
    provisionAt(inspection, 'art18.p1')?.norms?.map((norm) => norm.modality),
    ['must', 'must', 'must'],
  )
})

test('citations are those of the text: the penalties of the inspection provisions by article of the law of 2016', async () => {
  const outline = await loadOutline('inspection-2018')
  const cites = (place: string) =>
    provisionAt(outline, place)?.cites?.map(({ title = '', place: at = '' }) => `${title}#${at}`)
  assert.deepEqual(cites('art11'), ['#art10'])
  assert.deepEqual(cites('art21.5'), ['中华人民共和国网络安全法#art68', '中华人民共和国网络安全法#art69.1'])
  assert.deepEqual(cites('art12.p2'), ['#art12.p1'])
  assert.equal(cites('art20'), undefined)
  const own = [...provisionsOf(outline)].flatMap((p) => p.cites ?? []).filter((c) => c.title === undefined)
  for (const { place } of own) assert.ok(place && provisionAt(outline, place), place)
})

test('the legal names of the ten are what is printed on them: number, issuers, days', async () => {
  const facts = async (id: InstrumentId) => {
    const { number, issued, inForce, issuers } = await loadInstrument(id)
    return [number, issued, inForce?.from, issuers[0]?.zh]
  }
  assert.deepEqual(await facts('inspection-2018'), ['公安部令第151号', '2018-09-15', '2018-11-01', '公安部'])
  assert.deepEqual(await facts('mlps-cii-2020'), ['公网安〔2020〕1960号', '2020-07-22', '2020-07-22', '公安部'])
  assert.deepEqual(await facts('credit-constraint-2020'), [
    '国办发〔2020〕49号',
    '2020-12-07',
    '2020-12-07',
    '国务院办公厅',
  ])
  assert.deepEqual(await facts('credit-supervision-2019'), [
    '国办发〔2019〕35号',
    '2019-07-09',
    '2019-07-09',
    '国务院办公厅',
  ])
  assert.deepEqual(await facts('internet-lending-2021'), [
    '银保监办发〔2021〕24号',
    '2021-02-19',
    '2021-02-19',
    '中国银保监会办公厅',
  ])
  assert.deepEqual(await facts('programmes-2021'), [
    '广电办发〔2021〕267号',
    '2021-09-02',
    '2021-09-02',
    '国家广播电视总局办公厅',
  ])
})
