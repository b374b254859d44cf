import { roleName } from '../../law/role.ts'
import { GIST_NOTICE, type LawDocument, type LawNode, SOURCE_NOTICE } from './document.ts'

/** Namespace of our own properties. */
const NS = 'https://guiju.dev/ns/oscal'

interface Prop {
  readonly name: string
  readonly value: string
  readonly ns?: string
  readonly class?: string
}
interface Part {
  readonly id?: string
  readonly name: string
  readonly class?: string
  readonly props?: readonly Prop[]
  readonly prose?: string
}
interface Control {
  readonly id: string
  readonly class: string
  readonly title: string
  readonly props?: readonly Prop[]
  readonly parts?: readonly Part[]
  readonly controls?: readonly Control[]
}
interface Group {
  readonly id: string
  readonly class: string
  readonly title: string
  readonly props?: readonly Prop[]
  readonly parts?: readonly Part[]
  readonly groups?: readonly Group[]
  readonly controls?: readonly Control[]
}

/**
 * An instrument as an OSCAL 1.2 catalog: parts and groups as groups, provisions as controls, paragraphs and items as
 * controls within them. `uuidOf` gives the same UUID for the same words, so that an export can be compared.
 */
export function toOscal(document: LawDocument, uuidOf: (words: string) => string): string {
  const { instrument } = document
  const stamp = `${instrument?.checkedOn ?? document.on}T00:00:00+08:00`
  const both = (text: { readonly zh: string; readonly en: string | null }) =>
    text.en ? `${text.zh} / ${text.en}` : text.zh
  const links = instrument
    ? [...instrument.replaces, ...instrument.replacedBy, ...instrument.seeAlso].map(
        (link) => `${both(link.title)}${link.number ? ` (${link.number})` : ''}: ${link.known.zh} / ${link.known.en}`,
      )
    : []
  const notice = document.imported.length > 0 ? SOURCE_NOTICE : GIST_NOTICE
  const catalog = {
    uuid: uuidOf(`catalog ${document.id} ${document.on}`),
    metadata: {
      title: both(document.title),
      ...(document.issued && document.issued.length === 10 ? { published: `${document.issued}T00:00:00+08:00` } : {}),
      'last-modified': stamp,
      version: `${document.id}@${document.on}`,
      'oscal-version': '1.2.3',
      ...(instrument?.number ? { 'document-ids': [{ scheme: `${NS}/number`, identifier: instrument.number }] } : {}),
      props: [
        ...(document.standing ? [prop('standing', document.standing)] : []),
        prop('binding', String(document.binding)),
        ...(document.inForce ? [prop('in-force-from', document.inForce.from)] : []),
        ...(document.inForce?.until ? [prop('in-force-until', document.inForce.until)] : []),
        prop('text', document.imported.length > 0 ? document.imported.join('+') : 'gist'),
      ],
      ...(instrument
        ? {
            roles: [{ id: 'issuer', title: 'Issuer / 制定机关' }],
            parties: instrument.issuers.map((issuer, i) => ({
              uuid: uuidOf(`issuer ${document.id} ${i} ${issuer.zh}`),
              type: 'organization',
              name: both(issuer),
            })),
          }
        : {}),
      remarks: [`${notice.zh} / ${notice.en}`, ...links].join('\n\n'),
    },
    ...bodyOf(document),
  }
  return `${JSON.stringify({ catalog }, null, 2)}\n`
}

/** Groups where the text is parted, else the provisions alone. */
function bodyOf(document: LawDocument): { groups?: Group[]; controls?: Control[] } {
  const groups: Group[] = []
  const controls: Control[] = []
  for (const node of document.provisions) {
    if (isGroup(node)) groups.push(group(node, document))
    else controls.push(control(node, document))
  }
  return { ...(groups.length > 0 ? { groups } : {}), ...(controls.length > 0 ? { controls } : {}) }
}

const isGroup = (node: LawNode): boolean => node.children.length > 0 && !/^art|\.|^p\d/.test(node.place)

function group(node: LawNode, document: LawDocument): Group {
  const inner = bodyOf({ ...document, provisions: node.children })
  return { ...head(node, document), class: 'part', ...inner }
}

function control(node: LawNode, document: LawDocument): Control {
  const controls = node.children.map((child) => control(child, document))
  return { ...head(node, document), class: 'provision', ...(controls.length > 0 ? { controls } : {}) }
}

function head(node: LawNode, document: LawDocument): Omit<Control, 'class' | 'controls'> {
  const id = `g-${document.id}-${node.place}`
  const props: Prop[] = [
    { name: 'label', value: node.label.zh.trim() || node.place, class: 'zh' },
    { name: 'label', value: node.label.en.trim() || node.place, class: 'en' },
    prop('ref', `${document.id}#${node.place}`),
    ...(node.zh.hash ? [prop('sha256', node.zh.hash)] : []),
    ...(node.zh.text === null ? [] : [prop('text-check', node.zh.check)]),
    ...(node.en.missing ? [prop('missing', 'en')] : []),
    ...(node.zh.missing ? [prop('missing', 'zh')] : []),
  ]
  const parts: Part[] = []
  for (const lang of ['zh', 'en'] as const) {
    const { text } = node[lang]
    if (text !== null) parts.push({ id: `${id}_smt_${lang}`, name: 'statement', class: lang, prose: text.trim() })
    if (node.gist)
      parts.push({
        id: `${id}_gist_${lang}`,
        name: text === null ? 'statement' : 'overview',
        class: `gist-${lang}`,
        prose: node.gist[lang],
      })
  }
  for (const [i, norm] of node.norms.entries()) {
    const slots = [
      prop('modality', norm.modality),
      prop('checked-by', norm.checkedBy),
      ...(norm.bearer ? [prop('bearer', norm.bearer), prop('bearer-name', roleName(norm.bearer).en)] : []),
      ...(norm.counterpart ? [prop('counterpart', norm.counterpart)] : []),
      ...(norm.deadline?.parameter ? [prop('deadline', norm.deadline.parameter)] : []),
      ...(norm.deadline?.period ? [prop('deadline', `${norm.deadline.period.n} ${norm.deadline.period.unit}`)] : []),
      ...(norm.numbers ?? []).map((n) => prop('number', `${n.comparator} ${n.value} ${n.unit.en}`)),
    ]
    const act = `${norm.act.zh} / ${norm.act.en}`
    const condition = norm.condition ? ` [${norm.condition.zh} / ${norm.condition.en}]` : ''
    const sanction = norm.sanction ? ` → ${norm.sanction.zh} / ${norm.sanction.en}` : ''
    parts.push({ id: `${id}_norm_${i + 1}`, name: 'norm', props: slots, prose: `${act}${condition}${sanction}` })
  }
  const title = `${node.name.zh} / ${node.name.en}`
  return { id, title, props, ...(parts.length > 0 ? { parts } : {}) }
}

/** A property of ours; values are one line without space at their ends. */
const prop = (name: string, value: string): Prop => ({ name, ns: NS, value: value.replace(/\s+/g, ' ').trim() })
