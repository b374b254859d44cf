import { earliest, later, latest, workdaysLater } from './days.ts'
import { all, among, has, lacks, misplaced, named, type Oracle, type Said, without } from './said.ts'

const periodFrom = (day: string, n: unknown, unit: unknown): string | undefined =>
  !has(n) || Number(n) > 3650
    ? undefined
    : unit === 'workday'
      ? workdaysLater(day, Number(n))
      : unit === 'day'
        ? later(day, Number(n))
        : undefined

/** Articles 19 and 20 of the draft of 2020. */
export const accountReport: Oracle = {
  forbids(step, before) {
    const { type, data: d } = step
    const wrong = misplaced(
      step,
      before,
      {
        methods: ['platform'],
        action: ['platform'],
        answer: ['platform'],
        report: ['reporter', 'producer'],
        appeal: ['producer'],
      },
      ['platform'],
    )
    if (wrong) return wrong
    switch (type) {
      case 'methods':
        return lacks(
          [d['entryVisible'] === true, 'no visible entry'],
          [d['published'] === true, 'ways not published'],
          [d['process'] === true && d['feedbackTime'] === true, 'procedure or time not set out'],
        )
      case 'action':
        return lacks(
          [has(d['agreement']), 'without a term of the agreement'],
          [d['recorded'] === true, 'no record'],
          [d['reported'] === true, 'not reported'],
        )
      case 'answer':
        return lacks(
          [Boolean(named(before, 'report', d['of']) ?? named(before, 'appeal', d['of'])), 'to nothing'],
          [has(d['result']), 'without a result'],
        )
      default:
        return undefined
    }
  },
  due({ type, data }, before) {
    if (type !== 'answer') return undefined
    const asked = named(before, 'report', data['of']) ?? named(before, 'appeal', data['of'])
    return asked && periodFrom(asked.day, asked.data['limitDays'], asked.data['limitUnit'])
  },
}

/** Acts 6.2 to 6.5. */
export const appRights: Oracle = {
  forbids(step, before) {
    const { type, data: d } = step
    const wrong = misplaced(
      step,
      before,
      { request: ['user'], condition: ['operator'], pause: ['operator'], answer: ['operator'] },
      ['operator'],
    )
    if (wrong) return wrong
    switch (type) {
      case 'condition':
        return lacks(
          [d['necessary'] === true, 'an unnecessary condition'],
          [d['reasonable'] === true, 'an unreasonable condition'],
        )
      case 'pause':
        return lacks(
          [has(d['basis']), 'a pause without a basis'],
          [among(d['basisKind'], 'law', 'regulation'), 'a pause on less than a law or regulation'],
        )
      case 'answer': {
        const asked = named(before, 'request', d['of'])
        const isSaid = d['result'] !== undefined && d['result'] !== 'done'
        return lacks(
          [Boolean(asked), 'to nothing'],
          [isSaid || d['carriedOut'] === true || asked?.data['kind'] === 'complaint', 'said to be done and not done'],
        )
      }
      default:
        return undefined
    }
  },
  due({ type, data }, before) {
    const asked = type === 'answer' ? named(before, 'request', data['of']) : undefined
    if (!asked || !has(asked.data['kind'])) return undefined
    const promised = periodFrom(asked.day, asked.data['promisedDays'], asked.data['promisedUnit'])
    const pauses = all(before, 'pause').filter(
      (p) => p.data['of'] === asked.id && has(p.data['basis']) && among(p.data['basisKind'], 'law', 'regulation'),
    )
    return latest(earliest(promised, workdaysLater(asked.day, 15)), ...pauses.map((p) => p.data['dueOn'] ?? undefined))
  },
}

const isProblem = (before: readonly Said[], code: unknown): boolean =>
  has(code) &&
  all(before, 'notice').some((n) => ((n.data['problems'] ?? []) as { code?: unknown }[]).some((p) => p.code === code))

/** Our own rules 1 to 4, for a notice of a regulator or a rejection by a store. */
export const regulatorNotice: Oracle = {
  forbids(step, before) {
    const { type, data: d } = step
    const own = ['recipient']
    const wrong = misplaced(
      step,
      before,
      { notice: ['sender'], outcome: ['sender'], fix: own, objection: own, report: own },
      own,
    )
    if (wrong) return wrong
    switch (type) {
      case 'fix':
        return lacks(
          [isProblem(before, d['problem']), 'about no problem of a notice'],
          [has(d['before']) && has(d['after']), 'not shown before and after'],
        )
      case 'objection':
        return lacks(
          [isProblem(before, d['problem']), 'about no problem of a notice'],
          [has(d['reasons']) && has(d['proof']), 'without reasons or evidence'],
        )
      case 'report': {
        const notice = named(before, 'notice', d['of'])
        const problems = notice?.data['problems'] as { code?: unknown }[] | undefined
        const answered = (code: unknown) =>
          has(code) &&
          before.some((s) => among(s.type, 'fix', 'objection') && s.data['problem'] === code && s.day >= notice!.day)
        return lacks(
          [Boolean(notice), 'about no notice'],
          [problems?.every((p) => answered(p.code)) === true, 'a problem is not answered'],
        )
      }
      default:
        return undefined
    }
  },
  due({ type, data }, before) {
    const notice = type === 'report' ? named(before, 'notice', data['of']) : undefined
    return (
      notice &&
      earliest(
        notice.data['until'] ?? undefined,
        periodFrom(notice.day, notice.data['limitDays'], notice.data['limitUnit']),
      )
    )
  },
}

/** Our own rules 1, 4 and 5, for a finding of an audit, in the file of either side. */
export const finding: Oracle = {
  forbids(step, before, facts) {
    const { type, data: d } = step
    const [auditor, owner] = [['auditor'], ['owner']]
    const wrong = misplaced(
      step,
      before,
      { finding: auditor, retest: auditor, review: auditor, close: auditor, fix: owner, dispute: owner },
      [String(facts['side'])],
    )
    if (wrong) return wrong
    const entered = [Boolean(named(before, 'finding', d['of'])), 'about no finding'] as const
    switch (type) {
      case 'fix':
        return lacks(entered, [has(d['before']) && has(d['after']), 'not shown before and after'])
      case 'retest':
        return lacks(entered)
      case 'dispute':
        return lacks(entered, [has(d['reasons']) && has(d['proof']), 'without reasons or evidence'])
      case 'review':
        return lacks(
          [Boolean(named(before, 'dispute', d['of'])), 'about no dispute'],
          [without(d['sameAuthor']), 'reviewed by its author'],
          [has(d['reasons']), 'without reasons'],
        )
      case 'close': {
        const tests = all(before, 'retest').filter((r) => r.data['of'] === d['of'])
        const isSettled = (r: Said) => among(r.data['outcome'], 'passed', 'inapplicable')
        return lacks(entered, [
          tests.some((r) => isSettled(r) && tests.every((other) => other.day <= r.day || isSettled(other))) ||
            all(before, 'review').some(
              (r) =>
                r.data['result'] === 'withdrawn' &&
                named(before, 'dispute', r.data['of'])?.data['of'] === d['of'] &&
                has(d['of']),
            ),
          'neither passed nor withdrawn',
        ])
      }
      default:
        return undefined
    }
  },
}
