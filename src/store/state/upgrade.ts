import { fill, type Text } from '../../law/text.ts'

/** How far a database is on its way to a newer version. */
export interface Upgrade {
  /** The version it is brought to at last. */
  readonly to: number
  /** The one of the steps that is being taken, from 1. */
  readonly step: number
  readonly steps: number
  /** Subjects gone through in this step, and in all. */
  readonly done: number
  readonly of: number
}

export type Tells = (how: Upgrade) => void

/** Milliseconds between two lines. */
const BETWEEN = 5000

const LINE: Text = {
  zh: '正在把数据库升级到版本 {to}（第 {step} 步，共 {steps} 步）：已处理 {done} / {of} 个对象',
  en: 'bringing the database to version {to} (step {step} of {steps}): {done} of {of} subjects',
}

/** An upgrade in lines: the first at once, the others five seconds apart or more. */
export function upgradeLines(write: (line: string) => void, now: () => number = () => performance.now()): Tells {
  let next = Number.NEGATIVE_INFINITY
  return (how) => {
    const at = now()
    if (at < next) return
    next = at + BETWEEN
    const { zh, en } = fill(LINE, { ...how })
    write(`guiju: ${en} / ${zh}\n`)
  }
}
