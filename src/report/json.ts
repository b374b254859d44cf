import type { Problem } from '../facts/problem.ts'
import type { NetworkBoard } from '../judge/board.ts'
import type { BookFigures, JointFigures, LoanSum } from '../judge/book.ts'
import type { FactEvidence, Lead, Measured, Need } from '../judge/result.ts'
import { type Determination, OUTCOMES, type Outcome, type Result, type SubjectResult } from '../judge/result.ts'
import { todayOf } from '../law/crosswalk.ts'
import type { Damage } from '../law/grading.ts'
import type { Text } from '../law/text.ts'
import { runBoard, twoLists } from './json-besides.ts'

/**
 * `guiju/result/1` as text: keys in the order of the schema, two spaces, one newline at the end.
 * The same Result gives the same bytes, whatever the order in which its objects were built.
 */
export function toJson(result: Result): string {
  return `${JSON.stringify(canonical(result), null, 2)}\n`
}

/**
 * The same text in pieces, one subject at a time, for results that are too many to be held at once. The pieces joined
 * are what `toJson` gives.
 */
export function* jsonPieces(result: Streamed): Generator<string> {
  const whole = JSON.stringify({ ...headOf(result), results: [] }, null, 2)
  const open = whole.slice(0, -']\n}'.length)
  yield open
  let first = true
  for (const one of result.results) {
    // In a list of one, it is indented as it will stand.
    const placed = JSON.stringify({ results: [subjectResult(one)] }, null, 2)
    yield `${first ? '' : ','}${placed.slice(PLACED_FROM.length, -PLACED_TO.length)}`
    first = false
  }
  yield first ? ']\n}\n' : '\n  ]\n}\n'
}

const PLACED_FROM = '{\n  "results": ['
const PLACED_TO = '\n  ]\n}'

/** A Result whose subjects may be made as they are asked for, each time anew. */
export type Streamed = Omit<Result, 'results'> & { readonly results: Iterable<SubjectResult> }

/** The same Result with every key in the order of the schema and without keys the schema does not name. */
export const canonical = (result: Result): Result => ({
  ...headOf(result),
  results: result.results.map(subjectResult),
})

function headOf({ schema, tool, asOf }: Streamed): Omit<Result, 'results'> {
  const { name, version, rules, calendarUntil } = tool
  return { schema, tool: { name, version, rules, calendarUntil }, asOf }
}

function subjectResult(r: SubjectResult): SubjectResult {
  const { kind, id, name, version, inputs } = r.subject
  return {
    subject: {
      kind,
      id,
      name,
      version,
      inputs: inputs.map((input) => ({ name: input.name, sha256: input.sha256, bytes: input.bytes })),
    },
    determinations: r.determinations.map(determination),
    summary: perOutcome(r.summary),
    limits: r.limits.map(text),
    ...(r.problems ? { problems: r.problems.map(problem) } : {}),
    ...(r.book ? { book: book(r.book) } : {}),
    ...(r.board ? { board: board(r.board) } : {}),
    ...(r.run ? { run: runBoard(r.run) } : {}),
    ...(r.lists ? { lists: twoLists(r.lists) } : {}),
  }
}

function board(b: NetworkBoard): NetworkBoard {
  const damage = (d: Damage): Damage => ({ object: d.object, harm: d.harm })
  return {
    asOf: b.asOf,
    networks: b.networks.map(({ id, name, level, grading: g, steps, classes }) => ({
      id,
      name,
      ...(level === undefined ? {} : { level }),
      ...(g
        ? {
            grading: {
              ...(g.information ? { information: damage(g.information) } : {}),
              ...(g.service ? { service: damage(g.service) } : {}),
              ...(g.proposed === undefined ? {} : { proposed: g.proposed }),
            },
          }
        : {}),
      steps: steps.map(({ step, on }) => ({ step, on })),
      classes: classes.map((c) => ({ class: c.class, met: c.met, of: c.of })),
    })),
    dues: b.dues.map((d) => ({
      network: d.network,
      kind: d.kind,
      what: text(d.what),
      day: d.day,
      workday: d.workday,
      provisional: d.provisional,
    })),
    work: b.work.map((w) => ({
      network: w.network,
      item: w.item,
      what: text(w.what),
      state: text(w.state),
      column: w.column,
      ...(w.due === undefined ? {} : { due: w.due }),
      ...(w.since === undefined ? {} : { since: w.since }),
    })),
    months: b.months.map(({ month, kind, n }) => ({ month, kind, n })),
    columns: b.columns.map(({ column, n }) => ({ column, n })),
    ages: b.ages.map(({ from, n }) => ({ from, n })),
  }
}

/** Today's authority beside the provision, where a crosswalk names it. */
function today(provision: string): Pick<Determination, 'today'> {
  const texts = todayOf(provision)
  return texts.length > 0 ? { today: texts.map(text) } : {}
}

function determination(d: Determination): Determination {
  return {
    rule: d.rule,
    provision: d.provision,
    outcome: d.outcome,
    applies: d.applies,
    status: d.status,
    text: d.text,
    ...(d.reason ? { reason: d.reason } : {}),
    what: text(d.what),
    why: text(d.why),
    fix: text(d.fix),
    ...today(d.provision),
    evidence: d.evidence.map(evidence),
    needs: d.needs.map(need),
    leads: d.leads.map(lead),
    ...(d.counts ? { counts: perOutcome(d.counts) } : {}),
    ...(d.reasons ? { reasons: byKey(d.reasons) } : {}),
    ...(d.leaves ? { leaves: { applies: d.leaves.applies.map(text), requires: d.leaves.requires.map(text) } } : {}),
    ...(d.samples ? { samples: [...d.samples] } : {}),
    ...(d.measured ? { measured: d.measured.map(measured) } : {}),
  }
}

const book = (b: BookFigures): BookFigures => ({
  partners: b.partners.map(joint),
  banks: b.banks.map(joint),
  regions: b.regions.map((r) => ({
    bank: r.bank,
    region: r.region,
    ...(r.home === undefined ? {} : { home: r.home }),
    n: r.n,
    outside: r.outside,
    undecided: r.undecided,
    balance: r.balance,
    samples: [...r.samples],
  })),
})

const joint = (j: JointFigures): JointFigures => ({
  bank: j.bank,
  ...(j.partner === undefined ? {} : { partner: j.partner }),
  fresh: loanSum(j.fresh),
  earlier: loanSum(j.earlier),
  unsure: j.unsure,
  ...(j.least === undefined ? {} : { least: j.least }),
  below: j.below,
  undecided: j.undecided,
  ...(j.firstBelow === undefined ? {} : { firstBelow: j.firstBelow }),
  samples: [...j.samples],
})

const loanSum = ({ n, amount, partnerAmount, balance, unknown, unknownBalance }: LoanSum): LoanSum => ({
  n,
  amount,
  partnerAmount,
  balance,
  unknown,
  unknownBalance,
})

function measured(m: Measured): Measured {
  return {
    id: m.id,
    outcome: m.outcome,
    ...(m.atLeast === undefined ? {} : { atLeast: m.atLeast }),
    ...(m.atMost === undefined ? {} : { atMost: m.atMost }),
    ...(m.of === undefined ? {} : { of: m.of }),
    ...(m.limit === undefined ? {} : { limit: m.limit }),
  }
}

function evidence(e: FactEvidence): FactEvidence {
  return {
    fact: e.fact,
    method: e.method,
    artifact: e.artifact,
    locator: e.locator,
    ...(e.excerpt === undefined ? {} : { excerpt: e.excerpt }),
    ...(e.path ? { path: [...e.path] } : {}),
    ...(e.guards ? { guards: [...e.guards] } : {}),
    ...(e.sdk === undefined ? {} : { sdk: e.sdk }),
  }
}

const need = (n: Need): Need => ({ fact: n.fact, how: text(n.how) })
const lead = (l: Lead): Lead => ({ what: text(l.what), evidence: l.evidence.map(evidence) })
const text = (t: Text): Text => ({ zh: t.zh, en: t.en })
const problem = (p: Problem): Problem => ({
  code: p.code,
  artifact: p.artifact,
  locator: p.locator,
  message: text(p.message),
})

function perOutcome(counts: Readonly<Record<Outcome, number>>): Record<Outcome, number> {
  return Object.fromEntries(OUTCOMES.map((o) => [o, counts[o]])) as Record<Outcome, number>
}

/** Keys by code unit, so that no locale decides. `JSON.stringify` puts integer-like keys first in any case. */
function byKey(reasons: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(reasons).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}
