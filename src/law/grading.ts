import guide from '../../law/catalogue/gbt22240-2020.json' with { type: 'json' }
import { isDay } from './day.ts'
import type { Text } from './text.ts'

/** Grading after GB/T 22240-2020: whom damage would hurt, and how badly, for information and for service. */

/** Who is hurt: citizens and organisations; social order and public interest; national security. */
export const GRADING_OBJECTS = ['citizens', 'society', 'national'] as const
export type GradingObject = (typeof GRADING_OBJECTS)[number]

/** How badly: general damage, serious damage, especially serious damage. */
export const GRADING_HARMS = ['general', 'serious', 'especially-serious'] as const
export type GradingHarm = (typeof GRADING_HARMS)[number]

export const GRADING_ASPECTS = ['information', 'service'] as const
export type GradingAspect = (typeof GRADING_ASPECTS)[number]

export type Level = 1 | 2 | 3 | 4 | 5

/** A matrix with the day from which it is used. */
export interface GradingTable {
  readonly id: '2020' | '2025'
  readonly from: string
  /** False where the text was not seen. */
  readonly verified: boolean
  readonly source: Text
  /** Level by object, for the three harms in the order of `GRADING_HARMS`. */
  readonly levels: Readonly<Record<GradingObject, readonly [Level, Level, Level]>>
}

export const GRADING_TABLES = guide.tables as unknown as readonly GradingTable[]

export interface Damage {
  readonly object: GradingObject
  readonly harm: GradingHarm
}

/** All that damage to the information and to the service may bring; an object may stand in several rows. */
export interface GradingAnswers {
  readonly information: readonly Damage[]
  readonly service: readonly Damage[]
  /** Kinds of object for which a least level is usual. */
  readonly special?: readonly SpecialKind[]
}

/** Objects the guide gives a floor for, or that no level is left out for. */
export const SPECIAL_KINDS = [
  'cloud-platform',
  'data-resource',
  'critical-infrastructure',
  'dependent-network',
] as const
export type SpecialKind = (typeof SPECIAL_KINDS)[number]

export const OBJECT_WORDS: Readonly<Record<GradingObject, Text>> = {
  citizens: { zh: '公民、法人和其他组织的合法权益', en: 'lawful rights of citizens, legal persons and organisations' },
  society: { zh: '社会秩序、公共利益', en: 'social order and public interest' },
  national: { zh: '国家安全', en: 'national security' },
}
export const HARM_WORDS: Readonly<Record<GradingHarm, Text>> = {
  general: { zh: '一般损害', en: 'general damage' },
  serious: { zh: '严重损害', en: 'serious damage' },
  'especially-serious': { zh: '特别严重损害', en: 'especially serious damage' },
}
export const ASPECT_WORDS: Readonly<Record<GradingAspect, Text>> = {
  information: { zh: '业务信息安全', en: 'security of business information' },
  service: { zh: '系统服务安全', en: 'security of the system service' },
}
const NUMERALS = ['', '一', '二', '三', '四', '五'] as const
export const levelWord = (level: Level): Text => ({ zh: `第${NUMERALS[level]}级`, en: `level ${level}` })

const FLOORS: Readonly<Record<SpecialKind, { readonly warn: Text; readonly least?: Level }>> = {
  'critical-infrastructure': {
    least: 3,
    warn: {
      zh: '关键信息基础设施的安全保护等级原则上不低于第三级',
      en: 'critical information infrastructure is in principle not below level 3',
    },
  },
  'cloud-platform': {
    warn: {
      zh: '云计算平台的等级原则上不低于其承载的业务系统的等级，请逐一核对',
      en: 'a cloud platform is in principle not below the systems it carries: compare each',
    },
  },
  'data-resource': {
    warn: {
      zh: '数据资源单独定级的，应综合数据规模、价值等因素；承载大量公民个人信息的，原则上不低于第三级',
      en: 'where data are graded by themselves, size and value count; with personal information of very many people in principle not below level 3',
    },
  },
  'dependent-network': {
    warn: {
      zh: '通信网络设施的等级原则上不低于其承载的系统的等级，请逐一核对',
      en: 'a communication network is in principle not below the systems it carries: compare each',
    },
  },
}

export interface GradedAspect {
  readonly aspect: GradingAspect
  /** Undefined while nothing was answered. */
  readonly level?: Level
  /** The damage that decides the level; the first of those with the highest. */
  readonly decisive?: Damage
  readonly why: Text
}

/** What the answers lead to. A proposal: a person decides the level, experts and the industry department review it. */
export interface Grading {
  readonly table: GradingTable
  readonly aspects: readonly [GradedAspect, GradedAspect]
  /** The higher of the two; undefined while one is not answered. */
  readonly proposed?: Level
  readonly why: Text
  readonly warnings: readonly Text[]
}

/** The level of one cell of a matrix. */
export const levelOf = (table: GradingTable, { object, harm }: Damage): Level =>
  table.levels[object][GRADING_HARMS.indexOf(harm)]!

/** The table of an id. Throws `RangeError` for another. */
export function gradingTable(id: string): GradingTable {
  const found = GRADING_TABLES.find((t) => t.id === id)
  if (!found) throw new RangeError(`no grading table ${id}`)
  return found
}

/** The tables that may be asked for on a day: the standard's, and any later alternative. */
export function gradingTablesOn(day: string): readonly GradingTable[] {
  if (!isDay(day)) throw new RangeError(`not a day: ${day}`)
  return GRADING_TABLES.filter((t) => t.from <= day)
}

/**
 * Grades by one table; default: the national standard's. An aspect without an answer has no level, and then nothing is
 * proposed: the other one may be higher.
 */
export function grade(answers: GradingAnswers, table: GradingTable = gradingTable('2020')): Grading {
  const aspects = [
    gradeAspect('information', answers.information, table),
    gradeAspect('service', answers.service, table),
  ] as const
  const [information, service] = aspects
  const proposed =
    information.level === undefined || service.level === undefined
      ? undefined
      : (Math.max(information.level, service.level) as Level)
  return {
    table,
    aspects,
    ...(proposed === undefined ? {} : { proposed }),
    why: whyOf(information, service, proposed),
    warnings: warningsOf(answers, proposed, table),
  }
}

function gradeAspect(aspect: GradingAspect, damages: readonly Damage[], table: GradingTable): GradedAspect {
  let decisive: Damage | undefined
  for (const damage of damages) if (!decisive || levelOf(table, damage) > levelOf(table, decisive)) decisive = damage
  const name = ASPECT_WORDS[aspect]
  if (!decisive)
    return {
      aspect,
      why: { zh: `${name.zh}：未说明受侵害的客体和侵害程度`, en: `${name.en}: object and damage not given` },
    }
  const level = levelOf(table, decisive)
  const [object, harm] = [OBJECT_WORDS[decisive.object], HARM_WORDS[decisive.harm]]
  return {
    aspect,
    level,
    decisive,
    why: {
      zh: `${name.zh}受到破坏时，对${object.zh}造成${harm.zh}，为${levelWord(level).zh}`,
      en: `${name.en}: a breach would do ${harm.en} to ${object.en}, so ${levelWord(level).en}`,
    },
  }
}

function whyOf(information: GradedAspect, service: GradedAspect, proposed: Level | undefined): Text {
  const parts = { zh: `${information.why.zh}；${service.why.zh}`, en: `${information.why.en}; ${service.why.en}` }
  if (proposed === undefined)
    return {
      zh: `${parts.zh}。两项都说明后才能取较高者。`,
      en: `${parts.en}. The higher is taken once both are given.`,
    }
  return {
    zh: `${parts.zh}。取较高者，建议${levelWord(proposed).zh}。`,
    en: `${parts.en}. The higher counts: ${levelWord(proposed).en} is proposed.`,
  }
}

const highest = (answers: GradingAnswers, table: GradingTable): Level =>
  Math.max(...GRADING_ASPECTS.flatMap((a) => answers[a].map((damage) => levelOf(table, damage)))) as Level

function warningsOf(answers: GradingAnswers, proposed: Level | undefined, table: GradingTable): Text[] {
  const warnings: Text[] = []
  for (const kind of new Set(answers.special ?? [])) {
    const { warn, least } = FLOORS[kind]
    if (least === undefined || proposed === undefined || proposed < least) warnings.push(warn)
  }
  for (const other of GRADING_TABLES) {
    if (other.id === table.id) continue
    const level = proposed === undefined ? undefined : highest(answers, other)
    if (level !== undefined && level !== proposed)
      warnings.push({
        zh: `按${other.id}年矩阵（自${other.from}）为${levelWord(level).zh}：${other.source.zh}`,
        en: `by the matrix of ${other.id} (from ${other.from}) it is ${levelWord(level).en}: ${other.source.en}`,
      })
  }
  if (proposed !== undefined && proposed >= 2)
    warnings.push({
      zh: '等级由运营者确定；第二级以上应经专家评审、主管部门核准后向公安机关备案',
      en: 'the operator decides the level; from level 2 experts review it, the department in charge approves, and it is filed with the police',
    })
  return warnings
}
