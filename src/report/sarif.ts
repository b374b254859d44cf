import type { Determination, Result, SubjectResult } from '../judge/result.ts'
import type { Text } from '../law/text.ts'
import { fingerprint } from './fingerprint.ts'
import { instrumentTitle, provisionRef } from './instruments.ts'
import { languages, type ReportLang } from './lang.ts'
import { markdownText } from './markdown-text.ts'
import { Artifacts, codeFlow, location, message } from './sarif-places.ts'
import { statusName, verdict } from './verdict.ts'
import { visible } from './visible.ts'
import { WORDS } from './words.ts'

/** Code scanning shows one place and refuses files with very many: the rest stays in the JSON. */
const MOST_PLACES = 100
const MOST_FLOWS = 20

interface Rules {
  readonly ids: readonly string[]
  readonly first: readonly Determination[]
}

/**
 * SARIF 2.1.0 for code scanning: one run, a result for each `failed` and each `cantTell` that has leads.
 * Passed, inapplicable and untested rules are no results, since code scanning shows every result as an alert;
 * their numbers are in the run's properties.
 * @param lang language of every message; `both` prints Chinese, then English
 */
export function toSarif(result: Result, lang: ReportLang = 'zh'): string {
  const all = result.results.flatMap((r) => r.determinations)
  const rules = rulesOf(all)
  const taxonomies = taxonomiesOf(all)
  const artifacts = new Artifacts(result.results)
  const results = result.results.flatMap((r) => resultsOf(r, rules, taxonomies, artifacts, lang))
  const only = result.results.length === 1 ? result.results[0]?.subject.id : undefined
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Guiju',
            semanticVersion: result.tool.version,
            language: languageTag(lang),
            shortDescription: message(WORDS.selfCheck, lang),
            rules: rules.first.map((d) => ruleDescriptor(d, taxonomies, lang)),
            supportedTaxonomies: [...taxonomies.keys()].map((name, index) => ({ name, index })),
            properties: { rules: result.tool.rules, calendarUntil: result.tool.calendarUntil },
          },
        },
        taxonomies: [...taxonomies].map(([name, refs]) => taxonomy(name, refs, lang)),
        automationDetails: { id: `guiju/${only === undefined ? '' : `${visible(only)}/`}` },
        language: languageTag(lang),
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: message(WORDS.inputs, lang) } },
        invocations: [
          { executionSuccessful: true, toolExecutionNotifications: result.results.flatMap((r) => notes(r, lang)) },
        ],
        artifacts: artifacts.list(),
        results,
        properties: {
          schema: result.schema,
          asOf: result.asOf,
          notice: message(joined([WORDS.selfCheck, WORDS.dispute]), lang).text,
          subjects: result.results.map(({ subject, summary }) => ({
            id: subject.id,
            kind: subject.kind,
            name: subject.name,
            version: subject.version,
            summary,
          })),
        },
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

const languageTag = (lang: ReportLang): string => (lang === 'en' ? 'en' : 'zh-CN')

const joined = (texts: readonly Text[]): Text => ({
  zh: texts.map((t) => t.zh).join(''),
  en: texts.map((t) => t.en).join(' '),
})

function rulesOf(all: readonly Determination[]): Rules {
  const byId = new Map<string, Determination>()
  for (const d of all) if (!byId.has(d.rule)) byId.set(d.rule, d)
  return { ids: [...byId.keys()], first: [...byId.values()] }
}

function taxonomiesOf(all: readonly Determination[]): ReadonlyMap<string, readonly string[]> {
  const byName = new Map<string, string[]>()
  for (const d of all) {
    const { instrument, ref } = provisionRef(d.provision)
    const refs = byName.get(instrument) ?? []
    byName.set(instrument, refs)
    if (!refs.includes(ref)) refs.push(ref)
  }
  return byName
}

function taxonomy(name: string, refs: readonly string[], lang: ReportLang): Record<string, unknown> {
  const title = instrumentTitle(name)
  return {
    name,
    language: languageTag(lang),
    shortDescription: message(title, lang),
    isComprehensive: false,
    taxa: refs.map((ref) => ({ id: ref, shortDescription: message(cited(name, ref), lang) })),
  }
}

/** `《…认定方法》3.1` */
function cited(instrument: string, ref: string): Text {
  const title = instrumentTitle(instrument)
  return { zh: `《${title.zh}》${ref}`, en: `${title.en}, ${ref}` }
}

function taxonReference(d: Determination, taxonomies: ReadonlyMap<string, readonly string[]>): Record<string, unknown> {
  const { instrument, ref } = provisionRef(d.provision)
  return {
    id: ref,
    index: (taxonomies.get(instrument) ?? []).indexOf(ref),
    toolComponent: { name: instrument, index: [...taxonomies.keys()].indexOf(instrument) },
  }
}

function ruleDescriptor(
  d: Determination,
  taxonomies: ReadonlyMap<string, readonly string[]>,
  lang: ReportLang,
): Record<string, unknown> {
  const { instrument, ref } = provisionRef(d.provision)
  const source = cited(instrument, ref)
  const status = statusName(d.status)
  const full: Text = {
    zh: `${d.what.zh}。${WORDS.provision.zh}：${source.zh}（${status.zh}）。${WORDS.selfCheck.zh}`,
    en: `${d.what.en}. ${WORDS.provision.en}: ${source.en} (${status.en}). ${WORDS.selfCheck.en}`,
  }
  const help: Text = { zh: `${full.zh}\n${WORDS.fix.zh}：${d.fix.zh}`, en: `${full.en}\n${WORDS.fix.en}: ${d.fix.en}` }
  return {
    id: d.rule,
    shortDescription: message(d.what, lang),
    fullDescription: message(full, lang),
    help: { ...message(help, lang), markdown: helpMarkdown(d, source, status, lang) },
    defaultConfiguration: { level: 'warning' },
    relationships: [{ target: taxonReference(d, taxonomies), kinds: ['relevant'] }],
    properties: { tags: ['compliance', 'china', instrument], precision: 'high', 'problem.severity': 'warning' },
  }
}

function helpMarkdown(d: Determination, source: Text, status: Text, lang: ReportLang): string {
  return languages(lang)
    .map((l) => {
      const colon = l === 'zh' ? '：' : ': '
      return [
        `### ${markdownText(d.what[l])}`,
        `**${WORDS.provision[l]}**${colon}${markdownText(source[l])}（${status[l]}）`,
        `**${WORDS.fix[l]}**${colon}${markdownText(d.fix[l])}`,
        `> ${markdownText(WORDS.selfCheck[l])} ${markdownText(WORDS.dispute[l])}`,
      ].join('\n\n')
    })
    .join('\n\n---\n\n')
}

function resultsOf(
  r: SubjectResult,
  rules: Rules,
  taxonomies: ReadonlyMap<string, readonly string[]>,
  artifacts: Artifacts,
  lang: ReportLang,
): readonly Record<string, unknown>[] {
  return r.determinations
    .filter((d) => d.outcome === 'failed' || (d.outcome === 'cantTell' && d.leads.length > 0))
    .map((d) => {
      const evidence = d.outcome === 'failed' ? d.evidence : d.leads.flatMap((lead) => lead.evidence)
      const places = evidence.slice(0, MOST_PLACES).map((e, at) => location(e, artifacts, lang, at))
      const flows = evidence.map((e) => codeFlow(e, artifacts, lang)).filter((flow) => flow !== null)
      const mark = fingerprint(`${r.subject.id}\n${d.rule}\n${d.outcome}`)
      return {
        ruleId: d.rule,
        ruleIndex: rules.ids.indexOf(d.rule),
        kind: d.outcome === 'failed' ? 'fail' : 'review',
        level: levelOf(d),
        message: message(sentence(d), lang),
        locations: [places[0] ?? subjectLocation(r, artifacts)],
        ...(places.length > 1 ? { relatedLocations: places.slice(1) } : {}),
        ...(flows.length > 0 ? { codeFlows: flows.slice(0, MOST_FLOWS) } : {}),
        partialFingerprints: { 'guiju/v1': mark, primaryLocationLineHash: `${mark}:1` },
        taxa: [taxonReference(d, taxonomies)],
        properties: {
          subject: r.subject.id,
          outcome: d.outcome,
          applies: d.applies,
          status: d.status,
          text: d.text,
          evidence: evidence.length,
          needs: d.needs.map((need) => need.fact),
        },
      }
    })
}

/** An `error` only under law in force that applies directly; a lead is a `note`. */
function levelOf(d: Determination): 'error' | 'warning' | 'note' {
  if (d.outcome !== 'failed') return 'note'
  return d.status === 'in-force' && d.applies === 'direct' ? 'error' : 'warning'
}

function sentence(d: Determination): Text {
  const said = d.outcome === 'failed' ? verdict(d) : WORDS.lead
  const reference: Text = d.applies === 'by-reference' ? WORDS.byReference : { zh: '', en: '' }
  const leads = d.outcome === 'failed' ? [] : d.leads.map((lead) => lead.what)
  const needs = d.needs.map((need) => need.how)
  return {
    zh: [
      `${reference.zh ? `${reference.zh}。` : ''}${said.zh}：${d.what.zh}`,
      ...leads.map((t) => t.zh),
      `${WORDS.why.zh}：${d.why.zh}`,
      `${WORDS.fix.zh}：${d.fix.zh}`,
      ...needs.map((t) => `${WORDS.needs.zh}：${t.zh}`),
    ].join('\n'),
    en: [
      `${reference.en ? `${reference.en}. ` : ''}${said.en}: ${d.what.en}`,
      ...leads.map((t) => t.en),
      `${WORDS.why.en}: ${d.why.en}`,
      `${WORDS.fix.en}: ${d.fix.en}`,
      ...needs.map((t) => `${WORDS.needs.en}: ${t.en}`),
    ].join('\n'),
  }
}

/** Code scanning refuses a whole file for one result without a place: a result about the subject names its file. */
function subjectLocation(r: SubjectResult, artifacts: Artifacts): Record<string, unknown> {
  return {
    physicalLocation: {
      artifactLocation: artifacts.at(r.subject.inputs[0]?.name ?? r.subject.id),
      region: { startLine: 1 },
    },
  }
}

/** What was not examined and what could not be read, as notifications. */
function notes(r: SubjectResult, lang: ReportLang): readonly Record<string, unknown>[] {
  return [
    ...r.limits.map((limit) => ({
      level: 'note',
      message: message(limit, lang),
      properties: { subject: r.subject.id },
    })),
    ...(r.problems ?? []).map((p) => ({
      level: 'warning',
      descriptor: { id: p.code },
      message: message(
        { zh: `${p.artifact} ${p.locator}：${p.message.zh}`, en: `${p.artifact} ${p.locator}: ${p.message.en}` },
        lang,
      ),
      properties: { subject: r.subject.id },
    })),
  ]
}
