import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { judgeApp } from '../../../src/cli/audit.ts'
import { type AppRead, readApp } from '../../../src/collect/app/read-app.ts'
import { ProblemLog } from '../../../src/collect/archive/problem-log.ts'
import { Budget, PACKAGE_LIMITS } from '../../../src/collect/budget.ts'
import { readPackage } from '../../../src/collect/mini-program/files.ts'
import { type MiniScan, scanMini } from '../../../src/collect/mini-program/scan.ts'
import { readTemplate } from '../../../src/collect/mini-program/templates.ts'
import type { SubjectResult } from '../../../src/judge/result.ts'
import { mutate } from '../../support/mutate.ts'
import { writeWxapkg } from '../../support/wxapkg-writer.ts'

const budget = () => new Budget(PACKAGE_LIMITS)
type Files = Readonly<Record<string, string>>

const scan = (files: Files): MiniScan => {
  const map = new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]))
  return scanMini({ files: map, compiled: false, complete: true }, budget(), new ProblemLog('x'))
}
const calls = (source: string) => scan({ 'app.json': '{"pages":["pages/a"]}', 'pages/a.js': source }).scripts.calls

/** Writes a program to a folder, or as one package, and reads it. */
async function read(files: Files, as: 'folder' | 'package' = 'folder'): Promise<AppRead> {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-mini-'))
  try {
    const target = as === 'folder' ? folder : join(folder, 'main.wxapkg')
    if (as === 'package') writeFileSync(target, writeWxapkg(files))
    else
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true })
        writeFileSync(join(folder, name), text)
      }
    const made = await readApp([target], {})
    assert.ok(!('error' in made), JSON.stringify(made))
    return made
  } finally {
    rmSync(folder, { recursive: true })
  }
}
async function audit(files: Files, as: 'folder' | 'package' = 'folder'): Promise<SubjectResult> {
  const { subject, readings, limits } = await read(files, as)
  return judgeApp(subject, readings, limits, '2026-11-01')
}
const act = (result: SubjectResult, ref: string) =>
  result.determinations.find((d) => d.provision === `app-pi-2019#${ref}`)!

const BASE: Files = {
  'project.config.json': '{"appid":"wx1234567890abcdef","projectname":"demo"}',
  'app.json': JSON.stringify({
    pages: ['pages/index/index'],
    window: { navigationBarTitleText: '示例小程序' },
    permission: { 'scope.userLocation': { desc: '用于推荐您附近的门店' } },
  }),
  'app.js': 'App({ onLaunch() { wx.login({ success: res => { this.code = res.code } }) } })',
  'pages/index/index.js': 'Page({ near() { wx.getLocation({}) } })',
  'pages/index/index.wxml': '<view bindtap="near">附近门店</view>',
}

describe('acts that a mini program can decide', () => {
  test('2.3 fails where location is taken and its purpose is not declared', async () => {
    for (const permission of [{}, { 'scope.userLocation': { desc: '  ' } }]) {
      const app = JSON.stringify({ pages: ['pages/index/index'], permission })
      const result = await audit({ ...BASE, 'app.json': app })
      assert.equal(act(result, '2.3').outcome, 'failed')
      assert.ok(act(result, '2.3').evidence.some((e) => /scope\.userLocation/.test(e.locator)))
    }
  })
  test('2.3 does not fail with a purpose, with code nobody uses, or with a member of another object', async () => {
    const without = JSON.stringify({ pages: ['pages/index/index'] })
    const unused = { 'pages/index/index.js': 'Page({})', 'lib/unused.js': 'wx.getLocation({})' }
    const alipay = { 'pages/index/index.js': 'Page({ a() { my.getLocation({}) } })' }
    const other = { 'pages/index/index.js': 'Page({ a() { helper.getLocation() } })' }
    for (const files of [
      BASE,
      { ...BASE, 'app.json': without, ...unused },
      { ...BASE, 'app.json': without, ...other },
      { ...BASE, 'app.json': without, ...alipay },
      {
        ...BASE,
        'app.json': without,
        'pages/index/index.js': 'const wx = new Weather();Page({a(){wx.getLocation()}})',
      },
    ])
      assert.notEqual(act(await audit(files), '2.3').outcome, 'failed')
  })
  test('what is collected is shown by the program’s own platform only', async () => {
    const collected = async (source: string) => {
      const { readings } = await read({ ...BASE, 'app.js': 'App({})', 'pages/index/index.js': source })
      return readings.flatMap((r) => r.entities.filter((e) => e.entity === 'collection').map((e) => e.strength))
    }
    assert.deepEqual(await collected('Page({ a() { wx.getLocation({}) } })'), ['shown'])
    assert.deepEqual(await collected('Page({ a() { my.getLocation({}) } })'), ['indicated'])
    assert.deepEqual(await collected('Page({ a() { const my = this; my.getLocation({}) } })'), ['indicated'])
    assert.deepEqual(await collected('const wx = require("./own");Page({ a() { wx.getLocation({}) } })'), ['indicated'])
  })
  test('2.3 of other vendors: what they document counts, and silence where they document nothing says nothing', async () => {
    const program = (vendor: { object: string; ending: string; project: string }, permission: object) => ({
      [vendor.project]: '{"appid":"demo123456"}',
      'app.json': JSON.stringify({ pages: ['pages/index/index'], window: { defaultTitle: '示例' }, permission }),
      'app.js': 'App({})',
      'pages/index/index.js': `Page({ near() { ${vendor.object}.getLocation({}) } })`,
      [`pages/index/index.${vendor.ending}`]: '<view>附近门店</view>',
    })
    const baidu = { object: 'swan', ending: 'swan', project: 'project.swan.json' }
    const alipay = { object: 'my', ending: 'axml', project: 'mini.project.json' }
    const douyin = { object: 'tt', ending: 'ttml', project: 'project.config.json' }
    const leads = async (vendor: typeof baidu, permission: object) => {
      const found = act(await audit(program(vendor, permission)), '2.3')
      assert.equal(found.outcome, 'cantTell')
      return found.leads.length
    }
    assert.ok((await leads(baidu, {})) > 0)
    assert.equal(await leads(alipay, {}), 0)
    assert.equal(await leads(douyin, {}), 0)
    for (const vendor of [baidu, alipay, douyin]) {
      assert.equal(await leads(vendor, { 'scope.userLocation': { desc: '用于推荐您附近的门店' } }), 0)
      assert.ok((await leads(vendor, { 'scope.userLocation': { desc: '获取您的位置' } })) > 0)
    }
    assert.equal((await audit(program(alipay, {}))).subject.name, '示例')
  })
  test('2.3 a description that says nothing is a lead', async () => {
    const app = JSON.stringify({
      pages: ['pages/index/index'],
      permission: { 'scope.userLocation': { desc: '需要获取您的位置信息' } },
    })
    const found = act(await audit({ ...BASE, 'app.json': app }), '2.3')
    assert.equal(found.outcome, 'cantTell')
    assert.ok(found.leads.length > 0)
  })
  const box = (checked: string) =>
    audit({
      ...BASE,
      'pages/index/index.wxml': `<label><checkbox value="1" ${checked}/>我已阅读并同意《隐私政策》</label>`,
    })
  test('3.4 fails where the box is ticked, and not where data or nothing says so', async () => {
    for (const checked of ['checked', 'checked="true"', 'checked="{{true}}"'])
      assert.equal(act(await box(checked), '3.4').outcome, 'failed', checked)
    for (const checked of ['', 'checked="{{false}}"', 'checked="{{agreed}}"', 'checked=""'])
      assert.equal(act(await box(checked), '3.4').outcome, 'cantTell', checked)
  })
  test('3.4 a box about something else does not fail', async () => {
    const files = {
      ...BASE,
      'pages/index/index.wxml': '<view><label><checkbox checked/>记住我</label><text>隐私政策</text></view>',
    }
    assert.equal(act(await audit(files), '3.4').outcome, 'cantTell')
  })
  test('3.4 a template that no page uses is a lead', async () => {
    const files = { ...BASE, 'demo/a.wxml': '<label><checkbox checked/>同意隐私政策</label>' }
    assert.equal(act(await audit(files), '3.4').outcome, 'cantTell')
    const used = {
      ...files,
      'pages/index/index.json': '{"usingComponents":{"a":"/demo/a"}}',
      'demo/a.json': '{}',
      'demo/a.js': '',
    }
    assert.equal(act(await audit(used), '3.4').outcome, 'failed')
  })
  test('3.1 what is called at launch is a lead with its path, and never more', async () => {
    const found = act(await audit(BASE), '3.1')
    assert.equal(found.outcome, 'cantTell')
    assert.deepEqual(found.leads[0]?.evidence[0]?.path, ['App.onLaunch', 'wx.login'])
  })
  test('5.3 opening another program with a token is a lead', async () => {
    const open = (data: string) =>
      audit({
        ...BASE,
        'pages/index/index.js': `Page({ go() { wx.navigateToMiniProgram({ appId: 'wx0', ${data} }) } })`,
      })
    assert.equal(act(await open('extraData: { token: this.token }'), '5.3').leads.length, 1)
    assert.equal(act(await open('extraData: { from: 1 }'), '5.3').leads.length, 0)
  })
  test('the subject is named by its appid, and unknown where it has none', async () => {
    const { subject } = await audit(BASE)
    assert.equal(subject.id, 'app.mini-program:wx1234567890abcdef')
    assert.equal(subject.name, '示例小程序')
    assert.equal(
      (await audit({ 'app-config.json': '{"pages":["a"]}', 'app-service.js': '' }, 'package')).subject.id,
      'app.mini-program:unknown',
    )
  })
})

describe('a package', () => {
  const PACKAGE: Files = {
    'app-config.json': JSON.stringify({
      pages: ['pages/index/index'],
      subPackages: [{ root: 'sub/' }],
      plugins: { chooseLocation: { version: '1.0.0', provider: 'wx76a9a06e5b4e693e' } },
    }),
    'app-service.js':
      'define("app.js",function(require,module,exports){App({onLaunch:function(){this.locate()},locate:function(){wx.getLocation({})}})});define("pages/index/index.js",function(require){require("../../util.js");Page({})});define("util.js",function(){wx.getClipboardData({})});define("dead.js",function(){wx.chooseContact({})})',
  }
  test('is read: configuration, modules, launch, plugins, what is missing', () => {
    const files = readPackage(writeWxapkg(PACKAGE), budget(), new ProblemLog('x'))
    assert.ok(typeof files !== 'string')
    const found = scanMini(files, budget(), new ProblemLog('x'))
    assert.deepEqual(found.missing, ['sub'])
    assert.equal(found.config?.plugins[0]?.provider, 'wx76a9a06e5b4e693e')
    assert.deepEqual(
      found.scripts.calls.map((call) => [call.name, call.launch?.join('→') ?? '', found.used(call)]).sort(),
      [
        ['chooseContact', '', 'unused'],
        ['getClipboardData', '', 'used'],
        ['getLocation', 'App.onLaunch→locate', 'used'],
      ],
    )
  })
  test('fails 2.3 like its source', async () =>
    assert.equal(act(await audit(PACKAGE, 'package'), '2.3').outcome, 'failed'))
  test('an encrypted one says so', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'guiju-mini-'))
    try {
      const path = join(folder, 'a.bin')
      writeFileSync(path, Buffer.concat([Buffer.from('V1MMWX'), Buffer.alloc(2000, 7)]))
      const read = await readApp([path], {})
      assert.ok('error' in read && read.error === 'target.unknown')
      assert.match(JSON.stringify(read.values), /V1MMWX/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
  test('an empty one and a folder whose app.json is broken are refused, each with what to do', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'guiju-mini-'))
    try {
      const whole = writeWxapkg(PACKAGE)
      const why = async (name: string, bytes: Buffer | string) => {
        const path = join(folder, name)
        mkdirSync(dirname(path), { recursive: true })
        writeFileSync(path, bytes)
        const read = await readApp([name.includes('/') ? dirname(path) : path], {})
        assert.ok('error' in read && read.error === 'target.unknown')
        return JSON.stringify(read.values)
      }
      assert.match(await why('none.wxapkg', writeWxapkg({})), /fetch it again/)
      assert.match(await why('cut.wxapkg', whole.subarray(0, 40)), /fetch it again/)
      assert.match(await why('broken/app.json', '{"pages":'), /broken JSON/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
  test('what was cut off is told among the limits', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'guiju-mini-'))
    try {
      const path = join(folder, 'cut.wxapkg')
      const whole = writeWxapkg(PACKAGE)
      writeFileSync(path, whole.subarray(0, whole.length - 10))
      const read = await readApp([path], {})
      assert.ok(!('error' in read) && read.limits.some((l) => l.zh.includes('没有读出来')))
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
  test('damaged ones never throw', () => {
    const whole = writeWxapkg(PACKAGE)
    for (let seed = 0; seed < 1500; seed += 1) {
      const files = readPackage(mutate(whole, seed), budget(), new ProblemLog('x'))
      if (typeof files !== 'string') scanMini(files, budget(), new ProblemLog('x'))
    }
  })
})

describe('members of the platform object', () => {
  const surety = (source: string) => calls(source).map((call) => `${call.name} ${call.surety}`)
  test('however they are written', () => {
    assert.deepEqual(surety('wx.getLocation({})'), ['getLocation exact'])
    assert.deepEqual(surety('wx?.getLocation?.({})'), ['getLocation exact'])
    assert.deepEqual(surety('wx["get" + "Location"]({})'), ['getLocation exact'])
    assert.deepEqual(surety('const { getLocation } = wx'), ['getLocation framework'])
    assert.deepEqual(surety('Taro.getLocation(); uni.getLocation()'), [
      'getLocation framework',
      'getLocation framework',
    ])
    assert.deepEqual(surety('n.default.getLocation({})'), ['getLocation name'])
    assert.deepEqual(surety('wx[name]({}); "wx.getLocation()"'), [])
  })
  test('what is asked before is shown, and what waits for a person is not launch', () => {
    const [guarded] = calls('Page({ onLoad() { if (wx.getStorageSync("agreed")) { wx.getLocation() } } })')
    assert.deepEqual(guarded?.guards, ['agreed'])
    assert.deepEqual(guarded?.launch, ['pages/a.onLoad'])
    const [asked] = calls('Page({ onLoad() { wx.showModal({ title: "授权", success() { wx.getLocation() } }) } })')
    assert.ok(asked && asked.launch === undefined)
    const [tapped] = calls('Page({ tap() { wx.getLocation() } })')
    assert.equal(tapped?.launch, undefined)
  })
  test('deep nesting and broken scripts are problems, not errors', () => {
    for (const source of ['('.repeat(50_000), `a${'.b'.repeat(50_000)}`, '{{{', 'wx.'])
      assert.ok(Array.isArray(calls(source)))
  })
})

test('templates: boxes with the words beside them, buttons and pages of others', () => {
  const found = readTemplate(
    '<view><view><checkbox checked/></view><text>同意协议</text></view><button open-type="getPhoneNumber"/><web-view src="https://a.cn/?token={{t}}"/>',
    'a.wxml',
    budget(),
  )
  assert.deepEqual(
    found.boxes.map((b) => [b.checked, b.text]),
    [[true, '同意协议']],
  )
  assert.deepEqual(
    found.opens.map((o) => o.type),
    ['getPhoneNumber'],
  )
  assert.equal(found.views.length, 1)
})
