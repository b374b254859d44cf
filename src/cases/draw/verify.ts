import { isDay } from '../../law/day.ts'
import { fill, list, same, type Text } from '../../law/text.ts'
import type { Tools } from '../ledger/receipt.ts'
import { bitsOf, readValues, seedOf } from './chance.ts'
import { hex, type Sha256 } from './digest.ts'
import { draw } from './draw.ts'
import { DrawError } from './draw-error.ts'
import { checkLog } from './log.ts'
import { isBefore, isMoment } from './moment.ts'
import type { DrawPlan } from './plan.ts'
import { readPlan } from './read-plan.ts'
import { commitmentOf, counted, type DrawRecord, type When } from './record.ts'

export type CheckId = 'form' | 'commitment' | 'published' | 'time' | 'values' | 'seed' | 'result' | 'log'

export interface Check {
  readonly id: CheckId
  readonly ok: boolean
  readonly say: Text
}

export interface Verification {
  readonly ok: boolean
  readonly checks: readonly Check[]
  /** What a reader should know of this draw although nothing is wrong. */
  readonly cautions: readonly Text[]
  readonly shows: readonly Text[]
  readonly doesNotShow: readonly Text[]
}

const GOOD: Readonly<Record<Exclude<CheckId, 'log'>, Text>> = {
  form: { zh: '文件为规范形式，名单中无重复编号', en: 'the file has its canonical form, and no id is in a list twice' },
  commitment: {
    zh: '名单、层级、比例、回避和时间与承诺一致',
    en: 'lists, tiers, ratios, recusals and times are those of the commitment',
  },
  published: { zh: '承诺与所给的公布值一致', en: 'the commitment is the published one that was given' },
  time: {
    zh: '承诺早于随机数公布，揭示不早于公布',
    en: 'the commitment came before the numbers, and the reveal not before them',
  },
  values: { zh: '随机数齐全，符合承诺的形式', en: 'every value is there in the form committed to' },
  seed: { zh: '种子由承诺和随机数得出', en: 'the seed follows from the commitment and the values' },
  result: { zh: '重新计算得到同一结果', en: 'the draw computed again has the same result' },
}

const BAD: Readonly<Record<Exclude<CheckId, 'log'>, Text>> = {
  form: { zh: '文件不是规范形式：{why}', en: 'the file does not have its canonical form: {why}' },
  commitment: {
    zh: '名单、层级、比例、回避或时间与承诺不符，文件被改动',
    en: 'lists, tiers, ratios, recusals or times are not those of the commitment: the file was changed',
  },
  published: {
    zh: '承诺与公布值 {why} 不同，不是同一次抽取',
    en: 'the commitment is not the published {why}: this is another draw',
  },
  time: { zh: '先后次序不对：{why}', en: 'the order in time is wrong: {why}' },
  values: { zh: '随机数有误：{why}', en: 'the values are wrong: {why}' },
  seed: { zh: '种子不能由承诺和随机数得出', en: 'the seed does not follow from the commitment and the values' },
  result: { zh: '重新计算得到不同的结果', en: 'the draw computed again has another result' },
}

const good = (id: Exclude<CheckId, 'log'>): Check => ({ id, ok: true, say: GOOD[id] })
const bad = (id: Exclude<CheckId, 'log'>, why: Text = same('')): Check => ({
  id,
  ok: false,
  say: { zh: fill(BAD[id], { why: why.zh }).zh, en: fill(BAD[id], { why: why.en }).en },
})

const UNLOGGED: Text = {
  zh: '文件没有抽取日志：看不出是否另有承诺',
  en: 'the file holds no log of draws: whether there were other commitments cannot be seen',
}
const LOG_ASIDE: Text = {
  zh: '此处未核验抽取日志：请用 guiju draw verify',
  en: 'the log of draws was not checked here: use guiju draw verify',
}

const HEX64 = /^[0-9a-f]{64}$/

/** The record a value holds, with its plan in canonical form. Throws `DrawError` for any other value. */
export function readRecord(value: unknown): DrawRecord {
  const record = value as DrawRecord
  const malformed = (zh: string, en: string): never => {
    throw new DrawError({ zh, en })
  }
  if (typeof value !== 'object' || value === null || record.schema !== 'guiju/draw/1')
    return malformed('不是 guiju/draw/1 抽取文件', 'no draw file of guiju/draw/1')
  if (typeof record.plan !== 'object' || record.plan === null || typeof record.salt === 'undefined')
    return malformed(
      '文件只有公布的承诺，没有名单：请提供承诺时写下的抽取文件',
      'this is the published commitment without lists: give the draw file written with it',
    )
  const { plan: given, stage, commitment, committedAt, committedOn, salt, reveal, log } = record
  if (stage !== 'committed' && stage !== 'revealed')
    malformed('stage 应为 committed 或 revealed', 'stage must be committed or revealed')
  if ((stage === 'revealed') !== (reveal !== undefined))
    malformed('stage 与 reveal 不符', 'stage and reveal do not fit')
  if (![commitment, salt].every((h) => typeof h === 'string' && HEX64.test(h)))
    malformed('commitment 和 salt 应为 64 位十六进制', 'commitment and salt must be 64 hex digits')
  const times: When[] = [{ at: committedAt, ...(committedOn === undefined ? {} : { on: committedOn }) }]
  if (reveal !== undefined) {
    if (typeof reveal !== 'object' || reveal === null) malformed('reveal 有误', 'reveal is malformed')
    times.push({ at: reveal.at, ...(reveal.on === undefined ? {} : { on: reveal.on }) })
  }
  for (const { at, on } of times)
    if (
      typeof at !== 'string' ||
      !isMoment(at) ||
      !at.endsWith('Z') ||
      (on !== undefined && !(typeof on === 'string' && isDay(on)))
    )
      malformed('时间有误', 'a time is malformed')
  const plan = readPlan(given)
  return {
    schema: 'guiju/draw/1',
    stage,
    commitment,
    committedAt,
    ...(committedOn === undefined ? {} : { committedOn }),
    salt,
    plan,
    ...(reveal === undefined
      ? {}
      : {
          reveal: {
            at: reveal.at,
            ...(reveal.on === undefined ? {} : { on: reveal.on }),
            values: reveal.values,
            seed: reveal.seed,
            result: reveal.result,
          },
        }),
    ...(log === undefined ? {} : { log }),
  }
}

/** A record as its file holds it. */
export const recordText = (record: DrawRecord): string => `${JSON.stringify(record, null, 1)}\n`

/**
 * Computes a draw again from its file and says what holds.
 * @param value the file, parsed
 * @param published the commitment as it was published, where the reader has it
 * @param tools checks the log; without them the log is left aside, and the result says so
 */
export async function verifyDraw(
  value: unknown,
  sha256: Sha256,
  published?: string,
  tools?: Tools,
): Promise<Verification> {
  const checks: Check[] = []
  let record: DrawRecord
  let written: string
  try {
    written = writtenOf(value)
    record = readRecord(value)
  } catch (error) {
    if (!(error instanceof DrawError)) throw error
    return { ok: false, checks: [bad('form', error.text)], cautions: [], shows: [], doesNotShow: [] }
  }
  checks.push(
    JSON.stringify(record) === written
      ? good('form')
      : bad('form', { zh: '有多余或改序的内容', en: 'something is there that does not belong, or in another order' }),
  )
  const when: When = { at: record.committedAt, ...(record.committedOn === undefined ? {} : { on: record.committedOn }) }
  const computed = await commitmentOf(record.salt, when, record.plan, sha256)
  checks.push(computed === record.commitment ? good('commitment') : bad('commitment'))
  if (published !== undefined)
    checks.push(
      published === record.commitment && published === computed ? good('published') : bad('published', same(published)),
    )
  checks.push(timeCheck(record, when))
  if (record.reveal) checks.push(...(await revealChecks(record, record.reveal, sha256)))
  const cautions = cautionsOf(record)
  if (record.log === undefined) cautions.push(UNLOGGED)
  else if (!tools) cautions.push(LOG_ASIDE)
  else {
    const found = await checkLog(record, record.log, sha256, tools)
    checks.push(found.check)
    cautions.push(...found.cautions)
  }
  const ok = checks.every((c) => c.ok)
  return { ok, checks, cautions, ...claims(record, published !== undefined) }
}

function writtenOf(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new DrawError({ zh: '嵌套过深', en: 'it is nested too deep' })
  }
}

function timeCheck({ plan, reveal }: DrawRecord, when: When): Check {
  const { at } = plan.randomness
  if (!isBefore(counted(when), at))
    return bad('time', {
      zh: `承诺（${counted(when)}）不早于随机数公布（${at}）`,
      en: `the commitment (${counted(when)}) is not before the numbers (${at})`,
    })
  if (reveal && isBefore(counted(reveal), at))
    return bad('time', {
      zh: `揭示（${counted(reveal)}）早于随机数公布（${at}）`,
      en: `the reveal (${counted(reveal)}) is before the numbers (${at})`,
    })
  return good('time')
}

async function revealChecks(
  record: DrawRecord,
  reveal: NonNullable<DrawRecord['reveal']>,
  sha256: Sha256,
): Promise<Check[]> {
  try {
    const values = await readValues(record.plan, reveal.values, sha256)
    const checks: Check[] = [
      JSON.stringify(values) === JSON.stringify(reveal.values)
        ? good('values')
        : bad('values', { zh: '不是规范形式', en: 'they are not in canonical form' }),
    ]
    const seed = await seedOf(record.commitment, values, sha256)
    checks.push(hex(seed) === reveal.seed ? good('seed') : bad('seed'))
    const result = await draw(record.plan, seed, sha256)
    checks.push(JSON.stringify(result) === JSON.stringify(reveal.result) ? good('result') : bad('result'))
    return checks
  } catch (error) {
    if (!(error instanceof DrawError)) throw error
    return [bad('values', error.text)]
  }
}

/** Days stated by hand, little chance, and one draw in place of another. */
function cautionsOf({ plan, committedAt, committedOn, reveal }: DrawRecord): Text[] {
  const cautions: Text[] = []
  if (committedOn !== undefined)
    cautions.push({
      zh: `承诺日期 ${committedOn} 由组织者填写，机器时钟为 ${committedAt}`,
      en: `the day of the commitment, ${committedOn}, was stated by the organiser; the clock said ${committedAt}`,
    })
  if (reveal?.on !== undefined)
    cautions.push({
      zh: `揭示日期 ${reveal.on} 由组织者填写，机器时钟为 ${reveal.at}`,
      en: `the day of the reveal, ${reveal.on}, was stated by the organiser; the clock said ${reveal.at}`,
    })
  const bits = bitsOf(plan)
  if (bits !== undefined && bits < 64)
    cautions.push({
      zh: `公布的随机数约有 ${bits} 比特：至多约 2^${bits} 种结果，组织者承诺前可逐一试算名单，请增加来源`,
      en: `the numbers hold about ${bits} bits of chance: no more than some 2^${bits} results, which could be tried against lists beforehand; add sources`,
    })
  if (plan.replaces)
    cautions.push({
      zh: `本次抽取代替承诺 ${plan.replaces.commitment}，理由：${plan.replaces.reason}`,
      en: `this draw takes the place of the commitment ${plan.replaces.commitment}; reason: ${plan.replaces.reason}`,
    })
  return cautions
}

function claims({ plan, reveal }: DrawRecord, published: boolean): Pick<Verification, 'shows' | 'doesNotShow'> {
  const shows: Text[] = [
    {
      zh: '承诺之后名单、层级、比例、检查人员和回避没有改动',
      en: 'lists, tiers, ratios, inspectors and recusals were not changed after the commitment',
    },
  ]
  if (reveal)
    shows.push(
      {
        zh: '结果只由承诺和随机数决定，与名单次序无关',
        en: 'the result follows from commitment and values alone, whatever the order of the lists',
      },
      {
        zh: '同一层级的对象机会相同；检查人员在回避之后抽取，替补次序已定',
        en: 'subjects of one tier had the same chance; inspectors were drawn after recusal, and who steps in is fixed',
      },
    )
  return { shows, doesNotShow: unshown(plan, published) }
}

function unshown(plan: DrawPlan, published: boolean): Text[] {
  const named = list(
    plan.randomness.kind === 'published'
      ? plan.randomness.sources.map((s) => same(s.name))
      : plan.randomness.parties.map((p) => same(p.id)),
  )
  return [
    { zh: '名单是否完整、层级和回避是否正确', en: 'whether the list is complete, and tiers and recusals are right' },
    published
      ? {
          zh: '所给的公布值确在该时间公布：请对照公布处',
          en: 'that the published value given was published at that time: see where it stands',
        }
      : {
          zh: '承诺确在所写时间公布：请与公布的承诺比对（--commitment）',
          en: 'that the commitment was published when it says: compare it with the published one (--commitment)',
        },
    plan.randomness.kind === 'published'
      ? {
          zh: `随机数确为所列来源公布的数：请对照 ${named.zh}`,
          en: `that the values are what the sources published: compare with ${named.en}`,
        }
      : {
          zh: `各方（${named.zh}）没有串通：全部串通即可选定结果；一方拒绝公开则抽取不能完成`,
          en: `that the parties (${named.en}) did not all agree beforehand, which lets them choose the result; one who does not open its secret stops the draw`,
        },
    {
      zh: '没有在别处另作承诺再挑选：请查看抽取日志',
      en: 'that no other commitment was made elsewhere to choose from: see the log of draws',
    },
    { zh: '抽中的检查是否实际进行', en: 'whether the inspections drawn took place' },
  ]
}
