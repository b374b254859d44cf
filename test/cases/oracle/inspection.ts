import { workdaysLater } from './days.ts'
import { all, among, has, lacks, misplaced, type Oracle, onOrAfter, type Said, without } from './said.ts'

/** Order 151 of 2018 and the penalties it names, article by article. */

const LOCAL = ['county', 'prefecture', 'province']
/** Which article of the laws of then each item names. */
const PENALTY: Readonly<Record<string, readonly string[]>> = {
  'art21.1': ['csl-2016/59.1'],
  'art21.2': ['csl-2016/59.1'],
  'art21.3': ['csl-2016/59.1'],
  'art21.4': ['csl-2016/61', 'counter-terrorism/84', 'counter-terrorism/86.1'],
  'art21.5': ['csl-2016/68', 'csl-2016/69.1', 'counter-terrorism/84', 'counter-terrorism/86.1'],
  'art21.6': ['csl-2016/69.3', 'counter-terrorism/84', 'counter-terrorism/86.1'],
  art22: ['csl-2016/64.2'],
  art23: ['csl-2016/60.1'],
  art24: ['csl-2016/69.2', 'counter-terrorism/91', 'counter-terrorism/92'],
  'art25.p1': ['csl-2016/63', 'csl-2016/64.2'],
}
const OPERATORS = ['request', 'correction', 'explanation']
const REPLACED = '2026-10-01'

const latestOf = (before: readonly Said[], type: string, field?: string): string | undefined =>
  all(before, type)
    .map((s) => (field ? s.data[field] : s.day) as unknown)
    .filter((day) => typeof day === 'string')
    .sort()
    .at(-1)

/** The day the last written request was received while the last correction period ran. */
function requested(before: readonly Said[]): string | undefined {
  const [ordered, end] = [latestOf(before, 'order'), latestOf(before, 'order', 'until')]
  return all(before, 'request')
    .filter((r) => r.data['written'] === true && r.day >= ordered! && r.day <= end!)
    .map((r) => r.day)
    .sort()
    .at(-1)
}

export const inspection: Oracle = {
  forbids(step, before, facts) {
    const { type, data: d, day } = step
    const roles = Object.fromEntries(
      [
        'notice entrust inspection remoteNotice remote record order reinspection feedback penalty report use archive',
        OPERATORS.join(' '),
      ].flatMap((names, i) => names.split(' ').map((name) => [name, [i === 0 ? 'organ' : 'operator']])),
    )
    const wrong = misplaced(step, before, roles, [String(facts['side'])])
    if (wrong) return wrong
    const general = [
      [day < REPLACED, 'under an order that was replaced'],
      [without(facts['internetCafe']), 'of an internet café'],
    ] as const
    const recorded = [all(before, 'record').length > 0, 'before the record'] as const
    const enough = Number(d['officersSigned'] ?? 0) >= 2
    const end = latestOf(before, 'order', 'until')
    switch (type) {
      case 'notice':
        return lacks(
          ...general,
          [among(d['organLevel'], ...LOCAL), 'of an organ below the county, or none of a place'],
          [d['department'] === 'network-security', 'by another department'],
          [d['placeCompetent'] === true, 'of another place'],
          [
            without(d['special']) || d['taskRelated'] === true || d['counterTerrorTarget'] === true,
            'special, without relation to the task',
          ],
        )
      case 'entrust':
        return lacks([d['capable'] === true, 'to a body that is not able'], [d['secrecy'] === true, 'without secrecy'])
      case 'inspection':
        return lacks(
          ...general,
          [all(before, 'notice').some((n) => among(n.data['organLevel'], ...LOCAL)), 'without a notice'],
          [d['noticeShown'] === true, 'the notice was not shown'],
          [d['cardShown'] === true, 'the card was not shown'],
          [Number(d['officers'] ?? 0) >= 2, 'by fewer than two officers'],
          [without(d['otherMeasures']), 'with other measures'],
          [without(d['otherContent']), 'of other matters'],
        )
      case 'remoteNotice':
        return lacks(...general)
      case 'remote':
        return lacks(
          ...general,
          [d['purpose'] === 'vulnerabilities', 'for another purpose'],
          [
            all(before, 'remoteNotice').some(
              (n) => n.data['published'] === true || (has(n.data['time']) && has(n.data['scope'])),
            ),
            'without notice or publication',
          ],
          [d['interference'] === false, 'with interference'],
        )
      case 'record':
        return lacks(
          [
            (d['of'] === 'on-site' && all(before, 'inspection').length > 0) ||
              (d['of'] === 'remote' && all(before, 'remote').length > 0),
            'of no inspection',
          ],
          [enough, 'signed by fewer than two officers'],
          [
            d['of'] === 'remote' || d['operatorSigned'] === true || d['refusalNoted'] === true,
            'neither signed for the operator nor a refusal noted',
          ],
          [without(d['objection']) || d['explanationAllowed'] === true, 'an objector was not heard'],
          [all(before, 'entrust').length === 0 || d['entrustedSigned'] === true, 'the entrusted body did not sign'],
          [without(d['riskFound']) || d['riskNoted'] === true, 'a risk was not noted'],
        )
      case 'order':
        return lacks(
          recorded,
          [onOrAfter(d['until'], day), 'without a time'],
          [d['minor'] === true || d['noConsequence'] === true, 'neither minor nor without consequence'],
        )
      case 'request':
        return lacks(
          [all(before, 'order').length > 0, 'without an order'],
          [d['written'] === true, 'not in writing'],
          [
            all(before, 'order').every((o) => o.data['until'] !== undefined) && (end === undefined || day <= end),
            'after the correction period, or nobody knows',
          ],
        )
      case 'reinspection': {
        const asked = end === undefined ? undefined : requested(before)
        return lacks(
          [end !== undefined, 'without an order'],
          [day > end! || (asked !== undefined && day >= asked), 'while the correction period runs'],
        )
      }
      case 'feedback':
        return lacks([all(before, 'reinspection').length > 0, 'before the re-inspection'])
      case 'penalty':
        return lacks(
          recorded,
          [PENALTY[d['item'] as string]?.includes(d['article'] as string) === true, 'on no basis of the Provisions'],
          [
            String(d['article']).startsWith('counter-terrorism/') ||
              (typeof d['actOn'] === 'string' && d['actOn'] < '2026-01-01'),
            'by an article that was renumbered',
          ],
        )
      case 'use':
        return lacks(
          [d['purpose'] === 'network-security', 'for another purpose'],
          [d['unlawfulDisclosure'] === false, 'disclosed'],
        )
      case 'archive':
        return lacks(recorded)
      default:
        return undefined
    }
  },
  due({ type }, before) {
    // No text that is known here sets a limit counted from a day after the order was replaced.
    const three = (day: string | undefined) =>
      day === undefined || day >= REPLACED ? undefined : workdaysLater(day, 3)
    if (type === 'feedback') return three(latestOf(before, 'reinspection'))
    if (type === 'reinspection') return three(requested(before) ?? latestOf(before, 'order', 'until'))
    return undefined
  },
}
