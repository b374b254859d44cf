import assert from 'node:assert/strict'
import { it } from 'node:test'
import { appEntity, policyEntity, sdkEntity } from '../../src/facts/app.ts'
import { bankEntity } from '../../src/facts/lending.ts'
import type { NetworkBoard } from '../../src/judge/board.ts'
import { howToGet } from '../../src/judge/facts-of.ts'
import type { Determination } from '../../src/judge/result.ts'
import { kindOfNeed, tasksOf } from '../../src/report/tasks.ts'
import { sampleApp } from '../support/sample-result.ts'

it('a need is of the kind its own words say', () => {
  const { fields, listHow } = appEntity
  const bank = bankEntity.fields
  for (const [how, kind] of [
    [fields.policyInApp.how, 'rerun'],
    [fields.settingsReset.how, 'rerun'],
    [fields.usageLog.how, 'rerun'],
    [fields.backendSharing.how, 'attest'],
    [fields.requestLog.how, 'attest'],
    [fields.category.how, 'ask'],
    [policyEntity.fields.name.how, 'evidence'],
    [sdkEntity.fields.disclosed.how, 'evidence'],
    [listHow['tickets'], 'evidence'],
    [bank.netTier1Capital.how, 'evidence'],
    [howToGet({ type: 'boolean', title: { zh: '已纳入安全监测', en: 'monitored' } }), 'ask'],
  ] as const) {
    assert.ok(how, kind)
    assert.equal(kindOfNeed({ how }), kind, how.zh)
  }
})

it('gives each piece of material once, with all it settles, and nothing of what is settled', () => {
  const base = sampleApp()
  const how = { zh: '提供“甲”', en: 'supply “a”' }
  const open = base.determinations.filter((d) => d.outcome === 'cantTell').slice(0, 3)
  const determinations: Determination[] = [
    ...open.map((d, n) => ({ ...d, leads: [], needs: [{ fact: `app.f${n % 2}`, how }] })),
    { ...open[0]!, rule: 'x', outcome: 'failed', needs: [{ fact: 'app.z', how: { zh: '乙', en: 'b' } }], leads: [] },
  ]
  const found = tasksOf({ determinations })
  assert.deepEqual(
    found.map((t) => [t.kind, t.say.zh, t.facts, t.settles.map((d) => d.provision)]),
    [['ask', '提供“甲”', ['app.f0', 'app.f1'], open.map((d) => d.provision)]],
  )
})

it('puts first what falls on a day, and last what is only indicated', () => {
  const board = {
    networks: [{ id: 'oa', name: '办公' }],
    dues: [
      {
        network: 'oa',
        kind: 'assessment',
        what: { zh: '测评', en: 'assessment' },
        day: '2026-12-01',
        workday: '2026-12-01',
        provisional: false,
      },
    ],
  } as unknown as NetworkBoard
  const found = tasksOf({ ...sampleApp(), board })
  assert.deepEqual([found[0]!.say.zh, found[0]!.due], ['等级测评：测评（办公）', '2026-12-01'])
  assert.equal(found.at(-1)!.kind, 'verify')
})
