import { mustWatch } from '../../src/collect/log/facts.ts'
import { writeApk } from '../support/apk.ts'
import { policyOf } from '../support/audit-bytes.ts'
import { HAP_ID, writeHap } from '../support/device-package.ts'
import { button, camille, camilleRow, consentScreen, mainScreen, screen, type ViewOf } from '../support/logs.ts'
import type { Case } from './cases.ts'

/** What was recorded while an app ran, and what a company keeps: logs, captures, screens, dumps, tickets. */
const ID = 'com.example.shop'
const apk = writeApk({ package: ID })
const line = (value: object) => JSON.stringify(value)
const call = line({
  type: 'call',
  time: '2026-11-01T10:15:30+08:00',
  class: 'android.provider.Settings$Secure',
  method: 'getString',
  args: ['r', 'android_id'],
  stack: [`${ID}.App.onCreate(App.java:1)`],
})
const watched = (choice: string, ...rest: string[]) =>
  [
    line({ type: 'start', app: ID, spawned: true, fresh: true }),
    line({ type: 'hooks', apis: mustWatch }),
    line({ type: choice }),
    ...rest,
    line({ type: 'end' }),
  ].join('\n')

const log = (
  name: string,
  files: Case['files'] & object,
  expect: Case['expect'],
  options: Case['options'] = {},
): Case => ({
  name,
  given: options.policy === undefined ? ['log', 'android'] : ['log', 'android', 'policy'],
  target: 'shop.apk',
  files: { 'shop.apk': apk, ...files },
  options: { log: Object.keys(files).filter((one) => !one.endsWith('.md')), ...options },
  expect,
})

const policyPage = screen([{ text: '隐私政策' }, { text: '本政策说明我们如何处理您的个人信息。'.repeat(20) }])
const steps = (n: number) =>
  Object.fromEntries(
    Array.from({ length: n + 1 }, (_, i) => [
      `policy-${i}.xml`,
      i === n ? policyPage : screen(['a', 'b', 'c'].map((x) => button(`${x}${i}`))),
    ]),
  )
const row = (text: string, box: ViewOf) =>
  screen([{ className: 'android.widget.LinearLayout', inside: [box, { text }] }])
const tick = (checked: boolean): ViewOf => ({ className: 'android.widget.CheckBox', checkable: true, checked })
const prompt = screen(
  [{ text: '允许“示例商城”获取此设备的位置信息吗？', id: 'permission_message' }, { text: '1/2' }],
  'com.google.android.permissioncontroller',
)
const dead = screen([{ text: '未获得权限，将无法使用示例商城' }, button('去设置'), button('退出')])
const shelf = screen(Array.from({ length: 9 }, (_, i) => ({ text: `商品${i}` })))
const dump = (version: number, grant: string) =>
  [
    'Packages:',
    `  Package [${ID}] (a1b2c3):`,
    `    versionCode=${version} minSdk=23 targetSdk=33`,
    `    lastUpdateTime=2026-11-0${version} 10:00:00`,
    '    User 0: ceDataInode=1 installed=true',
    '      runtime permissions:',
    `        android.permission.CAMERA: ${grant}`,
  ].join('\n')
const userSet = 'granted=false, flags=[ USER_SET]'
const capture = JSON.stringify({
  log: {
    entries: [
      {
        startedDateTime: '2026-11-01T10:15:00+08:00',
        request: { method: 'GET', url: 'https://m.example.cn/' },
        response: { status: 200, content: { mimeType: 'text/html' } },
      },
      {
        startedDateTime: '2026-11-01T10:15:01+08:00',
        request: { method: 'GET', url: 'https://ulogs.umeng.com/?mobile=13800138000' },
        response: { status: 200 },
      },
    ],
  },
})

const logs: readonly Case[] = [
  log(
    'an identifier read before consent',
    { 'run.xls': camille(camilleRow('前', '2026-10-1 10:15:30'), camilleRow('后', '2026-10-1 10:16:2')) },
    { '3.1': 'failed' },
  ),
  log(
    'a watch over all three phases that saw nothing early',
    { 'a.jsonl': watched('consent', call), 'r.jsonl': watched('refuse') },
    {
      '3.1': 'passed',
      '5.1': 'passed',
    },
  ),
  log('a read after refusal', { 'r.jsonl': [line({ type: 'refuse' }), call].join('\n') }, { '3.2': 'failed' }),
  log(
    'a read after consent that the policy names nowhere',
    {
      'a.jsonl': watched('consent', call),
      'p.md': policyOf().replace(/。?为了保障服务安全，我们会收集您的设备型号和操作系统版本/, ''),
    },
    { '3.3': 'failed' },
    { policy: 'p.md' },
  ),
  log(
    'a read by the app itself that its policy denies',
    { 'a.jsonl': watched('consent', call), 'p.md': policyOf('我们不收集您的Android ID。') },
    { '3.9': 'failed' },
    { policy: 'p.md' },
  ),
  log(
    'five reads in a minute',
    {
      'a.jsonl': [0, 1, 2, 3, 4].map((i) => call.replace('10:15:30', `10:15:${30 + i}`)).join('\n'),
    },
    { '4.4': 'cantTell' },
  ),
  {
    name: 'a capture by itself, with the moment of consent',
    given: ['log'],
    target: 'c.har',
    files: { 'c.har': capture },
    options: { consentAt: '2026-11-01T10:16:00+08:00' },
    expect: { '3.1': 'failed', '5.1': 'failed' },
  },
  log(
    'a first run that points to the policy',
    { '01.xml': screen([{ text: '示例商城' }]), '02.xml': consentScreen, '03.xml': mainScreen },
    {
      '1.2': 'passed',
    },
  ),
  log(
    'a first run that does not',
    { 'first-run-1.xml': screen([{ text: '示例商城' }]), 'first-run-2.xml': mainScreen },
    { '1.2': 'failed' },
  ),
  log('four steps to the policy', steps(4), { '1.3': 'passed' }),
  log('five steps to the policy', steps(5), { '1.3': 'failed' }),
  log(
    'the policy on a screen, its text beside it',
    { '1.xml': policyPage, 'p.md': policyOf() },
    { '1.1': 'passed' },
    {
      policy: 'p.md',
    },
  ),
  log('a box ticked when first seen', { '1.xml': row('我已阅读并同意《隐私政策》', tick(true)) }, { '3.4': 'failed' }),
  log(
    'a permission that an update turned back',
    { 'a.txt': dump(1, userSet), 'b.txt': dump(2, 'granted=true, flags=[ ]') },
    {
      '3.5': 'failed',
    },
  ),
  log(
    'a permission that an update kept',
    { 'a.txt': dump(1, userSet), 'b.txt': dump(2, userSet) },
    { '3.5': 'passed' },
  ),
  log(
    'a switch seen on and off',
    {
      '1.xml': row('个性化推荐', tick(true)),
      '2.xml': row('个性化推荐', tick(false)),
      'p.md': policyOf('我们会根据您的浏览记录向您进行个性化推荐。'),
    },
    { '3.6': 'passed' },
    { policy: 'p.md' },
  ),
  log(
    'a withdrawal walked to its end',
    { '1.xml': screen([button('撤回同意')]), '2.xml': screen([{ text: '撤回成功' }]) },
    {
      '3.8': 'passed',
    },
  ),
  log(
    'a refusal that ends an app of a type that needs nothing',
    { '1.xml': consentScreen, '2-refused.xml': screen([{ text: '电话' }], 'com.miui.home') },
    { '4.2': 'failed' },
    { category: '浏览器类' },
  ),
  log('two permissions in one request, and no way on', { '1.xml': prompt, '2-refused.xml': dead }, { '4.6': 'failed' }),
  log(
    'two permissions in one request, and the shelf open',
    { '1.xml': prompt, '2-refused.xml': shelf },
    { '4.6': 'passed' },
  ),
]

const HEAD = '工单号,类别,收到日期,办结日期'
const tickets = (name: string, rows: string, expect: Case['expect']): Case => ({
  name,
  given: ['tickets', 'policy', 'harmony'],
  target: 'a.hap',
  files: { 'a.hap': writeHap({ bundleName: HAP_ID }), 't.csv': `${HEAD}\n${rows}`, 'p.md': policyOf() },
  options: { tickets: 't.csv', policy: 'p.md' },
  expect,
})

export const records: readonly Case[] = [
  ...logs,
  tickets(
    'requests and complaints closed on the last day',
    'A1,删除,2026-09-25,2026-10-22\nA2,投诉,2026-09-25,2026-10-22',
    {
      '6.3': 'passed',
      '6.5': 'passed',
    },
  ),
  tickets('each a day late', 'A1,删除,2026-09-25,2026-10-23\nA2,投诉,2026-09-25,2026-10-23', {
    '6.3': 'failed',
    '6.5': 'failed',
  }),
]
