import type { Determination, Need, SubjectResult } from '../judge/result.ts'
import { fill, type Text } from '../law/text.ts'
import { DUE_WORDS } from './network/board-words.ts'

/**
 * What is still to be done for a subject: `due` falls on a day, `ask` a person knows it, `attest` is declared with
 * evidence, `evidence` is a document or a table, `rerun` is recorded while it runs, `verify` is a lead to look into.
 */
export const TASK_KINDS = ['due', 'ask', 'attest', 'evidence', 'rerun', 'verify'] as const
export type TaskKind = (typeof TASK_KINDS)[number]

export interface Task {
  readonly kind: TaskKind
  readonly say: Text
  readonly facts: readonly string[]
  /** Open determinations it is asked for, or those a lead stands with. */
  readonly settles: readonly Determination[]
  /** `YYYY-MM-DD` */
  readonly due?: string
}

const RECORDED = /--log\b|--consent-at\b|uiautomator|dumpsys|运行日志|运行记录|界面记录|页面测量/
const DECLARED = /\battest\b/
/** How a fact is asked for that says nothing itself of how to get it: what one person answers in a word. */
const ASKED = /^(?:提供“[^”]*”$|指定|用 --category|核对)/

/** By what a need says to do: its options are those of the command line, whatever made the result. */
export function kindOfNeed({ how }: Pick<Need, 'how'>): Exclude<TaskKind, 'due' | 'verify'> {
  if (RECORDED.test(how.zh)) return 'rerun'
  if (DECLARED.test(how.zh)) return 'attest'
  return ASKED.test(how.zh) ? 'ask' : 'evidence'
}

const DUE: Text = { zh: '{kind}：{what}（{network}）', en: '{kind}: {what} ({network})' }

/**
 * Each piece of material once, with every open determination it is asked for, what settles most first; before it what
 * falls on a day, after it the leads.
 */
export function tasksOf({ determinations, board }: Pick<SubjectResult, 'determinations' | 'board'>): readonly Task[] {
  const names = new Map(board?.networks.map((n) => [n.id, n.name]))
  const dues = (board?.dues ?? []).map(
    ({ kind, what, network, day }): Task => ({
      kind: 'due',
      say: fill(DUE, { kind: DUE_WORDS[kind], what, network: names.get(network) ?? network }),
      facts: [],
      settles: [],
      due: day,
    }),
  )
  const needed = new Gathered()
  const leads = new Gathered()
  for (const d of determinations) {
    if (d.outcome === 'cantTell') for (const need of d.needs) needed.add(kindOfNeed(need), need.how, d, [need.fact])
    for (const lead of d.leads)
      leads.add(
        'verify',
        lead.what,
        d,
        lead.evidence.map((e) => e.fact),
      )
  }
  return [...dues, ...needed.all().sort((a, b) => b.settles.length - a.settles.length), ...leads.all()]
}

class Gathered {
  readonly #found = new Map<
    string,
    { readonly kind: TaskKind; readonly say: Text; readonly facts: Set<string>; readonly settles: Set<Determination> }
  >()

  add(kind: TaskKind, say: Text, by: Determination, facts: readonly string[]): void {
    const known = this.#found.get(say.zh) ?? { kind, say, facts: new Set<string>(), settles: new Set<Determination>() }
    for (const fact of facts) known.facts.add(fact)
    known.settles.add(by)
    this.#found.set(say.zh, known)
  }

  all(): Task[] {
    return [...this.#found.values()].map((one) => ({ ...one, facts: [...one.facts], settles: [...one.settles] }))
  }
}
