import type { Evidence } from '../../facts/evidence.ts'
import type { Recorder, RowRecorder } from '../../facts/reading.ts'
import { addPeriod, workdaysBetween } from '../../law/calendar.ts'
import { daysBetween } from '../../law/day.ts'
import type { Text } from '../../law/text.ts'
import { promiseOf } from '../app/policy-facts.ts'
import type { PolicyScan, TimeLimit } from '../policy/scan.ts'
import type { Ticket, TicketLog, TicketRight } from './read.ts'

const UNREAD_ROWS: Text = {
  zh: '台账中有读不出日期的行',
  en: 'some rows of the log have days that cannot be told',
}
const PROVISIONAL: Text = {
  zh: '该期间的放假安排尚未收入日历，工作日数还不能确定',
  en: 'holidays of that period are not in the calendar yet, so working days cannot be told',
}
const WHICH_PROMISE: Text = {
  zh: '政策对不同请求承诺的时限不同，台账没有写明是哪一种',
  en: 'the policy promises different limits and the log does not say which request it is',
}

/** Fewer calendar days hold at most 15 working days whatever the holidays; more hold more than 15 in any year. */
const SURELY_WITHIN = 15
const SURELY_BEYOND = 45

/** Records requests and complaints with their days, as of `on` for those still open. */
export function recordTickets(
  log: TicketLog,
  app: RowRecorder,
  recorder: Recorder,
  policy: PolicyScan | undefined,
  on: string | undefined,
): void {
  recorder.problem(...log.problems)
  const list = recorder.list(app, 'tickets', 'ticket')
  if (!log.complete) list.open(UNREAD_ROWS)
  const first = (kind: Ticket['kind']) => log.tickets.find((ticket) => ticket.kind === kind)
  const [request, complaint] = [first('request'), first('complaint')]
  if (request) app.show('requestLog', log.name, placeOf(log, request))
  if (complaint) app.show('complaintLog', log.name, placeOf(log, complaint))
  for (const ticket of log.tickets) {
    const where = placeOf(log, ticket)
    const row = list.add(recorder.row('ticket', `${log.name}:${ticket.line}`)).seen(where)
    row.show('id', ticket.id, where).show('kind', ticket.kind, where).show('closedOn', ticket.closedOn, where)
    const { receivedOn } = ticket
    if (receivedOn === undefined) continue
    const until = ticket.closedOn ?? (ticket.closedOn === null && on !== undefined && on >= receivedOn ? on : undefined)
    const taken = until === undefined ? undefined : workdaysBetween(receivedOn, until)
    const span = until === undefined ? undefined : daysBetween(receivedOn, until)
    const open = span !== undefined && taken!.provisional && span > SURELY_WITHIN && span < SURELY_BEYOND
    if (open) row.unknown('receivedOn', PROVISIONAL)
    else row.show('receivedOn', receivedOn, where)
    if (taken && !taken.provisional) row.show('workdaysTaken', taken.workdays, where)
    else if (taken) row.unknown('workdaysTaken', PROVISIONAL)
    recordPromise(ticket, row, policy, taken?.workdays, where)
  }
}

const placeOf = (log: TicketLog, ticket: Ticket): Evidence => ({
  artifact: log.name,
  locator: `line ${ticket.line}`,
  excerpt: `${ticket.id}: ${ticket.receivedOn ?? '?'} → ${ticket.closedOn === null ? '未办结' : (ticket.closedOn ?? '?')}`,
  method: 'table',
})

const REQUESTS: readonly TicketRight[] = ['access', 'correct', 'delete', 'close-account']

/** The promise for a ticket: its own, else the policy's for its right; none where neither promises. */
function recordPromise(
  ticket: Ticket,
  row: RowRecorder,
  policy: PolicyScan | undefined,
  taken: number | undefined,
  where: Evidence,
): void {
  if (typeof ticket.promisedWorkdays === 'number') {
    row.show('promisedWorkdays', ticket.promisedWorkdays, where)
    return
  }
  const rights = ticket.right ? [ticket.right] : ticket.kind === 'complaint' ? (['complain'] as const) : REQUESTS
  const promises = policy ? rights.map((right) => promiseOf(policy, right)) : []
  const limits = promises.flatMap((p) => p ?? [])
  if (limits.length === 0) {
    row.show('promisedWorkdays', null)
    return
  }
  const days = limits.map((limit) => workdaysOf(limit, ticket.receivedOn!))
  const [least, most] = [Math.min(...days), Math.max(...days)]
  const same = least === most && limits.length === rights.length
  if (same || (taken !== undefined && (taken <= least || (taken > most && limits.length === rights.length))))
    row.show('promisedWorkdays', most, where)
  else row.unknown('promisedWorkdays', WHICH_PROMISE)
}

/** A promise as the working days it leaves for one ticket, from the day it was received. */
const workdaysOf = ({ n, unit }: TimeLimit, from: string): number =>
  unit === 'workday' ? n : workdaysBetween(from, addPeriod(from, { n: Math.min(n, 3650), unit }).day).workdays
