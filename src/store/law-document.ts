import { citationsIn } from '../law/citations.ts'
import { isCitedId, loadCited } from '../law/cited.ts'
import type { Instrument, Provision } from '../law/instrument.ts'
import { standingOn } from '../law/instrument.ts'
import { isInstrumentId, loadInstrument, loadOutline } from '../law/library.ts'
import { placeName } from '../law/place-name.ts'
import { parsePlace } from '../law/ref.ts'
import type { LawDocument, LawNode } from '../report/law/document.ts'
import { isBinding } from './law-show.ts'
import { checkText } from './law-status.ts'
import { readStored, type StoredLaw } from './law-store.ts'

/**
 * An instrument of the library with what was imported of it, or a law that was imported, on a day. Undefined for an id
 * that is neither. Throws `StoreError` for a damaged store.
 */
export async function lawDocument(id: string, folder: string, on: string): Promise<LawDocument | undefined> {
  const stored = await readStored(folder, id)
  if (!isInstrumentId(id) && !isCitedId(id)) return stored?.law ? ofPlain(stored, on) : undefined
  const { instrument, outline } = isCitedId(id)
    ? await loadCited(id)
    : { instrument: await loadInstrument(id), outline: await loadOutline(id) }
  const zh = new Map(stored?.zh?.provisions.map((p) => [p.place, p.text]))
  const en = new Map(stored?.en?.provisions.map((p) => [p.place, p]))
  const checks = stored?.zh && checkText(outline, stored.zh).checks
  const node = (p: Provision): LawNode => {
    const text = zh.get(p.ref)
    const english = en.get(p.ref)
    const speaks = p.sha256 !== undefined || p.missing?.zh === true
    return {
      place: p.ref,
      label: p.label,
      name: placeName(p.ref, instrument.numbering) ?? p.label,
      gist: p.gist,
      zh: {
        text: text ?? null,
        hash: p.sha256 ?? null,
        missing: p.missing?.zh === true && text === undefined,
        check: checks?.get(p.ref) ?? 'unknown',
      },
      en: {
        text: english?.text ?? null,
        missing: english === undefined && (p.missing?.en === true || (en.size > 0 && speaks)),
        ...(english?.printed === undefined ? {} : { printed: english.printed }),
      },
      norms: p.norms ?? [],
      cites: text === undefined ? (p.cites ?? []) : citationsIn(text, p.ref, instrument.numbering),
      ...(p.inForce ? { inForce: p.inForce } : {}),
      children: (p.children ?? []).map(node),
    }
  }
  return {
    id,
    title: instrument.title,
    numbering: instrument.numbering,
    instrument,
    ...(instrument.issued ? { issued: instrument.issued } : {}),
    ...(instrument.inForce ? { inForce: instrument.inForce } : {}),
    standing: standingOn(instrument, on),
    binding: isBinding(instrument),
    on,
    imported: [...(stored?.zh ? ['zh' as const] : []), ...(stored?.en ? ['en' as const] : [])],
    provisions: outline.provisions.map(node),
  }
}

/** A law outside the library: its places put into each other, chapters around articles, articles around paragraphs. */
function ofPlain(stored: StoredLaw, on: string): LawDocument {
  const { title, date, inForce } = stored.law!
  const period = inForce ? { status: 'in-force' as const, inForce: { from: inForce } } : undefined
  return {
    id: stored.id,
    title: { zh: title, en: null },
    numbering: 'articles',
    ...(date ? { issued: date } : {}),
    ...(period
      ? { inForce: period.inForce, standing: standingOn(period satisfies Pick<Instrument, 'status' | 'inForce'>, on) }
      : {}),
    binding: true,
    on,
    imported: ['zh'],
    provisions: treeOf(stored.zh?.provisions ?? []),
  }
}

interface Growing extends Omit<LawNode, 'children'> {
  readonly children: Growing[]
}

function treeOf(
  provisions: readonly { readonly place: string; readonly text: string; readonly sha256: string }[],
): LawNode[] {
  const top: Growing[] = []
  const at = new Map<string, Growing>()
  let parts: readonly (readonly [string, Growing])[] = []
  const add = (place: string, text: string | null, hash: string | null): Growing => {
    const name = placeName(place, 'articles') ?? { zh: place, en: place }
    const node: Growing = {
      place,
      label: name,
      name,
      gist: null,
      zh: { text, hash, missing: false, check: 'unknown' },
      en: { text: null, missing: true },
      norms: [],
      cites: text === null ? [] : citationsIn(text, place, 'articles'),
      children: [],
    }
    at.set(place, node)
    const outer = place.includes('.') ? place.slice(0, place.lastIndexOf('.')) : undefined
    if (place.startsWith('part')) {
      parts = parts.filter(([p]) => place.startsWith(`${p}.`))
      ;(parts.at(-1)?.[1].children ?? top).push(node)
      parts = [...parts, [place, node]]
    } else if (outer !== undefined) (at.get(outer) ?? add(outer, null, null)).children.push(node)
    else (parts.at(-1)?.[1].children ?? top).push(node)
    return node
  }
  for (const { place, text, sha256 } of provisions) if (parsePlace(place) && !at.has(place)) add(place, text, sha256)
  return top
}
