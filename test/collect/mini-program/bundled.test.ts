import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ProblemLog } from '../../../src/collect/archive/problem-log.ts'
import { Budget, PACKAGE_LIMITS } from '../../../src/collect/budget.ts'
import { scanMini } from '../../../src/collect/mini-program/scan.ts'
import { mutate } from '../../support/mutate.ts'

type Files = Readonly<Record<string, string>>
const APP = '{"pages":["pages/index/index"]}'

const scan = (files: Files) => {
  const all = { 'app.json': APP, ...files }
  const map = new Map(Object.entries(all).map(([name, text]) => [name, Buffer.from(text)]))
  return scanMini({ files: map, compiled: false, complete: true }, new Budget(PACKAGE_LIMITS), new ProblemLog('x'))
}
/** What is called at launch: way, member, how sure. */
const atLaunch = (files: Files): string[] =>
  scan(files)
    .scripts.calls.filter((call) => call.launch)
    .map((call) => `${call.launch!.join('→')} ${call.name} ${call.surety}`)
    .sort()

const WEBPACK: Files = {
  'app.js':
    '(wx["webpackJsonp"]=wx["webpackJsonp"]||[]).push([["app"],{"./src/app.js":function(e,t,n){"use strict";function r(){wx.getLocation({})}var o={onLaunch:function(){r()},tap:function(){wx.chooseContact()}};App(Object.assign({},o))},"./src/other.js":function(e,t,n){function r(){wx.getClipboardData()}}}]);',
}
const UNI_WEBPACK: Files = {
  'app.js': "require('./common/runtime.js')\nrequire('./common/vendor.js')\nrequire('./common/main.js')",
  'common/runtime.js': '!function(){function e(e){return e}}();',
  'common/vendor.js':
    '(global["webpackJsonp"]=global["webpackJsonp"]||[]).push([["common/vendor"],{"543d":function(e,t,n){}}]);',
  'common/main.js':
    '(global["webpackJsonp"]=global["webpackJsonp"]||[]).push([["common/main"],{"1f2a":function(e,t,n){"use strict";(function(e){Object.defineProperty(t,"__esModule",{value:!0});t.default={onLaunch:function(){e.getLocation({type:"wgs84"});this.more()},methods:{more:function(){e.getSystemInfoSync()}}}}).call(this,n("543d")["default"])},"2c3b":function(e,t,n){var a=n("1f2a");a.getClipboardData&&a.getClipboardData()}}]);',
  'pages/index/index.js':
    '(global["webpackJsonp"]=global["webpackJsonp"]||[]).push([["pages/index/index"],{"3d4c":function(e,t,n){(function(e){t.default={data:function(){return{}},onLoad:function(){e.getConnectedWifi()},methods:{tap:function(){e.chooseAddress()}}}}).call(this,n("543d")["default"])}}]);',
}
const UNI_VITE: Files = {
  'app.js':
    '"use strict";const e=require("./common/vendor.js");const t={onLaunch:function(){e.index.getLocation({})},onShow:function(){}};function n(){return{app:e.createSSRApp(t)}}n().app.mount("#app");',
  'common/vendor.js': 'exports.index={};exports.createSSRApp=function(){}',
  'pages/index/index.js':
    '"use strict";const common_vendor=require("../../common/vendor.js");const _sfc_main={setup(){common_vendor.onLoad(()=>{common_vendor.index.getClipboardData()});return{tap:()=>common_vendor.index.chooseAddress()}}};wx.createPage(_sfc_main);',
}
const TARO_HOOKS: Files = {
  'app.js':
    'require("./runtime");require("./taro");(wx["webpackJsonp"]=wx["webpackJsonp"]||[]).push([[2143],{1200:function(e,t,n){var r=n(33),_tarojs_taro__WEBPACK_IMPORTED_MODULE_1__=n("./node_modules/@tarojs/taro/index.js"),s=n.n(_tarojs_taro__WEBPACK_IMPORTED_MODULE_1__);function a(e){return (0,_tarojs_taro__WEBPACK_IMPORTED_MODULE_1__.useLaunch)((function(){s().getLocation({})})),e.children}App((0,r.createReactApp)(a,r,{},{}))}},function(e){}]);',
  'pages/index/index.js':
    '(wx["webpackJsonp"]=wx["webpackJsonp"]||[]).push([[1],{7:function(e,t,n){var i=n("./node_modules/@tarojs/taro/index.js"),r=n(2);function p(){(0,r.useEffect)((function(){i.default.getClipboardData()}),[]);(0,r.useEffect)((function(){i.default.chooseInvoice()}),[p.x]);return null}Page(createPageConfig(p,"pages/index/index"))}}]);',
}
const TARO_CLASS: Files = {
  'app.js':
    '(wx["webpackJsonp"]=wx["webpackJsonp"]||[]).push([[2143],{1200:function(e,t,n){var o=n("./node_modules/@tarojs/taro/index.js");var c=function(e){function t(){}return m(t,[{key:"componentDidMount",value:function(){this.where()}},{key:"componentDidShow",value:function(){}},{key:"where",value:function(){o.default.getLocation({})}}]),t}(x);App(n(5).createReactApp(c))}}]);',
}

describe('launch code that a bundler moved', () => {
  it('webpack: an object that goes through another function, and a module’s own names', () => {
    assert.deepEqual(atLaunch(WEBPACK), ['App.onLaunch→r getLocation exact'])
    assert.equal(scan(WEBPACK).scripts.launchRead, true)
  })
  it('uni-app by webpack: the program in another file, its object given to each module', () =>
    assert.deepEqual(atLaunch(UNI_WEBPACK), [
      'App.onLaunch getLocation framework',
      'App.onLaunch→more getSystemInfoSync framework',
      'pages/index/index.onLoad getConnectedWifi framework',
    ]))
  it('uni-app by Vite: the object as an export of the vendor bundle', () =>
    assert.deepEqual(atLaunch(UNI_VITE), [
      'App.onLaunch getLocation framework',
      'pages/index/index.onLoad getClipboardData framework',
    ]))
  it('Taro: hooks, and an effect that runs once', () =>
    assert.deepEqual(atLaunch(TARO_HOOKS), [
      'App.useLaunch getLocation framework',
      'pages/index/index.useEffect getClipboardData framework',
    ]))
  it('Taro: a class compiled to a list', () =>
    assert.deepEqual(atLaunch(TARO_CLASS), ['App.componentDidMount→where getLocation framework']))
  it('is a lead and no more: which modules run is not known', () => {
    for (const files of [WEBPACK, UNI_WEBPACK, TARO_HOOKS]) {
      const found = scan(files)
      for (const call of found.scripts.calls) assert.notEqual(found.used(call), 'used', call.name)
    }
  })
})

describe('what is no launch', () => {
  it('an object with onLaunch that the program does not require', () =>
    assert.deepEqual(
      atLaunch({ 'app.js': 'App({})', 'lib/track.js': 'module.exports={onLaunch(){wx.getLocation()}}' }),
      [],
    ))
  it('hooks and classes of pages that are not the first', () =>
    assert.deepEqual(
      atLaunch({
        'app.js': 'App({})',
        'pages/more/more.js': 'Page({onLoad(){wx.getLocation()}});useLoad(()=>wx.getClipboardData())',
      }),
      [],
    ))
  it('a name that a nearer declaration took is not the platform', () => {
    const calls = (source: string) =>
      scan({ 'app.js': source }).scripts.calls.map((call) => `${call.name} ${call.surety}`)
    assert.deepEqual(calls('var a=wx;a.getLocation()'), ['getLocation framework'])
    assert.deepEqual(calls('var a=wx;function f(a){a.getLocation()}'), ['getLocation name'])
    assert.deepEqual(calls('function f(){var a=wx}function g(){var a=h();a.getLocation()}'), ['getLocation name'])
    assert.deepEqual(calls('function f(wx){wx.getLocation()}'), ['getLocation exact'])
    assert.deepEqual(calls('var my=this;my.getLocation()'), ['getLocation name'])
    assert.deepEqual(calls('var wx=n(1);wx.getLocation()'), ['getLocation framework'])
    assert.deepEqual(calls('var wx=wx||{};wx.getLocation()'), ['getLocation framework'])
    assert.deepEqual(calls('import T from "@tarojs/taro";T.getLocation()'), ['getLocation framework'])
  })
})

it('damaged bundles never throw', () => {
  for (const files of [WEBPACK, UNI_WEBPACK, UNI_VITE, TARO_HOOKS, TARO_CLASS])
    for (let seed = 0; seed < 60; seed++)
      scan(
        Object.fromEntries(
          Object.entries(files).map(([name, text]) => [name, String(mutate(Buffer.from(text), seed))]),
        ),
      )
})
