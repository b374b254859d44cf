import type { CaseEvent } from '../../src/cases/event.ts'
import type { PlainFacts } from '../../src/facts/read.ts'
import { addDays } from '../../src/law/day.ts'

/** Cases of any length, of the kinds that grow long: each event names earlier ones. */

interface Long {
  readonly id: string
  readonly facts: PlainFacts
  event(i: number, n: number): Omit<CaseEvent, 'data'> & { readonly data: PlainFacts }
}
const day = (i: number): string => addDays('2020-01-01', Math.floor(i / 20))
const evidence = ['a.pdf']
const asked = (i: number) => ({
  type: 'request',
  at: day(i),
  by: 'user',
  data: { id: `r${i}`, kind: i % 3 === 0 ? 'complaint' : 'deletion', evidence },
})

export const LONG: Readonly<Record<string, Long>> = {
  'requests and answers': {
    id: 'app-rights',
    facts: { side: 'operator' },
    event: (i) =>
      i % 2 === 0
        ? asked(i)
        : { type: 'answer', at: day(i), by: 'operator', data: { of: `r${i - 1}`, result: 'done', carriedOut: true } },
  },
  'late answers': {
    id: 'app-rights',
    facts: { side: 'operator' },
    event: (i, n) =>
      i < n / 2
        ? asked(i)
        : {
            type: 'answer',
            at: addDays(day(i), 400),
            by: 'operator',
            data: { of: `r${i - n / 2}`, result: 'done', carriedOut: true },
          },
  },
  'answers to nothing, observed': {
    id: 'app-rights',
    facts: { side: 'user' },
    event: (i) =>
      i % 2 === 0
        ? asked(i)
        : { type: 'answer', at: day(i), by: 'operator', data: { of: 'none', result: 'done', evidence } },
  },
  'steps that are refused': {
    id: 'app-rights',
    facts: { side: 'operator' },
    event: (i, n) =>
      i < n / 2 ? asked(i) : { type: 'answer', at: day(i), by: 'operator', data: { of: 'none', result: 'done' } },
  },
  reports: {
    id: 'account-report',
    facts: { side: 'platform' },
    event: (i) =>
      i % 2 === 0
        ? {
            type: 'report',
            at: day(i),
            by: 'reporter',
            data: { id: `r${i}`, limitDays: 3, limitUnit: 'workday', evidence },
          }
        : { type: 'answer', at: day(i), by: 'platform', data: { of: `r${i - 1}`, result: 'upheld' } },
  },
  'credit information, one catalogue': {
    id: 'credit-case',
    facts: { side: 'authority', kind: 'organisation', subject: '某公司' },
    event: (i) => {
      if (i === 0) {
        const one = {
          basis: '某法',
          basisKind: 'law',
          share: true,
          scope: 'national',
          collector: '某部门',
          publish: true,
        }
        const items = Array.from({ length: 300 }, (_, k) => ({ ...one, code: `C${k}` }))
        const data = { edition: '全国目录', level: 'national', from: '2019-01-01', items }
        return { type: 'catalogue', at: day(0), by: 'authority', data }
      }
      const item = `C${i % 300}`
      return [
        {
          type: 'share',
          at: day(i),
          by: 'authority',
          data: { item, determination: `d${i - 2}`, to: '全国平台', scope: 'national', until: '2029-01-01' },
        },
        {
          type: 'determine',
          at: day(i),
          by: 'authority',
          data: {
            id: `d${i}`,
            document: 'judgment',
            number: '1',
            documentOn: '2019-12-01',
            effective: true,
            grade: 'grave',
          },
        },
        {
          type: 'record',
          at: day(i),
          by: 'authority',
          data: { item, kind: 'untrustworthy', determination: `d${i - 1}`, truthful: true },
        },
      ][i % 3]!
    },
  },
  inspections: {
    id: 'inspection-2018',
    facts: { side: 'organ' },
    event: (i) => {
      const at = day(i)
      const by = 'organ'
      return [
        {
          type: 'notice',
          at,
          by,
          data: { organLevel: 'county', department: 'network-security', placeCompetent: true },
        },
        { type: 'inspection', at, by, data: { officers: 2, cardShown: true, noticeShown: true } },
        { type: 'record', at, by, data: { of: 'on-site', officersSigned: 2, operatorSigned: true } },
        { type: 'order', at, by, data: { until: at, minor: true } },
        { type: 'request', at, by: 'operator', data: { written: true, evidence } },
        { type: 'reinspection', at, by, data: { corrected: true } },
        { type: 'feedback', at, by, data: { result: '已整改' } },
      ][i % 7]!
    },
  },
  notices: {
    id: 'regulator-notice',
    facts: { side: 'recipient' },
    event: (i) => {
      const at = day(i)
      return [
        {
          type: 'notice',
          at,
          by: 'sender',
          data: { id: `n${i}`, from: 'store', until: addDays(at, 9), problems: [{ code: `p${i}` }], evidence },
        },
        { type: 'fix', at, by: 'recipient', data: { problem: `p${i - 1}`, before: 'a.png', after: 'b.png' } },
        { type: 'report', at, by: 'recipient', data: { of: `n${i - 2}` } },
      ][i % 3]!
    },
  },
  findings: {
    id: 'finding',
    facts: { side: 'auditor' },
    event: (i) => {
      const [at, by] = [day(i), 'auditor']
      return [
        { type: 'finding', at, by, data: { id: `f${i}` } },
        { type: 'retest', at, by, data: { of: `f${i - 1}`, outcome: 'passed' } },
        { type: 'close', at, by, data: { of: `f${i - 2}` } },
      ][i % 3]!
    },
  },
}

/** The first `n` events of one of them. */
export function longCase(name: string, n: number): { id: string; facts: PlainFacts; events: CaseEvent[] } {
  const of = LONG[name]!
  return { id: of.id, facts: { id: 'long', ...of.facts }, events: Array.from({ length: n }, (_, i) => of.event(i, n)) }
}
