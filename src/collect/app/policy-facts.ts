import type { Evidence } from '../../facts/evidence.ts'
import type { Recorder, RowRecorder } from '../../facts/reading.ts'
import { minWorkdaysInWindow } from '../../law/calendar.ts'
import type { Text } from '../../law/text.ts'
import {
  type Found,
  locate,
  type PolicyScan,
  type Right,
  type RightScan,
  type TimeLimit,
  type Unread,
} from '../policy/scan.ts'

/** Shorter texts are too little to say that something is absent from a policy. */
const ENOUGH_CHARS = 200

/** A document with fewer words may be a fragment of a page; with more it can be seen to hold no rules. */
const A_PAGE_OF_WORDS = 50

/** What was read is another page in place of the policy: nothing on it is the policy's. */
const ELSEWHERE: ReadonlySet<Unread> = new Set(['error-page', 'gated', 'scripted', 'framed'])

const UNREAD: Text = {
  zh: '隐私政策没有读全，不能据此说没有',
  en: 'the policy was not read to its end, so absence shows nothing',
}

/** Whether absence of something in the text means that the policy does not say it. */
export const readWhole = (scan: PolicyScan): boolean => scan.unread.length === 0 && scan.length.chars >= ENOUGH_CHARS

export const evidenceIn = (scan: PolicyScan, found: Found): Evidence => ({
  artifact: scan.artifact,
  locator: locate(found.at),
  excerpt: found.excerpt,
  method: 'text',
})

const few = (scan: PolicyScan, found: readonly Found[]): Evidence[] => found.slice(0, 5).map((f) => evidenceIn(scan, f))

/** Records what a policy says by itself; comparison with the app's code is done elsewhere. */
export function recordPolicy(scan: PolicyScan, app: RowRecorder, recorder: Recorder): RowRecorder {
  const whole = readWhole(scan)
  const policy = recorder.row('policy', scan.artifact)
  app.link('policy', policy.id)
  policy.show('name', scan.artifact)
  recorder.problem(...scan.problems)

  const absent: Evidence = {
    artifact: scan.artifact,
    locator: '全文',
    excerpt: `${scan.length.chars}字，${scan.sections.length}节，未见相应内容`,
    method: 'text',
  }
  const elsewhereOnly = scan.unread.some((why) => ELSEWHERE.has(why))
  const elsewhere = scan.references.some((r) => r.kind === 'collected')
  const titled =
    scan.unread.length === 0 && scan.length.chars >= A_PAGE_OF_WORDS && scan.kind !== 'unknown' && !speaksOfData(scan)
  if (scan.hasCollectionRules.value) policy.show('hasRules', true, ...few(scan, scan.hasCollectionRules.evidence))
  else if (titled && !elsewhere) policy.show('hasRules', false, absent)
  else policy.unknown('hasRules', UNREAD)

  if (!elsewhereOnly) recordLanguage(scan, policy)
  policy.show('sentenceLength', Math.round(scan.length.p90), {
    ...absent,
    excerpt: `九成句子不超过${Math.round(scan.length.p90)}字`,
  })
  policy.show('length', scan.length.chars, { ...absent, excerpt: `全文${scan.length.chars}字` })

  const flag = (field: string, found: readonly Found[], absentIsFalse = false) => {
    if (found.length > 0) policy.show(field, true, ...few(scan, found))
    else if (absentIsFalse && whole) policy.show(field, false, absent)
  }
  flag(
    'personalises',
    scan.personalisation.filter((p) => !p.negated),
  )
  flag(
    'blocksOnRefusal',
    scan.refusal.filter((r) => r.effect === 'service'),
  )
  flag('impliesConsent', scan.impliedConsent)
  const { changeNotice } = scan
  const refusesNotice = changeNotice.found.find((f) => /不(?:再|会)?(?:另行|单独|逐一)?通知/.test(f.excerpt))
  if (refusesNotice) policy.show('tellsChanges', false, evidenceIn(scan, refusesNotice))
  else if (changeNotice.present) policy.show('tellsChanges', true, ...few(scan, changeNotice.found))
  else if (whole)
    policy.show('tellsChanges', false, ...(changeNotice.found.length > 0 ? few(scan, changeNotice.found) : [absent]))
  flag('hasChannel', scan.channels, scan.rights.complain.methods.length === 0)
  flag(
    'openEnded',
    scan.statements.filter((s) => s.openEnd && s.act === 'collect' && !s.negated),
  )
  if (scan.channels.length > 0 && !elsewhereOnly) app.show('channelPublished', true, ...few(scan, scan.channels))

  recordRights(scan, policy, recorder, whole, absent)
  recordDemands(scan, policy, recorder, whole)
  return policy
}

/** Whether the text says anything of data being taken or not taken, as rules or not: then it cannot be said to hold none. */
const speaksOfData = (scan: PolicyScan): boolean =>
  scan.permissionsTable.length > 0 ||
  scan.thirdParties.some((party) => party.items) ||
  scan.statements.some(({ act }) => act === 'collect' || act === 'use' || act === 'store')

function recordLanguage(scan: PolicyScan, policy: RowRecorder): void {
  const { kind, han, traditional, simplifiedLink } = scan.language
  const evidence: Evidence = {
    artifact: scan.artifact,
    locator: '全文',
    excerpt: `汉字占${Math.round(han * 100)}%，繁体占${Math.round(traditional * 100)}%`,
    method: 'text',
  }
  const enough = scan.length.chars >= ENOUGH_CHARS && scan.unread.every((why) => why === 'language')
  if (kind === 'simplified' || kind === 'mixed') policy.show('simplifiedChinese', true, evidence)
  else if (simplifiedLink === undefined && enough && (kind === 'traditional' || kind === 'other'))
    policy.show('simplifiedChinese', false, evidence)
}

const RIGHTS: Readonly<Record<Right, string>> = {
  access: 'access',
  correct: 'correct',
  delete: 'delete',
  'close-account': 'close-account',
  'withdraw-consent': 'withdraw-consent',
  'opt-out-personalised': 'opt-out',
  copy: 'copy',
  complain: 'complain',
}
/** Conditions that identity checks never need where no other way is offered. */
const UNREASONABLE = new Set(['id-in-hand', 'mail', 'offline'])

function recordRights(
  scan: PolicyScan,
  policy: RowRecorder,
  recorder: Recorder,
  whole: boolean,
  absent: Evidence,
): void {
  const list = recorder.list(policy, 'rights', 'right')
  if (!whole) list.open(UNREAD)
  for (const [right, kind] of Object.entries(RIGHTS) as [Right, string][]) {
    const found = scan.rights[right]
    const row = list.add(recorder.row('right', `${scan.artifact}#${kind}`))
    row.show('kind', kind)
    if (found.present) row.show('offered', true, ...few(scan, found.offers))
    else if (whole) row.show('offered', false, absent)
    const ways = found.methods.filter((m) => m.kind !== 'reference')
    if (ways.length > 0) row.show('method', true, ...few(scan, ways))
    else if (whole) row.show('method', false, found.present ? few(scan, found.offers)[0]! : absent)
    recordConditions(scan, found, row, whole)
    recordLimit(scan, right, row, whole)
  }
}

function recordConditions(scan: PolicyScan, found: RightScan, row: RowRecorder, whole: boolean): void {
  const hard = found.conditions.filter((c) => UNREASONABLE.has(c.kind) && c.mandatory && !c.alternative)
  if (hard.length > 0) row.show('unreasonable', true, ...few(scan, hard))
  else if (found.conditions.length > 0) row.indicate('unreasonable', true, ...few(scan, found.conditions))
  else if (whole) row.show('unreasonable', false)
}

/** The promises that bind a right: those made for the right itself, else those for requests in general. */
function promisesFor(scan: PolicyScan, right: Right): readonly TimeLimit[] {
  const answers = (limits: readonly TimeLimit[]) => limits.filter((l) => l.kind === 'respond')
  const own = answers([...scan.rights[right].limits, ...scan.limits.filter((l) => l.about.includes(right))])
  const general = answers(scan.limits.filter((l) => l.about.includes('request')))
  const apart = general.filter((l) => !l.about.includes('complain'))
  return own.length > 0 || right === 'complain' ? own : apart.length > 0 ? apart : general
}

/** The shortest promise that binds a right; undefined where none is made. */
export function promiseOf(scan: PolicyScan, right: Right): TimeLimit | undefined {
  return promisesFor(scan, right)
    .map((limit) => ({ limit, workdays: fewestWorkdays(limit) }))
    .sort((x, y) => x.workdays - y.workdays)[0]?.limit
}

function recordLimit(scan: PolicyScan, right: Right, row: RowRecorder, whole: boolean): void {
  const shortest = promiseOf(scan, right)
  if (shortest) row.show('answerWorkdays', fewestWorkdays(shortest), evidenceIn(scan, shortest))
  else if (whole) row.show('answerWorkdays', null)
}

/** The fewest working days a promise can amount to: a promise of calendar days is measured in its shortest window. */
export function fewestWorkdays({ n, unit }: Pick<TimeLimit, 'n' | 'unit'>): number {
  switch (unit) {
    case 'workday':
      return n
    case 'day':
      return minWorkdaysInWindow(Math.min(n, 3650))
    case 'month':
      return minWorkdaysInWindow(Math.min(n * 28, 3650))
    case 'hour':
      return minWorkdaysInWindow(Math.min(Math.floor(n / 24), 3650))
    default:
      return unit satisfies never
  }
}

function recordDemands(scan: PolicyScan, policy: RowRecorder, recorder: Recorder, whole: boolean): void {
  const list = recorder.list(policy, 'demands', 'demand')
  if (!whole) list.open(UNREAD)
  for (const statement of scan.statements) {
    if (!statement.mandatory || statement.negated || (statement.act !== 'collect' && statement.act !== 'use')) continue
    const where = evidenceIn(scan, statement)
    const row = list.add(recorder.row('demand', where.locator)).seen(where)
    row.show('id', where.locator).show('mandatory', true, where)
    row.show('onlyImprovement', statement.onlyImprovement && !statement.conditional, where)
  }
}
