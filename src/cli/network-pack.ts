import type { Inventory } from '../collect/inventory/read.ts'
import { maskId } from '../facts/personal.ts'
import type { Row } from '../facts/row.ts'
import type { DueKind } from '../judge/board.ts'
import { addDays, addMonths } from '../law/day.ts'
import { list, same, type Text } from '../law/text.ts'
import { DUE_SPANS, type DueCounts, type Pack, type PackNetwork } from '../report/network/pack.ts'
import { dayIn, duesOf, gapsOf, levelOf, nameOf, rowsOf, workOf } from './network-board.ts'
import { countedNetworks, judgedOperator } from './network-check.ts'

/** What an operator hands over when an inspection comes, on a day. */
export function packOf(inventory: Inventory, asOf: string): Pack {
  const organisation = judgedOperator(inventory, asOf)
  const services = rowsOf(inventory.organisation, 'services')
  return {
    operator: organisation.subject.name,
    asOf,
    networks: networksOf(inventory, asOf),
    services: services.map((s) => ({
      name: maskId(nameOf(s)),
      kind: String(s['kind'] ?? ''),
      startedOn: dayIn(s, 'startedOn'),
      young: isYoung(s, asOf),
    })),
    organisation,
    focus: focusOf(inventory, services, asOf),
    dues: dueCounts(inventory, asOf),
  }
}

function networksOf(inventory: Inventory, asOf: string): PackNetwork[] {
  const asked = inventory.networks.filter((row) => inventory.answers.has(String(row['id'])))
  const gaps = new Map(gapsOf({ ...inventory, networks: asked }, asOf).map((gap) => [gap.id, gap]))
  return countedNetworks(inventory, asOf).map((summary, i) => {
    const row = inventory.networks[i]!
    const gap = gaps.get(String(row['id']))
    const work = workOf({ ...inventory, networks: [row] }, gap ? [gap] : [], asOf).filter((one) => !one.done)
    const retired = dayIn(row, 'retiredOn')
    return {
      name: maskId(nameOf(row)),
      level: levelOf(row),
      filedOn: dayIn(row, 'filedOn'),
      certificateUntil: dayIn(row, 'certificateUntil'),
      assessedOn: latestAssessment(row),
      critical: dayIn(row, 'ciiNotifiedOn'),
      retired: retired !== '' && retired <= asOf,
      failed: summary.failed,
      unknown: summary.cantTell,
      work: work.length,
      overdue: work.filter((one) => one.overdue).length,
      hit: isHit(row, asOf),
    }
  })
}

const latestAssessment = (row: Row): string =>
  rowsOf(row, 'assessments')
    .filter((a) => a['kind'] === 'mlps')
    .map((a) => dayIn(a, 'on'))
    .sort()
    .at(-1) ?? ''

function dueCounts(inventory: Inventory, asOf: string): DueCounts {
  const ends = DUE_SPANS.map((days) => (days === undefined ? undefined : addDays(asOf, days)))
  const counts = new Map<DueKind, number[]>()
  for (const { kind, day } of duesOf(inventory, asOf)) {
    const own = counts.get(kind) ?? DUE_SPANS.map(() => 0)
    own[ends.findIndex((end) => end === undefined || day < end)]! += 1
    counts.set(kind, own)
  }
  return counts
}

const isYoung = (service: Row, asOf: string): boolean => dayIn(service, 'startedOn') > addMonths(asOf, -12)
const isHit = (row: Row, asOf: string): boolean =>
  rowsOf(row, 'incidents').some(
    (i) => i['kind'] === 'incident' && dayIn(i, 'on') <= asOf && dayIn(i, 'on') >= addMonths(asOf, -24),
  )

/** Art. 9, second paragraph: young services, and what happened within two years. */
function focusOf(inventory: Inventory, services: readonly Row[], asOf: string): Text[] {
  const young = services.filter((s) => isYoung(s, asOf))
  const hit = inventory.networks.filter((row) => isHit(row, asOf))
  return [
    ...(young.length > 0 ? [naming({ zh: '提供服务未满一年', en: 'in service for less than a year' }, young)] : []),
    ...(hit.length > 0
      ? [naming({ zh: '两年内发生过网络安全事件', en: 'a security incident within two years' }, hit)]
      : []),
  ]
}

const MOST_NAMED = 3

function naming(why: Text, rows: readonly Row[]): Text {
  const names = list(rows.slice(0, MOST_NAMED).map((row) => same(maskId(nameOf(row)))))
  const more = rows.length - MOST_NAMED
  return {
    zh: `${why.zh}：${names.zh}${more > 0 ? `等${rows.length}个` : ''}`,
    en: `${why.en}: ${names.en}${more > 0 ? ` and ${more} more` : ''}`,
  }
}
