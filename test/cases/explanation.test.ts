import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { diagramOf, edgesOf } from '../../src/cases/diagram.ts'
import { citationsOf } from '../../src/cases/documents/basis.ts'
import { explanationOf } from '../../src/cases/explanation.ts'
import { explanationPaper } from '../../src/cases/explanation-paper.ts'
import { replay } from '../../src/cases/fold.ts'
import { appRights } from '../../src/cases/procedures/app-rights.ts'
import { inspection2018 } from '../../src/cases/procedures/inspection-2018.ts'
import { procedures } from '../../src/cases/registry.ts'
import { diagramSvg, wrapped } from '../../src/report/paper/diagram.ts'
import { paperHtml } from '../../src/report/paper/html.ts'
import * as C from './credit.ts'
import { FIRM_CASE, PRINTED } from './printed.ts'
import { run } from './support.ts'

const credit = (events: Parameters<typeof run>[2], asOf: string) =>
  explanationOf(run(C.procedure, C.FIRM, events), asOf)
const next = (told: ReturnType<typeof explanationOf>, type: string) => told.next.find((n) => n.type === type)!

describe('what may follow', () => {
  it('speaks of the notice that was given: only the time to object is still to run', () => {
    const decision = next(credit([...C.heard], '2025-03-01'), 'decision')
    assert.equal(decision.ready, false)
    assert.deepEqual(decision.before, [])
    assert.equal(decision.earliest, '2025-03-11')
    assert.ok(decision.says.some((m) => m.step.zh === '决定载明救济措施'))
    const ripe = next(credit([...C.heard], '2025-03-11'), 'decision')
    assert.equal(ripe.ready, true)
    assert.equal(ripe.earliest, null)
  })

  it('names what was not done, each with its provision', () => {
    const told = credit([...C.heard, C.objection], '2025-03-12')
    assert.deepEqual(next(told, 'decision').before, [
      {
        step: { zh: '每一异议均已核实并反馈', en: 'each objection was verified and answered' },
        citation: 'credit-constraint-2020#8',
      },
    ])
    assert.ok(told.citations.includes('credit-constraint-2020#8' as never))
  })

  it('a step with a last day says which, and the provision', () => {
    const inspected = run(inspection2018, { side: 'operator', operator: '某公司' }, [
      ['notice', '2026-09-07', { organLevel: 'county', department: 'network-security', placeCompetent: true }],
      ['inspection', '2026-09-08', { officers: 2, cardShown: true, noticeShown: true }],
      ['record', '2026-09-08', { of: 'on-site', officersSigned: 2, operatorSigned: true }],
      ['order', '2026-09-11', { until: '2026-09-25', minor: true }],
    ])
    const told = explanationOf(inspected, '2026-09-20')
    assert.deepEqual(next(told, 'request').latest, { day: '2026-09-25', cites: 'inspection-2018#art19.p2' })
    assert.equal(next(told, 'reinspection').earliest, '2026-09-26')
  })

  it('tells a refusal with everything that was missing, and masks what is personal', () => {
    const told = credit([...C.known, C.decision], '2025-03-12')
    assert.equal(told.refused.length, 1)
    assert.ok(told.refused[0]!.missing.length >= 2)
    const asked = run(appRights, { side: 'operator', app: '某App' }, [
      ['request', '2026-09-21', { kind: 'deletion', text: '身份证110101199003071234，电话13812345678' }],
    ])
    assert.doesNotMatch(JSON.stringify(explanationOf(asked, '2026-09-22')), /19900307|13812345678/)
  })

  it('is told whole for every procedure, in both languages, every provision with its gist', async () => {
    for (const { procedure, file } of PRINTED) {
      const folded = replay(procedure, file)
      const told = explanationOf(folded, '2026-11-01')
      assert.equal(told.done.length + told.refused.length, file.events.length)
      const citations = await citationsOf(told.citations)
      assert.equal(citations.size, told.citations.length, procedure.id)
      for (const lang of ['zh', 'en'] as const) {
        const page = paperHtml(explanationPaper(told, folded, citations), lang)
        assert.doesNotMatch(page, /undefined|\{\w+\}(?![^<]*<\/style>)/)
        for (const ref of told.citations) assert.ok(page.includes(ref), ref)
        assert.ok(page.includes('<svg '))
      }
    }
  })
})

describe('diagrams', () => {
  it('every state of a procedure is reached by a step, and every step that changes the state is drawn', () => {
    for (const procedure of procedures) {
      const edges = edgesOf(procedure)
      for (const state of Object.keys(procedure.states))
        if (state !== procedure.start)
          assert.ok(
            edges.some((e) => e.to === state),
            `${procedure.id} ${state}`,
          )
      const drawn = diagramOf(procedure)
      assert.deepEqual(
        drawn.steps.map((s) => s.id),
        Object.entries(procedure.events).flatMap(([type, { to }]) => (to === undefined ? [] : [type])),
      )
      const rest = Object.values(procedure.events).filter((e) => e.to === undefined)
      const told = new Set([...drawn.states.flatMap((s) => s.steps), ...drawn.anytime].map((t) => t.zh))
      for (const { title } of rest) assert.ok(told.has(title.zh), `${procedure.id} ${title.zh}`)
      for (const { from, to } of drawn.steps) assert.ok(from.length > 0 && !from.includes(to))
    }
  })

  it('a step leaves the states its guards lead from', () => {
    const from = (procedure: (typeof procedures)[number], type: string) =>
      edgesOf(procedure).find((e) => e.type === type)!.from
    assert.deepEqual(from(C.procedure, 'decision'), ['recorded', 'notified'])
    assert.deepEqual(from(C.procedure, 'notice'), ['determined'])
    assert.deepEqual(from(C.procedure, 'removal'), ['listed', 'published', 'constrained'])
    assert.deepEqual(from(inspection2018, 'record'), ['inspected'])
    assert.deepEqual(from(inspection2018, 'feedback'), ['reinspected'])
  })

  it('a case marks what was passed; nothing of a case is drawn unescaped', () => {
    const drawn = diagramOf(C.procedure, replay(C.procedure, FIRM_CASE))
    assert.equal(drawn.states.find((s) => s.id === 'ended')!.mark, 'now')
    assert.equal(drawn.steps.find((s) => s.id === 'decision')!.mark, 'passed')
    const evil = { ...drawn, title: { zh: '<script>', en: '"><script>' }, anytime: [{ zh: '<b>', en: '<b>' }] }
    for (const lang of ['zh', 'en'] as const) assert.doesNotMatch(diagramSvg(evil, lang), /<script|<b>/)
  })

  it('lines are broken so that they fit', () => {
    assert.deepEqual(wrapped('一二三四五', 30), ['一二', '三四', '五'])
    assert.deepEqual(wrapped('aa bb', 22), ['aa', 'bb'])
    assert.deepEqual(wrapped('', 30), [])
  })
})
