import { isDay } from '../../law/day.ts'
import {
  type Damage,
  GRADING_ASPECTS,
  GRADING_HARMS,
  GRADING_OBJECTS,
  type GradingAnswers,
  SPECIAL_KINDS,
  type SpecialKind,
} from '../../law/grading.ts'
import type { Text } from '../../law/text.ts'
import { dayIn } from '../tickets/day.ts'
import { isPlain, type Plain, unknownName } from './values.ts'

type Say = (at: string, what: Text) => void

/** What a person answered for one item of the requirements. */
export interface ItemAnswer {
  readonly item: string
  readonly answer: 'met' | 'partly' | 'not' | 'not-applicable'
  readonly evidence?: readonly string[]
  readonly reason?: string
  readonly owner?: string
  readonly due?: string
}

const ANSWERS: Readonly<Record<string, ItemAnswer['answer']>> = {
  met: 'met',
  符合: 'met',
  partly: 'partly',
  部分符合: 'partly',
  not: 'not',
  不符合: 'not',
  'not met': 'not',
  'not-applicable': 'not-applicable',
  'not applicable': 'not-applicable',
  不适用: 'not-applicable',
}

/** One answer; undefined where the row was left empty or is wrong. */
export function answersOf(plain: Plain, at: string, say: Say): ItemAnswer | undefined {
  const text = (key: string): string => {
    const value = plain[key]
    return typeof value === 'string' ? value.normalize('NFKC').trim() : typeof value === 'number' ? String(value) : ''
  }
  const item = text('item')
  const written = text('answer').toLowerCase()
  if (item === '') {
    say(at, { zh: '缺少条款号（item）', en: 'the clause (item) is missing' })
    return undefined
  }
  if (written === '' || written === '未填写' || written === 'not answered') return undefined
  const answer = Object.hasOwn(ANSWERS, written) ? ANSWERS[written] : undefined
  if (!answer) {
    say(`${at}.answer`, {
      zh: `“${written.slice(0, 40)}”不在可选值中：可用 符合、部分符合、不符合、不适用`,
      en: `“${written.slice(0, 40)}” is not known: use met, partly, not, not-applicable`,
    })
    return undefined
  }
  const due = text('due')
  const day = due === '' ? undefined : isDay(due) ? due : dayIn(due)
  if (due !== '' && day === undefined)
    say(`${at}.due`, {
      zh: `“${due.slice(0, 40)}”不是日期：请写成 YYYY-MM-DD`,
      en: `“${due.slice(0, 40)}” is no date: write YYYY-MM-DD`,
    })
  const given = plain['evidence']
  const evidence = (Array.isArray(given) ? given.map(String) : text('evidence').split(/[;；\n]/))
    .map((e) => e.trim())
    .filter((e) => e !== '')
  return {
    item,
    answer,
    ...(evidence.length > 0 ? { evidence } : {}),
    ...(text('reason') === '' ? {} : { reason: text('reason') }),
    ...(text('owner') === '' ? {} : { owner: text('owner') }),
    ...(day === undefined ? {} : { due: day }),
  }
}

const OBJECTS: Readonly<Record<string, (typeof GRADING_OBJECTS)[number]>> = {
  公民: 'citizens',
  公民法人和其他组织: 'citizens',
  社会: 'society',
  社会秩序公共利益: 'society',
  国家: 'national',
  国家安全: 'national',
}
const HARMS: Readonly<Record<string, (typeof GRADING_HARMS)[number]>> = {
  一般: 'general',
  一般损害: 'general',
  严重: 'serious',
  严重损害: 'serious',
  特别严重: 'especially-serious',
  特别严重损害: 'especially-serious',
}

/** What damage to information and service would do: `information: { object, harm }`, or several of them. */
export function gradingOf(given: unknown, at: string, say: Say): { readonly answers: GradingAnswers } | undefined {
  if (given === undefined || given === '') return undefined
  if (!isPlain(given)) {
    say(at, { zh: '应写 information 和 service', en: 'must hold information and service' })
    return undefined
  }
  const known = [...GRADING_ASPECTS, 'special']
  for (const key of Object.keys(given)) if (!known.includes(key)) sayUnknown(at, key, known, say)
  const damages = (aspect: string): Damage[] => {
    const value = given[aspect]
    if (value === undefined || value === '') return []
    return [value].flat().flatMap((one: unknown, i) => {
      const where = `${at}.${aspect}${Array.isArray(value) ? `[${i}]` : ''}`
      if (!isPlain(one)) {
        say(where, { zh: '应为 { object, harm }', en: 'must be { object, harm }' })
        return []
      }
      for (const key of Object.keys(one))
        if (key !== 'object' && key !== 'harm') sayUnknown(where, key, ['object', 'harm'], say)
      const object = word(one['object'], GRADING_OBJECTS, OBJECTS, `${where}.object`, say)
      const harm = word(one['harm'], GRADING_HARMS, HARMS, `${where}.harm`, say)
      return object && harm ? [{ object, harm }] : []
    })
  }
  const special = [given['special'] ?? []]
    .flat()
    .filter((w) => w !== '')
    .flatMap((one): SpecialKind[] => {
      if ((SPECIAL_KINDS as readonly unknown[]).includes(one)) return [one as SpecialKind]
      sayUnknown(`${at}.special`, String(one), SPECIAL_KINDS, say)
      return []
    })
  return {
    answers: {
      information: damages('information'),
      service: damages('service'),
      ...(special.length > 0 ? { special } : {}),
    },
  }
}

function word<W extends string>(
  given: unknown,
  known: readonly W[],
  words: Readonly<Record<string, W>>,
  at: string,
  say: Say,
): W | undefined {
  const plain = String(given ?? '').replace(/[、，,\s]/g, '')
  if (known.includes(plain as W)) return plain as W
  if (Object.hasOwn(words, plain)) return words[plain]
  say(at, {
    zh: `“${plain.slice(0, 40)}”不在可选值中：可用 ${known.join('、')}`,
    en: `“${plain.slice(0, 40)}” is not known: use ${known.join(', ')}`,
  })
  return undefined
}

function sayUnknown(at: string, key: string, known: readonly string[], say: Say): void {
  const { zh, en } = unknownName('', key, known)
  say(at, { zh, en })
}
