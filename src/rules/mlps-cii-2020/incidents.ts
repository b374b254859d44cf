import type { Handle } from '../../facts/entity.ts'
import { type incidentEntity, network as n } from '../../facts/network.ts'
import { all, any, asOf, not } from '../../facts/terms.ts'
import type { Condition } from '../../facts/tree.ts'
import { GRACE } from './duty.ts'

type Incident = Handle<typeof incidentEntity>

/** Old enough that "at once" and "in time" are past whatever they mean. */
const past = (i: Incident): Condition => i.on.plus(GRACE).before(asOf)
export const toPolice = (i: Incident): Condition => i.toPoliceOn.onOrBefore(asOf)
export const toSector = (i: Incident): Condition =>
  any(not(n.operator.sectorRegulator.exists()), i.toSectorOn.onOrBefore(asOf))

export const happened = (which: (i: Incident) => Condition): Condition =>
  n.incidents.some((i) => all(which(i), past(i)))
export const eachReported = (which: (i: Incident) => Condition, reported: (i: Incident) => Condition): Condition =>
  n.incidents.every((i) => any(not(which(i)), not(past(i)), reported(i)))

export const NOT_REPORTED = {
  zh: '“立即”“及时”未定时限：发现未满30日的不作判断，此后仍未报告的才为不符合；更短的法定时限请另查。',
  en: 'No hours are set for “at once” and “in time”: nothing of the last 30 days is judged, and only what was still not reported then is a breach; look up shorter limits of other law.',
}
