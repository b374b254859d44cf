import type { Evidence } from '../facts/evidence.ts'
import type { RunBoard } from '../facts/run-board.ts'
import type { Stated, TwoLists } from '../facts/two-lists.ts'

/** What stands beside the determinations of a subject, with every key in the order of the schema and no others. */

export const runBoard = (r: RunBoard): RunBoard => ({
  url: r.url,
  startedAt: r.startedAt,
  shots: r.shots.map(({ name, sha256, bytes }) => ({ name, sha256, bytes })),
  phases: r.phases.map((p) => ({
    name: p.name,
    ...(p.decidedAt === undefined ? {} : { decidedAt: p.decidedAt }),
    whole: p.whole,
    marks: p.marks.map(({ at, act, label, shot }) => ({
      at,
      act,
      ...(label === undefined ? {} : { label }),
      ...(shot === undefined ? {} : { shot }),
    })),
    moments: p.moments.map(({ at, kind, what, third, owner, number }) => ({
      at,
      kind,
      what,
      third,
      ...(owner === undefined ? {} : { owner }),
      ...(number === undefined ? {} : { number }),
    })),
    more: p.more,
  })),
})

export const twoLists = (l: TwoLists): TwoLists => ({
  subject: l.subject,
  name: l.name,
  version: l.version,
  policy: l.policy,
  collected: l.collected.map((e) => ({
    item: e.item,
    name: { zh: e.name.zh, en: e.name.en },
    sensitive: e.sensitive,
    origin: e.origin,
    seen: e.seen.map(place),
    sdks: [...e.sdks],
    stated: stated(e.stated),
  })),
  shared: l.shared.map((e) => ({
    name: e.name,
    company: e.company,
    origin: e.origin,
    seen: e.seen.map(place),
    stated: stated(e.stated),
  })),
})

const stated = (s: Stated): Stated => ({
  purposes: [...s.purposes],
  items: [...s.items],
  means: [...s.means],
  places: s.places.map(place),
})

const place = (e: Evidence): Evidence => ({
  method: e.method,
  artifact: e.artifact,
  locator: e.locator,
  ...(e.excerpt === undefined ? {} : { excerpt: e.excerpt }),
  ...(e.path ? { path: [...e.path] } : {}),
  ...(e.guards ? { guards: [...e.guards] } : {}),
  ...(e.sdk === undefined ? {} : { sdk: e.sdk }),
})
