import { ProblemLog } from '../archive/problem-log.ts'
import { type Budget, BudgetError } from '../budget.ts'
import { tidy } from '../document/characters.ts'
import type { Document } from '../document/document.ts'
import { type Opened, openDocument, openText } from '../document/open.ts'
import { readChannels } from './channels.ts'
import {
  readAutomated,
  readChangeNotice,
  readMinors,
  readPersonalisation,
  readRetention,
  readSharing,
} from './clauses.ts'
import { readCollections } from './collections.ts'
import { readImpliedConsent, readRefusal } from './consent.ts'
import { readDates } from './dates.ts'
import { emptyScan } from './empty-scan.ts'
import { masked } from './excerpt.ts'
import { readLanguage, readLength } from './language.ts'
import { findLists, type Lists } from './lists.ts'
import { readNamedParties } from './named-parties.ts'
import { readOperator } from './operator.ts'
import { outline } from './outline.ts'
import { documentKind, whyPartial } from './partial.ts'
import { readPermissions } from './permissions.ts'
import { type Reading, read } from './reading.ts'
import { readReferences } from './references.ts'
import { readRights } from './rights.ts'
import type { PolicyScan, Unread } from './scan.ts'
import { sectionsOf } from './sections.ts'
import { readStatements } from './statements.ts'
import { readLimits } from './time-limits.ts'
import { type TopicTagger, tagByWords } from './topics.ts'
import { simplified } from './traditional.ts'
import { tellUnread, whyUnread } from './unread.ts'

/**
 * Reads a privacy policy: HTML, Markdown, plain text in any usual character set, PDF or DOCX. It says what the text
 * says and where, and judges nothing. Content that cannot be read (a format without a reader, a page drawn by script,
 * a budget used up) is in `unread` and `problems`; it never throws for bad content.
 * @param bytes the file as it is
 * @param name name of the file, used for evidence and as a hint at the format of a text
 * @param charset character set that the server named
 */
export async function readPolicy(
  bytes: Uint8Array,
  name: string,
  budget: Budget,
  charset?: string,
): Promise<PolicyScan> {
  const log = new ProblemLog(name)
  return scanOpened(await openDocument(bytes, name, budget, log, charset), name, budget, log)
}

/** The same for a policy that is known to be text: HTML, Markdown or plain. */
export function readPolicyText(bytes: Uint8Array, name: string, budget: Budget): PolicyScan {
  const log = new ProblemLog(name)
  return scanOpened(openText(bytes, name, budget, log), name, budget, log)
}

function scanOpened(opened: Opened | undefined, name: string, budget: Budget, log: ProblemLog): PolicyScan {
  if (opened) return scanDocument(opened.document, name, opened.charset, budget, log)
  const spent = log.problems.some((problem) => problem.code.startsWith('budget.'))
  return emptyScan(name, '', [spent ? 'budget' : 'format'], log.problems)
}

const textOf = (document: Document): string =>
  document.blocks
    .map((block) =>
      block.kind === 'table'
        ? block.rows.map((row) => row.map((cell) => (cell.spanned ? '' : cell.text)).join(' ')).join('\n')
        : block.text,
    )
    .join('\n')

const POLICY_TITLE = /政策|协议|声明|指引|条款|规则|告知书|说明|Privacy|Policy/i

function titleOf(document: Document): string {
  if (document.title) return document.title
  const first = document.blocks
    .slice(0, 6)
    .find(
      (block) =>
        block.kind !== 'table' &&
        block.text.length <= 60 &&
        !/https?:/.test(block.text) &&
        POLICY_TITLE.test(block.text),
    )
  return first && first.kind !== 'table' ? tidy(first.text) : ''
}

/** Reads a document that any reader has filled. `tag` can be replaced by a stronger tagger. */
export function scanDocument(
  document: Document,
  name: string,
  charset: string,
  budget: Budget,
  log: ProblemLog,
  tag: TopicTagger = tagByWords,
): PolicyScan {
  const text = textOf(document)
  const language = readLanguage(text, document)
  const unread = new Set<Unread>(whyUnread(document, text, language.han, log))
  const lay = log.guard('', () => {
    const { sections, blocks } = outline(document, budget)
    const lists = findLists(blocks, sections, budget)
    return {
      lists,
      reading: read(blocks, sections, lists.taken, tag, budget),
      headings: blocks.filter((one) => one.heading),
    }
  })
  const spent = () => log.problems.some((problem) => problem.code.startsWith('budget.'))
  if (!lay)
    return {
      ...emptyScan(name, document.format, [...unread, 'budget'], log.problems),
      charset,
      language,
      title: titleOf(document),
    }
  const { lists, reading } = lay
  /** One part of the scan; where the budget runs out in it, it stays empty and the scan says so. */
  const part = <T>(fallback: T, run: () => T): T => {
    try {
      budget.clock()
      return run()
    } catch (error) {
      if (!(error instanceof BudgetError)) throw error
      log.spent(name, error)
      return fallback
    }
  }
  const none = emptyScan(name, document.format, [], [])
  const parts = scanParts(reading, lists, none, part, budget)
  if (spent()) unread.add('budget')
  const kind = documentKind(document)
  if (unread.size === 0) {
    const partial = whyPartial(document, text, kind, parts.hasCollectionRules.value)
    tellUnread(partial, log)
    for (const why of partial) unread.add(why)
  }
  const { sections, sentences } = sectionsOf(reading)
  return {
    ...none,
    ...parts,
    artifact: name,
    format: document.format,
    charset,
    unread: [...unread],
    title: titleOf(document),
    kind,
    words: masked(simplified(text)).toLowerCase(),
    sections,
    sentences,
    language,
    length: readLength(reading.lines, text.replace(/\s+/g, '').length),
    problems: log.problems,
  }
}

type Part = <T>(fallback: T, run: () => T) => T

function scanParts(reading: Reading, lists: Lists, none: PolicyScan, part: Part, budget: Budget) {
  const thirdParties = part(none.thirdParties, () => lists.thirdParties(reading, budget))
  const operator = part(none.operator, () => readOperator(reading))
  const collected = part([], () => readCollections(lists, reading))
  const statements = part(none.statements, () => [...readStatements(reading, budget), ...collected])
  const limits = part(none.limits, () => readLimits(reading))
  const channels = part(none.channels, () => readChannels(reading))
  const rules = statements.filter(
    (one) =>
      one.act === 'collect' &&
      one.actor === 'we' &&
      !one.negated &&
      one.items.length > 0 &&
      (one.purposes.length > 0 || one.limits.includes('condition')),
  )
  return {
    thirdParties,
    operator,
    statements,
    limits,
    channels,
    dates: part(none.dates, () => readDates(reading)),
    hasCollectionRules: {
      value: rules.length > 0,
      evidence: rules.slice(0, 20).map(({ at, excerpt }) => ({ at, excerpt })),
    },
    namedThirdParties: part(none.namedThirdParties, () =>
      readNamedParties(reading, operator.name?.value, names(thirdParties)),
    ),
    rights: part(none.rights, () => readRights(reading, limits, channels)),
    changeNotice: part(none.changeNotice, () => readChangeNotice(reading)),
    retention: part(none.retention, () => readRetention(reading)),
    minors: part(none.minors, () => readMinors(reading)),
    permissionsTable: part(none.permissionsTable, () => readPermissions(lists.permissionTables, reading)),
    impliedConsent: part(none.impliedConsent, () => readImpliedConsent(reading)),
    refusal: part(none.refusal, () => readRefusal(reading)),
    automatedCollection: part(none.automatedCollection, () => readAutomated(reading)),
    sharing: part(none.sharing, () => readSharing(statements, reading.lines)),
    personalisation: part(none.personalisation, () => readPersonalisation(reading)),
    references: part(none.references, () => readReferences(reading)),
  }
}

const names = (parties: PolicyScan['thirdParties']): ReadonlySet<string> =>
  new Set(
    parties
      .flatMap((one) => [one.name, one.company])
      .filter((one) => one !== undefined)
      .map((one) => one.toLowerCase()),
  )
