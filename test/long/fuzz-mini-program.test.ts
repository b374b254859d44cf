import assert from 'node:assert/strict'
import { it } from 'node:test'
import { judgeApp } from '../../src/cli/audit.ts'
import { recordMini } from '../../src/collect/app/mini-program-facts.ts'
import { ProblemLog } from '../../src/collect/archive/problem-log.ts'
import { Budget, PACKAGE_LIMITS } from '../../src/collect/budget.ts'
import { readPackage } from '../../src/collect/mini-program/files.ts'
import { scanMini } from '../../src/collect/mini-program/scan.ts'
import { Recorder } from '../../src/facts/reading.ts'
import { mutate } from '../support/mutate.ts'
import { writeWxapkg } from '../support/wxapkg-writer.ts'

const RUNS = Number(process.env['GUIJU_FUZZ_MINI'] ?? 4_000)
const FILES: Readonly<Record<string, string>> = {
  'app-config.json': JSON.stringify({
    pages: ['pages/index/index'],
    subPackages: [{ root: 'shop', pages: ['a'] }],
    permission: { 'scope.userLocation': { desc: '用于推荐您附近的门店' } },
    plugins: { map: { version: '1.0.0', provider: 'wx0123456789abcdef' } },
  }),
  'app-service.js':
    'define("app.js",function(require,module,exports,window){App({onLaunch(){require("common/main.js");const t=wx;t.login({});t["getLocation"]({})}})});require("app.js");define("common/main.js",function(require){(global["webpackJsonp"]=global["webpackJsonp"]||[]).push([["common/main"],{"1f2a":function(e,t,n){(function(e){t.default={onLaunch:function(){e.getClipboardData()}}}).call(this,n("543d")["default"])}}])});define("pages/index/index.js",function(){Page({go(){wx.navigateToMiniProgram({appId:"wx0",extraData:{token:1}})}})})',
  'page-frame.html': '<script>var __wxAppCode__={};$gwx=function(path){return "登录即代表同意《隐私政策》"}</script>',
  'pages/index/index.wxml':
    '<label><checkbox checked="{{true}}"/>我已阅读并同意《隐私政策》</label><button open-type="agreePrivacyAuthorization"/>',
}

it(`${RUNS} damaged mini-program packages are judged or refused`, { timeout: 5 * 60_000 }, () => {
  const whole = writeWxapkg(FILES)
  const names = Object.keys(FILES)
  let judged = 0
  for (let seed = 0; seed < RUNS; seed++) {
    const log = new ProblemLog('main.wxapkg')
    const chosen = names[seed % names.length]!
    const inside = () => writeWxapkg({ ...FILES, [chosen]: mutate(Buffer.from(FILES[chosen]!), seed) })
    const budget = new Budget({ ...PACKAGE_LIMITS, ms: 2_000 })
    const files = readPackage(seed % 3 === 0 ? mutate(whole, seed) : inside(), budget, log)
    if (typeof files === 'string') continue
    const recorder = new Recorder('mini-program')
    const id = 'app.mini-program:x'
    recordMini(scanMini(files, budget, log), 'main.wxapkg', log.problems, recorder.row('app', id), recorder, {})
    const subject = { kind: 'app.mini-program' as const, id, name: '', version: '', inputs: [] }
    const result = judgeApp(subject, [recorder.reading()], [], '2026-11-01')
    assert.equal(result.determinations.length, 31)
    for (const d of result.determinations) if (d.outcome === 'failed') assert.ok(d.evidence.length > 0, `${seed}`)
    judged++
  }
  assert.ok(judged > RUNS / 2 && judged < RUNS, `${judged} judged`)
})
