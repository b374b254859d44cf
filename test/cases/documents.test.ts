import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { DocumentType, Part } from '../../src/cases/documents/document.ts'
import { type DocumentOptions, makeDocument } from '../../src/cases/documents/make.ts'
import { documentsOf, documentTypes, findDocument } from '../../src/cases/documents/registry.ts'
import type { CaseFile } from '../../src/cases/event.ts'
import { consider, replay } from '../../src/cases/fold.ts'
import { isElement, statedIn, stepsIn } from '../../src/cases/reads.ts'
import { findProcedure, procedures } from '../../src/cases/registry.ts'
import type { AnyEntity, Field } from '../../src/facts/entity.ts'
import type { Paper } from '../../src/judge/paper.ts'
import { isRef } from '../../src/law/ref.ts'
import { paperHtml } from '../../src/report/paper/html.ts'
import * as C from './credit.ts'
import { FIRM_CASE, PERSON_CASE, PRINTED } from './printed.ts'

const HAN = /\p{Script=Han}/u
const BUILT_IN = ['issuer', 'addressee', 'basis', 'day']
const ON = { asOf: '2026-11-01' }

const make = (file: CaseFile, id: string, options: Partial<DocumentOptions> = {}) =>
  makeDocument(findDocument(file.procedure, id)!, findProcedure(file.procedure)!, file, { ...ON, ...options })

/** Every text of a paper, in a language. */
function textsOf(value: unknown, lang: 'zh' | 'en'): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => textsOf(one, lang))
  if (typeof value !== 'object' || value === null) return []
  const { zh, en } = value as { zh?: string; en?: string }
  if (typeof zh === 'string' && typeof en === 'string') return [lang === 'zh' ? zh : en]
  return Object.values(value).flatMap((one) => textsOf(one, lang))
}
const told = (paper: Paper | null, lang: 'zh' | 'en' = 'zh'): string => textsOf(paper, lang).join('\n')

const holesOf = (part: Part): string[] => {
  const texts = 'say' in part ? [part.say] : 'head' in part ? [part.head] : 'lines' in part ? part.lines : []
  const holes = texts.flatMap((t) => [...`${t.zh}${t.en}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!))
  return 'facts' in part ? [...holes, ...part.facts] : holes
}

describe('types of documents', () => {
  for (const type of documentTypes)
    it(`${type.procedure} ${type.id}: is made from steps that exist, and says nothing it does not declare`, () => {
      const procedure = findProcedure(type.procedure)!
      assert.ok(procedure.sides[type.side], type.side)
      for (const event of type.events) assert.ok(procedure.events[event], event)
      const used = new Set(type.body.flatMap(holesOf))
      for (const name of used) assert.ok(BUILT_IN.includes(name) || type.values[name], name)
      for (const ref of [...(type.quotes ?? []), ...Object.values(type.values).flatMap((v) => v.cites ?? [])])
        assert.ok(isRef(ref), ref)
      for (const text of [type.title, type.sign]) assert.ok(HAN.test(text.zh) && text.en && !HAN.test(text.en))
      for (const part of type.body)
        for (const text of 'say' in part ? [part.say] : 'head' in part ? [part.head] : [])
          assert.ok(text.zh && text.en && !HAN.test(text.en), JSON.stringify(text))
      const ids = documentsOf(type.procedure).map((d) => d.id)
      assert.equal(new Set(ids).size, ids.length)
    })

  it('every procedure has documents', () => {
    for (const procedure of procedures) assert.ok(documentsOf(procedure.id).length > 0, procedure.id)
  })
})

describe('documents of lawful cases', () => {
  for (const { procedure, file } of PRINTED)
    for (const type of documentsOf(procedure.id))
      it(`${procedure.id} ${type.id}: made whole, in both languages`, async () => {
        const made = await make(file, type.id)
        assert.deepEqual(made.missing, [])
        assert.ok(made.paper)
        assert.ok(['issued', 'late', 'copy'].includes(made.standing), made.standing)
        for (const lang of ['zh', 'en'] as const) {
          const text = told(made.paper, lang)
          assert.doesNotMatch(text, /\{\w+\}|undefined|null|NaN/)
          assert.match(text, lang === 'zh' ? /依据|〔20\d\d〕/ : /\[20\d\d\]/)
        }
        assert.ok(made.paper.annex.length > 0 && made.paper.signed)
      })
})

/** The step a document is made from, as it would be proposed with nothing but what names it. */
const bare = (type: DocumentType, event: string) => ({
  type: event,
  at: '2026-09-20',
  by: findProcedure(type.procedure)!.events[event]!.by[0]!,
  data: { evidence: ['file'] },
})

describe('missing elements', () => {
  for (const { procedure, file } of PRINTED)
    for (const type of documentsOf(procedure.id))
      it(`${procedure.id} ${type.id}: its elements are the guards of its step`, async () => {
        const event = type.events[0]!
        const proposed = bare(type, event)
        const made = await make(file, type.id, { proposed })
        const gate = consider(replay(procedure, file), proposed).gate
        const byHand = type.byHand ?? []
        for (const guard of procedure.events[event]!.guards.filter(isElement)) {
          const failing = gate.missing.some((m) => m.step.zh === guard.step.zh)
          const later = statedIn(guard.condition).every((f) => byHand.includes(f) || f === 'of')
          if (failing && !later)
            assert.ok(
              made.missing.some((m) => m.citation === guard.cites && m.step.zh === guard.step.zh),
              guard.step.zh,
            )
        }
        // What the gate lets pass is no element of its own accord.
        for (const m of made.missing) assert.ok(isRef(m.citation) && m.step.zh && m.step.en)
        if (made.missing.length > 0) assert.equal(made.paper, null)
      })

  it('names each of them with its place in the case, in one answer', async () => {
    const { data, outcome: ___, ...envelope } = FIRM_CASE.events.find((e) => e.type === 'decision')!
    const { remedies: _, measuresNote: __, ...rest } = data
    const events = FIRM_CASE.events.slice(
      0,
      FIRM_CASE.events.findIndex((e) => e.type === 'decision'),
    )
    const made = await make({ ...FIRM_CASE, events }, 'listing-decision', { proposed: { ...envelope, data: rest } })
    assert.equal(made.paper, null)
    assert.deepEqual(
      made.missing.map((m) => [m.at, m.citation]),
      [
        ['data.measuresNote', 'credit-constraint-2020#8'],
        ['data.remedies', 'credit-constraint-2020#8'],
      ],
    )
  })

  it('a body without a name is asked for, or given with the command', async () => {
    const { authority: _, ...facts } = FIRM_CASE.facts
    const without = { ...FIRM_CASE, facts }
    assert.deepEqual(
      (await make(without, 'listing-notice')).missing.map((m) => m.at),
      ['--issuer'],
    )
    const made = await make(without, 'listing-notice', { issuer: '某县发展和改革局', number: '12' })
    assert.match(told(made.paper), /某县发展和改革局/)
    assert.equal(made.paper?.number?.zh, '信告〔2025〕12号')
  })

  it('of a step that was never taken, all are named', async () => {
    const made = await make({ ...FIRM_CASE, events: [] }, 'listing-notice')
    assert.equal(made.step, null)
    assert.ok(made.missing.some((m) => m.citation === 'credit-constraint-2020#2'))
    assert.ok(made.missing.some((m) => m.at === 'data.grounds'))
  })
})

describe('drafts and copies', () => {
  it('a decision before its time is a draft that says from when it may be taken', async () => {
    const events = FIRM_CASE.events.slice(
      0,
      FIRM_CASE.events.findIndex((e) => e.type === 'decision'),
    )
    const proposed = { type: 'decision', at: '2025-03-06', by: 'authority', data: C.DECISION }
    const made = await make({ ...FIRM_CASE, events }, 'listing-decision', { proposed })
    assert.equal(made.standing, 'draft')
    assert.equal(made.tooEarlyUntil, '2025-03-11')
    assert.equal(made.paper?.mark?.word.zh, '草稿')
    assert.match(told(made.paper), /最早可在2025年3月11日作出/)
  })

  it('a refused step makes a draft that names what stands in the way', async () => {
    const events = FIRM_CASE.events.slice(0, 5)
    const folded = replay(C.procedure, { ...FIRM_CASE, events })
    const step = consider(folded, { type: 'decision', at: '2025-03-12', by: 'authority', data: { ...C.DECISION } })
    assert.equal(step.outcome, 'refused')
    const file = { ...FIRM_CASE, events: [...events, { ...step.event, outcome: step.outcome }] }
    const made = await make(file, 'listing-decision')
    // The notice is what the text speaks of: without it there is nothing to print.
    assert.equal(made.paper, null)
    assert.ok(made.missing.some((m) => m.step.zh === '决定前已就列入该领域名单告知事由、依据和权利'))
  })

  it('a record may be printed before it is signed, and not with too few signatures', async () => {
    const { procedure, file } = PRINTED[1]!
    const events = file.events.slice(0, 2)
    const proposed = (data: object) => ({
      type: 'record',
      at: '2026-09-08',
      by: 'organ:某市公安局',
      data: { of: 'on-site', ...data },
    })
    const open = await make({ ...file, events }, 'inspection-record', { proposed: proposed({}) })
    assert.equal(open.standing, 'draft')
    assert.ok(open.paper)
    assert.ok(open.open.some((m) => m.citation === 'inspection-2018#art18.p1'))
    const one = await make({ ...file, events }, 'inspection-record', { proposed: proposed({ officersSigned: 1 }) })
    assert.equal(one.paper, null)
    assert.deepEqual(
      one.missing.map((m) => m.citation),
      ['inspection-2018#art18.p1'],
    )
    assert.equal(procedure.id, 'inspection-2018')
  })

  it('of a step of the other side there is a copy, marked as one', async () => {
    const { file } = PRINTED[1]!
    const observed = {
      ...file,
      facts: { ...file.facts, side: 'operator' },
      events: file.events.map((e) => ({ type: e.type, at: e.at, by: e.by, data: e.data })),
    }
    const made = await make(observed, 'correction-order')
    assert.equal(made.standing, 'copy')
    assert.equal(made.paper?.mark?.word.zh, '抄件')
  })

  it('a late answer says so', async () => {
    const { file } = PRINTED[2]!
    const made = await make(file, 'answer')
    assert.equal(made.standing, 'late')
    assert.equal(made.late[0]?.citation, 'app-pi-2019#6.3')
    assert.match(told(made.paper), /逾期/)
  })

  it('a receipt counts its last day in working days', async () => {
    const made = await make(PRINTED[2]!.file, 'receipt')
    assert.match(told(made.paper), /2026年10月19日/)
    assert.match(told(made.paper), /15个工作日/)
  })

  it('the report answers each problem before and after, or says why it is disputed', async () => {
    const made = await make(PRINTED[4]!.file, 'rectification-report')
    const table = made.paper!.body.find((b) => b.kind === 'table')!
    assert.ok(table.kind === 'table')
    assert.deepEqual(
      table.rows.map((row) => row.map((cell) => cell.zh)),
      [
        ['1', '未逐一列出SDK', '2.1', '补列3个SDK', '旧版隐私政策', '新版隐私政策', '—'],
        ['2', '频繁索取权限', '—', '—', '—', '—', '系用户主动触发；录屏.mp4'],
      ],
    )
    assert.equal(made.paper?.to?.zh, '浙江省通信管理局')
  })
})

describe('personal data', () => {
  it('numbers are masked everywhere, names where the public reads', async () => {
    const sheet = told((await make(PERSON_CASE, 'publication-sheet')).paper)
    assert.doesNotMatch(sheet, /张三丰|199003/)
    assert.match(sheet, /张\*\*/)
    assert.doesNotMatch(sheet, /credit-repair-2026|尚未施行/)
    const notice = await make(PERSON_CASE, 'publication-notice')
    assert.equal(notice.paper?.to?.zh, '张三丰')
    assert.doesNotMatch(told(notice.paper), /19900307|张三丰（/)
    const copy = told((await make(PERSON_CASE, 'listing-decision', { published: true })).paper)
    assert.doesNotMatch(copy, /张三丰/)
    const receipt = told((await make(PRINTED[2]!.file, 'receipt')).paper)
    assert.doesNotMatch(receipt, /13812345678/)
  })
})

/** The same case with a hostile text in place of each of its own, ids and choices kept. */
function hostile(file: CaseFile): CaseFile {
  const text = '</p><script>alert(1)</script>{grounds}$1\u202e\u0000'
  const change = (of: AnyEntity, data: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(data).map(([name, value]) => {
        const field = (of.fields as Record<string, Field>)[name]
        const rows = (of.lists as Record<string, AnyEntity>)[name]
        if (rows && Array.isArray(value))
          return [name, value.map((row) => change(rows, row as Record<string, unknown>))]
        const plain = field?.type === 'text' && !field.choices && !/（编号）|编号|领域/.test(field.title.zh)
        return [name, plain && name !== 'side' && typeof value === 'string' ? text : value]
      }),
    )
  const procedure = findProcedure(file.procedure)!
  return {
    ...file,
    facts: change(procedure.entity, file.facts),
    events: file.events.map((e) => ({ ...e, data: change(procedure.entity.lists[e.type] as AnyEntity, e.data) })),
  }
}

describe('hostile texts', () => {
  for (const { procedure, file } of PRINTED)
    it(`${procedure.id}: are told as they are, escaped, and fill no holes`, async () => {
      for (const type of documentsOf(procedure.id)) {
        const { paper } = await make(hostile(file), type.id, { issuer: '</title><script>' })
        assert.ok(paper, type.id)
        const page = paperHtml(paper, 'both')
        assert.doesNotMatch(page, /<script|\u202e|<\/p><\/p>/)
        if (told(paper).includes('alert(1)'))
          assert.ok(page.includes('&lt;script&gt;alert(1)&lt;/script&gt;{grounds}$1'))
      }
    })
})

describe('what guards read', () => {
  it('every guard asks for what a step says, or for what was done, or for the day and the case', () => {
    for (const { id, events } of procedures)
      for (const [type, { guards }] of Object.entries(events))
        for (const guard of guards)
          assert.equal(
            isElement(guard),
            statedIn(guard.condition).length > 0 && stepsIn(guard.condition).length === 0,
            `${id} ${type}`,
          )
  })
})
