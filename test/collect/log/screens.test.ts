import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ProblemLog } from '../../../src/collect/archive/problem-log.ts'
import { Budget } from '../../../src/collect/budget.ts'
import { LOG_LIMITS } from '../../../src/collect/log/read.ts'
import { readScreen } from '../../../src/collect/log/screens.ts'
import { button, consentScreen, judged, mainScreen, screen, type ViewOf } from '../../support/logs.ts'

const outcome = async (act: string, files: Readonly<Record<string, string>>) => (await judged(files))[act]!.outcome
const splash = screen([{ text: '示例商城' }])
const policyPage = screen([{ text: '隐私政策' }, { text: '本政策说明我们如何处理您的个人信息。'.repeat(20) }])
const box = (checked: boolean, text = '我已阅读并同意《隐私政策》'): ViewOf => ({
  className: 'android.widget.LinearLayout',
  inside: [{ className: 'android.widget.CheckBox', id: 'agree', checkable: true, clickable: true, checked }, { text }],
})

describe('recorded screens', () => {
  it('1.2: a prompt on the first run passes, a first run without one fails, other screens say nothing', async () => {
    assert.equal(await outcome('1.2', { '01.xml': splash, '02.xml': consentScreen, '03.xml': mainScreen }), 'passed')
    const silent = { 'first-run-1.xml': splash, 'first-run-2.xml': mainScreen }
    assert.equal(await outcome('1.2', silent), 'failed')
    assert.equal(await outcome('1.2', { '1.xml': splash, '2.xml': mainScreen }), 'cantTell')
    assert.equal(await outcome('1.2', { 'first-run-1.xml': splash, 'first-run-2.xml': splash }), 'cantTell')
  })

  it('1.2: a screen that draws its own words says nothing of what it shows', async () => {
    const own = (inside: readonly ViewOf[]) => screen([{ className: 'android.webkit.WebView', inside }])
    const first = (view: string) => outcome('1.2', { 'first-run-1.xml': view, 'first-run-2.xml': mainScreen })
    assert.equal(await first(own([])), 'cantTell')
    assert.equal(await first(screen([{ className: 'android.view.SurfaceView' }])), 'cantTell')
    assert.equal(await first(own([{ text: '欢迎' }])), 'failed')
  })

  it('1.3: counts the operations of a recorded walk, four pass and five fail', async () => {
    const walk = (n: number) =>
      Object.fromEntries(
        Array.from({ length: n + 1 }, (_, i) => [
          `policy-${i}.xml`,
          i === n ? policyPage : screen(['a', 'b', 'c'].map((x) => button(`${x}${i}`))),
        ]),
      )
    assert.equal(await outcome('1.3', walk(4)), 'passed')
    assert.equal(await outcome('1.3', walk(5)), 'failed')
    const linked = screen([button('设置'), button('隐私政策'), button('关于'), button('退出登录')])
    assert.equal(await outcome('1.3', { ...walk(6), 'policy-1.xml': linked }), 'passed')
    assert.equal(await outcome('1.3', { ...walk(5), 'policy-5.xml': mainScreen }), 'cantTell')
    const without = (n: number, ...gone: number[]) =>
      Object.fromEntries(Object.entries(walk(n)).filter(([name]) => !gone.includes(Number(/\d+/.exec(name)![0]))))
    assert.equal(await outcome('1.3', without(6, 1, 2, 3)), 'cantTell', 'operations that were not recorded')
    assert.equal(await outcome('1.3', without(7, 2)), 'failed', 'more than four were')
    assert.equal(await outcome('1.3', without(5, 0, 1, 2)), 'cantTell', 'the main view is not there')
    const scrolled = screen([button('a1'), button('b1'), button('c1'), button('d1')])
    assert.equal(await outcome('1.3', { ...walk(5), 'policy-2.xml': scrolled }), 'cantTell')
    assert.equal(await outcome('1.3', { ...walk(6), 'policy-2.xml': scrolled }), 'failed')
  })

  it('3.4: a box ticked when first seen fails, one ticked later does not', async () => {
    assert.equal(await outcome('3.4', { '1.xml': screen([box(true)]) }), 'failed')
    assert.equal(await outcome('3.4', { '1.xml': screen([box(false)]), '2.xml': screen([box(true)]) }), 'cantTell')
    assert.equal(await outcome('3.4', { '1.xml': screen([box(true, '记住密码')]) }), 'cantTell')
  })

  it('3.4: a box to remember the password is not that of the words beside it', async () => {
    const [tick] = box(true).inside!
    const [empty] = box(false).inside!
    const row = (...inside: ViewOf[]) => screen([{ className: 'android.widget.LinearLayout', inside }])
    const [agree, keep] = [{ text: '我已阅读并同意《隐私政策》' }, { text: '记住密码' }]
    for (const views of [row(tick!, keep, agree), row(keep, tick!, empty!, agree), row(agree, empty!, tick!, keep)])
      assert.equal(await outcome('3.4', { '1.xml': views }), 'cantTell')
    assert.equal(await outcome('3.4', { '1.xml': row({ ...empty!, id: 'keep' }, keep, tick!, agree) }), 'failed')
    const split = [{ text: '我已阅读并同意' }, { text: '《隐私政策》' }]
    assert.equal(await outcome('3.4', { '1.xml': row(tick!, ...split) }), 'failed')
  })

  it('3.6: a switch seen on and off passes, one seen once does not', async () => {
    const toggle = (checked: boolean) =>
      screen([
        {
          className: 'android.widget.RelativeLayout',
          inside: [{ text: '个性化推荐' }, { className: 'android.widget.Switch', checkable: true, checked }],
        },
      ])
    assert.equal(await outcome('3.6', { '1.xml': toggle(true), '2.xml': toggle(false) }), 'passed')
    assert.equal(await outcome('3.6', { '1.xml': toggle(true) }), 'cantTell')
  })

  it('3.8 and 6.1: an entry is an indication, a completed walk is shown', async () => {
    const entry = screen([button('撤回同意'), button('注销账号')])
    const done = screen([{ text: '撤回成功' }, { text: '账号注销成功' }])
    assert.equal(await outcome('3.8', { '1.xml': entry }), 'cantTell')
    assert.equal(await outcome('3.8', { '1.xml': entry, '2.xml': done }), 'passed')
    const needs = (await judged({ '1.xml': entry, '2.xml': done }))['6.1']!.needs.map((n) => n.fact)
    assert.deepEqual(needs, ['app.rightsOffered'])
  })

  it('4.6: a counted prompt and no way on fail, a prompt that can be refused passes', async () => {
    const prompt = screen(
      [{ text: '允许“示例商城”获取此设备的位置信息吗？', id: 'permission_message' }, { text: '1/2' }],
      'com.google.android.permissioncontroller',
    )
    const dead = screen([{ text: '未获得权限，将无法使用示例商城' }, button('去设置'), button('退出')])
    assert.equal(await outcome('4.6', { '1.xml': prompt, '2-refused.xml': dead }), 'failed')
    const open = screen(Array.from({ length: 9 }, (_, i) => ({ text: `商品${i}` })))
    assert.equal(await outcome('4.6', { '1.xml': prompt, '2-refused.xml': open }), 'passed')
    assert.equal(await outcome('4.6', { '1.xml': prompt, '2.xml': dead }), 'cantTell')
  })

  it('4.2: an app that ends on refusal fails only where its type needs no data', async () => {
    const home = screen([{ text: '电话' }], 'com.miui.home')
    const files = { '1.xml': consentScreen, '2-refused.xml': home }
    const inType = async (category: string) => (await judged(files, { beside: { category } }))['4.2']!.outcome
    assert.equal(await inType('浏览器类'), 'failed')
    assert.equal(await inType('地图导航类'), 'cantTell')
    assert.equal(await outcome('4.2', files), 'cantTell')
  })

  it('places hook rows by screens with times: before the last that asks, after one named agreed', async () => {
    const call = (time: string) =>
      JSON.stringify({
        time: `2026-11-01T${time}+08:00`,
        class: 'android.telephony.TelephonyManager',
        method: 'getImei',
        args: [],
      })
    const walk = { 's-20261101-101500.xml': consentScreen, 's-20261101-101600-agreed.xml': mainScreen }
    assert.equal(await outcome('3.1', { ...walk, l: call('10:14:59') }), 'failed')
    assert.equal(await outcome('3.1', { ...walk, l: call('10:15:30') }), 'cantTell')
    assert.equal(await outcome('3.1', { ...walk, l: call('10:16:01') }), 'cantTell')
    const refused = { 's-20261101-101500.xml': consentScreen, 's-20261101-101600-refused.xml': mainScreen }
    assert.equal(await outcome('3.2', { ...refused, l: call('10:16:01') }), 'failed')
  })

  it('reads entities and no others, and what is cut off', () => {
    const log = new ProblemLog('x')
    const given = '<!DOCTYPE a [<!ENTITY b "c">]><hierarchy><node text="&lt;&#x41;&b;" class="a.B"><node text="x"/>'
    const read = readScreen(given, 'x', new Budget(LOG_LIMITS), log)
    assert.equal(read?.views[0]?.text, '<A&b;')
    assert.equal(read?.views[1]?.parent, 0)
    assert.equal(log.problems[0]?.code, 'log.cut')
    assert.equal(readScreen('<hierarchy></hierarchy>', 'x', new Budget(LOG_LIMITS), log), undefined)
  })
})

const dump = (version: number, grants: readonly string[], updated = `2026-11-0${version} 10:00:00`) =>
  [
    'Packages:',
    '  Package [com.example.shop] (a1b2c3):',
    `    versionCode=${version} minSdk=23 targetSdk=33`,
    `    lastUpdateTime=${updated}`,
    '    requested permissions:',
    '      android.permission.CAMERA',
    '    install permissions:',
    '      android.permission.INTERNET: granted=true',
    '    User 0: ceDataInode=1 installed=true',
    '      runtime permissions:',
    ...grants.map((g) => `        ${g}`),
  ].join('\n')
const grant = (granted: boolean, flags: string) => `android.permission.CAMERA: granted=${granted}, flags=[ ${flags}]`

describe('dumpsys package', () => {
  const pair = (before: string, after: string) => outcome('3.5', { 'a.txt': before, 'b.txt': after })
  const refused = dump(1, [grant(false, 'USER_SET|USER_SENSITIVE_WHEN_GRANTED')])
  it('3.5: a setting an update turned back fails, one it kept passes', async () => {
    assert.equal(await pair(refused, dump(2, [grant(true, 'USER_SENSITIVE_WHEN_GRANTED')])), 'failed')
    assert.equal(await pair(refused, dump(2, [grant(false, 'USER_SET')])), 'passed')
  })
  it('says nothing of what the user or the system changed, of one build, or of what was never set', async () => {
    assert.equal(await pair(refused, dump(2, [grant(true, 'USER_SET')])), 'cantTell')
    assert.equal(await pair(refused, dump(1, [grant(true, '')], '2026-11-01 10:00:00')), 'cantTell')
    assert.equal(await pair(dump(1, [grant(false, '')]), dump(2, [grant(true, '')])), 'cantTell')
    assert.equal(await pair(dump(1, [grant(true, 'USER_SET')]), dump(2, [grant(false, 'AUTO_REVOKED')])), 'cantTell')
    assert.equal(await outcome('3.5', { 'a.txt': refused }), 'cantTell')
  })
})
