import { z } from 'zod'
import { PLACE_KINDS, type Place } from '../../report/bench/palette-words.ts'
import { instrumentShort, provisionRef } from '../../report/instruments.ts'
import { rules } from '../../rules/registry.ts'
import { subjectsOf } from '../../store/state/subject-list.ts'
import { route } from '../route.ts'
import { listOf, text } from './shapes.ts'

/** Of each kind; a person who sees that many writes another letter. */
const MOST = 12

const words = (q: string): readonly string[] => q.toLowerCase().split(/\s+/).filter(Boolean)

/** Provisions that rules read, each once, and the instruments they stand in. */
const LAW: readonly { readonly place: Omit<Place, 'href'>; readonly to: string; readonly words: string }[] = (() => {
  const provisions = new Map(rules.map((r) => [r.cites as string, r.title]))
  const instruments = new Set([...provisions.keys()].map((cites) => provisionRef(cites).instrument))
  return [
    ...[...instruments].map((id) => ({
      kind: 'instrument' as const,
      title: instrumentShort(id),
      note: id,
      to: `/law/${id}`,
    })),
    ...[...provisions].map(([cites, title]) => ({ kind: 'provision' as const, title, note: cites, to: cites })),
  ].map(({ to, ...place }) => ({
    place,
    to,
    words: `${place.title.zh} ${place.title.en} ${place.note}`.toLowerCase(),
  }))
})()

export const placeRoutes = [
  route({
    method: 'get',
    path: '/api/workspaces/{ws}/places',
    needs: 'read',
    summary: {
      zh: '按几个字查找：对象、案件、条款、规范',
      en: 'Somewhere to go by a few letters: subjects, cases, provisions, instruments',
    },
    query: z.object({ q: z.string().max(100).default('') }),
    answer: {
      status: 200,
      schema: listOf(z.object({ kind: z.enum(PLACE_KINDS), title: text, note: z.string(), href: z.string() })),
    },
    async run({ bench, ws, query }): Promise<{ items: Place[] }> {
      const wanted = words(query.q)
      const base = `/w/${ws}`
      const fits = (of: string) => wanted.every((word) => of.includes(word))
      const { rows } = await subjectsOf(bench.db, ws, {
        most: MOST,
        from: 0,
        ...(wanted.length === 0 ? {} : { text: query.q.trim() }),
      })
      const cases = (await bench.cases.list(ws))
        .filter(({ id, folded }) => {
          const { zh = '', en = '' } = folded?.procedure.title ?? {}
          return fits(`${id} ${zh} ${en}`.toLowerCase())
        })
        .slice(0, MOST)
      return {
        items: [
          ...rows.map(
            (r): Place => ({
              kind: 'subject',
              title: { zh: r.name, en: r.name },
              note: r.key,
              href: `${base}/results/${r.result_id}`,
            }),
          ),
          ...cases.map(
            ({ id, folded }): Place => ({
              kind: 'case',
              title: { zh: id, en: id },
              note: folded?.procedure.id ?? '',
              href: `${base}/cases/${encodeURIComponent(id)}`,
            }),
          ),
          ...(wanted.length === 0 ? [] : LAW.filter((one) => fits(one.words)).slice(0, MOST)).map(
            ({ place, to }): Place => ({
              ...place,
              href:
                place.kind === 'instrument'
                  ? to
                  : `${base}/provisions?provision=${encodeURIComponent(to)}&outcome=failed`,
            }),
          ),
        ],
      }
    },
  }),
]
