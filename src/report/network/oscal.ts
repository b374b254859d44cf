import { GAP_WORDS, type GapRow } from '../../judge/gap.ts'
import {
  CATALOGUE,
  CLASS_WORDS,
  type Extension,
  GROUP_WORDS,
  REQUIREMENT_CLASSES,
  REQUIREMENT_GROUPS,
  REQUIREMENT_LEVELS,
  type RequirementLevel,
  requirementsOf,
} from '../../law/catalogue.ts'
import type { Text } from '../../law/text.ts'
import { both, file, line, metadata, NS, prop, stamp, type UuidOf } from '../oscal-parts.ts'
import type { GapOf, Remediation } from './gap.ts'

const EXTENSIONS = REQUIREMENT_GROUPS.filter((g) => g !== 'general') as readonly Extension[]

const controlId = (item: string): string => `gbt22239-${item}`

const SELF: Text = {
  zh: '运营者自查，不是测评机构的结论。',
  en: 'A self-check of the operator, no conclusion of an assessor.',
}

/** Names of the files an export writes; each refers to the others by them. */
export const OSCAL_FILES = {
  catalog: 'gbt22239-2019.catalog.json',
  profile: (level: number) => `gbt22239-2019.level-${level}.profile.json`,
  ssp: (base: string) => `${base}.ssp.json`,
  results: (base: string) => `${base}.assessment-results.json`,
  poam: (base: string) => `${base}.poam.json`,
} as const

/** The items of GB/T 22239 at every level as one catalog: clause numbers, and our own titles. */
export function requirementCatalog(uuidOf: UuidOf): string {
  const groups = REQUIREMENT_LEVELS.map((level) => {
    const items = requirementsOf(level, EXTENSIONS)
    return {
      id: `level-${level}`,
      class: 'level',
      title: `第${level}级 / level ${level}`,
      groups: REQUIREMENT_GROUPS.flatMap((group) =>
        REQUIREMENT_CLASSES.flatMap((name) => {
          const own = items.filter((i) => i.group === group && i.class === name)
          if (own.length === 0) return []
          return [
            {
              id: `level-${level}-${group}-${name}`,
              class: 'requirement-class',
              title: `${both(GROUP_WORDS[group])} · ${both(CLASS_WORDS[name])}`,
              controls: own.map((item) => ({
                id: controlId(item.id),
                class: 'requirement',
                title: both(item.title),
                props: [
                  { name: 'label', value: item.id },
                  prop('clause', item.clause),
                  prop('control-point', item.point),
                ],
                parts: [{ id: `${controlId(item.id)}_smt`, name: 'statement', prose: both(item.title) }],
              })),
            },
          ]
        }),
      ),
    }
  })
  return file('catalog', {
    uuid: uuidOf(`catalog ${CATALOGUE.id}`),
    metadata: metadata(`${CATALOGUE.number} ${both(CATALOGUE.title)}`, CHECKED, CATALOGUE.id, both(CATALOGUE.source)),
    groups,
  })
}

/** Day on which the catalogue was last compared. */
const CHECKED = '2026-11-27'

/** The general items of one level. */
export function requirementProfile(level: RequirementLevel, uuidOf: UuidOf): string {
  return file('profile', {
    uuid: uuidOf(`profile ${CATALOGUE.id} ${level}`),
    metadata: metadata(`${CATALOGUE.number} 第${level}级 / level ${level}`, CHECKED, `${CATALOGUE.id}-${level}`),
    imports: [
      {
        href: OSCAL_FILES.catalog,
        'include-controls': [{ 'with-ids': requirementsOf(level).map((i) => controlId(i.id)) }],
      },
    ],
    merge: { 'as-is': true },
  })
}

const STATUS: Readonly<Record<GapRow['state'], string>> = {
  met: 'implemented',
  partly: 'partial',
  not: 'planned',
  unproven: 'partial',
  open: 'planned',
  'not-applicable': 'not-applicable',
}

/** One network as a system security plan: what it is, and how each item of its level stands. */
export function systemPlan(
  of: GapOf,
  more: { readonly live: boolean; readonly retired: boolean },
  asOf: string,
  uuidOf: UuidOf,
): string {
  const component = uuidOf(`component ${of.id}`)
  return file('system-security-plan', {
    uuid: uuidOf(`ssp ${of.id} ${asOf}`),
    metadata: metadata(line(of.name), asOf, asOf, both(SELF)),
    'import-profile': { href: OSCAL_FILES.profile(of.level) },
    'system-characteristics': {
      'system-ids': [{ 'identifier-type': `${NS}/network`, id: line(of.id) }],
      'system-name': line(of.name),
      description: line(of.name),
      props: [prop('mlps-level', String(of.level))],
      'system-information': {
        'information-types': [
          {
            uuid: uuidOf(`information ${of.id}`),
            title: '业务信息 / business information',
            description: '见定级报告 / see the grading report',
          },
        ],
      },
      status: { state: more.retired ? 'disposition' : more.live ? 'operational' : 'under-development' },
      'authorization-boundary': { description: '以定级报告的边界为准 / as the grading report draws it' },
    },
    'system-implementation': {
      users: [{ uuid: uuidOf(`user ${of.id}`), title: '运营者 / operator' }],
      components: [
        {
          uuid: component,
          type: 'this-system',
          title: line(of.name),
          description: line(of.name),
          status: { state: more.live && !more.retired ? 'operational' : 'other' },
        },
      ],
    },
    'control-implementation': {
      description: both(SELF),
      'implemented-requirements': of.gap.rows.map((row) => ({
        uuid: uuidOf(`requirement ${of.id} ${row.requirement.id}`),
        'control-id': controlId(row.requirement.id),
        'by-components': [
          {
            'component-uuid': component,
            uuid: uuidOf(`by ${of.id} ${row.requirement.id}`),
            description: both(GAP_WORDS[row.state]),
            props: [prop('answer', row.state)],
            'implementation-status': { state: STATUS[row.state] },
            ...(row.evidence.length > 0 ? { remarks: row.evidence.map(line).join('\n\n') } : {}),
          },
        ],
      })),
    },
  })
}

/** What the self-check found, item by item; what was not answered is no finding. */
export function assessmentResults(of: GapOf, base: string, asOf: string, uuidOf: UuidOf): string {
  const rows = of.gap.rows.filter((row) => row.state !== 'open' && row.state !== 'not-applicable')
  const observation = (row: GapRow) => uuidOf(`observation ${of.id} ${row.requirement.id}`)
  const items = of.gap.rows.map((r) => ({ 'control-id': controlId(r.requirement.id) }))
  return file('assessment-results', {
    uuid: uuidOf(`results ${of.id} ${asOf}`),
    metadata: metadata(line(of.name), asOf, asOf, both(SELF)),
    'import-ap': { href: '#self-check', remarks: '自查没有测评方案 / a self-check has no assessment plan' },
    results: [
      {
        uuid: uuidOf(`result ${of.id} ${asOf}`),
        title: '自查 / self-check',
        description: both(SELF),
        start: stamp(asOf),
        props: [prop('ssp', OSCAL_FILES.ssp(base))],
        'reviewed-controls': { 'control-selections': [{ 'include-controls': items }] },
        ...(rows.length > 0
          ? {
              observations: rows.map((row) => ({
                uuid: observation(row),
                description: `${row.requirement.id}: ${both(GAP_WORDS[row.state])}`,
                methods: ['EXAMINE'],
                collected: stamp(asOf),
                ...(row.evidence.length > 0
                  ? { 'relevant-evidence': row.evidence.map((e) => ({ description: line(e) })) }
                  : {}),
              })),
              findings: rows.map((row) => ({
                uuid: uuidOf(`finding ${of.id} ${row.requirement.id}`),
                title: both(row.requirement.title),
                description: both(GAP_WORDS[row.state]),
                target: {
                  type: 'objective-id',
                  'target-id': controlId(row.requirement.id),
                  status: {
                    state: row.state === 'met' ? 'satisfied' : 'not-satisfied',
                    reason: row.state === 'unproven' ? 'other' : row.state === 'met' ? 'pass' : 'fail',
                  },
                },
                'related-observations': [{ 'observation-uuid': observation(row) }],
              })),
            }
          : {}),
      },
    ],
  })
}

/** What is to be corrected, with who and by when. Undefined where there is nothing: a plan without items is none. */
export function milestones(
  name: string,
  work: readonly Remediation[],
  base: string,
  asOf: string,
  uuidOf: UuidOf,
): string | undefined {
  const open = work.filter((one) => !one.done)
  if (open.length === 0) return undefined
  return file('plan-of-action-and-milestones', {
    uuid: uuidOf(`poam ${base} ${asOf}`),
    metadata: metadata(line(name), asOf, asOf, both(SELF)),
    'import-ssp': { href: OSCAL_FILES.ssp(base) },
    'poam-items': open.map((one, i) => ({
      uuid: uuidOf(`poam ${base} ${one.item} ${i}`),
      title: line(`${one.item} ${one.what.zh}`),
      description: both(one.what),
      props: [
        prop('state', one.state.en),
        ...(one.owner === '' ? [] : [prop('owner', one.owner)]),
        ...(one.due === '' ? [] : [prop('due', one.due)]),
        prop('overdue', String(one.overdue)),
      ],
    })),
  })
}
