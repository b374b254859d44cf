import type { FactEvidence, SubjectResult } from '../judge/result.ts'
import type { Text } from '../law/text.ts'
import { languages, type ReportLang } from './lang.ts'
import { relativeUri } from './uri.ts'
import { visible } from './visible.ts'
import { METHOD_NAMES, WORDS } from './words.ts'

export interface Message {
  readonly text: string
  readonly markdown?: string
}

export interface ArtifactLocation {
  readonly uri: string
  readonly uriBaseId: '%SRCROOT%'
  readonly index: number
}

export interface Location {
  readonly id?: number
  readonly physicalLocation: {
    readonly artifactLocation: ArtifactLocation
    readonly region: { readonly startLine: number }
  }
  readonly logicalLocations?: readonly { readonly fullyQualifiedName: string; readonly kind: string }[]
  readonly message?: Message
}

/** A plain SARIF message in the chosen languages; `](` would make a link of foreign text, so it is parted. */
export function message(text: Text, lang: ReportLang): Message {
  const said = [...new Set(languages(lang).map((l) => text[l]))].join('\n')
  return { text: visible(said).replaceAll('](', '] (') }
}

/**
 * A relative URI reference for an artifact name: no scheme, no root, no `..`, every segment percent-encoded.
 * A page becomes `host/path`.
 */
export function artifactUri(name: string): string {
  return relativeUri(name.replace(/^[A-Za-z][A-Za-z0-9+.-]*:\/\//, '').replace(/[?#].*$/s, '')) || 'artifact'
}

/** The line a locator names (`line 12`, `第12行`, `…:12`), else 1: GitHub asks for a line even of a package. */
export function lineOf(locator: string): number {
  const found = /\bline (\d{1,7})\b|第(\d{1,7})行|:(\d{1,7})(?::\d{1,7})?$/.exec(locator)
  return Math.max(1, Number(found?.[1] ?? found?.[2] ?? found?.[3] ?? 1))
}

/** The artifacts of a run: every input and every artifact that evidence names, once, in order of appearance. */
export class Artifacts {
  private readonly places = new Map<string, { readonly index: number; readonly about: Record<string, unknown> }>()

  constructor(subjects: readonly SubjectResult[]) {
    for (const { subject } of subjects) {
      for (const input of subject.inputs) {
        this.place(artifactUri(input.name), {
          roles: ['analysisTarget'],
          length: input.bytes,
          hashes: { 'sha-256': input.sha256 },
        })
      }
    }
  }

  private place(uri: string, about: Record<string, unknown>): number {
    const known = this.places.get(uri)
    if (known) return known.index
    const index = this.places.size
    this.places.set(uri, { index, about })
    return index
  }

  at(name: string): ArtifactLocation {
    const uri = artifactUri(name)
    return { uri, uriBaseId: '%SRCROOT%', index: this.place(uri, {}) }
  }

  list(): readonly Record<string, unknown>[] {
    return [...this.places].map(([uri, { about }]) => ({ location: { uri, uriBaseId: '%SRCROOT%' }, ...about }))
  }
}

/** Where a piece of evidence stands. */
export function location(e: FactEvidence, artifacts: Artifacts, lang: ReportLang, id?: number): Location {
  const method = e.path?.at(-1)
  return {
    ...(id === undefined ? {} : { id }),
    physicalLocation: {
      artifactLocation: artifacts.at(e.artifact),
      region: { startLine: lineOf(e.locator) },
    },
    logicalLocations: [
      method === undefined
        ? { fullyQualifiedName: visible(e.locator), kind: 'element' }
        : { fullyQualifiedName: visible(method), kind: 'function' },
    ],
    message: message(
      {
        zh: `${METHOD_NAMES[e.method].zh}：${e.fact}，${e.artifact} ${e.locator}${e.sdk ? `（SDK：${e.sdk}）` : ''}`,
        en: `${METHOD_NAMES[e.method].en}: ${e.fact}, ${e.artifact} ${e.locator}${e.sdk ? ` (SDK: ${e.sdk})` : ''}`,
      },
      lang,
    ),
  }
}

/** The call chain of a piece of evidence as one thread of execution, entry first; null where it has none. */
export function codeFlow(e: FactEvidence, artifacts: Artifacts, lang: ReportLang): Record<string, unknown> | null {
  const path = e.path ?? []
  if (path.length === 0) return null
  const last = path.length - 1
  return {
    message: message(e.sdk ? { zh: `SDK：${e.sdk}`, en: `SDK: ${e.sdk}` } : WORDS.callChain, lang),
    threadFlows: [
      {
        ...(e.guards && e.guards.length > 0
          ? {
              message: message(
                {
                  zh: `${WORDS.guards.zh}：${e.guards.join('；')}`,
                  en: `${WORDS.guards.en}: ${e.guards.join('; ')}`,
                },
                lang,
              ),
            }
          : {}),
        locations: path.map((method, step) => ({
          location: {
            physicalLocation: { artifactLocation: artifacts.at(e.artifact), region: { startLine: 1 } },
            logicalLocations: [{ fullyQualifiedName: visible(method), kind: 'function' }],
            message: { text: visible(method) },
          },
          nestingLevel: step,
          executionOrder: step + 1,
          importance: step === 0 || step === last ? 'essential' : 'important',
        })),
      },
    ],
  }
}
