import { appEntity } from '../../facts/app.ts'
import type { AnyEntity } from '../../facts/entity.ts'
import type { Evidence } from '../../facts/evidence.ts'
import type { Problem } from '../../facts/problem.ts'
import type { Reading, Recorder, RowRecorder } from '../../facts/reading.ts'
import type { Text } from '../../law/text.ts'
import { formRow } from '../app/compare.ts'
import { findDataItems } from '../catalog/data-item-words.ts'
import { dataItem } from '../catalog/data-items.ts'
import { matchName } from '../catalog/sdks.ts'
import type { Attestation, AttestedRow, Grounds } from './read.ts'

export const ATTESTED = 'attest'

const NO_EVIDENCE: Text = {
  zh: '声明没有附证据文件，只作线索；请附上证据',
  en: 'the attestation comes without an evidence file and is a lead only: attach one',
}
const PARTIAL: Text = { zh: '声明的列表不完整', en: 'the attested list is not complete' }

/**
 * Records what a person attests: with an evidence file it is shown, without one it is only indicated. `policy` is the
 * name of the policy that was read, so that both speak of one row.
 */
export function recordAttestation(
  attestation: Attestation,
  app: RowRecorder,
  recorder: Recorder,
  policy?: string,
): void {
  const places = new Places(attestation.name, recorder, policy)
  places.record(appEntity, app, attestation.facts)
}

class Places {
  readonly #name: string
  readonly #recorder: Recorder
  readonly #policy: string

  constructor(name: string, recorder: Recorder, policy: string | undefined) {
    this.#name = name
    this.#recorder = recorder
    this.#policy = policy ?? name
  }

  record(of: AnyEntity, row: RowRecorder, facts: AttestedRow): void {
    for (const [field, { value, grounds }] of Object.entries(facts.values)) {
      const where = this.#evidence(grounds, field)
      if (grounds.files.length > 0) row.show(field, value, ...where)
      else row.indicate(field, value, ...where).unknown(field, NO_EVIDENCE)
    }
    for (const [name, inner] of Object.entries(facts.links)) {
      const target = (of.links as Record<string, AnyEntity>)[name]!
      const linked = this.#recorder.row(target.name, this.#policy)
      row.link(name, linked.id)
      this.record(target, linked, inner)
    }
    for (const [name, list] of Object.entries(facts.lists)) {
      const element = (of.lists as Record<string, AnyEntity>)[name]!
      const part = this.#recorder.list(row, name, element.name)
      if (list.grounds.files.length === 0) part.yield(NO_EVIDENCE)
      else if (!list.complete) part.yield(PARTIAL)
      for (const [i, inner] of list.rows.entries()) {
        const id = this.#idOf(element, inner) ?? `${this.#name}:${name}[${i}]`
        const strength = list.grounds.files.length > 0 ? 'shown' : 'indicated'
        const one = part.add(this.#recorder.row(element.name, id, strength))
        one.seen(...this.#evidence(list.grounds, `${name}[${i}]`))
        this.record(element, one, inner)
      }
    }
  }

  /** The id other readers give the same row, so that both join. */
  #idOf(of: AnyEntity, { values }: AttestedRow): string | undefined {
    const key = values[of.key]?.value
    const name = key ?? values['name']?.value
    if (typeof name !== 'string') return undefined
    switch (of.name) {
      case 'right':
        return `${this.#policy}#${name}`
      case 'collection': {
        const item = dataItem(name)?.id ?? findDataItems(name)[0]?.item ?? name
        return values['asked']?.value === true ? formRow(item) : item
      }
      case 'sdk':
        return matchName(name).find((m) => m.confidence !== 'vendor')?.id ?? name
      default:
        return name
    }
  }

  #evidence({ by, on, note, files }: Grounds, field: string): Evidence[] {
    const excerpt = [by, on, note].filter((part) => part !== undefined).join('，')
    if (files.length === 0) return [{ artifact: this.#name, locator: field, excerpt, method: 'attested' }]
    return files.map((file) => ({
      artifact: file.name,
      locator: `sha256:${file.sha256}`,
      excerpt,
      method: 'attested',
    }))
  }
}

/** What is attested against what a machine showed: neither counts until it is settled. */
export function contradictions(readings: readonly Reading[]): readonly Problem[] {
  const attested = readings.find((r) => r.reader === ATTESTED)
  if (!attested) return []
  const problems: Problem[] = []
  for (const row of attested.entities)
    for (const [field, cell] of Object.entries(row.cells)) {
      if (cell.strength !== 'shown') continue
      for (const other of readings) {
        if (other === attested) continue
        for (const same of other.entities) {
          if (same.entity !== row.entity || same.id !== row.id) continue
          const against = same.cells[field]
          if (against?.strength !== 'shown' || against.value === cell.value) continue
          const [where] = against.evidence
          const place = where ? `${where.artifact} ${where.locator}` : other.reader
          problems.push({
            code: 'attest.contradicts',
            artifact: cell.evidence[0]?.artifact ?? '',
            locator: `${row.entity}.${field}`,
            message: {
              zh: `声明 ${field} 为 ${String(cell.value)}，而 ${place} 显示为 ${String(against.value)}：两者都不采用，请核实`,
              en: `${field} is attested as ${String(cell.value)}, while ${place} shows ${String(against.value)}: neither counts until it is settled`,
            },
          })
        }
      }
    }
  return problems
}
