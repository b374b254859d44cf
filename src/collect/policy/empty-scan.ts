import type { Problem } from '../../facts/problem.ts'
import type { PolicyScan, Right, RightScan, Unread } from './scan.ts'

const NO_RIGHT: RightScan = {
  present: false,
  offers: [],
  methods: [],
  limits: [],
  conditions: [],
  mentionsLimitWords: false,
}

const RIGHTS: Readonly<Record<Right, RightScan>> = {
  access: NO_RIGHT,
  correct: NO_RIGHT,
  delete: NO_RIGHT,
  'close-account': NO_RIGHT,
  'withdraw-consent': NO_RIGHT,
  'opt-out-personalised': NO_RIGHT,
  copy: NO_RIGHT,
  complain: NO_RIGHT,
}

/** The scan of a document of which nothing was read. */
export const emptyScan = (
  artifact: string,
  format: string,
  unread: readonly Unread[],
  problems: readonly Problem[],
): PolicyScan => ({
  artifact,
  format,
  charset: '',
  unread,
  title: '',
  kind: 'unknown',
  words: '',
  sections: [],
  sentences: [],
  language: { han: 0, traditional: 0, kind: 'none' },
  length: { chars: 0, sentences: 0, mean: 0, p90: 0, max: 0, clauses: 0, brackets: 0 },
  dates: {},
  operator: {},
  hasCollectionRules: { value: false, evidence: [] },
  statements: [],
  thirdParties: [],
  namedThirdParties: [],
  rights: RIGHTS,
  channels: [],
  limits: [],
  changeNotice: { present: false, found: [], ways: [], reconsent: false },
  retention: { present: false, found: [], place: [], period: false },
  minors: { present: false, found: [], guardianConsent: false },
  permissionsTable: [],
  impliedConsent: [],
  refusal: [],
  automatedCollection: [],
  sharing: [],
  personalisation: [],
  references: [],
  problems,
})
