import { parsePlace } from '../../law/ref.ts'
import type { Lang } from '../lang.ts'
import { GIST_NOTICE, type LawDocument, type LawNode, nodesOf, SOURCE_NOTICE } from './document.ts'

const NAMESPACE = 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0'
/** Namespace of what Akoma Ntoso has no place for: norms, hashes, gists. */
const OWN = 'https://guiju.dev/ns/law/1'
const LANGUAGE: Readonly<Record<Lang, string>> = { zh: 'zho', en: 'eng' }

/**
 * One language of an instrument as an Akoma Ntoso 3.0 document. Where a provision has no text in that language, its gist
 * stands in its place, in an element of class `gist`; a provision that the source lacks is empty and of class `missing`.
 */
export function toAkomaNtoso(document: LawDocument, lang: Lang): string {
  const kind = document.binding ? 'act' : 'doc'
  const body = document.binding ? 'body' : 'mainBody'
  const title = document.title[lang] ?? document.title.zh
  const gists = !document.imported.includes(lang)
  const prefix = document.provisions.filter((n) => /^p\d+$/.test(n.place))
  const rest = document.provisions.filter((n) => !/^p\d+$/.test(n.place))
  const notice = (gists ? GIST_NOTICE : SOURCE_NOTICE)[lang]
  return `<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="${NAMESPACE}" xmlns:guiju="${OWN}">
<${kind} name="${xml(document.instrument?.kind ?? 'law')}" contains="singleVersion">
${meta(document, lang)}
<preface>
<p><docTitle>${xml(title)}</docTitle></p>
${document.instrument?.number ? `<p><docNumber>${xml(document.instrument.number)}</docNumber></p>\n` : ''}<p class="notice">${xml(notice)}</p>
</preface>
${prefix.length > 0 ? `<preamble>\n${prefix.map((n) => paragraph(n, lang, ` eId="${eId(n.place)}"`)).join('\n')}\n</preamble>\n` : ''}<${body}>
${(rest.length > 0 ? rest.map((n) => provision(n, document, lang)) : [EMPTY]).join('\n')}
</${body}>
</${kind}>
</akomaNtoso>
`
}

const EMPTY = '<hcontainer name="empty" eId="empty"><content><p/></content></hcontainer>'

function meta(document: LawDocument, lang: Lang): string {
  const { instrument } = document
  const kind = document.binding ? 'act' : 'doc'
  const day = fullDay(document.issued ?? document.inForce?.from ?? instrument?.checkedOn ?? document.on)
  const dateName = document.issued ? 'issue' : 'checked'
  const work = `/akn/cn/${kind}/${day}/${document.id}`
  const expression = `${work}/${LANGUAGE[lang]}@${document.inForce?.from ?? day}`
  const frbr = (uri: string, name: string, extra: string) =>
    `<FRBRthis value="${xml(`${uri}/!main`)}"/><FRBRuri value="${xml(uri)}"/><FRBRdate date="${name === 'generation' ? document.on : day}" name="${name}"/><FRBRauthor href="#${name === 'generation' ? 'guiju' : 'issuer-1'}" as="#author"/>${extra}`
  const issuers = instrument?.issuers ?? []
  const organizations = [
    '<TLCOrganization eId="guiju" href="/ontology/organization/guiju" showAs="Guiju"/>',
    ...(issuers.length > 0 ? issuers : [{ zh: '制定机关', en: 'the issuing body' }]).map(
      (issuer, i) =>
        `<TLCOrganization eId="issuer-${i + 1}" href="/ontology/organization/cn/issuer-${i + 1}" showAs="${xml(issuer[lang])}"/>`,
    ),
  ]
  const events = [
    `<eventRef eId="e1" date="${day}" source="#issuer-1" type="generation"/>`,
    ...(document.inForce?.until
      ? [`<eventRef eId="e2" date="${document.inForce.until}" source="#issuer-1" type="repeal"/>`]
      : []),
  ]
  const implicit = [...nodesOf(document.provisions)].flatMap((node) =>
    node.cites.map(({ title, place }) => {
      const href =
        title === undefined
          ? `#${eId(place ?? '')}`
          : `/akn/cn/act/${encodeURIComponent(title)}${place === undefined ? '' : `/~${eId(place)}`}`
      const shown = `${title === undefined ? '' : `《${title}》`}${place ?? ''}`
      return `<implicitReference for="#${eId(node.place)}" href="${xml(href)}" showAs="${xml(shown)}"/>`
    }),
  )
  return `<meta>
<identification source="#guiju">
<FRBRWork>${frbr(work, dateName, `<FRBRcountry value="cn"/>${instrument?.number ? `<FRBRnumber value="${xml(instrument.number)}"/>` : ''}`)}</FRBRWork>
<FRBRExpression>${frbr(expression, dateName, `<FRBRlanguage language="${LANGUAGE[lang]}"/>`)}</FRBRExpression>
<FRBRManifestation>${frbr(`${expression}.xml`, 'generation', '<FRBRformat value="xml"/>')}</FRBRManifestation>
</identification>
<lifecycle source="#guiju">${events.join('')}</lifecycle>
${implicit.length > 0 ? `<analysis source="#guiju">\n<otherReferences source="#guiju">\n${implicit.join('\n')}\n</otherReferences>\n</analysis>\n` : ''}<references source="#guiju">
${organizations.join('\n')}
<TLCRole eId="author" href="/ontology/role/author" showAs="author"/>
</references>
<proprietary source="#guiju">
${own(document, lang)}
</proprietary>
</meta>`
}

/** Standing, hashes, gists and norms, for which Akoma Ntoso has no elements. */
function own(document: LawDocument, lang: Lang): string {
  const lines = [
    `<guiju:standing on="${document.on}"${attribute('value', document.standing)}${attribute('binding', String(document.binding))}/>`,
  ]
  for (const link of document.instrument?.replacedBy ?? [])
    lines.push(
      `<guiju:replacedBy${attribute('title', link.title[lang])}${attribute('number', link.number)}${attribute('inForce', link.inForce)}>${xml(link.known[lang])}</guiju:replacedBy>`,
    )
  for (const node of nodesOf(document.provisions)) {
    const norms = node.norms.map(
      (norm) =>
        `<guiju:norm modality="${norm.modality}" checkedBy="${norm.checkedBy}"${attribute('bearer', norm.bearer)}${attribute('counterpart', norm.counterpart)}${attribute('condition', norm.condition?.[lang])}${attribute('deadline', norm.deadline?.parameter ?? (norm.deadline?.period ? `${norm.deadline.period.n} ${norm.deadline.period.unit}` : undefined))}${attribute('sanction', norm.sanction?.[lang])}>${xml(norm.act[lang])}</guiju:norm>`,
    )
    lines.push(
      `<guiju:provision for="#${eId(node.place)}" ref="${xml(`${document.id}#${node.place}`)}"${attribute('sha256', node.zh.hash ?? undefined)}${attribute('text', node.zh.check)}>${node.gist ? `<guiju:gist>${xml(node.gist[lang])}</guiju:gist>` : ''}${norms.join('')}</guiju:provision>`,
    )
  }
  return lines.join('\n')
}

const attribute = (name: string, value: string | undefined): string =>
  value === undefined ? '' : ` ${name}="${xml(value)}"`

const fullDay = (day: string): string => (day.length === 7 ? `${day}-01` : day)

const ELEMENT = { art: 'article', p: 'paragraph' } as const

/** The element of a provision: by what it is called in the instrument. */
function elementOf(node: LawNode, document: LawDocument): string {
  const steps = parsePlace(node.place)
  const last = steps?.at(-1)
  if (!last) return 'section'
  if (last.kind === 'article') return ELEMENT.art
  if (last.kind === 'paragraph') return steps!.length > 2 ? 'subparagraph' : ELEMENT.p
  if (last.kind === 'part') return document.numbering === 'articles' ? 'chapter' : 'part'
  if (steps!.length > 1) return document.numbering === 'articles' ? 'point' : 'paragraph'
  return document.numbering === 'groups' || document.numbering === 'sections' ? 'part' : 'section'
}

function provision(node: LawNode, document: LawDocument, lang: Lang): string {
  const element = elementOf(node, document)
  const own = wordsOf(node, lang)
  const open = `<${element} eId="${eId(node.place)}"${own.kind === 'text' ? '' : ` class="${own.kind}"`}>`
  const labelled = !/p\d+$/.test(node.place)
  const num = labelled ? `<num>${xml(node.label[lang])}</num>` : ''
  if (node.children.length === 0) return `${open}${num}<content>${blocks(own)}</content></${element}>`
  const inner = node.children.map((child) => provision(child, document, lang)).join('\n')
  if (isHeading(node)) return `${open}${num}<heading>${xml(own.text)}</heading>\n${inner}\n</${element}>`
  return `${open}${num}${own.text === '' ? '' : `<intro>${blocks(own)}</intro>`}\n${inner}\n</${element}>`
}

/** A part or a chapter is headed; the words of others lead to what follows. */
const isHeading = (node: LawNode): boolean => node.children.length > 0 && !/^art|\.|^p\d/.test(node.place)

interface Words {
  readonly kind: 'text' | 'gist' | 'missing'
  readonly text: string
}

function wordsOf(node: LawNode, lang: Lang): Words {
  const text = node[lang].text
  if (text !== null) return { kind: 'text', text: withoutLabel(text, node.label[lang]) }
  const own = node.zh.hash !== null || node.zh.missing || node.children.length === 0
  if (node[lang].missing && own) return { kind: 'missing', text: '' }
  return node.gist ? { kind: 'gist', text: node.gist[lang] } : { kind: 'missing', text: '' }
}

/** The printed label stands in `num`. */
function withoutLabel(text: string, label: string): string {
  const trimmed = text.trim()
  const plain = (s: string) => s.normalize('NFKC').replace(/\s/gu, '')
  for (let n = label.length; n <= label.length + 4; n++)
    if (plain(trimmed.slice(0, n)) === plain(label)) return trimmed.slice(n).replace(/^[\s:：]+/u, '')
  return trimmed
}

const blocks = ({ text }: Words): string =>
  text === ''
    ? '<p/>'
    : text
        .split('\n')
        .map((line) => `<p>${xml(line.trim())}</p>`)
        .join('')

const paragraph = (node: LawNode, lang: Lang, attributes: string): string => {
  const own = wordsOf(node, lang)
  return `<p${attributes}${own.kind === 'text' ? '' : ` class="${own.kind}"`}>${xml(own.text)}</p>`
}

/** The place as an element id, after the naming convention: `art10.3` → `art_10__point_3`. */
function eId(place: string): string {
  const steps = parsePlace(place) ?? []
  const names = { article: 'art', part: 'part', number: 'sec', paragraph: 'para' } as const
  return steps.map(({ kind, n }, i) => `${kind === 'number' && i > 0 ? 'point' : names[kind]}_${n}`).join('__')
}

/** Text for XML: the five signs, and no character that XML 1.0 cannot hold. */
const xml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' })[c]!)
