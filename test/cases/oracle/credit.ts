import { earliest, later, monthsLater } from './days.ts'
import {
  all,
  among,
  type Data,
  has,
  isNot,
  lacks,
  misplaced,
  named,
  type Oracle,
  onOrAfter,
  type Said,
  without,
} from './said.ts'

/** The opinions of 2020 and 2019, and the periods of Order 36, provision by provision. */

const carries = (kind: unknown): boolean => among(kind, 'law', 'regulation', 'central-policy')
const free = (fee: unknown): boolean => !has(fee) || Number(fee) === 0

/** Editions of a kind that are in force on a day, where that is certain. */
function editions(before: readonly Said[], type: string, day: string, facts: Data): readonly Data[] {
  const loaded = all(before, type).map((s) => s.data)
  const region = facts['region'] ?? null
  return loaded.filter((one) => {
    const isHere = one['level'] === 'national' || (one['level'] === 'local' && has(region) && one['region'] === region)
    const isOn = typeof one['from'] === 'string' && one['from'] <= day && (!has(one['until']) || one['until'] >= day)
    const isReplaced = loaded.some((other) => {
      const mayBeAlike =
        (other['level'] === undefined || other['level'] === one['level']) &&
        (one['level'] === 'national' || other['region'] === one['region'])
      return mayBeAlike && other['from'] > one['from'] && other['from'] <= day
    })
    return isHere && isOn && !isReplaced
  })
}
const rows = (editionData: Data, list: string): readonly Data[] => (editionData[list] ?? []) as Data[]

interface Context {
  readonly step: Said
  readonly before: readonly Said[]
  readonly facts: Data
}
type Asked = readonly [boolean, string]

const determination = ({ before, step }: Context): Said | undefined =>
  named(before, 'determine', step.data['determination'])
const determined = (c: Context): Asked => [Boolean(determination(c)), 'without a determination']
const recorded = ({ step, before }: Context): Asked => [
  has(step.data['determination']) &&
    all(before, 'record').some((r) => r.data['determination'] === step.data['determination']),
  'without a record',
]
function stands({ step, before }: Context): Asked[] {
  const id = step.data['determination']
  const disputes = all(before, 'dispute').filter((d) => d.data['determination'] === id)
  const isWrong = disputes.some((d) =>
    all(before, 'answer').some((a) => a.data['of'] === d.id && a.data['result'] === 'upheld'),
  )
  const isRepaired = all(before, 'repairDecision').some(
    // A decision that does not say what it decided may have granted it.
    (r) => r.data['determination'] === id && (r.data['result'] ?? 'granted') === 'granted' && r.data['result'] !== null,
  )
  return [
    [!isWrong, 'on information found wrong'],
    [!isRepaired, 'after repair'],
  ]
}
const isListed = ({ step, before }: Context): boolean =>
  all(before, 'decision').some(
    (d) =>
      d.data['determination'] === step.data['determination'] &&
      onOrAfter(d.data['until'], step.day) &&
      !all(before, 'removal').some((r) => r.data['of'] === d.id),
  )
const ownCase = ({ step, facts }: Context): Asked => [
  !has(step.data['against']) || step.data['against'] === facts['subject'],
  'against somebody else',
]
const isLenientIn = (d: Data | undefined): boolean =>
  d !== undefined && (d['forceMajeure'] === true || d['unintended'] === true || d['slight'] === true)
const lenient = (c: Context, of: Data | undefined = determination(c)?.data): Asked => [
  (c.facts['minor'] !== true && !isLenientIn(of)) || has(c.step.data['leniency']),
  'without lenience where it is due',
]
const itemsOf = ({ step, before, facts }: Context): readonly Data[] =>
  editions(before, 'catalogue', step.day, facts)
    .flatMap((e) => rows(e, 'items'))
    .filter((i) => has(i['code']) && i['code'] === step.data['item'] && has(i['basis']) && carries(i['basisKind']))
const inCatalogue = (c: Context): Asked => [itemsOf(c).length > 0, 'no basis in the catalogue of that day']

const SCOPE = ['organ', 'region', 'national']
const isOrganisation = ({ facts }: Context): boolean => facts['kind'] === 'organisation'

function edition({ step: { data: d } }: Context): Asked[] {
  return [
    [has(d['edition']) && has(d['from']), 'an edition without name or day'],
    [d['level'] === 'national' || (has(d['localRegulation']) && has(d['region'])), 'a supplement without a regulation'],
  ]
}

const ASKED: Readonly<Record<string, (c: Context) => Asked[]>> = {
  catalogue: (c) => [
    ...edition(c),
    [c.step.data['items'] !== undefined, 'without items'],
    [rows(c.step.data, 'items').every((i) => has(i['basis']) && carries(i['basisKind'])), 'an item without a basis'],
    [
      rows(c.step.data, 'items').every(
        (i) => i['share'] === false || (i['share'] === true && has(i['scope']) && has(i['collector'])),
      ),
      'an item without scope or collector',
    ],
    [rows(c.step.data, 'items').every((i) => has(i['publish'])), 'an item that does not say whether it is published'],
  ],
  measureList: (c) => [
    ...edition(c),
    [c.step.data['entries'] !== undefined, 'without entries'],
    [
      rows(c.step.data, 'entries').every((e) => has(e['basis']) && carries(e['basisKind'])),
      'a measure without a basis',
    ],
  ],
  standard: ({ step: { data: d, day } }) => [
    [has(d['domain']) && has(d['domainBasis']) && carries(d['domainBasisKind']), 'a domain without a basis'],
    [
      among(
        d['conduct'],
        'health-and-safety',
        'market-and-social-order',
        'refusing-legal-obligations',
        'national-defence',
      ),
      'another kind of conduct',
    ],
    [
      (d['level'] === 'national' &&
        (among(d['form'], 'law', 'administrative-regulation', 'central-policy') ||
          (d['form'] === 'departmental-rule' && d['higherNotYet'] === true))) ||
        (d['level'] === 'local' && d['form'] === 'local-regulation'),
      'in another form',
    ],
    [
      d['level'] === 'local' ||
        (has(d['commentFrom']) && has(d['commentUntil']) && d['commentUntil'] >= later(d['commentFrom'], 30)),
      'open to comment for less than 30 days',
    ],
    [d['onCreditChina'] === true && d['onRegulatorSite'] === true, 'not published on both sites'],
    [
      has(d['removalConditions']) && has(d['removalProcedure']) && has(d['remedies']),
      'without removal conditions, procedure or remedies',
    ],
    [d['thirdPartyEvaluation'] === true, 'without evaluation'],
    [isConforming(d, day), 'void since the end of 2021'],
  ],
  determine: (c) => {
    const { data: d, day } = c.step
    return [
      [
        among(d['document'], 'judgment', 'arbitral', 'penalty', 'adjudication') ||
          (d['document'] === 'accepted-by-law' && has(d['acceptedBy']) && carries(d['acceptedByKind'])),
        'on no document that is accepted',
      ],
      [
        d['effective'] === true && has(d['number']) && has(d['documentOn']) && d['documentOn'] <= day,
        'on a document without effect, number or day',
      ],
      [d['document'] !== 'penalty' || d['penaltyNotice'] === true, 'on a penalty without its own notice'],
      lenient(c, d),
      ownCase(c),
    ]
  },
  record: (c) => {
    const { data: d } = c.step
    return [
      inCatalogue(c),
      [d['kind'] === 'behaviour' || Boolean(determination(c)), 'before it was determined'],
      [d['truthful'] === true, 'not truthfully'],
      [
        isOrganisation(c) || (d['purposeShown'] === true && d['meansShown'] === true && d['scopeShown'] === true),
        'purpose, means or scope not shown',
      ],
      [
        isOrganisation(c) ||
          d['consent'] === 'given' ||
          (has(d['exception']) &&
            among(d['exceptionKind'], 'law', 'regulation') &&
            d['consent'] !== undefined &&
            !among(d['consent'], 'forced', 'once-for-life')),
        'without consent',
      ],
      lenient(c),
      ownCase(c),
    ]
  },
  notice: (c) => {
    const { data: d, day } = c.step
    return [
      determined(c),
      hasStandard(c),
      [has(d['grounds']) && has(d['basis']) && has(d['rights']), 'without grounds, basis or rights'],
      [onOrAfter(d['defenceUntil'], day), 'without time to object'],
    ]
  },
  delivery: ({ step: { data: d }, before }) => [
    [
      ['notice', 'decision', 'answer', 'repairDecision', 'order'].some((type) => named(before, type, d['of'])),
      'of nothing that was made',
    ],
    [has(d['method']), 'nobody knows how'],
  ],
  decision: (c) => {
    const { data: d, day } = c.step
    const { before } = c
    const notice = named(before, 'notice', d['notice'])
    const mine = all(before, 'objection').filter((o) => o.data['of'] === d['notice'])
    const about = all(before, 'objection').filter(
      (o) => named(before, 'notice', o.data['of'])?.data['determination'] === d['determination'],
    )
    const isWaived = all(before, 'waiver').some((w) => w.data['of'] === d['notice'] && w.data['written'] === true)
    const answers = (o: Said) => all(before, 'answer').filter((a) => a.data['of'] === o.id)
    return [
      determined(c),
      ...stands(c),
      [all(before, 'catalogue').length > 0, 'without a catalogue'],
      recorded(c),
      hasStandard(c),
      [
        all(before, 'standard').every((s) => s.data['domain'] !== d['domain'] || isConforming(s.data, day)),
        'on a standard that is void',
      ],
      [
        notice !== undefined &&
          notice.data['determination'] === d['determination'] &&
          notice.data['domain'] === d['domain'],
        'without a notice',
      ],
      [
        all(before, 'delivery').some(
          (s) => s.data['of'] === notice?.id && (isWaived || s.day <= notice?.data['defenceUntil']),
        ),
        'before the notice was delivered, or delivered when it was too late to object',
      ],
      [isWaived || (notice !== undefined && day > notice.data['defenceUntil']), 'while the time to object ran'],
      [about.every((o) => answers(o).some((a) => a.data['verified'] === true)), 'before an objection was answered'],
      [mine.every((o) => !answers(o).some((a) => a.data['result'] === 'upheld')), 'though an objection was upheld'],
      [
        among(d['level'], 'county', 'prefecture', 'province', 'national') || has(d['levelBasis']),
        'by a body below the county',
      ],
      [
        d['form'] === 'in-decision-document' || (d['form'] === 'separate' && has(d['necessity'])),
        'in another document than it may be',
      ],
      ...['grounds', 'basis', 'measuresNote', 'removalConditions', 'removalProcedure', 'remedies'].map(
        (name): Asked => [has(d[name]), `without its ${name}`],
      ),
      [onOrAfter(d['until'], day), 'without an end'],
      lenient(c),
      ownCase(c),
    ]
  },
  publish: (c) => {
    const { data: d, day } = c.step
    const twin = all(c.before, 'publish').filter(
      (p) =>
        among(p.data['channel'], 'own-site', 'government-site', 'designated-site') &&
        p.data['item'] === d['item'] &&
        p.data['determination'] === d['determination'] &&
        !all(c.before, 'removal').some((r) => r.data['of'] === p.id),
    )
    const isOwn = has(d['channel']) ? d['channel'] !== 'credit-china' : d['channel'] === null
    return [
      inCatalogue(c),
      determined(c),
      recorded(c),
      ...stands(c),
      [itemsOf(c).some((i) => i['publish'] === true), 'beyond the scope of publication'],
      [d['what'] === 'act' || isListed(c), 'of a listing that was not decided'],
      [(without(d['secret']) && without(d['privacy'])) || has(d['secretBasis']), 'of a secret'],
      [
        isOrganisation(c) ||
          d['basisKind'] === 'consent' ||
          (among(d['basisKind'], 'law', 'regulation', 'state-council-decision', 'state-council-order') &&
            has(d['basis'])),
        'of a person’s data without a basis',
      ],
      [isOrganisation(c) || d['desensitised'] === true, 'not desensitised'],
      [isOwn || twin.length > 0, 'on Credit China first'],
      [
        isOwn ||
          twin.some((p) => has(d['content']) && p.data['content'] === d['content'] && p.data['until'] === d['until']),
        'on Credit China with other content or period',
      ],
      [onOrAfter(d['until'], day), 'without an end'],
      ...periods(c),
      ownCase(c),
    ]
  },
  share: (c) => {
    const { data: d, day } = c.step
    const scope = SCOPE.indexOf(d['scope'] as string)
    return [
      inCatalogue(c),
      determined(c),
      recorded(c),
      ...stands(c),
      [scope >= 0, 'without a scope'],
      [
        itemsOf(c).some(
          (i) => i['share'] === true && has(i['collector']) && scope <= SCOPE.indexOf(i['scope'] as string),
        ),
        'beyond the scope of sharing',
      ],
      [onOrAfter(d['until'], day), 'without an end'],
      ownCase(c),
    ]
  },
  measure: (c) => {
    const { data: d, day } = c.step
    const entries = editions(c.before, 'measureList', day, c.facts)
      .flatMap((e) => rows(e, 'entries'))
      .filter((e) => has(e['code']) && e['code'] === d['measure'] && has(e['basis']) && carries(e['basisKind']))
    const GRADE = ['minor', 'ordinary', 'grave']
    const grade = GRADE.indexOf(determination(c)?.data['grade'] as string)
    return [
      [entries.length > 0, 'no basis in the list of that day'],
      determined(c),
      recorded(c),
      ...stands(c),
      [has(d['citation']) && carries(d['citationKind']), 'without a direct citation'],
      [entries.some((e) => e['listedOnly'] === false || isListed(c)), 'for a subject that is not listed'],
      [
        entries.some(
          (e) =>
            e['least'] === 'minor' || grade === 2 || (has(e['least']) && grade >= GRADE.indexOf(e['least'] as string)),
        ),
        'heavier than the act',
      ],
      [has(d['proportion']), 'without a reason why it is proportionate'],
      [without(d['beyondStatute']), 'beyond statute'],
      [d['executor'] === 'organ' || without(d['compelled']), 'by somebody who is forced'],
      [onOrAfter(d['until'], day) || d['whileListed'] === true, 'without an end'],
      lenient(c),
      ownCase(c),
    ]
  },
  answer: ({ step: { data: d }, before }) => [
    [Boolean(named(before, 'objection', d['of']) ?? named(before, 'dispute', d['of'])), 'to nothing'],
    [d['verified'] === true, 'not verified'],
    [has(d['result']) && has(d['reasons']), 'without result or reasons'],
  ],
  receipt: ({ step: { data: d } }) => [[free(d['fee']), 'for a fee']],
  correction: found,
  undo: found,
  repairDecision: ({ step: { data: d }, before }) => {
    const request = named(before, 'repairRequest', d['of'])
    const asked = request?.data ?? {}
    return [
      [request !== undefined && asked['determination'] === d['determination'], 'without a request'],
      [free(d['fee']), 'for a fee'],
      [
        d['result'] === 'granted' ||
          (d['ground'] === 'not-corrected' && isNot(asked['corrected'])) ||
          (d['ground'] === 'harm-not-removed' && isNot(asked['harmRemoved'])) ||
          (d['ground'] === 'excluded-by-law' && has(d['excludedBy']) && carries(d['excludedByKind'])),
        'refused though it was due',
      ],
      [d['result'] === 'granted' || has(d['reasons']), 'refused without reasons'],
    ]
  },
  removal: ({ step: { data: d } }) => [[has(d['of']), 'of nothing']],
  lookup: ({ step: { data: d } }) => [
    [d['permitted'] === true && has(d['purpose']), 'beyond the permission'],
    [d['registered'] === true && has(d['user']), 'not registered'],
  ],
  lookupReview: ({ step: { data: d, day } }) => [[has(d['until']) && d['until'] <= day, 'of days to come']],
  handling: ({ step: { data: d }, before }) => {
    const application = named(before, 'application', d['of'])
    const a = application?.data ?? {}
    return [
      [application !== undefined, 'of nothing'],
      [d['result'] === 'handled' || isNot(a['complete']) || isNot(a['committed']), 'not at once'],
      [
        among(d['result'], 'handled', 'accepted-first') ||
          a['complete'] === true ||
          a['complete'] === null ||
          isNot(a['goodCredit']) ||
          isNot(a['promised']) ||
          !has(a['promiseUntil']),
        'not accepted first',
      ],
    ]
  },
  commitmentKept: ({ step: { data: d }, before }) => {
    const a = named(before, 'application', d['of'])?.data ?? {}
    return [
      [a['committed'] === true || a['promised'] === true, 'about no commitment'],
      [d['entered'] === true, 'not entered'],
    ]
  },
  education: ({ step: { data: d } }) => [
    [free(d['fee']), 'for a fee'],
    [without(d['condition']), 'as a condition'],
  ],
  tier: ({ step: { data: d } }) => [[has(d['basis']), 'without an evaluation']],
  check: ({ step: { data: d, day }, before }) => {
    const [share, regular] = [d['share'], d['regularShare']].map((v) => (has(v) ? Number(v) : Number.NaN)) as [
      number,
      number,
    ]
    return [
      [has(d['tier']) && all(before, 'tier').some((t) => t.data['tier'] === d['tier']), 'without a tier'],
      [has(d['publishedOn']) && d['publishedOn'] < day, 'before the shares were published'],
      [
        (d['tier'] === 'good' && share <= regular) ||
          (d['tier'] === 'ordinary' && share === regular) ||
          (d['tier'] === 'high-risk' && share >= regular),
        'more or less often than the tier says',
      ],
    ]
  },
  order: (c) => [determined(c), ...stands(c), [onOrAfter(c.step.data['until'], c.step.day), 'without a time']],
  orderCheck: (c) => [ordered(c)],
  rectified: (c) => [ordered(c)],
  objection: (c) => [noticed(c)],
  waiver: (c) => [noticed(c), [c.step.data['written'] === true, 'not in writing']],
  dispute: (c) => [determined(c)],
  repairRequest: (c) => [determined(c)],
  supplied: ({ step: { data: d }, before }) => [[Boolean(named(before, 'application', d['of'])), 'of nothing']],
  talk: (c) => {
    const { data: d, day } = c.step
    const order = named(c.before, 'order', d['of'])
    const about = (type: string) => all(c.before, type).filter((s) => s.data['of'] === order?.id)
    return [
      ordered(c),
      [
        order !== undefined &&
          day > order.data['until'] &&
          (about('orderCheck').some(
            (s) =>
              s.data['adequate'] === false &&
              about('orderCheck').every((o) => o.data['adequate'] !== true || o.day < s.day),
          ) ||
            (about('rectified').length === 0 && about('orderCheck').every((o) => o.data['adequate'] !== true))),
        'though the correction does not fall short',
      ],
      [d['byDeterminingBody'] === true, 'by another body'],
      [d['entered'] === true, 'not entered'],
    ]
  },
}

function found({ step: { data: d }, before }: Context): Asked[] {
  return [[named(before, 'answer', d['of'])?.data['result'] === 'upheld', 'of what was not found wrong']]
}
const noticed = ({ step: { data: d }, before }: Context): Asked => [
  Boolean(named(before, 'notice', d['of'])),
  'about no notice',
]
const ordered = ({ step: { data: d }, before }: Context): Asked => [
  Boolean(named(before, 'order', d['of'])),
  'without an order',
]
const hasStandard = ({ step: { data: d }, before }: Context): Asked => [
  has(d['domain']) && all(before, 'standard').some((s) => s.data['domain'] === d['domain']),
  'without a standard',
]
const isConforming = (d: Data, day: string): boolean =>
  (has(d['adoptedOn']) && d['adoptedOn'] > '2020-12-07') ||
  (has(d['alignedOn']) && d['alignedOn'] <= '2021-12-31') ||
  day <= '2021-12-31'

/** Chapter two of Order 36, from its first day. */
function periods(c: Context): Asked[] {
  const { data: d, day } = c.step
  if (day < '2026-04-01') return []
  const of = determination(c)?.data ?? {}
  const within = (least: number, most: number) =>
    has(of['documentOn']) &&
    has(d['until']) &&
    (least === 0 || d['until'] >= monthsLater(of['documentOn'], least)) &&
    d['until'] <= monthsLater(of['documentOn'], most)
  return [
    [(of['grade'] !== undefined && of['grade'] !== 'minor') || has(d['necessity']), 'of a minor act without need'],
    [
      (of['grade'] === 'minor' && within(0, 3)) ||
        (of['grade'] === 'ordinary' && within(3, 12)) ||
        (of['grade'] === 'grave' && within(12, 36)),
      'for another period than its grade has',
    ],
  ]
}

const SUBJECTS = 'objection waiver dispute repairRequest application supplied rectified'.split(' ')
const ROLES: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(Object.keys(ASKED).map((type) => [type, ['authority']])),
  ...Object.fromEntries(SUBJECTS.map((type) => [type, ['subject']])),
  ...Object.fromEntries(['catalogue', 'measureList', 'standard'].map((type) => [type, ['authority', 'subject']])),
  ...Object.fromEntries(
    ['publish', 'share', 'repairDecision', 'removal', 'lookupReview'].map((type) => [type, ['authority', 'platform']]),
  ),
  lookup: ['reader', 'authority', 'platform'],
  disclosure: ['authority'],
}

export const credit: Oracle = {
  forbids(step, before, facts) {
    const own = facts['side'] === 'subject' ? ['subject'] : ['authority', 'platform', 'reader']
    const wrong = misplaced(step, before, ROLES, own)
    return wrong ?? lacks(...(ASKED[step.type]?.({ step, before, facts }) ?? []))
  },
  due({ type, data }, before) {
    if (type === 'removal') {
      const ended = before.find((s) => s.id === data['of'])
      return among(ended?.type, 'publish', 'share', 'decision', 'measure')
        ? (ended?.data['until'] ?? undefined)
        : undefined
    }
    if (type !== 'answer' && type !== 'repairDecision') return undefined
    const asked =
      type === 'answer'
        ? (named(before, 'objection', data['of']) ?? named(before, 'dispute', data['of']))
        : named(before, 'repairRequest', data['of'])
    if (!asked) return undefined
    const receipts = all(before, 'receipt').filter((r) => r.data['of'] === asked.id)
    return earliest(asked.data['answerBy'] ?? undefined, ...receipts.map((r) => r.data['until'] ?? undefined))
  },
}
