import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { Budget, DOCUMENT_LIMITS } from '../../../src/collect/budget.ts'
import { recognise } from '../../../src/collect/log/calls.ts'
import { mustWatch } from '../../../src/collect/log/facts.ts'
import { camilleTimes, timeOf } from '../../../src/collect/log/time.ts'
import { readPolicyText } from '../../../src/collect/policy/read.ts'
import { CAMILLE_HEAD, camille, camilleRow, judged, NEAR, read, screen, workbook } from '../../support/logs.ts'

const beijing = (text: string) => Date.parse(`${text}+08:00`)

describe('times', () => {
  it('reads zones, fractions, counts and undated times', () => {
    for (const [text, expected] of [
      ['2026-11-01 10:15:30', beijing('2026-11-01T10:15:30')],
      ['2026/11/1 9:05', beijing('2026-11-01T09:05:00')],
      ['2026-11-01T02:15:30.1234567Z', Date.parse('2026-11-01T02:15:30.123Z')],
      ['2016-06-28T21:42:02.7221474+01:00', Date.parse('2016-06-28T20:42:02.722Z')],
      ['1793499330', 1793499330000],
      [1793499330000, 1793499330000],
      ['11-01 10:15:30.5', beijing('2026-11-01T10:15:30.500')],
      ['10:15', beijing('2026-11-01T10:15:00')],
      ['2026-13-01 10:00:00', undefined],
      ['soon', undefined],
    ] as const)
      assert.equal(timeOf(text, NEAR), expected, String(text))
  })

  it('adds the month camille leaves out, where the file shows that its script wrote it', () => {
    const [zero, second] = camilleTimes(['2026-0-5 9:3:1', '2026-10-1 10:15:30'])
    assert.equal(zero!.at, beijing('2026-01-05T09:03:01'))
    assert.equal(second!.at, beijing('2026-11-01T10:15:30'))
    const [both] = camilleTimes(['2026-10-11 10:15:30'])
    assert.deepEqual(both, { at: beijing('2026-10-11T10:15:30'), or: beijing('2026-11-11T10:15:30') })
    assert.equal(camilleTimes(['2026-02-30 10:15:30'])[0]!.at, beijing('2026-03-30T10:15:30'))
  })
})

describe('calls', () => {
  const stack = ['com.example.shop.Main.a']
  it('tells data by class, method and argument', () => {
    const secure = { className: 'android.provider.Settings$Secure', method: 'getString', stack }
    assert.equal(recognise({ ...secure, args: ['resolver', '"android_id"'] })?.item, 'android-id')
    assert.equal(recognise({ ...secure, args: ['resolver', '"default_input_method"'] }), undefined)
    assert.equal(recognise({ ...secure, words: '获取安卓ID' })?.strength, 'indicated')
    const query = { className: 'android.content.ContentResolver', method: 'query', stack }
    assert.equal(recognise({ ...query, args: ['content://com.android.contacts/contacts'] })?.item, 'contacts')
    assert.equal(recognise({ ...query, args: ['content://com.example.shop/orders'] }), undefined)
    assert.equal(recognise({ className: 'java.lang.String', method: 'length', stack }), undefined)
  })
  it('takes the innermost known frame, and the caller from the frames above', () => {
    const found = recognise({
      words: '获取IMEI',
      stack: [
        'android.telephony.TelephonyManager.getDeviceId',
        'com.umeng.commonsdk.statistics.common.DeviceConfig.getImei',
        'com.example.shop.App.onCreate',
      ],
    })
    assert.equal(found?.api, 'android.telephony.TelephonyManager.getDeviceId')
    assert.equal(found?.sdk?.vendor.id, 'umeng')
  })
  it('does not take a vendor’s own app for its SDK', () => {
    const call = { words: '获取IMEI', stack: ['com.umeng.app.Main.a'] }
    assert.equal(recognise(call, 'com.umeng.app')?.sdk, undefined)
  })
  it('leaves what may be anything to an indication', () => {
    for (const words of ['获取IP地址：10.0.0.2', '读取剪切板信息'])
      assert.equal(recognise({ words, stack })?.strength, 'indicated')
    for (const words of ['获取网络类型', '获取MCC/MNC', '获取网络是否连接'])
      assert.equal(recognise({ words, stack }), undefined)
  })
})

describe('workbooks', () => {
  it('reads camille and judges by its mark', async () => {
    const before = await judged({
      'a.xls': camille(camilleRow('前', '2026-10-1 10:15:30'), camilleRow('后', '2026-10-1 10:16:2')),
    })
    assert.equal(before['3.1']!.outcome, 'failed')
    assert.match(before['3.1']!.evidence[0]!.locator, /!2 2026-11-01 10:15:30/)
    assert.ok(before['3.1']!.evidence[0]!.path!.length > 1)
    const after = await judged({ 'a.xls': camille(camilleRow('后', '2026-10-1 10:16:2')) })
    assert.equal(after['3.1']!.outcome, 'cantTell')
  })

  it('believes no mark that every row has by default', async () => {
    const content = await read(camille(camilleRow('后', '2026-10-1 10:15:30')))
    assert.ok('kind' in content && content.kind === 'hooks')
    assert.equal(content.rows[0]!.phase, undefined)
  })

  it('does not hold other settings against an app that camille calls 安卓ID', async () => {
    const other = camilleRow('前', '2026-10-1 10:15:30', { 5: '参数0：{}\r\n参数1："default_input_method"' })
    assert.equal((await judged({ 'a.xls': camille(other) }))['3.1']!.outcome, 'cantTell')
  })

  it('reads an older camille table by a stated moment', async () => {
    const rows = [CAMILLE_HEAD.slice(1), camilleRow('', '2026-10-1 10:15:30').slice(1)]
    const file = { 'old.xls': workbook({ s: rows }, 'xls') }
    const at = (time: string) => judged(file, { consentAt: beijing(`2026-11-01T${time}`) })
    assert.equal((await at('10:16:00'))['3.1']!.outcome, 'failed')
    assert.equal((await at('10:15:00'))['3.1']!.outcome, 'cantTell')
    assert.equal((await at('10:15:30'))['3.1']!.outcome, 'cantTell')
    assert.equal((await judged(file))['3.1']!.outcome, 'cantTell')
  })

  it('reads PrivacySentry, newest first, by its row for the click', async () => {
    const head = ['调用时间(倒序排序)', '别名', '函数名', '调用堆栈']
    const rows = [
      head,
      ['11-01 10:15:40.100', '获取IMEI', 'getImei', 'com.example.shop.A.b(A.java:1)'],
      ['11-01 10:15:35.000', '点击隐私协议确认', '点击隐私协议确认', '点击隐私协议确认'],
      ['11-01 10:15:30.120', '获取MAC地址', 'getHardwareAddress', 'com.example.shop.A.c(A.java:2)'],
    ]
    const result = await judged({
      'p.xls': workbook({ 隐私合规: rows, 调用次数: [['别名', '函数名', '调用堆栈', '调用次数']] }, 'xls'),
    })
    assert.equal(result['3.1']!.outcome, 'failed')
    assert.match(result['3.1']!.why.zh, /getHardwareAddress/)
    assert.doesNotMatch(result['3.1']!.why.zh, /getImei/)
  })

  it('reads AppScan, which gives neither time nor mark', async () => {
    const rows = [
      ['序号', '主体', '操作行为', '堆栈'],
      [
        1,
        'com.umeng',
        '获取IMEI',
        'android.telephony.TelephonyManager.getImei(TelephonyManager.java)\ncom.umeng.analytics.A.b(A.java:1)',
      ],
    ]
    const content = await read(workbook({ 关注列表: rows }, 'xlsx'))
    assert.ok('kind' in content && content.kind === 'hooks' && content.tool === 'AppScan')
    assert.equal((await judged({ 'r.xlsx': workbook({ 关注列表: rows }, 'xlsx') }))['3.1']!.outcome, 'cantTell')
  })

  it('says in one line why a workbook is not read', async () => {
    for (const bytes of [
      workbook({ a: [['姓名', '分数']] }, 'xlsx'),
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]),
      Buffer.from('PK\x03\x04zzzz'),
    ]) {
      const content = await read(bytes)
      assert.ok('no' in content && content.no.zh.length > 0)
    }
  })
})

describe('the hook script of the guide', () => {
  it('watches everything an absence needs', () => {
    const script = readFileSync(new URL('../../../docs/guides/guiju-hooks.js', import.meta.url), 'utf8')
    const table = script.slice(script.indexOf('const WATCH = {'), script.indexOf('\n}\n'))
    const watched = [...table.matchAll(/^ {2}'?([\w.$]+)'?: \[([^\]]*)\]/gm)].flatMap(([, className, methods]) =>
      [...methods!.matchAll(/'(\w+)'/g)].map(([, method]) => `${className}.${method}`),
    )
    assert.deepEqual(watched.sort(), mustWatch)
  })
})

const line = (value: object) => JSON.stringify(value)
const call = (over: object = {}) =>
  line({
    type: 'call',
    time: '2026-11-01T10:15:30+08:00',
    class: 'android.provider.Settings$Secure',
    method: 'getString',
    args: ['r', 'android_id'],
    stack: ['com.example.shop.App.onCreate(App.java:1)'],
    ...over,
  })
const START = line({ type: 'start', app: 'com.example.shop', spawned: true, fresh: true })
const HOOKS = line({ type: 'hooks', apis: mustWatch })
const AGREE = line({ type: 'consent' })
const REFUSE = line({ type: 'refuse' })
const END = line({ type: 'end' })
const agreedRun = [START, HOOKS, AGREE, call(), END].join('\n')
const refusedRun = [START, HOOKS, REFUSE, END].join('\n')

describe('lines', () => {
  it('shows what came before and after the marks', async () => {
    assert.equal((await judged({ l: [call(), AGREE].join('\n') }))['3.1']!.outcome, 'failed')
    assert.equal((await judged({ l: [AGREE, call()].join('\n') }))['3.1']!.outcome, 'cantTell')
    assert.equal((await judged({ l: [call(), call()].join('\n') }))['3.1']!.outcome, 'cantTell')
    assert.equal((await judged({ l: [REFUSE, call()].join('\n') }))['3.2']!.outcome, 'failed')
    assert.equal((await judged({ l: call({ phase: 'before-consent' }) }))['3.1']!.outcome, 'failed')
  })

  it('shows that nothing came before only where everything was watched in all phases', async () => {
    assert.equal((await judged({ a: agreedRun, r: refusedRun }))['3.1']!.outcome, 'passed')
    assert.equal((await judged({ a: agreedRun, r: refusedRun }))['5.1']!.outcome, 'passed')
    assert.equal((await judged({ a: agreedRun }))['3.1']!.outcome, 'cantTell')
    for (const without of [START, HOOKS, END]) {
      const cut = (run: string) =>
        run
          .split('\n')
          .filter((l) => l !== without)
          .join('\n')
      assert.equal(
        (await judged({ a: cut(agreedRun), r: cut(refusedRun) }))['3.1']!.outcome,
        'cantTell',
        without.slice(0, 30),
      )
    }
    const fewer = agreedRun.replace(HOOKS, line({ type: 'hooks', apis: mustWatch.slice(1) }))
    assert.equal((await judged({ a: fewer, r: refusedRun }))['3.1']!.outcome, 'cantTell')
    assert.equal((await judged({ a: agreedRun, r: `${refusedRun}\n${call()}\n{broken` }))['3.1']!.outcome, 'cantTell')
  })

  it('3.3: data the policy names nowhere, read after consent, is beyond it', async () => {
    const policy = (items: string) =>
      readPolicyText(
        Buffer.from(
          `<h1>隐私政策</h1><h2>我们如何收集</h2><p>我们会收集您的${items}，用于登录。</p>${'<p>我们重视并保护您的个人信息，采取加密存储等措施，您可以随时联系我们的客服。</p>'.repeat(12)}`,
        ),
        'policy.html',
        new Budget(DOCUMENT_LIMITS),
      )
    const runs = { a: agreedRun, r: refusedRun }
    const within = async (items: string) => (await judged(runs, { beside: { policy: policy(items) } }))['3.3']!
    assert.equal((await within('手机号')).outcome, 'failed')
    for (const items of ['手机号、Android ID', '手机号、设备信息'])
      assert.deepEqual(
        (await within(items)).needs.map((n) => n.fact),
        ['app.usageLog'],
      )
    assert.equal((await judged(runs))['3.3']!.outcome, 'cantTell')
  })

  it('3.2: a whole watch shows nothing after refusal; how often it asks is for others to say', async () => {
    const needs = (await judged({ a: agreedRun, r: refusedRun }))['3.2']!.needs.map((n) => n.fact)
    assert.deepEqual(needs, ['app.promptedAgain'])
  })

  it('reads Frida’s own messages and logcat', async () => {
    const notice = line({
      type: 'send',
      payload: {
        type: 'notice',
        time: '2026-10-1 10:15:30',
        action: '获取电话相关信息',
        messages: '获取IMEI',
        arg: '无参数',
        stacks: '   android.telephony.TelephonyManager.getImei(Native Method)\r\n   com.example.shop.A.b(A.java:1)\r\n',
      },
    })
    const found = await judged({ l: notice }, { consentAt: beijing('2026-11-01T10:16:00') })
    assert.equal(found['3.1']!.outcome, 'failed')
    const logcat = [
      '--------- beginning of main',
      `11-01 10:15:30.123  4321  4321 I guiju   : ${call({ time: undefined })}`,
      `11-01 10:15:31.000  4321  4321 I guiju   : ${AGREE}`,
    ].join('\r\n')
    assert.equal((await judged({ l: logcat }))['3.1']!.outcome, 'failed')
  })

  it('takes asking for a permission before consent for a lead, and two groups in one request for act 4.6’s first half', async () => {
    const ask = call({
      class: 'androidx.core.app.ActivityCompat',
      method: 'requestPermissions',
      args: ['activity', '["android.permission.CAMERA","android.permission.ACCESS_FINE_LOCATION"]', '1'],
      phase: 'before-consent',
    })
    const found = await judged({ l: ask })
    assert.equal(found['3.1']!.outcome, 'cantTell')
    assert.equal(found['3.1']!.leads.length, 1)
    assert.equal(found['4.6']!.outcome, 'cantTell')
    const prompt = screen(
      [{ text: '允许“示例商城”拍照吗？', id: 'permission_message' }],
      'com.android.permissioncontroller',
    )
    const home = screen([{ text: '电话' }], 'com.android.launcher3')
    const walk = { '01.xml': prompt, '02-refused.xml': home }
    assert.equal((await judged({ l: ask, ...walk }))['4.6']!.outcome, 'failed')
    const goesOn = screen(Array.from({ length: 9 }, (_, i) => ({ text: `商品${i}` })))
    assert.equal((await judged({ l: ask, '01.xml': prompt, '02-refused.xml': goesOn }))['4.6']!.outcome, 'passed')
  })

  it('gives a lead for what is read more often than the reference', async () => {
    const often = (n: number) =>
      Array.from({ length: n }, (_, i) => call({ time: beijing('2026-11-01T10:15:30') + i * 10_000 })).join('\n')
    assert.equal((await judged({ l: often(5) }))['4.4']!.leads.length, 1)
    assert.equal((await judged({ l: often(4) }))['4.4']!.leads.length, 0)
    assert.equal((await judged({ l: often(5) }))['4.4']!.outcome, 'cantTell')
  })
})
