import { DrawError } from '../src/cases/draw/draw-error.ts'
import { addDays } from '../src/law/day.ts'
import { DrawKept } from '../src/store/draw-log.ts'
import type { Db } from '../src/store/state/database.ts'
import { StateDraws } from '../src/store/state/draws.ts'

/** Invented draws: one that waits for its numbers, two that were drawn with invented ones. */

const subjects = (tier: string, n: number) =>
  Array.from({ length: n }, (_, i) => ({ id: `9144${tier}${String(i + 1).padStart(4, '0')}`, tier }))

const plan = (id: string, title: string, at: string) => ({
  id,
  title,
  organiser: '示例市监管部门',
  tiers: { A: { ratio: '1%' }, B: { ratio: '5%', atLeast: 3 }, C: { ratio: '20%' } },
  subjects: [...subjects('A', 200), ...subjects('B', 45), ...subjects('C', 12)],
  inspectors: ['P01', 'P02', 'P03', 'P04', 'P05'].map((one) =>
    one === 'P03' ? { id: one, recuse: ['9144C0007'] } : { id: one },
  ),
  perSubject: 2,
  substitutes: { subjects: 2, inspectors: 1 },
  randomness: {
    kind: 'published',
    at: `${at}T21:15:00+08:00`,
    sources: [
      { id: 'red', name: '示例彩票红球', count: 6, from: 1, to: 33 },
      { id: 'blue', name: '示例彩票蓝球', count: 1, from: 1, to: 16 },
    ],
  },
})

/** The apps of the demonstration, so that a report can be compiled over those that were drawn. */
const APPS = [
  'app.android:com.example.chendu.danci',
  'app.android:com.example.qingjian',
  'app.android:com.example.suiqing.tianqi',
  'app.harmony:com.example.qingsheng.diary',
  'app.ios:com.example.manxing.walk',
  'app.mini-program:wx0000000000000000',
]

const ofApps = (at: string) => {
  const { inspectors: _, perSubject: __, tiers: ___, ...rest } = plan('示例-抽查-3', '示例：应用抽查', at)
  return {
    ...rest,
    tiers: { app: { ratio: '2/3' } },
    subjects: APPS.map((id) => ({ id, tier: 'app' })),
    substitutes: { subjects: 1 },
  }
}

/** Writes the draws of the demonstration; those that are there already stay as they are. */
export async function demoDraws(
  { db, store }: { readonly db: Db; readonly store: string },
  workspace: string,
  on: string,
): Promise<void> {
  const draws = new StateDraws(db, store)
  const at = new Date().toISOString()
  const ago = (days: number) => addDays(on, -days)
  try {
    const drawn = await draws.commit(workspace, plan('示例-抽查-1', '示例：网络运营者抽查', ago(3)), {
      at,
      on: ago(10),
    })
    const values = { red: [28, 3, 11, 17, 22, 31], blue: [9] }
    await draws.reveal(workspace, drawn, values, { at, on: ago(2) })
    const apps = await draws.commit(workspace, ofApps(ago(3)), { at, on: ago(10) })
    await draws.reveal(workspace, apps, values, { at, on: ago(2) })
    await draws.commit(workspace, plan('示例-抽查-2', '示例：等待随机数公布的抽查', addDays(on, 7)), { at })
  } catch (error) {
    if (!(error instanceof DrawKept) && !(error instanceof DrawError)) throw error
  }
}
