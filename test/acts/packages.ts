import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { policyOf } from '../support/audit-bytes.ts'
import { type IpaShape, SCENE, writeHap, writeIpa } from '../support/device-package.ts'
import { writeWxapkg } from '../support/wxapkg-writer.ts'
import type { Case } from './cases.ts'

/** Packages of every kind, alone, with a policy beside them, and with an earlier version. */
const examples = fileURLToPath(new URL('../../examples/', import.meta.url))
const MICROPHONE = 'ohos.permission.MICROPHONE'
const uses = (imports: Record<string, readonly string[]>) => [
  { name: 'L&entry/src/main/ets/pages/Index&;', package: 'entry', imports },
]
const walk = JSON.parse(readFileSync(`${examples}walk/src/ipa.json`, 'utf8')) as IpaShape & {
  code: { imports: string[] }
}
const { frameworks: _, ...withoutUmeng } = walk
const earlier = { ...withoutUmeng, code: { ...walk.code, imports: ['UIApplicationMain'], dylibs: [] } }

const mini = {
  'project.config.json': '{"appid":"wx1234567890abcdef","projectname":"demo"}',
  'app.json': JSON.stringify({ pages: ['pages/index/index'], permission: {} }),
  'app.js': 'App({ onLaunch() { wx.login({}) } })',
  'pages/index/index.js': 'Page({ near() { wx.getLocation({}) } })',
  'pages/index/index.wxml':
    '<view bindtap="near">附近门店</view><navigator>隐私政策</navigator><label><checkbox checked/>我已阅读并同意《隐私政策》</label>',
}
const folder = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`mini/${name}`, text]))

const TERMS = `# 用户协议\n\n${'您应当遵守本协议的约定，妥善保管账号，不得利用本服务从事违反法律法规的活动。'.repeat(12)}`

const example = (
  name: string,
  file: string,
  expect: Case['expect'],
  kind: 'android' | 'ios' | 'harmony',
  policy = true,
) =>
  ({
    name: `the example ${name}`,
    given: policy ? [kind, 'policy'] : [kind],
    target: `${examples}${name}/${file}`,
    options: policy ? { policy: `${examples}${name}/policy.html` } : {},
    expect,
  }) satisfies Case

export const packages: readonly Case[] = [
  example(
    'bad',
    'bad.apk',
    {
      '1.1': 'passed',
      '2.1': 'failed',
      '3.4': 'failed',
      '3.9': 'failed',
      '4.5': 'failed',
      '6.2': 'failed',
      '6.3': 'failed',
      '6.5': 'failed',
    },
    'android',
  ),
  example('clean', 'clean.apk', { '1.1': 'passed' }, 'android'),
  example('early', 'early.apk', { '3.1': 'failed', '5.1': 'failed' }, 'android', false),
  example('walk', 'walk.ipa', { '1.1': 'passed', '2.1': 'failed', '2.3': 'failed', '3.9': 'failed' }, 'ios'),
  example('diary', 'diary.hap', { '1.1': 'passed' }, 'harmony'),
  {
    name: 'a HAP whose request gives no reason, and that reads what its policy denies',
    given: ['harmony', 'policy'],
    target: 'a.hap',
    files: {
      'a.hap': writeHap({
        permissions: [{ name: MICROPHONE, usedScene: SCENE }, { name: 'ohos.permission.APPROXIMATELY_LOCATION' }],
        records: uses({ '@ohos:geoLocationManager': ['default'], '@ohos:multimedia.audio': ['default'] }),
        strings: ['requestPermissionsFromUser', MICROPHONE, 'getCurrentLocation'],
      }),
      'p.md': policyOf('我们不收集您的位置信息。'),
    },
    options: { policy: 'p.md' },
    expect: { '2.3': 'failed', '3.9': 'failed' },
  },
  {
    name: 'a mini program that takes location without a purpose and ticks the box',
    given: ['mini-program', 'policy'],
    target: 'mini',
    files: { ...folder(mini), 'p.md': policyOf('我们不收集您的位置信息。') },
    options: { policy: 'p.md' },
    expect: { '1.1': 'passed', '2.3': 'failed', '3.4': 'failed', '3.9': 'failed' },
  },
  {
    name: 'the same as a package',
    given: ['mini-program'],
    target: 'main.wxapkg',
    files: { 'main.wxapkg': writeWxapkg(mini) },
    expect: { '2.3': 'failed' },
  },
  {
    name: 'an IPA that names no rules and no channel, and starts an SDK at once',
    given: ['ios'],
    target: 'a.ipa',
    files: { 'a.ipa': writeIpa({ texts: ['首页', '今日步数'], code: { loading: ['UMConfigure'] } }) },
    expect: { '3.1': 'cantTell', '5.1': 'cantTell' },
  },
  {
    name: 'a HAP whose main ability imports what reads location',
    given: ['harmony'],
    target: 'a.hap',
    files: {
      'a.hap': writeHap({
        records: [
          {
            name: 'L&entry/src/main/ets/entryability/EntryAbility&;',
            package: 'entry',
            imports: { '@ohos:geoLocationManager': ['default'] },
          },
        ],
        strings: ['getCurrentLocation'],
      }),
    },
    expect: { '3.1': 'cantTell' },
  },
  {
    name: 'a mini program without a word on rules that opens another with a token',
    given: ['mini-program'],
    target: 'mini',
    files: folder({
      ...mini,
      'pages/index/index.js':
        "Page({ go() { wx.navigateToMiniProgram({ appId: 'wx0', extraData: { token: this.token } }) } })",
      'pages/index/index.wxml': '<view bindtap="go">去领券</view>',
    }),
    expect: { '1.1': 'cantTell', '5.3': 'cantTell' },
  },
  {
    name: 'a policy of one long sentence',
    given: ['policy', 'harmony'],
    target: 'a.hap',
    files: {
      'a.hap': writeHap(),
      'p.md': policyOf(
        `为了提供登录功能，${'我们在您使用相关功能并且网络状况允许的情况下会收集您的手机号码，'.repeat(20)}用于登录。`,
      ),
    },
    options: { policy: 'p.md' },
    expect: { '2.4': 'untested' },
  },
  {
    name: 'terms of service in place of a policy',
    given: ['policy', 'harmony'],
    target: 'a.hap',
    files: { 'a.hap': writeHap({ strings: ['隐私政策'] }), 'terms.md': TERMS },
    options: { policy: 'terms.md' },
    expect: { '1.1': 'failed' },
  },
  {
    name: 'a policy in traditional characters only',
    given: ['policy', 'harmony'],
    target: 'a.hap',
    files: {
      'a.hap': writeHap(),
      'p.md': `# 隱私權政策\n\n${'我們會蒐集您的手機號碼，用於登錄和驗證您的身份，並採取加密存儲等措施保護資訊安全。'.repeat(12)}`,
    },
    options: { policy: 'p.md' },
    expect: { '1.4': 'failed' },
  },
  {
    name: 'an SDK new in this version, the policy word for word as before',
    given: ['versions', 'ios', 'policy'],
    target: 'new.ipa',
    files: { 'old.ipa': writeIpa(earlier), 'new.ipa': writeIpa(walk), 'p.md': policyOf(), 'old.md': policyOf() },
    options: { before: 'old.ipa', policy: 'p.md', policyBefore: 'old.md' },
    expect: { '2.2': 'failed' },
  },
  {
    name: 'data new in the policy, and a person who answers for how users were told',
    given: ['versions', 'harmony', 'policy', 'attest'],
    target: 'a.hap',
    files: {
      'a.hap': writeHap(),
      'p.md': policyOf('为了推荐附近的门店，我们会收集您的位置信息。'),
      'old.md': policyOf(),
      'a.yaml': 'by: 张三\non: 2026-11-01\nevidence: told.png\nchangesNotified: true\n',
      'told.png': 'x',
    },
    options: { policy: 'p.md', policyBefore: 'old.md', attest: 'a.yaml' },
    expect: { '2.2': 'passed' },
  },
]
