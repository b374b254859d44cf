import type { Problem } from '../../facts/problem.ts'
import { fill, type Text } from '../../law/text.ts'
import { BudgetError, type Resource } from '../budget.ts'

/** Problems of one code that are kept word for word; the rest is only counted. */
const KEPT = 20

const MORE: Text = { zh: '同类问题另有 {count} 处。', en: '{count} more problems of this kind.' }
const SPENT: Text = {
  zh: '读取预算已用尽({resource},上限 {limit}),其余部分未读。',
  en: 'The reading budget is used up ({resource}, limit {limit}); the rest was not read.',
}
const RESOURCE: Record<Resource, Text> = {
  bytes: { zh: '字节', en: 'bytes' },
  entries: { zh: '条目', en: 'entries' },
  depth: { zh: '嵌套层数', en: 'nesting' },
  steps: { zh: '处理步数', en: 'steps' },
  ms: { zh: '毫秒', en: 'milliseconds' },
}

/** Collects the problems of one artifact; a hostile file cannot make it grow without end. */
export class ProblemLog {
  readonly artifact: string
  readonly #kept: Problem[] = []
  readonly #counts = new Map<string, number>()

  constructor(artifact: string) {
    this.artifact = artifact
  }

  add(code: string, locator: string, message: Text): void {
    const count = (this.#counts.get(code) ?? 0) + 1
    this.#counts.set(code, count)
    if (count <= KEPT) this.#kept.push({ code, artifact: this.artifact, locator, message })
  }

  /** Runs one unit of reading; a used-up budget becomes a problem and `undefined`. Any other error is a defect and passes. */
  guard<T>(locator: string, read: () => T): T | undefined {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof BudgetError)) throw error
      this.spent(locator, error)
      return undefined
    }
  }

  spent(locator: string, error: BudgetError): void {
    const resource = RESOURCE[error.resource]
    this.add(`budget.${error.resource}`, locator, {
      zh: fill(SPENT, { resource: resource.zh, limit: error.limit }).zh,
      en: fill(SPENT, { resource: resource.en, limit: error.limit }).en,
    })
  }

  /** Everything so far, with one closing line per code of which more was met than is kept. */
  get problems(): readonly Problem[] {
    const list = [...this.#kept]
    for (const [code, count] of this.#counts)
      if (count > KEPT)
        list.push({ code, artifact: this.artifact, locator: '', message: fill(MORE, { count: count - KEPT }) })
    return list
  }
}
