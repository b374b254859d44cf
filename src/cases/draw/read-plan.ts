import { fill, type Text } from '../../law/text.ts'
import { DrawError } from './draw-error.ts'
import { isMoment } from './moment.ts'
import type { DrawPlan, Inspector, Party, Randomness, Source, Tier } from './plan.ts'

/** Characters of an id and of a title at most. */
const ID_LENGTH = 128
const TITLE_LENGTH = 300
const MOST_INSPECTORS = 100_000
const MOST_PER_SUBJECT = 100
const MOST_SUBSTITUTES = 10_000

type Keyed = Readonly<Record<string, unknown>>

const fail = (zh: string, en: string, values: Readonly<Record<string, string | number>> = {}): never => {
  throw new DrawError(fill({ zh, en }, values))
}

/**
 * The plan an input describes: `subjects: [{ id, tier }]` beside `tiers: { A: { ratio } }`, or each tier with its own
 * `subjects`. The order of every list is lost on purpose. Throws `DrawError` for what is malformed, unknown or twice.
 */
export function readPlan(input: unknown): DrawPlan {
  const value = keyed(input, 'input', PLAN_KEYS)
  const subjects = subjectsOf(value)
  const inspectors = inspectorsOf(value['inspectors'], subjects)
  const perSubject = whole(value['perSubject'] ?? (inspectors.length > 0 ? 2 : 0), 'perSubject', MOST_PER_SUBJECT)
  const substitutes = keyed(value['substitutes'] ?? {}, 'substitutes', ['subjects', 'inspectors'])
  const plan: DrawPlan = {
    id: idAt(value['id'], 'id'),
    title: words(value['title'], 'title'),
    organiser: words(value['organiser'], 'organiser'),
    perSubject,
    substitutes: {
      subjects: whole(substitutes['subjects'] ?? 0, 'substitutes.subjects', MOST_SUBSTITUTES),
      inspectors: whole(substitutes['inspectors'] ?? 0, 'substitutes.inspectors', MOST_PER_SUBJECT),
    },
    randomness: randomnessOf(value['randomness']),
    ...(value['replaces'] === undefined ? {} : { replaces: replacesOf(value['replaces']) }),
    tiers: subjects,
    inspectors,
  }
  enoughInspectors(plan)
  return plan
}

const PLAN_KEYS = [
  'id',
  'title',
  'organiser',
  'tiers',
  'subjects',
  'inspectors',
  'perSubject',
  'substitutes',
  'randomness',
  'replaces',
]

function subjectsOf(value: Keyed): Tier[] {
  const lists = new Map<string, string[]>()
  const shares = new Map<string, Omit<Tier, 'subjects'>>()
  const given = value['tiers']
  const entries = Array.isArray(given)
    ? given.map((at, i): [string, unknown] => {
        const { id, ...tier } = record(at, `tiers[${i}]`)
        return [idAt(id, `tiers[${i}].id`), tier]
      })
    : Object.entries(record(given, 'tiers'))
  for (const [id, at] of entries) {
    const where = `tiers.${id.slice(0, 40)}`
    const tier = keyed(at, where, ['ratio', 'atLeast', 'subjects'])
    idAt(id, where)
    if (shares.has(id)) fail('层级 {id} 重复：每个只写一次', 'the tier {id} is there twice: write each once', { id })
    shares.set(id, {
      id,
      ratio: ratioOf(tier['ratio'], where),
      atLeast: whole(tier['atLeast'] ?? 0, `${where}.atLeast`, 1e9),
    })
    const own = tier['subjects'] === undefined ? [] : listAt(tier['subjects'], `${where}.subjects`)
    lists.set(
      id,
      own.map((s, i) => idAt(s, `${where}.subjects[${i}]`)),
    )
  }
  if (shares.size === 0) fail('tiers 为空：请写明各层级及抽取比例', 'tiers is empty: name each tier and its ratio')
  for (const [i, at] of listAt(value['subjects'] ?? [], 'subjects').entries()) {
    const subject = keyed(at, `subjects[${i}]`, ['id', 'tier', 'name'])
    const id = idAt(subject['id'], `subjects[${i}].id`)
    const tier = idAt(subject['tier'], `subjects[${i}].tier`)
    const list = lists.get(tier)
    if (list) list.push(id)
    else
      fail(
        '对象 {id} 的层级 {tier} 没有比例：请在 tiers 中写明',
        'the tier {tier} of subject {id} has no ratio: name it in tiers',
        { id, tier },
      )
  }
  const tiers = [...shares.values()]
    .sort((a, b) => byUnits(a.id, b.id))
    .map((tier) => ({ ...tier, subjects: lists.get(tier.id)!.sort() }))
  if (tiers.every((t) => t.subjects.length === 0))
    fail('没有抽查对象：请在 subjects 中列出', 'there are no subjects: list them in subjects')
  noneTwice(
    tiers.map((tier) => tier.subjects),
    { zh: '对象', en: 'subject' },
  )
  return tiers
}

function inspectorsOf(at: unknown, tiers: readonly Tier[]): Inspector[] {
  const list = listAt(at ?? [], 'inspectors')
  if (list.length > MOST_INSPECTORS)
    fail('检查人员超过 {most} 名：请核对', 'there are more than {most} inspectors: check the list', {
      most: MOST_INSPECTORS,
    })
  const inspectors = list.map((entry, i) => {
    const inspector = keyed(entry, `inspectors[${i}]`, ['id', 'name', 'recuse'])
    const recuse = listAt(inspector['recuse'] ?? [], `inspectors[${i}].recuse`)
    return {
      id: idAt(inspector['id'], `inspectors[${i}].id`),
      recuse: recuse.map((s, j) => idAt(s, `inspectors[${i}].recuse[${j}]`)).sort(byUnits),
    }
  })
  inspectors.sort((a, b) => byUnits(a.id, b.id))
  noneTwice([inspectors.map((i) => i.id)], { zh: '检查人员', en: 'inspector' })
  if (inspectors.some((i) => i.recuse.length > 0)) {
    const known = new Set(tiers.flatMap((tier) => [...tier.subjects]))
    for (const { id, recuse } of inspectors) {
      noneTwice([recuse], { zh: '回避对象', en: 'recused subject' })
      for (const subject of recuse)
        if (!known.has(subject))
          fail(
            '检查人员 {id} 回避的对象 {subject} 不在名单中：请核对编号',
            'inspector {id} is recused from {subject}, which is no subject: check the id',
            { id, subject },
          )
    }
  }
  return inspectors
}

/** Every subject has enough inspectors who are not recused from it, substitutes not counted. */
function enoughInspectors(plan: DrawPlan): void {
  if (plan.perSubject === 0) return
  const recused = new Map<string, number>()
  for (const { recuse } of plan.inspectors) for (const s of recuse) recused.set(s, (recused.get(s) ?? 0) + 1)
  const most = plan.inspectors.length
  const values = { n: plan.perSubject }
  if (most < plan.perSubject)
    fail(
      '每个对象需 {n} 名检查人员，名单只有 {most} 名：请补充名单或调整 perSubject',
      'each subject needs {n} inspectors and there are {most}: add inspectors or change perSubject',
      { ...values, most },
    )
  for (const [subject, count] of recused)
    if (most - count < plan.perSubject)
      fail(
        '对象 {subject} 回避后只剩 {left} 名检查人员，需 {n} 名：请补充名单',
        'recusals leave {left} inspectors for subject {subject}, which needs {n}: add inspectors',
        { ...values, subject, left: most - count },
      )
}

function randomnessOf(at: unknown): Randomness {
  const value = keyed(at, 'randomness', ['kind', 'at', 'sources', 'parties'])
  const time = value['at']
  if (typeof time !== 'string' || !isMoment(time))
    return fail(
      'randomness.at 不是时刻：请写明随机数公布的时间，如 2026-12-01T21:15:00+08:00，或 2026-12-01',
      'randomness.at is no moment: say when the numbers are published, e.g. 2026-12-01T21:15:00+08:00 or 2026-12-01',
    )
  if (value['kind'] === 'published') {
    if (value['parties'] !== undefined) fail('parties 只用于 commit-reveal', 'parties are for commit-reveal only')
    const sources = listAt(value['sources'], 'randomness.sources').map(sourceOf)
    if (sources.length === 0)
      fail('randomness.sources 为空：请写明随机数来源', 'randomness.sources is empty: name the sources')
    sources.sort((a, b) => byUnits(a.id, b.id))
    noneTwice([sources.map((s) => s.id)], { zh: '随机数来源', en: 'source' })
    return { kind: 'published', at: time, sources }
  }
  if (value['kind'] === 'commit-reveal') {
    if (value['sources'] !== undefined) fail('sources 只用于 published', 'sources are for published only')
    const parties = listAt(value['parties'], 'randomness.parties').map(partyOf)
    if (parties.length < 2)
      fail(
        '多方承诺至少需要两方：请补充 randomness.parties',
        'commit-reveal takes two parties or more: add to randomness.parties',
      )
    parties.sort((a, b) => byUnits(a.id, b.id))
    noneTwice([parties.map((p) => p.id)], { zh: '参与方', en: 'party' })
    if (new Set(parties.map((p) => p.commitment)).size < parties.length)
      fail('两方的承诺值相同：各方须自行产生', 'two parties have the same commitment: each makes its own')
    return { kind: 'commit-reveal', at: time, parties }
  }
  return fail(
    'randomness.kind 应为 published（公开随机数）或 commit-reveal（多方承诺）',
    'randomness.kind must be published or commit-reveal',
  )
}

function sourceOf(at: unknown, i: number): Source {
  const where = `randomness.sources[${i}]`
  const value = keyed(at, where, ['id', 'name', 'form', 'count', 'from', 'to', 'ordered', 'repeats'])
  const form = value['form'] ?? 'numbers'
  if (form !== 'numbers' && form !== 'hex')
    return fail('{where}.form 应为 numbers 或 hex', '{where}.form must be numbers or hex', { where })
  const base = { id: idAt(value['id'], `${where}.id`), name: words(value['name'], `${where}.name`), form } as const
  if (form === 'hex') {
    for (const key of ['count', 'from', 'to', 'ordered', 'repeats'])
      if (value[key] !== undefined)
        fail('{where}.{key} 只用于 numbers', '{where}.{key} is for numbers only', { where, key })
    return base
  }
  const count = whole(value['count'], `${where}.count`, 1000)
  if (count === 0) fail('{where}.count 应至少为 1', '{where}.count must be at least 1', { where })
  const ranged = value['from'] !== undefined || value['to'] !== undefined
  const from = ranged ? whole(value['from'], `${where}.from`, 1e15) : undefined
  const to = ranged ? whole(value['to'], `${where}.to`, 1e15) : undefined
  if (from !== undefined && to !== undefined && from >= to)
    fail('{where}：from 应小于 to', '{where}: from must be below to', { where })
  return {
    ...base,
    count,
    ...(from === undefined || to === undefined ? {} : { from, to }),
    ordered: flag(value['ordered'] ?? false, `${where}.ordered`),
    repeats: flag(value['repeats'] ?? false, `${where}.repeats`),
  }
}

function partyOf(at: unknown, i: number): Party {
  const where = `randomness.parties[${i}]`
  const value = keyed(at, where, ['id', 'name', 'commitment'])
  return { id: idAt(value['id'], `${where}.id`), commitment: digestAt(value['commitment'], `${where}.commitment`) }
}

function replacesOf(at: unknown): { commitment: string; reason: string } {
  const value = keyed(at, 'replaces', ['commitment', 'reason'])
  return {
    commitment: digestAt(value['commitment'], 'replaces.commitment'),
    reason: words(value['reason'], 'replaces.reason'),
  }
}

/** `5%`, `0.5%`, `1/20` in lowest terms. */
function ratioOf(at: unknown, where: string): string {
  const text = typeof at === 'string' ? at.trim() : ''
  const percent = /^(\d{1,3})(?:\.(\d{1,6}))?%$/.exec(text)
  const part = /^(\d{1,9})\/(\d{1,9})$/.exec(text)
  const ratio = percent
    ? lowest(Number(percent[1]! + (percent[2] ?? '')), 100 * 10 ** (percent[2] ?? '').length)
    : part && Number(part[2]) > 0
      ? lowest(Number(part[1]), Number(part[2]))
      : undefined
  if (!ratio)
    return fail(
      '{where}.ratio 不是比例：请写成 "5%" 或 "1/20"',
      '{where}.ratio is no share: write it like "5%" or "1/20"',
      { where },
    )
  if (ratio.parts > ratio.whole) fail('{where}.ratio 超过 100%', '{where}.ratio is above 100 %', { where })
  return `${ratio.parts}/${ratio.whole}`
}

function lowest(parts: number, whole: number): { parts: number; whole: number } {
  let [a, b] = [whole, parts]
  while (b > 0) [a, b] = [b, a % b]
  return { parts: parts / a, whole: whole / a }
}

/** Two ids that differ only in case or width are the same: nobody may stand in the sorted lists twice. */
function noneTwice(lists: readonly (readonly string[])[], what: Text): void {
  const plain = lists.length <= FEW && lists.every((list) => list.every((id) => ASCII_UPPER.test(id)))
  const id = plain ? twiceInOrder(lists) : twice(lists)
  if (id !== undefined)
    throw new DrawError({
      zh: `${what.zh}编号 ${id} 重复（不分大小写和全半角）：每个只列一次`,
      en: `the ${what.en} id ${id} is there twice (case and width do not count): list each once`,
    })
}

/** Lists up to which taking the least of their heads is quicker than a set. */
const FEW = 16

function twice(lists: readonly (readonly string[])[]): string | undefined {
  const seen = new Set<string>()
  for (const list of lists)
    for (const id of list) {
      const before = seen.size
      if (seen.add(folded(id)).size === before) return id
    }
  return undefined
}

/** As `twice` for ids that are as they are when folded: taken from all lists in order, equals follow one another. */
function twiceInOrder(lists: readonly (readonly string[])[]): string | undefined {
  const at = lists.map(() => 0)
  let last: string | undefined
  for (;;) {
    let least = -1
    let id: string | undefined
    for (let k = 0; k < lists.length; k += 1) {
      const head = lists[k]![at[k]!]
      if (head !== undefined && (id === undefined || head < id)) {
        id = head
        least = k
      }
    }
    if (id === undefined || id === last) return id
    last = id
    at[least]! += 1
  }
}

const folded = (id: string): string =>
  ASCII_UPPER.test(id) ? id : id.normalize('NFKC').toUpperCase().normalize('NFKC')
const ASCII_UPPER = /^[\x20-\x60\x7b-\x7e]*$/

/** The order of JavaScript's own sort: by UTF-16 code units. */
const byUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function keyed(at: unknown, where: string, known: readonly string[]): Keyed {
  const value = record(at, where)
  for (const key of Object.keys(value))
    if (!known.includes(key))
      fail('{where} 中的 {key} 不认识：可用 {known}', '{where} has {key}, which is not known: use {known}', {
        where,
        key: key.slice(0, 60),
        known: known.join(', '),
      })
  return value
}

function record(at: unknown, where: string): Keyed {
  if (typeof at !== 'object' || at === null || Array.isArray(at))
    return fail('{where} 缺失或不是键值对象', '{where} is missing or no mapping of keys to values', { where })
  return at as Keyed
}

function listAt(at: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(at)) return fail('{where} 缺失或不是列表', '{where} is missing or no list', { where })
  return at
}

const PLAIN_ID = /^[A-Za-z0-9._:/-]+$/
const NO_ID = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|^\s|\s$/u

function idAt(at: unknown, where: string): string {
  if (typeof at === 'number')
    return fail('{where} 是数字：编号请加引号', '{where} is a number: put ids in quotes', { where })
  if (typeof at !== 'string' || at === '') return fail('{where} 缺少编号', '{where} has no id', { where })
  if (at.length > ID_LENGTH)
    fail('{where} 的编号超过 {n} 个字符', 'the id of {where} is longer than {n} characters', { where, n: ID_LENGTH })
  if (PLAIN_ID.test(at)) return at
  if (NO_ID.test(at) || at.normalize('NFC') !== at)
    fail(
      '{where} 的编号含控制字符、首尾空格或未规范化的字符：请改正',
      'the id of {where} holds control characters, spaces at an end or text that is not normalised: correct it',
      { where },
    )
  return at
}

function words(at: unknown, where: string): string {
  if (typeof at !== 'string' || at.trim() === '' || at.length > TITLE_LENGTH)
    return fail('{where} 应为 1 至 {n} 个字符的文字', '{where} must be a text of 1 to {n} characters', {
      where,
      n: TITLE_LENGTH,
    })
  if (/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(at)) fail('{where} 含控制字符', '{where} holds control characters', { where })
  return at
}

function whole(at: unknown, where: string, most: number): number {
  if (typeof at !== 'number' || !Number.isInteger(at) || at < 0 || at > most)
    return fail('{where} 应为 0 到 {most} 的整数', '{where} must be a whole number from 0 to {most}', { where, most })
  return at
}

function flag(at: unknown, where: string): boolean {
  if (typeof at !== 'boolean') return fail('{where} 应为 true 或 false', '{where} must be true or false', { where })
  return at
}

function digestAt(at: unknown, where: string): string {
  if (typeof at !== 'string' || !/^[0-9a-f]{64}$/.test(at))
    return fail('{where} 应为 64 位小写十六进制 SHA-256', '{where} must be a SHA-256 of 64 lower-case hex digits', {
      where,
    })
  return at
}
