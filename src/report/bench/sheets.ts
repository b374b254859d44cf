import { CLAUSES, fill, list, same, type Text } from '../../law/text.ts'
import { instrumentShort, provisionRef } from '../instruments.ts'
import { pick, type ReportLang } from '../lang.ts'
import { READING_ORDER } from '../outline.ts'
import { shortVerdict } from '../verdict.ts'
import { KIND_NAMES } from '../words.ts'
import type { Sheet } from '../xlsx.ts'
import { COMMITMENT_WORDS as C, stateOf } from './commitments-screen.ts'
import { DRAW_WORDS as D, type DrawScreen } from './draw-words.ts'
import { EXCEPTION_WORDS as E } from './exception-words.ts'
import { RIGHT_NAMES, ROLE_TITLES } from './roles.ts'
import type { Head, Screen, ShownException } from './screen.ts'
import { CHANGES, DUE_STATES, JOB_STATES, moment, STEP_OUTCOMES } from './shown.ts'
import { TASK_WORDS as K } from './task-words.ts'
import { trailWord } from './trail-words.ts'
import { BENCH_WORDS as W } from './words.ts'

/** The tables of a screen as sheets of a workbook: what they show, in words and numbers. */

type Value = string | number | Text | null

interface Table {
  readonly name: Text
  readonly head: readonly Text[]
  readonly rows: readonly (readonly Value[])[]
}

const momentOr = (at: number | null): string => (at === null ? '' : moment(at))
const flag = (is: boolean): Text => (is ? W.yes : W.no)
const OUTCOMES = READING_ORDER.map(shortVerdict)
const countsOf = ({ summary }: Head): readonly number[] => READING_ORDER.map((o) => summary[o])

/** The tables of a screen; none where it has none, or its files are made otherwise. */
export function tablesOf(of: Screen): readonly Table[] {
  switch (of.screen) {
    case 'home':
      return [
        subjects(of.subjects),
        {
          name: W.mostBroken,
          head: [W.provision, W.name, shortVerdict('failed'), shortVerdict('cantTell')],
          rows: of.provisions.map((p) => [p.provision, p.title, p.failed, p.cantTell]),
        },
        due(of.due),
        exceptions(of.exceptions),
      ]
    case 'subjects':
      return [subjects(of.items, of.all)]
    case 'subject':
      return [
        {
          name: W.history,
          head: [W.made, W.version, W.asOf, ...OUTCOMES],
          rows: of.history.map((h) => [moment(h.made), h.version, h.asOf, ...countsOf(h)]),
        },
        {
          name: K.attested,
          head: [K.by, K.on, K.said, K.answer, K.isReplaced, K.evidence, K.sent, W.actor],
          rows: of.attestations.flatMap((one) =>
            one.answers.map((a) => [
              one.by,
              one.on,
              a.title,
              a.words ?? (typeof a.value === 'boolean' ? flag(a.value) : a.value),
              flag(!a.counts),
              one.evidence.map((e) => `${e.name} ${e.sha256}`).join('\n'),
              moment(one.made),
              one.sender,
            ]),
          ),
        },
        exceptions(of.exceptions),
      ]
    case 'compare':
      return [
        {
          name: W.changes,
          head: [W.provision, W.name, W.changes, W.before, W.after],
          rows: of.changes.map(({ kind, before, after }) => {
            const shown = (after ?? before)!
            const verdict = (d: typeof before) => (d ? shortVerdict(d.outcome) : '')
            return [shown.provision, shown.what, CHANGES[kind], verdict(before), verdict(after)]
          }),
        },
      ]
    case 'provision':
      return [
        {
          name: same(of.provision),
          head: [W.name, W.kind, W.object],
          rows: of.items.map((i) => [i.name, KIND_NAMES[i.kind], i.key]),
        },
      ]
    case 'jobs':
      return [
        {
          name: W.jobs,
          head: [W.name, W.kind, W.state, W.reason, W.made],
          rows: of.items.map((j) => [
            j.title,
            j.kind === 'audit' ? W.kindAudit : W.kindCheck,
            JOB_STATES[j.state],
            j.error,
            moment(j.made),
          ]),
        },
      ]
    case 'cases':
      return [
        {
          name: W.cases,
          head: [W.caseId, W.procedure, W.stateOf, W.steps, W.refused, W.overdue, W.nextDue, W.gates],
          rows: of.items.map((c) => [c.id, c.title, c.state, c.steps, c.refused, c.overdue, c.next, c.open]),
        },
      ]
    case 'case':
      return [
        {
          name: W.steps,
          head: [W.when, W.steps, W.by, W.state, W.reason],
          rows: of.steps.map((s) => [
            s.day,
            s.title,
            s.by,
            STEP_OUTCOMES[s.outcome],
            list(
              s.missing.map((m) => ({ zh: `${m.step.zh}（${m.citation}）`, en: `${m.step.en} (${m.citation})` })),
              CLAUSES,
            ),
          ]),
        },
        {
          name: W.clocks,
          head: [W.name, W.provision, W.by, W.state, W.ends, W.done],
          rows: of.due.map((d) => [d.title, d.citation, d.who, DUE_STATES[d.status], d.due ?? '', d.doneOn ?? '']),
        },
      ]
    case 'draws':
      return [
        {
          name: D.title,
          head: [D.name, D.what, D.organiser, D.stage, D.committedStep, D.at, D.revealStep, D.subjects, D.drawn],
          rows: of.items.map((d) => [
            d.name,
            d.title,
            d.organiser,
            D[d.stage],
            d.committed,
            d.at,
            d.revealed,
            d.subjects,
            d.drawn,
          ]),
        },
      ]
    case 'draw':
      return of.tiers.flatMap(tier)
    case 'coverage':
      return [
        {
          name: K.coverage,
          head: [K.instrument, ...of.covers.map((c) => c.name), K.all],
          rows: of.instruments.map((i) => [i.title, ...of.covers.map((c) => i.totals[c.id] ?? 0), i.all]),
        },
        {
          name: K.provision,
          head: [K.provision, K.gist, K.judged, K.whom],
          rows: of.rows.map((r) => [
            r.provision,
            r.gist,
            of.covers.find((c) => c.id === r.cover)?.name ?? r.cover,
            r.by.length > 0 ? r.by.join(' ') : r.why,
          ]),
        },
      ]
    case 'calendar':
      return [
        {
          name: same(of.month),
          head: [W.when, W.state, W.reason, W.clocks],
          rows: of.days.map((d) => [
            d.day,
            d.works ? W.workday : W.dayOff,
            d.why,
            list(
              d.due.map((x) => x.title),
              CLAUSES,
            ),
          ]),
        },
      ]
    case 'admin':
      return [
        {
          name: W.members,
          head: [W.name, W.role, W.since, W.vouched, W.locked, W.disabled],
          rows: of.members.map((m) => [
            m.name,
            ROLE_TITLES[m.role] ?? m.role,
            moment(m.since),
            m.issuer ?? W.local,
            flag(m.locked),
            flag(m.disabled),
          ]),
        },
        {
          name: W.tokens,
          head: [W.name, W.account, W.scopes, W.ends, W.used, W.revoked],
          rows: of.tokens.map((t) => [
            t.name,
            t.account,
            list(
              t.scopes.map((s) => RIGHT_NAMES[s] ?? same(s)),
              CLAUSES,
            ),
            momentOr(t.ends),
            momentOr(t.used),
            flag(t.revoked),
          ]),
        },
        {
          name: W.trail,
          head: [same('#'), W.time, W.actor, W.action, W.object],
          rows: (of.trail ?? []).map((l) => [l.position, moment(l.at), l.actor, trailWord(l.action), l.object]),
        },
      ]
    case 'commitments':
      return [
        {
          name: C.short,
          head: [C.what, C.until, C.lastDay, C.state, C.text, C.ref],
          rows: of.items.map((c) => [
            c.what,
            c.printed,
            c.until,
            stateOf(c),
            instrumentShort(provisionRef(c.ref).instrument),
            c.ref,
          ]),
        },
      ]
    default:
      return []
  }
}

/** Whether a screen has a table with something in it. */
export const hasTables = (of: Screen): boolean => tablesOf(of).some((t) => t.rows.length > 0)

/** The tables of a screen as sheets of a workbook; those that are empty are left out. */
export function screenSheets(of: Screen, lang: ReportLang): Sheet[] {
  const cell = (value: Value): string | number =>
    value === null ? '' : typeof value === 'object' ? pick(value, lang) : value
  return tablesOf(of)
    .filter((t) => t.rows.length > 0)
    .map(({ name, head, rows }) => ({
      name: pick(name, lang),
      widths: head.map(() => 22),
      rows: [head.map((h) => pick(h, lang)), ...rows.map((row) => row.map(cell))],
    }))
}

const subjects = (of: Extract<Screen, { screen: 'subjects' }>['items'], all = of.length): Table => ({
  name: W.subjects,
  head: [W.name, W.object, W.kind, W.version, W.asOf, W.made, ...OUTCOMES],
  rows: [
    ...of.map((s) => [
      s.name,
      s.key,
      KIND_NAMES[s.kind],
      s.latest.version,
      s.latest.asOf,
      moment(s.latest.made),
      ...countsOf(s.latest),
    ]),
    ...(all > of.length ? [[fill(W.range, { from: 1, to: of.length, all })]] : []),
  ],
})

const due = (of: Extract<Screen, { screen: 'home' }>['due']): Table => ({
  name: W.due30,
  head: [W.caseId, W.name, W.provision, W.by, W.ends, W.reason],
  rows: of.map((d) => [d.case, d.title, d.citation, d.who, d.due, d.why]),
})

const exceptions = (of: readonly ShownException[]): Table => ({
  name: E.title,
  head: [E.subject, W.provision, E.finding, E.basis, E.reason, E.until, E.state, E.made, W.actor, E.files],
  rows: of.map((e) => [
    e.subject.name,
    e.provision,
    e.what,
    e.basis,
    e.reason,
    e.until,
    E[e.state],
    moment(e.made),
    e.maker,
    e.evidence.map((file) => `${file.name} ${file.sha256}`).join('\n'),
  ]),
})

const tier = ({ id, drawn, substitutes }: DrawScreen['tiers'][number]): Table[] =>
  (
    [
      [D.drawn, drawn],
      [D.substituteSubjects, substitutes],
    ] as const
  ).map(([name, rows]) => ({
    name: { zh: `${id} ${name.zh}`, en: `${id} ${name.en}` },
    head: [D.subject, D.inspectors, D.substitutes],
    rows: rows.map((r) => [r.subject, r.inspectors.join(' '), r.substitutes.join(' ')]),
  }))
