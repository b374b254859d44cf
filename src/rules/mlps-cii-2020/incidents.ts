import type { Handle } from '../../facts/entity.ts'
import { type incidentEntity, network as n } from '../../facts/network.ts'
import { all, any, asOf, not } from '../../facts/terms.ts'
import type { Condition } from '../../facts/tree.ts'
import type { LeadDeclaration, Pending } from '../../judge/rule.ts'
import { LONG } from './duty.ts'

export type Incident = Handle<typeof incidentEntity>

export const toPolice = (i: Incident): Condition => i.toPoliceOn.onOrBefore(asOf)
export const toSector = (i: Incident): Condition =>
  any(not(n.operator.sectorRegulator.exists()), i.toSectorOn.onOrBefore(asOf))

export const happened = (which: (i: Incident) => Condition): Condition =>
  n.incidents.some((i) => all(which(i), i.on.onOrBefore(asOf)))
export const eachReported = (which: (i: Incident) => Condition, reported: (i: Incident) => Condition): Condition =>
  n.incidents.every((i) => any(not(which(i)), i.on.after(asOf), reported(i)))

const unreported = (which: (i: Incident) => Condition, reported: (i: Incident) => Condition) => (i: Incident) =>
  all(which(i), i.on.onOrBefore(asOf), not(reported(i)))

/** "At once" and "in time" have no hours: what was handled to its end and still not reported is past them. */
export const untilHandled = (which: (i: Incident) => Condition, reported: (i: Incident) => Condition): Pending => ({
  while: not(n.incidents.some((i) => all(unreported(which, reported)(i), i.handledOn.onOrBefore(asOf)))),
  need: {
    fact: 'incident.handledOn',
    how: {
      zh: '报告后填写日期并附回执；已处置完成的填写处置完成日期',
      en: 'give the day and the receipt once reported, and the day it was handled where it was',
    },
  },
  say: { zh: '尚不能确定处置已经完成：', en: 'Whether it was handled to its end is not known:' },
})

export const longUnreported = (
  which: (i: Incident) => Condition,
  reported: (i: Incident) => Condition,
): LeadDeclaration => ({
  when: n.incidents.some((i) => all(unreported(which, reported)(i), i.on.plus(LONG).before(asOf))),
  say: {
    zh: '有发现超过30日仍未报告的（天数为规矩自定，仅作提示）。',
    en: 'Something is more than 30 days old and was not reported (the number is Guiju’s own; a hint only).',
  },
})

export const NOT_REPORTED = {
  zh: '“立即”“及时”未定时限：处置完成仍未报告的，才为不符合；其他规范的时限请另查。',
  en: 'No hours are set for “at once” and “in time”: only what was handled to its end and still not reported is a breach; look up the limits of other law.',
}
