import assert from 'node:assert/strict'
import { ProblemLog } from '../../src/collect/archive/problem-log.ts'
import { Budget } from '../../src/collect/budget.ts'
import { recordLogs } from '../../src/collect/log/facts.ts'
import { contentOf, LOG_LIMITS } from '../../src/collect/log/read.ts'
import { Recorder } from '../../src/facts/reading.ts'
import { camille, camilleRow, consentScreen, NEAR, screen, workbook } from './logs.ts'
import { mutate } from './mutate.ts'

const call =
  '{"type":"call","time":"2026-11-01T10:15:30+08:00","class":"android.provider.Settings$Secure","method":"getString","args":["r","android_id"],"stack":["a.B.c(D.java:1)"]}'
const SEEDS: Readonly<Record<string, Buffer>> = {
  xls: camille(camilleRow('前', '2026-10-1 10:15:30'), camilleRow('后', '2026-10-1 10:16:2')),
  xlsx: workbook(
    {
      关注列表: [
        ['序号', '主体', '操作行为', '堆栈'],
        [1, 'a', '获取IMEI', 'b.C.d(E.java)'],
      ],
    },
    'xlsx',
  ),
  lines: Buffer.from(
    [call, '{"type":"consent"}', `11-01 10:15:31.000 1 1 I guiju: ${call}`, '{"type":"end"}'].join('\n'),
  ),
  har: Buffer.from(
    `{"log":{"pages":[{"id":"p"}],"entries":[{"pageref":"p","startedDateTime":"2026-11-01T10:15:30Z","request":{"method":"POST","url":"https://ulogs.umeng.com/u?phone=13800138000","headers":[{"name":"Cookie","value":"a=%7B%22oaid%22%3A1%7D"}],"postData":{"mimeType":"application/json","text":"{\\"lat\\":39.90469,\\"lng\\":116.40741,\\"d\\":\\"eyJvYWlkIjoiNGE2YjhjMGQifQ==\\"}"}},"response":{"status":200,"content":{"mimeType":"text/html"}}}]}}`,
  ),
  'a-20261101-101500.xml': Buffer.from(consentScreen),
  'policy-1.xml': Buffer.from(
    screen([{ text: '1/2', checkable: true, inside: [{ text: '个性化推荐 同意隐私政策' }] }]),
  ),
  dump: Buffer.from(
    '  Package [com.example.shop] (1):\n versionCode=1\n User 0: x\n runtime permissions:\n  android.permission.CAMERA: granted=false, flags=[ USER_SET]\n',
  ),
}

/** Damages logs of every kind and reads them; a reader may refuse or note, never throw or run away. */
export async function fuzzLogs(runs: number, seed: number): Promise<number> {
  const names = Object.keys(SEEDS)
  let read = 0
  for (let i = 0; i < runs; i++) {
    // Workbooks are read in threads of their own: one run in ten.
    const name = i % 10 === 0 ? names[(i / 10) % 2]! : names[2 + (i % (names.length - 2))]!
    const bytes = mutate(SEEDS[name]!, seed + i)
    const problems = new ProblemLog(name)
    const budget = new Budget({ ...LOG_LIMITS, bytes: 32 << 20, steps: 5_000_000, ms: 1500 })
    const content = await contentOf(bytes, name, NEAR, undefined, problems, budget)
    if ('no' in content) {
      assert.ok(content.no.zh.length > 0 && content.no.en.length > 0)
      continue
    }
    read++
    const recorder = new Recorder('log')
    const log = { name, content, input: { name, sha256: '', bytes: bytes.length }, problems: problems.problems }
    recordLogs(
      [log, { ...log, name: `${name}2` }],
      recorder.row('app', 'app.android:com.example.shop'),
      recorder,
      {},
      {
        own: { packageName: 'com.example.shop' },
        consentAt: NEAR,
      },
    )
    assert.doesNotMatch(JSON.stringify(recorder.reading()), /13800138000/)
  }
  return read
}
