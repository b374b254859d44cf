import { documentsOf } from '../cases/documents/registry.ts'
import type { Folded } from '../cases/fold.ts'
import { procedures } from '../cases/registry.ts'
import { viewOf } from '../cases/view.ts'
import { appTypes } from '../collect/catalog/app-types.ts'
import { listOf } from '../collect/inventory/lists.ts'
import type { AnyEntity, Field } from '../facts/entity.ts'
import { operatorEntity } from '../facts/network.ts'
import { SUBJECT_KINDS, type SubjectKind } from '../judge/result.ts'
import { addPeriod, explainDay, isAnnounced, type Unit } from '../law/calendar.ts'
import { addDays, addMonths, isDay } from '../law/day.ts'
import type { Text } from '../law/text.ts'
import type { CaseScreen, FormField, Head, Screen, ShownCase } from '../report/bench/screen.ts'
import { compare } from '../report/compare.ts'
import { rules } from '../rules/registry.ts'
import { isCaseId } from '../store/case-store.ts'
import { lawFolder } from '../store/folder.ts'
import { showProvision } from '../store/law-show.ts'
import { waitingAccounts } from '../store/state/identities.ts'
import { jobOf, jobsOf } from '../store/state/jobs.ts'
import { membersOf } from '../store/state/people.ts'
import { bodyOf, historyOf, provisionsOf, subjectOf, subjectsWithOutcome } from '../store/state/results.ts'
import { subjectsOf } from '../store/state/subject-list.ts'
import { brokenAt, trailOf } from '../store/state/trail.ts'
import { givenRoles, type Permission } from './access.ts'
import { aggregateScreen } from './aggregate.ts'
import { proofOf } from './api/case-proofs.ts'
import { dueIn, shownCase } from './api/cases.ts'
import { shownJob } from './api/jobs.ts'
import { shownWaiting } from './api/people.ts'
import { headOf, previousOf, resultIn, shownSubject } from './api/results.ts'
import { attestable, attestedOf, auditBehind } from './attest.ts'
import type { Bench } from './bench.ts'
import type { ListedCase } from './cases.ts'
import { commitmentsScreen } from './commitments.ts'
import { coverageScreen } from './coverage.ts'
import { drawIn, drawScreen, drawsOf } from './draws.ts'
import { ApiError } from './error.ts'
import { endingExceptions, exceptedOf } from './exceptions.ts'
import type { Principal, Standing } from './principal.ts'
import type { Shows } from './shows.ts'
import { noteTasks, taskKinds, tasksScreen } from './tasks.ts'
import { today } from './today.ts'

/** Where a screen is asked for. */
export interface At {
  readonly bench: Bench
  readonly who: Principal
  readonly ws: string
  readonly standing: Standing
  readonly param: (name: string) => string
  readonly query: (name: string) => string | undefined
  /** Characters of the results it shows, added up by who makes it: a page of many is written apart. */
  readonly holds: { characters: number }
}

interface Made {
  readonly needs: Permission | 'member'
  /** The screen shows something of people. */
  readonly shows?: Shows
  readonly make: (at: At) => Promise<Screen>
}

const MONTH_OF_WORK = 30
const MONTH = 30
const LATEST = 8
const PAGE = 50
/** Subjects in a workbook; the API gives all, page by page. */
const MOST_IN_FILE = 5000
const MOST_PROVISIONS = 15
const OPEN_JOBS = 5
const TRAIL_LINES = 100
/** A longer trail is checked from its beginning by its export, not each time its page is read. */
const CHECKED_LINES = 5000
/** A longer case is proven by its export, not each time its page is read. */
const MOST_PROVEN = 2000

/** Every screen of a workspace by its path. */
export const SCREENS: Readonly<Record<string, Made>> = {
  home: {
    needs: 'read',
    async make({ bench, ws }) {
      const { db } = bench
      const on = today()
      const due = (await dueIn(bench, ws, on)).filter((d) => d.workdays <= MONTH_OF_WORK)
      const { all, rows } = await subjectsOf(db, ws, { most: LATEST, from: 0 })
      const jobs = (await jobsOf(db, ws, OPEN_JOBS)).filter((j) => j.state === 'queued' || j.state === 'running')
      return {
        screen: 'home',
        on,
        due,
        subjects: rows.map(shownSubject),
        all,
        provisions: (await provisionsOf(db, ws))
          .slice(0, MOST_PROVISIONS)
          .map((p) => ({ ...p, title: rules.find((r) => r.cites === p.provision)?.title ?? null })),
        exceptions: await endingExceptions(bench, ws, on, addDays(on, MONTH)),
        tasks: await taskKinds(db, ws),
        jobs: await Promise.all(jobs.map((j) => shownJob(db, j))),
      }
    },
  },
  subjects: {
    needs: 'read',
    async make({ bench: { db }, ws, query }) {
      const kind = SUBJECT_KINDS.find((k) => k === query('kind'))
      const outcome = (['failed', 'cantTell'] as const).find((o) => o === query('outcome'))
      const text = query('q')
      const from = Math.max(0, Math.min(Number.parseInt(query('from') ?? '0', 10) || 0, 10_000_000))
      const most = query('format') === 'xlsx' ? MOST_IN_FILE : PAGE
      const { all, rows } = await subjectsOf(db, ws, { kind, text, outcome, most, from })
      return {
        screen: 'subjects',
        asked: {
          from,
          ...(kind ? { kind } : {}),
          ...(text ? { q: text } : {}),
          ...(outcome ? { outcome } : {}),
        },
        kinds: SUBJECT_KINDS,
        most: PAGE,
        all,
        items: rows.map(shownSubject),
      }
    },
  },
  'subjects/:id': {
    needs: 'read',
    async make({ bench, ws, param }) {
      const { db } = bench
      const row = await subjectOf(db, ws, param('id'))
      if (!row) throw new ApiError('missing')
      const { id, key, kind, name } = row
      const history = (await historyOf(db, ws, id)).map(headOf)
      const attestations = await attestedOf(bench, ws, id)
      const exceptions = await exceptedOf(bench, ws, id, today())
      return { screen: 'subject', id, key, kind: kind as SubjectKind, name, history, attestations, exceptions }
    },
  },
  'results/:id': {
    needs: 'read',
    shows: { action: 'result read', result: true },
    async make({ bench, ws, param, holds }) {
      const { db } = bench
      const row = await resultIn(db, ws, param('id'))
      holds.characters += row.body.length
      const result = bodyOf(row)
      const before = await previousOf(db, ws, row)
      const since = before && {
        id: before.id,
        head: headOf(before),
        changes: compare(bodyOf(before).results[0]!, result.results[0]!),
      }
      const attested = await attestedOf(bench, ws, row.subject_id)
      const asks = await auditBehind(bench, ws, row)
      return {
        screen: 'result',
        id: row.id,
        subject: row.subject_id,
        result,
        made: row.made_at,
        since: since ?? null,
        exceptions: (await exceptedOf(bench, ws, row.subject_id, today())).filter((e) => e.state === 'holds'),
        attest: asks ? attestable(result.results[0]!, attested) : null,
        attested,
        on: today(),
      }
    },
  },
  compare: {
    needs: 'read',
    shows: { action: 'results compared', result: true },
    async make({ bench: { db }, ws, query, holds }) {
      const before = await resultIn(db, ws, query('before') ?? '')
      const after = await resultIn(db, ws, query('after') ?? '')
      holds.characters += before.body.length + after.body.length
      if (before.subject_id !== after.subject_id) throw new ApiError('missing')
      const [a, b] = [bodyOf(before).results[0]!, bodyOf(after).results[0]!]
      const [first, second]: Head[] = [headOf(before), headOf(after)]
      return {
        screen: 'compare',
        name: b.subject.name,
        subject: after.subject_id,
        before: first!,
        after: second!,
        changes: compare(a, b),
      }
    },
  },
  provisions: {
    needs: 'read',
    async make({ bench, ws, query }) {
      const provision = query('provision') ?? ''
      const outcome = (['failed', 'cantTell', 'passed'] as const).find((o) => o === query('outcome')) ?? 'failed'
      const items = await subjectsWithOutcome(bench.db, ws, provision, outcome)
      return {
        screen: 'provision',
        provision,
        outcome,
        gist: await gistOf(bench, provision),
        items: items.map((i) => ({
          subject: i.id,
          name: i.name,
          kind: i.kind as SubjectKind,
          key: i.key,
          result: i.latest_id,
        })),
      }
    },
  },
  tasks: {
    needs: 'read',
    async make({ bench, who, standing, ws, query }) {
      const screen = await tasksScreen(bench, ws, query)
      await noteTasks(bench, who, standing, screen.items)
      return screen
    },
  },
  start: {
    needs: 'write',
    make: async () => ({ screen: 'start', categories: appTypes.map((t) => t.zh), on: today() }),
  },
  inventory: {
    needs: 'write',
    make: async () => ({
      screen: 'inventory',
      operator: formFields(operatorEntity),
      lists: (['networks', 'services', 'filings', 'assessments', 'people'] as const).map((name) => {
        const { entity, of } = listOf(name)
        return { name, title: entity.title, belongs: of !== undefined, fields: formFields(entity) }
      }),
    }),
  },
  jobs: {
    needs: 'read',
    async make({ bench: { db }, ws }) {
      const rows = await jobsOf(db, ws)
      return { screen: 'jobs', items: await Promise.all(rows.map((row) => shownJob(db, row))) }
    },
  },
  'jobs/:id': {
    needs: 'read',
    async make({ bench: { db }, ws, param }) {
      const row = await jobOf(db, ws, param('id'))
      if (!row) throw new ApiError('missing')
      return { screen: 'job', job: await shownJob(db, row) }
    },
  },
  cases: {
    needs: 'read',
    async make({ bench: { cases }, ws }) {
      const on = today()
      return {
        screen: 'cases',
        items: (await cases.list(ws)).map((one) => listedCase(one, on)),
        procedures: procedures.map(({ id, title, sides }) => ({ id, title, sides: named(sides) })),
      }
    },
  },
  'cases/:id': {
    needs: 'read',
    shows: { action: 'case read' },
    async make({ bench, ws, param, query }) {
      const { cases } = bench
      const id = param('id')
      if (!isCaseId(id)) throw new ApiError('missing')
      const folded = await cases.read(ws, id)
      const day = query('on')
      const side = query('side') ?? String(folded.facts['side'])
      if (!Object.hasOwn(folded.procedure.sides, side)) throw new ApiError('missing')
      const screen = caseScreen(id, folded, side, day !== undefined && isDay(day) ? day : today())
      const proof = folded.steps.length > MOST_PROVEN ? undefined : await proofOf(bench, ws, id)
      return { ...screen, isAltered: proof ? !proof.ok : null }
    },
  },
  draws: {
    needs: 'read',
    make: async ({ bench, ws }) => ({ screen: 'draws', items: await drawsOf(bench, ws) }),
  },
  'draws/:id': {
    needs: 'read',
    // Who inspects whom.
    shows: { action: 'draw read' },
    make: async ({ bench, ws, param, query, who, standing }) =>
      drawScreen(
        await drawIn(bench, ws, param('id')),
        who.account !== undefined && standing.rights.has('write'),
        ...(query('format') === 'xlsx' ? [Number.POSITIVE_INFINITY] : []),
      ),
  },
  coverage: { needs: 'read', make: ({ query }) => coverageScreen(query('instrument'), query('cover')) },
  aggregate: {
    needs: 'read',
    make: ({ bench, who, standing, ws, query }) => aggregateScreen(bench, who, standing, ws, query),
  },
  commitments: { needs: 'read', make: ({ query }) => commitmentsScreen(query) },
  calendar: { needs: 'read', make: (at) => calendar(at) },
  admin: {
    needs: 'member',
    shows: { action: 'accounts read' },
    async make({ bench: { db, provider }, who, ws, standing }) {
      const now = Date.now()
      const mine = standing.rights.has('roles') ? undefined : who.account?.id
      let tokens = db
        .selectFrom('token')
        .innerJoin('account', 'account.id', 'token.account_id')
        .selectAll('token')
        .select('account.name as owner')
        .where('workspace_id', '=', ws)
      if (mine !== undefined) tokens = tokens.where('account_id', '=', mine)
      const seen = standing.rights.has('trail')
      return {
        screen: 'admin',
        members: (await membersOf(db, ws)).map((m) => ({
          account: m.id,
          name: m.name,
          role: m.role,
          since: m.since,
          locked: m.locked_until > now,
          disabled: m.disabled !== 0,
          issuer: m.issuer,
        })),
        waiting:
          provider && who.account?.operator === 1 && standing.rights.has('accounts')
            ? (await waitingAccounts(db)).map(shownWaiting)
            : [],
        roles: givenRoles(standing.workspace.separated === 1),
        tokens: (await tokens.orderBy('token.made_at', 'desc').execute()).map((t) => ({
          id: t.id,
          name: t.name,
          account: t.owner,
          scopes: t.scopes.split(' '),
          ends: t.ends_at,
          used: t.used_at,
          revoked: t.revoked_at !== null,
        })),
        trail: seen ? await trailOf(db, ws, TRAIL_LINES) : null,
        brokenAt: seen ? ((await brokenAt(db, ws, CHECKED_LINES)) ?? null) : null,
      }
    },
  },
}

const named = (of: Readonly<Record<string, Text>>) => Object.entries(of).map(([id, name]) => ({ id, name }))

async function gistOf(bench: Bench, provision: string): Promise<Text | null> {
  if (!/^[a-z0-9-]+#\S+$/.test(provision)) return null
  const found = await showProvision(provision, lawFolder(bench.store), today())
  if (!('found' in found)) return null
  const { zh, en } = found.found
  return zh.gist && en.gist ? { zh: zh.gist, en: en.gist } : null
}

function listedCase(of: ListedCase, on: string): ShownCase {
  const { folded } = of
  const { id, procedure, title, state, steps } = shownCase(of)
  const head = { id, procedure, title, state, steps }
  if (!folded) return { ...head, refused: 0, open: 0, overdue: 0, next: null }
  const view = viewOf(folded, String(folded.facts['side']), on)
  const open = view.due.filter((d) => d.status === 'running' || d.status === 'overdue')
  return {
    ...head,
    refused: folded.steps.filter((s) => s.outcome === 'refused').length,
    open: view.next.filter((n) => n.missing.length === 0 && n.tooEarlyUntil === null).length,
    overdue: open.filter((d) => d.status === 'overdue').length,
    next: open.find((d) => d.due !== undefined)?.due ?? null,
  }
}

function caseScreen(id: string, folded: Folded, side: string, on: string): Omit<CaseScreen, 'isAltered'> {
  const { procedure } = folded
  const view = viewOf(folded, side, on)
  const roleOf = (by: string) => procedure.roles[by.split(':', 1)[0]!]
  return {
    screen: 'case',
    id,
    title: procedure.title,
    state: view.state.title,
    asOf: on,
    side,
    sides: named(procedure.sides),
    roles: Object.entries(procedure.roles).map(([role, of]) => ({ id: role, name: of.title, side: of.side })),
    steps: view.steps.map((s) => ({
      id: s.id,
      title: s.title,
      day: s.day,
      by: s.by,
      side: roleOf(s.by)?.side ?? side,
      outcome: s.outcome,
      missing: s.missing.map(({ step, citation }) => ({ step, citation })),
      documents: documentsIn(procedure.id, s.type),
    })),
    due: view.due.map((d) => ({
      title: d.title,
      citation: d.citation,
      who: procedure.roles[d.who]?.title ?? { zh: d.who, en: d.who },
      status: d.status,
      ...(d.due === undefined ? {} : { due: d.due }),
      ...(d.doneOn === undefined ? {} : { doneOn: d.doneOn }),
    })),
    next: view.next.map((gate) => ({
      type: gate.type,
      title: gate.title,
      missing: gate.missing.map(({ step, citation }) => ({ step, citation })),
      tooEarlyUntil: gate.tooEarlyUntil,
      by: procedure.events[gate.type]!.by,
      fields: fieldsOf(procedure.entity.lists[gate.type] as AnyEntity),
      documents: documentsIn(procedure.id, gate.type),
    })),
    notes: view.notes,
  }
}

const documentsIn = (procedure: string, event: string) =>
  documentsOf(procedure)
    .filter((d) => d.events.includes(event))
    .map((d) => ({ type: d.id, title: d.title }))

/** What an event may say beside who took it and when. */
function fieldsOf(of: AnyEntity): CaseScreen['next'][number]['fields'] {
  const given = new Set([of.key, 'id', 'on', 'by'])
  return Object.entries(of.fields as Record<string, Field>)
    .filter(([name]) => !given.has(name))
    .map(([name, field]) => ({
      name,
      title: field.title,
      type: field.type,
      choices: field.choices ?? {},
      optional: field.optional === true,
    }))
}

const formFields = (of: AnyEntity): FormField[] =>
  Object.entries(of.fields as Record<string, Field>).map(([name, { title, type, choices = {} }]) => ({
    name,
    title,
    type,
    choices,
  }))

const UNITS: readonly Unit[] = ['workday', 'day', 'month']
const MOST_DAYS = 3660

async function calendar({ bench, ws, query }: At): Promise<Screen> {
  const on = today()
  const asked = query('month')
  const month =
    asked !== undefined && isDay(`${asked}-01`) && asked >= '1990' && asked < '2100' ? asked : on.slice(0, 7)
  const first = `${month}-01`
  const end = addMonths(first, 1)
  const due = await dueIn(bench, ws, on)
  const days = []
  for (let day = first; day < end; day = addDays(day, 1)) {
    const { works, why } = explainDay(day)
    days.push({ day, works, why, announced: isAnnounced(day), due: due.filter((d) => d.due === day) })
  }
  const from = query('from') ?? on
  const n = Number(query('n'))
  const unit = UNITS.find((u) => u === query('unit')) ?? 'workday'
  const counts = isDay(from) && from >= '1990' && from < '2200' && Number.isInteger(n) && n > 0 && n <= MOST_DAYS
  const { skipped, madeUp, ...count } = counts
    ? addPeriod(from, { n, unit })
    : { day: '', provisional: false, skipped: [], madeUp: [] }
  return {
    screen: 'calendar',
    on,
    month,
    before: addMonths(first, -1).slice(0, 7),
    after: end.slice(0, 7),
    days,
    asked: { from: isDay(from) ? from : on, n: counts ? String(n) : '15', unit },
    count: counts ? { day: count.day, provisional: count.provisional, skipped, madeUp } : null,
  }
}
