import { readFileSync } from 'node:fs'
import { readFacts } from '../src/cases/event.ts'
import { consider, replay } from '../src/cases/fold.ts'
import { findProcedure } from '../src/cases/registry.ts'
import { addDays } from '../src/law/day.ts'
import { KeptError, openInLedger, takeStep, workspacePlace } from '../src/store/case-ledger.ts'

/** Invented cases, one of each procedure: each step goes through the gate, which refuses some of them. */

type Plain = readonly [type: string, at: string, by: string, data: Readonly<Record<string, unknown>>]
interface DemoCase {
  readonly id: string
  readonly procedure: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly events: readonly Plain[]
}

/** The cases as they stand on a day: what is due on them is still to come. */
function casesOn(on: string, credit: string): readonly DemoCase[] {
  const ago = (days: number) => addDays(on, -days)
  const told = JSON.parse(readFileSync(credit, 'utf8')) as {
    readonly facts: Readonly<Record<string, unknown>>
    readonly events: readonly { type: string; at: string; by: string; data: Readonly<Record<string, unknown>> }[]
  }
  const organ = 'organ:示例支队'
  const notice = {
    organLevel: 'county',
    department: 'network-security',
    placeCompetent: true,
    scope: '第十条、第十一条所列事项',
  }
  return [
    {
      id: '示例-检查-1',
      procedure: 'inspection-2018',
      facts: { side: 'organ', operator: '示例公司', organ: '示例市公安局' },
      events: [
        ['notice', '2026-09-07', organ, notice],
        ['inspection', '2026-09-08', organ, { officers: 1, cardShown: true, noticeShown: true }],
        ['inspection', '2026-09-09', organ, { officers: 2, cardShown: true, noticeShown: true }],
        ['record', '2026-09-09', organ, { of: 'on-site', officersSigned: 2, operatorSigned: true }],
        ['order', '2026-09-28', organ, { until: addDays(on, 5), minor: true }],
      ],
    },
    {
      id: '示例-信用-1',
      procedure: 'credit-case',
      facts: told.facts,
      events: told.events.map(({ type, at, by, data }): Plain => [type, at, by, data]),
    },
    {
      id: '示例-用户请求-1',
      procedure: 'app-rights',
      facts: { side: 'operator', app: '随晴天气', operator: '示例公司' },
      events: [
        ['request', ago(16), 'user:李四', { id: 'A1', kind: 'deletion', text: '请删除我的账号资料' }],
        ['condition', ago(15), 'operator', { of: 'A1', what: '寄送手持证件照', necessary: false, reasonable: false }],
        ['answer', ago(10), 'operator', { of: 'A1', result: 'done' }],
        ['request', ago(3), 'user:王五', { id: 'A2', kind: 'complaint', text: '关不掉个性化推荐' }],
      ],
    },
    {
      id: '示例-举报-1',
      procedure: 'account-report',
      facts: { side: 'platform', platform: '示例平台', account: '示例号' },
      events: [
        ['methods', ago(30), 'platform', { entryVisible: true, published: true, process: true, feedbackTime: true }],
        ['report', ago(6), 'reporter:赵六', { id: 'R1', text: '冒用名称', limitDays: 7, limitUnit: 'workday' }],
        ['action', ago(4), 'platform', { kind: 'limit', agreement: '平台公约第三条', recorded: true, reported: false }],
        ['action', ago(3), 'platform', { kind: 'limit', agreement: '平台公约第三条', recorded: true, reported: true }],
        ['answer', ago(2), 'platform', { of: 'R1', result: 'upheld', reasons: '查实' }],
        ['appeal', ago(1), 'producer:钱七', { id: 'P1', text: '不应处置', limitDays: 5, limitUnit: 'workday' }],
      ],
    },
    {
      id: '示例-监管通知-1',
      procedure: 'regulator-notice',
      facts: { side: 'recipient', subject: '随晴天气' },
      events: [
        [
          'notice',
          ago(8),
          'sender:示例通信管理局',
          {
            id: 'N1',
            from: 'regulator',
            number: '示例通函〔2026〕3号',
            until: addDays(on, 12),
            problems: [
              { code: '1', text: '未逐一列出SDK', provision: 'app-pi-2019#2.1' },
              { code: '2', text: '频繁索取权限', provision: 'app-pi-2019#3.2' },
            ],
          },
        ],
        [
          'fix',
          ago(5),
          'recipient',
          { problem: '1', what: '补列3个SDK', before: '旧版隐私政策', after: '新版隐私政策' },
        ],
        ['report', ago(4), 'recipient', { of: 'N1', summary: '已整改一项' }],
        ['objection', ago(3), 'recipient', { problem: '2', reasons: '系用户主动触发', proof: '录屏.mp4' }],
      ],
    },
    {
      id: '示例-异议-1',
      procedure: 'finding',
      facts: { side: 'auditor', subject: '晴简记' },
      events: [
        [
          'finding',
          ago(9),
          'auditor:张三',
          { id: 'F1', rule: 'app-pi-2019#2.1', result: 'sha256:ab12', author: '张三', until: addDays(on, 20) },
        ],
        ['dispute', ago(7), 'owner:示例公司', { id: 'D1', of: 'F1', reasons: 'SDK没有启用', proof: '构建配置.txt' }],
        ['review', ago(5), 'auditor:张三', { of: 'D1', result: 'confirmed', reasons: '维持', sameAuthor: true }],
        ['review', ago(4), 'auditor:李四', { of: 'D1', result: 'withdrawn', reasons: '核对属实' }],
      ],
    },
  ]
}

/** Writes the cases of the demonstration into the ledger of a store; those that are there already stay as they are. */
export async function demoCases(store: string, workspace: string, on: string, credit: string): Promise<void> {
  for (const { id, procedure: name, facts, events } of casesOn(on, credit)) {
    const procedure = findProcedure(name)!
    const place = workspacePlace(store, workspace, id)
    try {
      const known = readFacts(procedure, { ...facts, id })
      await openInLedger(store, place, { schema: 'guiju/case/1', procedure: name, facts: known, events: [] })
    } catch (error) {
      if (error instanceof KeptError && error.why === 'exists') continue
      throw error
    }
    for (const [type, at, by, data] of events)
      await takeStep(store, place, (file) => {
        const evidence =
          procedure.events[type]!.by.includes(by.split(':')[0]!) && !('evidence' in data)
            ? { evidence: ['示例证据.pdf'] }
            : {}
        const step = consider(replay(procedure, file), { type, at, by, data: { ...evidence, ...data } })
        return { event: { ...step.event, outcome: step.outcome }, value: step }
      })
  }
}
