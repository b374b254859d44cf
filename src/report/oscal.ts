import type { Determination, FactEvidence, Result, SubjectResult } from '../judge/result.ts'
import type { Text } from '../law/text.ts'
import { provisionRef } from './instruments.ts'
import { both, file, line, metadata, prop, stamp, type UuidOf } from './oscal-parts.ts'
import { shortVerdict } from './verdict.ts'
import { WORDS } from './words.ts'

/** Provisions as `guiju law export --format oscal` names them. */
const controlId = (provision: string): string => {
  const { instrument, ref } = provisionRef(provision)
  return ref === '' ? `g-${instrument}` : `g-${instrument}-${ref}`
}

const METHODS: Readonly<Record<FactEvidence['method'], string>> = {
  static: 'TEST',
  dynamic: 'TEST',
  text: 'EXAMINE',
  table: 'EXAMINE',
  attested: 'INTERVIEW',
}

/** What was looked at: rules that apply and were run. */
const judged = (r: SubjectResult): readonly Determination[] =>
  r.determinations.filter((d) => d.outcome === 'failed' || d.outcome === 'passed' || d.outcome === 'cantTell')

/**
 * A result as OSCAL assessment results: one result for each subject, an observation for each provision that was looked
 * at, a finding only where it was decided. What cannot be told is no finding, neither way.
 */
export function toAssessmentResults(result: Result, uuidOf: UuidOf): string {
  const names = result.results.map((r) => line(r.subject.name)).join(', ')
  return file('assessment-results', {
    uuid: uuidOf(`results ${keyOf(result)}`),
    metadata: metadata(names, result.asOf, result.tool.version, both(SELF)),
    'import-ap': { href: '#self-check', remarks: both(NO_PLAN) },
    results: result.results.map((r) => resultOf(r, result.asOf, uuidOf)),
  })
}

/** What was found, as a plan of action and milestones; undefined where nothing was. Days and owners are the user's to set. */
export function toMilestones(result: Result, uuidOf: UuidOf): string | undefined {
  const items = result.results.flatMap((r) =>
    r.determinations
      .filter((d) => d.outcome === 'failed')
      .map((d) => ({
        uuid: uuidOf(`poam ${r.subject.id} ${r.subject.version} ${d.rule}`),
        title: line(`${d.provision} ${d.what.zh}`),
        description: both(d.fix),
        props: [prop('subject', r.subject.id), prop('provision', d.provision), prop('status', d.status)],
        remarks: both(d.why),
      })),
  )
  if (items.length === 0) return undefined
  return file('plan-of-action-and-milestones', {
    uuid: uuidOf(`poam ${keyOf(result)}`),
    metadata: metadata(
      result.results.map((r) => line(r.subject.name)).join(', '),
      result.asOf,
      result.tool.version,
      both(SELF),
    ),
    'system-id': { 'identifier-type': 'https://guiju.dev/ns/oscal/subject', id: line(result.results[0]!.subject.id) },
    'poam-items': items,
  })
}

const SELF: Text = { zh: WORDS.selfCheck.zh, en: WORDS.selfCheck.en }
const NO_PLAN: Text = { zh: '自查没有测评方案', en: 'a self-check has no assessment plan' }

const keyOf = (result: Result): string =>
  [
    result.asOf,
    result.tool.rules,
    ...result.results.flatMap((r) => [r.subject.id, r.subject.version, ...r.subject.inputs.map((i) => i.sha256)]),
  ].join(' ')

function resultOf(r: SubjectResult, asOf: string, uuidOf: UuidOf): object {
  const key = `${r.subject.id} ${r.subject.version} ${r.subject.inputs.map((i) => i.sha256).join(' ')} ${asOf}`
  const rows = judged(r)
  const observation = (d: Determination) => uuidOf(`observation ${key} ${d.rule}`)
  const controls = [...new Set((rows.length > 0 ? rows : r.determinations).map((d) => controlId(d.provision)))]
  const decided = rows.filter((d) => d.outcome !== 'cantTell')
  return {
    uuid: uuidOf(`result ${key}`),
    title: line(`${r.subject.name} ${r.subject.version}`),
    description: both(SELF),
    start: stamp(asOf),
    props: [prop('subject', r.subject.id), prop('kind', r.subject.kind)],
    'reviewed-controls': {
      'control-selections': [
        controls.length > 0
          ? { 'include-controls': controls.map((id) => ({ 'control-id': id })) }
          : { 'include-all': {} },
      ],
    },
    ...(rows.length === 0 ? {} : { observations: rows.map((d) => observationOf(d, observation(d), asOf)) }),
    ...(decided.length === 0
      ? {}
      : {
          findings: decided.map((d) => ({
            uuid: uuidOf(`finding ${key} ${d.rule}`),
            title: line(`${d.provision} ${both(d.what)}`),
            description: both(d.why),
            target: {
              type: 'statement-id',
              'target-id': `${controlId(d.provision)}_smt_zh`,
              status: {
                state: d.outcome === 'passed' ? 'satisfied' : 'not-satisfied',
                reason: d.outcome === 'passed' ? 'pass' : 'fail',
              },
            },
            props: [prop('law', d.status), prop('applies', d.applies)],
            'related-observations': [{ 'observation-uuid': observation(d) }],
          })),
        }),
    ...(r.limits.length === 0 ? {} : { remarks: r.limits.map(both).join('\n\n') }),
  }
}

function observationOf(d: Determination, uuid: string, asOf: string): object {
  const methods = [...new Set(d.evidence.map((e) => METHODS[e.method]))]
  return {
    uuid,
    title: line(d.provision),
    description: `${both(shortVerdict(d.outcome))}: ${both(d.why)}`,
    props: [prop('outcome', d.outcome), ...d.needs.map((need) => prop('needs', need.fact))],
    methods: methods.length > 0 ? methods : ['EXAMINE'],
    collected: stamp(asOf),
    ...(d.evidence.length === 0
      ? {}
      : {
          'relevant-evidence': d.evidence.map((e) => ({
            description: line([e.artifact, e.locator, e.excerpt ?? ''].join(' ')),
            props: [prop('fact', e.fact), prop('method', e.method)],
            ...(e.path && e.path.length > 0 ? { remarks: e.path.join(' → ') } : {}),
          })),
        }),
  }
}
