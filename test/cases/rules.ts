import type { Procedure } from '../../src/cases/procedure.ts'
import { accountReport } from '../../src/cases/procedures/account-report.ts'
import { appRights } from '../../src/cases/procedures/app-rights.ts'
import { creditCaseProcedure } from '../../src/cases/procedures/credit-case.ts'
import { findingCase } from '../../src/cases/procedures/finding.ts'
import { inspection2018 } from '../../src/cases/procedures/inspection-2018.ts'
import { regulatorNotice } from '../../src/cases/procedures/regulator-notice.ts'
import type { PlainFacts } from '../../src/facts/read.ts'
import { FIRM } from './credit.ts'
import { CREDIT, CREDIT_LATE, CREDIT_SUBJECT } from './rulings/credit.ts'
import { INSPECTION_LATE, OPERATOR, ORGAN } from './rulings/inspection.ts'
import * as requests from './rulings/requests.ts'
import type { Lateness, Ruling } from './support.ts'

/** Every table of rulings, with the file in which they are made. */
export interface Table {
  readonly procedure: Procedure
  readonly facts: PlainFacts
  readonly refused: readonly Ruling[]
  readonly late?: readonly Lateness[]
}

export const TABLES: readonly Table[] = [
  { procedure: creditCaseProcedure, facts: FIRM, refused: CREDIT, late: CREDIT_LATE },
  { procedure: creditCaseProcedure, facts: { ...FIRM, side: 'subject' }, refused: CREDIT_SUBJECT },
  { procedure: inspection2018, facts: { side: 'organ' }, refused: ORGAN, late: INSPECTION_LATE },
  { procedure: inspection2018, facts: { side: 'operator' }, refused: OPERATOR },
  { procedure: appRights, facts: { side: 'operator' }, refused: requests.APP_RIGHTS, late: requests.APP_RIGHTS_LATE },
  {
    procedure: accountReport,
    facts: { side: 'platform' },
    refused: requests.ACCOUNT_REPORT,
    late: requests.ACCOUNT_REPORT_LATE,
  },
  {
    procedure: regulatorNotice,
    facts: { side: 'recipient' },
    refused: requests.REGULATOR_NOTICE,
    late: requests.REGULATOR_NOTICE_LATE,
  },
  { procedure: findingCase, facts: { side: 'auditor' }, refused: requests.FINDING },
  { procedure: findingCase, facts: { side: 'owner' }, refused: requests.FINDING_OWNER },
]

/**
 * What the description of procedures asks, sentence by sentence and by short names of our own, and the rulings that
 * hold the gate to it: each a trace that is refused with its provision, and the lawful neighbour that is allowed.
 * A sentence that asks for no refusal names the test that holds it.
 */
export interface Sentence {
  readonly sentence: string
  /** Rules of the tables, by procedure and name; each must be there. */
  readonly rulings?: readonly RegExp[]
  /** A test file, from the root of the repository. */
  readonly test?: string
}

const at = (sentence: string, ...rulings: readonly RegExp[]): Sentence => ({ sentence, rulings })
const by = (sentence: string, test: string): Sentence => ({ sentence, test })

export const SENTENCES: readonly Sentence[] = [
  // In general
  by('a refusal names every missing step with its citation', 'test/cases/rules.test.ts'),
  at(
    'it names the earliest lawful day where the step is too early',
    /credit-case: no decision while the time to object runs/,
  ),
  by('there is no override, and a refusal is recorded', 'test/store/case-ledger.test.ts'),
  at(
    'lateness refuses a step adverse to the counterpart',
    /inspection-2018: an inspection begun when Order 176/,
    /not under an order that was replaced/,
  ),
  by('a late protective step is allowed and recorded late, with the days', 'test/cases/credit-case.test.ts'),
  by('an observed step is never refused, needs evidence and is judged', 'test/cases/inspection-2018.test.ts'),
  by('both sides read the same case in their own view', 'test/cases/credit-case.test.ts'),

  // Credit case
  at(
    'without a catalogue or list every step that needs one is refused',
    /the catalogue is loaded/,
    /the list of measures is loaded/,
  ),
  at(
    'editions are dated, national or a supplement on a local regulation',
    /an edition of the catalogue has a name/,
    /and a first day/,
    /so has one of the list of measures/,
    /supplement/,
    /only the edition of that day/,
    /an edition that ended/,
    /a later edition takes the place/,
    /an item the subject loaded/,
  ),
  at(
    'record only what the edition of that day lists',
    /an item that is not listed \(1\)$/,
    /each item has a basis/,
    /record: the catalogue/,
  ),
  at(
    'a person’s data: purpose, means, scope, and consent or the law that needs none',
    /a person’s data: (purpose|means|scope|consent)/,
    /or the provision is cited by which no consent/,
    /consent is kept for persons only/,
  ),
  at(
    'refused where authorisation is missing, forced or once for life',
    /consent is not forced/,
    /consent is not once for life/,
  ),
  at(
    'determine on a document with legal effect',
    /a document with legal effect/,
    /a document the law accepts/,
    /it is effective/,
  ),
  at('then record it, truthfully', /determined before it is recorded/, /recorded truthfully/),
  at('a penalty follows its own notice', /a penalty follows its own notice/, /a penalty before 15 July 2021/),
  at('a list has a domain with a basis, one of four kinds', /the domain has a basis/, /one of the four kinds/),
  at(
    'its standard has the right form',
    /the standard has the right form/,
    /a departmental rule only/,
    /a local list by local regulation/,
  ),
  at('30 days of comment', /29 days of comment/),
  at('published on both sites', /published on Credit China/, /on the regulator’s site/),
  at(
    'with removal conditions, procedure, remedies and evaluation',
    /removal conditions are set/,
    /and the procedure/,
    /and remedies/,
    /third parties evaluate/,
  ),
  at('a standard not brought into line by the end of 2021 is void', /brought into line/),
  at('listed by a county-level body or higher', /a township does not list/),
  at(
    'before the decision: notice of grounds, basis and rights',
    /the notice tells/,
    /a notice follows the determination/,
    /and a standard of its domain/,
    /no decision without a (notice|standard|determination)/,
  ),
  at(
    'delivered',
    /before the notice is delivered/,
    /what was delivered is said/,
    /nothing is delivered that/,
    /delivered after the last day/,
    /which does not matter where objections/,
    /a listing in that domain/,
  ),
  at(
    'the time to object runs or is waived',
    /time to object/,
    /unless it was waived/,
    /oral waiver/,
    /a waiver is in writing/,
    /it is about a notice/,
  ),
  at(
    'each objection is verified and answered in the set time',
    /each objection is answered/,
    /a new notice does not do away/,
    /nor an objection among several/,
    /an objection that was upheld/,
    /an answer is (verified|to something \(8\))/,
    /an answer has a result and reasons/,
    /credit-case: an objection is answered in the set time/,
  ),
  at('the decision states what it must', /the decision states/, /a separate document/),
  at(
    'share and publish within the catalogue',
    /who collects what is shared/,
    /each item says whether it is published/,
    /does not open/,
    /does not share/,
    /nor further than it says/,
    /sharing says how far/,
    /(publish|share): (the catalogue|an item that is not listed)/,
  ),
  at(
    'after determination and record',
    /nothing is published before it is recorded/,
    /nothing before it is recorded/,
    /what was only recorded/,
    /a listing is published after/,
  ),
  at('no secret, nothing private', /no commercial secret/, /nothing private/),
  at(
    'a person’s data is published on law, regulation or State Council, or with consent',
    /a policy is not enough/,
    /a basis is cited/,
    /or with consent/,
  ),
  at('desensitised', /it is desensitised/),
  at(
    'first the own site, then Credit China, same content and period',
    /first the own site/,
    /with the same (content|period)/,
    /Credit China does not publish what was taken down/,
  ),
  at('publication and sharing have an end', /a publication has an end/, /sharing has an end/),
  at(
    'measures are in the list and cite directly',
    /a measure is in the list/,
    /directly cites/,
    /a lower document/,
    /each measure has a basis/,
    /rests on the concrete act/,
    /follows the listing/,
    /and ends with it/,
    /a listing that has run out/,
  ),
  at(
    'proportionate, never beyond statute, with an end',
    /it is proportionate/,
    /a heavy measure/,
    /never beyond statute/,
    /a measure has an end/,
  ),
  at('nobody is forced to punish', /is forced to punish/),
  at('a responsible person has a case of their own', /not derived from the firm/, /nor listed through it/),
  at(
    'lenience with its reason',
    /lenience/,
    /and in the decision/,
    /so is (a slight act|an act without intent|a minor)/,
  ),
  at(
    'repair is open unless it is excluded',
    /whoever corrected/,
    /unless repair is excluded/,
    /or the act was not corrected/,
    /repair is decided on request/,
    /a refusal of repair has reasons/,
    /it is about a determination/,
  ),
  at(
    'repair within the set time and free',
    /repair takes no fee/,
    /nor does its receipt/,
    /repair is decided in the set time/,
  ),
  at('after repair nothing more is shared, published or imposed', /after repair/, /nor of what was repaired/),
  at('and what stood is ended, late ends recorded', /a removal says what it ends/, /ended when its time is over/),
  at(
    'erroneous information is verified, corrected or withdrawn, harm undone',
    /a correction follows an answer/,
    /harm of a wrong listing/,
    /found wrong/,
    /erroneous information is verified/,
  ),
  at(
    'look-ups are registered and inspected',
    /a look-up is registered/,
    /within the permission/,
    /inspected for the past/,
  ),
  at(
    'commitments: handled at once, accepted first, kept or not',
    /a complete file with a commitment/,
    /accepted first/,
    /whether a commitment was kept/,
    /what is handled was applied for/,
    /what is supplied/,
    /only a commitment that was made/,
  ),
  at(
    'tiers change the share of checks; shares are published before the draw',
    /changes the share of checks/,
    /published before the draw/,
    /a tier rests/,
    /a check follows the tier/,
  ),
  at(
    'a talk only where the correction falls short, by the body that determined, on file',
    /a talk/,
    /no talk/,
    /not where it was corrected/,
    /an order (follows|sets a time \(9\))/,
    /an order came before/,
    /a correction answers an order/,
  ),
  at('education is free and no condition', /education is free/, /and no condition of access/),
  by('publication of eight kinds of acts is promoted, never failed', 'test/cases/credit-case.test.ts'),
  at(
    'the periods of Order 36, from its first day',
    /from 2026-04-01/,
    /in principle not published/,
    /before 2026-04-01/,
  ),

  // Draw
  by('a draw is committed, revealed and recomputed, in any order of its lists', 'test/cases/draw/draw.test.ts'),
  by('every commitment is logged, and a second one is seen', 'test/cases/draw/record.test.ts'),

  // Inspection
  at(
    'by the network-security department of a local organ of the place (3, 8)',
    /by the network security department/,
    /by the organ of the place/,
    /a notice is of a local organ/,
  ),
  at('special inspections: subjects of the task and key targets (12)', /special inspections/, /or for key targets/),
  at(
    'on site: two officers, card and notice (14)',
    /no inspection without a notice/,
    /one officer/,
    /police card/,
    /the notice is shown/,
  ),
  at('four measures and the matters of the articles only (10–12, 15)', /only the four measures/, /only the matters/),
  at(
    'remote: vulnerabilities only, with notice or publication, no interference (16)',
    /remote testing only/,
    /with prior notice/,
    /or publication/,
    /without interference/,
  ),
  at(
    'entrusted bodies are capable, secret, and sign (17, 18)',
    /an entrusted body is capable/,
    /bound to secrecy/,
    /the entrusted body signs/,
  ),
  at(
    'the record is signed; an objector explains; refusal is noted (18)',
    /no record of an inspection/,
    /the officers sign/,
    /the operator signs/,
    /an objector/,
    /a remote record/,
  ),
  at(
    'risks are urged on and noted; minor or no consequence is ordered in a set time (19)',
    /risks are urged/,
    /no order before the record/,
    /an order sets a time \(19\)/,
    /an order is for minor/,
  ),
  at(
    'the operator asks in writing before the end (19)',
    /an operator asks in writing/,
    /before the correction period ends/,
    /a request follows an order/,
    /an oral request/,
  ),
  at(
    're-inspection and feedback, three working days each (19)',
    /no re-inspection/,
    /unless it was asked for/,
    /no feedback/,
    /re-inspection within three/,
    /or of the receipt/,
    /feedback within three/,
  ),
  at('files are kept (20)', /only what was recorded is filed/),
  at('what is learned is secret and used for nothing else (5)', /information is used/, /and kept secret/),
  at('internet cafés are outside (28)', /internet cafés/),
  at(
    'penalties name item and article of 2016; none for 10(1) and 10(7)',
    /there is no penalty for/,
    /article numbers of 2016/,
    /no penalty before/,
    /those of the Counter-Terrorism Law/,
  ),

  // Requests, complaints, notices, findings
  at(
    'requests and complaints within the promise, at most 15 working days',
    /a request is handled within/,
    /a complaint too/,
    /app-rights: an answer is to something/,
  ),
  at('what is answered as done is done; no unreasonable condition', /answered as done/, /no unreasonable condition/),
  at('a pause only where law gives one', /a pause only/),
  at(
    'accounts: visible entry, published methods, own time limits',
    /methods: /,
    /answered in the platform’s own time/,
    /an answer is to a report/,
    /an answer has a result \(20\)/,
  ),
  at(
    'measures on accounts rest on a term, are recorded and reported',
    /a measure rests on a term/,
    /a measure is (recorded|reported)/,
  ),
  at(
    'a notice or rejection: problems, deadline, before and after, report',
    /regulator-notice: a correction is shown/,
    /a problem of the notice/,
    /the report answers each problem/,
    /noted again is answered again/,
    /an objection has reasons/,
    /a report is about a notice/,
    /the report is handed in/,
  ),
  at(
    'a finding is corrected or disputed with evidence, reviewed by another, closed after a test or withdrawal',
    /finding: a finding is closed/,
    /or after the review/,
    /not where a later test failed/,
    /somebody else reviews/,
    /a dispute has evidence/,
    /finding: a correction is shown/,
    /it is about a finding/,
    /a review (is about|gives)/,
  ),

  // Ledger
  by('an append-only log over salted hashes, signed; receipts without an account', 'test/store/ledger.test.ts'),
  by('content is erased, the log verifies and shows that and when', 'test/store/case-ledger.test.ts'),
  by('a changed event, order or clock is found', 'test/serve/cases.test.ts'),
]
