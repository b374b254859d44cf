import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import { InputError } from '../../../src/cli/errors.ts'
import { looksLikeHarmony } from '../../../src/collect/harmony/recognise.ts'
import { actOf, auditBytes, leadsOf, policyOf } from '../../support/audit-bytes.ts'
import { HAP_ID, type HapShape, SCENE, writeHap } from '../../support/device-package.ts'
import { writeAbc, writeResourceIndex } from '../../support/hap-writer.ts'
import { mutate } from '../../support/mutate.ts'
import { writeZip } from '../../support/zip-writer.ts'

const audit = (shape: HapShape, policy?: string) => auditBytes('任意名字', writeHap(shape), policy)
const MICROPHONE = 'ohos.permission.MICROPHONE'
const ASKS = ['requestPermissionsFromUser', MICROPHONE]
const own = (imports: Record<string, readonly string[]>) => [
  { name: 'L&entry/src/main/ets/pages/Index&;', package: 'entry', imports },
]

describe('a HAP is recognised by its content and fills one app', () => {
  it('id, name in Chinese, version, and 31 determinations', async () => {
    const result = await audit({})
    assert.equal(result.subject.kind, 'app.harmony')
    assert.equal(result.subject.id, `app.harmony:${HAP_ID}`)
    assert.equal(result.subject.name, '示例')
    assert.equal(result.subject.version, '1.2.0')
    assert.equal(result.determinations.length, 31)
  })

  it('an APP is its HAPs and HSPs together', async () => {
    const shared = { name: MICROPHONE, usedScene: SCENE }
    const bytes = writeZip([
      { name: 'pack.info', data: '{}' },
      { name: 'feature.hsp', data: writeHap({ permissions: [shared], strings: ASKS }), stored: true },
      { name: 'entry-default.hap', data: writeHap() },
    ])
    const result = await auditBytes('demo.app', bytes)
    assert.equal(result.subject.id, `app.harmony:${HAP_ID}`)
    const found = actOf(result, '2.3')
    assert.equal(found.outcome, 'failed')
    assert.match(found.evidence[0]!.locator, /feature\.hsp!\/module\.json requestPermissions\[0\]/)
  })

  it('a HAP that carries an APK is a HAP, an APK that carries a HAP is none', async () => {
    const carries = writeHap({ files: [{ name: 'resources/rawfile/tool.apk', data: 'x' }] })
    assert.equal((await auditBytes('a', carries)).subject.kind, 'app.harmony')
    const names = ['AndroidManifest.xml', 'assets/demo.hap', 'module.json']
    assert.equal(looksLikeHarmony(names), false)
    assert.equal(looksLikeHarmony(['assets/demo.hap', 'classes.dex']), false)
  })

  it('the older model: config.json, one code file a page, resources below assets', async () => {
    const config = {
      app: { bundleName: HAP_ID, version: { name: '0.9' }, apiVersion: { compatible: 8, target: 8 } },
      module: {
        distro: { moduleName: 'entry', moduleType: 'entry' },
        mainAbility: '.MainAbility',
        reqPermissions: [{ name: MICROPHONE, reason: '', usedScene: { ability: ['.MainAbility'], when: 'inuse' } }],
        abilities: [{ name: '.MainAbility', srcPath: 'MainAbility' }],
      },
    }
    const page = { name: 'L&entry/index&;', package: 'entry' }
    const bytes = writeZip([
      { name: 'config.json', data: JSON.stringify(config) },
      { name: 'assets/entry/resources.index', data: writeResourceIndex([]) },
      { name: 'assets/js/MainAbility/app.abc', data: writeAbc([page]) },
      { name: 'assets/js/MainAbility/pages/index.abc', data: writeAbc([{ ...page, name: 'L&entry/two&;' }], ASKS) },
    ])
    const result = await auditBytes('old.hap', bytes)
    assert.equal(result.subject.version, '0.9')
    assert.equal(actOf(result, '2.3').outcome, 'failed')
  })

  it('a shared package that is missing is said, and nothing is concluded from not finding words', async () => {
    const result = await audit({ dependencies: ['library'] })
    assert.ok(result.limits.some((l) => /library/.test(l.zh)))
    assert.equal(leadsOf(actOf(result, '1.1')), '')
    assert.notEqual(leadsOf(actOf(await audit({}), '1.1')), '')
  })

  it('a HAR tells its packages and that it is no app', async () => {
    const text = "{ name: '@x/lib', version: '1.0.0', dependencies: { '@umeng/analytics': '1.2.0', }, }"
    const head = Buffer.alloc(512)
    head.write('package/oh-package.json5')
    head.write(`${Buffer.byteLength(text).toString(8).padStart(11, '0')}\0`, 124)
    head.write('0', 156)
    const body = Buffer.concat([Buffer.from(text), Buffer.alloc(512 - Buffer.byteLength(text)), Buffer.alloc(1024)])
    const result = await auditBytes('lib.har', gzipSync(Buffer.concat([head, body])), policyOf())
    assert.equal(result.subject.id, 'app.harmony:@x/lib')
    assert.ok(result.limits.some((l) => /HAR/.test(l.zh)))
    assert.match(leadsOf(actOf(result, '2.1')), /友盟/)
  })

  for (const [what, bytes, says] of [
    ['an archive whose module file is broken', writeZip([{ name: 'module.json', data: '{' }]), /module\.json/],
    ['an APP without a readable HAP', writeZip([{ name: 'a.hap', data: 'no zip' }]), /cannot be audited/],
    ['a gzip file that is no HAR', gzipSync('hello'), /not a HAR/],
  ] as const)
    it(`${what} is one clear line`, async () => {
      await assert.rejects(auditBytes('x.hap', bytes), (error) => {
        assert.ok(error instanceof InputError)
        assert.match(error.text.en, says)
        return true
      })
    })
})

describe('2.3 on a HAP: the reason the system shows with the request', () => {
  const reason = (texts: Record<string, string>) => [{ id: 0x01000009, name: 'mic_reason', texts }]
  const ask = { name: MICROPHONE, reason: '$string:mic_reason', reasonId: 0x01000009, usedScene: SCENE }
  const cases: readonly (readonly [string, HapShape, 'failed' | 'cantTell' | 'inapplicable', RegExp | undefined])[] = [
    ['no reason', { permissions: [{ name: MICROPHONE, usedScene: SCENE }], strings: ASKS }, 'failed', undefined],
    ['an empty reason', { permissions: [ask], resources: reason({ '': '' }), strings: ASKS }, 'failed', undefined],
    ['a reason that leads nowhere', { permissions: [ask], strings: ASKS }, 'failed', undefined],
    [
      'only the name',
      { permissions: [ask], resources: reason({ '': '麦克风权限' }), strings: ASKS },
      'failed',
      undefined,
    ],
    [
      'a concrete reason',
      { permissions: [ask], resources: reason({ '': '用于录制语音日记' }), strings: ASKS },
      'cantTell',
      undefined,
    ],
    [
      'English base, Chinese value',
      { permissions: [ask], resources: reason({ '': 'To record', 'zh-CN': '用于录制语音日记' }), strings: ASKS },
      'cantTell',
      undefined,
    ],
    [
      'English only',
      { permissions: [ask], resources: reason({ '': 'To record notes' }), strings: ASKS },
      'cantTell',
      /不是中文/,
    ],
    [
      'empty base, another language',
      { permissions: [ask], resources: reason({ '': '', 'en-US': 'To record notes' }), strings: ASKS },
      'cantTell',
      /不是中文/,
    ],
    [
      'wanting it and no more',
      { permissions: [ask], resources: reason({ '': '应用需要使用麦克风' }), strings: ASKS },
      'cantTell',
      /笼统/,
    ],
    [
      'no scene of use',
      {
        permissions: [{ ...ask, usedScene: { abilities: [], when: 'inuse' } }],
        resources: reason({ '': '用于录制语音日记' }),
        strings: ASKS,
      },
      'cantTell',
      /使用场景/,
    ],
    [
      'declared, and code asks for others only',
      { permissions: [{ name: MICROPHONE }], strings: ['requestPermissionsFromUser', 'ohos.permission.CAMERA'] },
      'cantTell',
      /未发现申请下列权限的说明/,
    ],
    ['declared, and no code asks', { permissions: [{ name: MICROPHONE }] }, 'cantTell', /未发现申请下列权限的说明/],
    [
      'granted by the system without asking',
      { permissions: [{ name: 'ohos.permission.INTERNET' }], strings: ASKS },
      'cantTell',
      undefined,
    ],
  ]
  for (const form of ['old', 'new'] as const)
    for (const [what, shape, outcome, lead] of cases)
      it(`${what} (${form} index): ${outcome}`, async () => {
        const found = actOf(await audit({ ...shape, form }), '2.3')
        assert.equal(found.outcome, outcome, found.why.zh)
        if (outcome === 'failed') assert.ok(found.evidence.length > 0)
        else if (lead) assert.match(leadsOf(found), lead)
        else assert.equal(leadsOf(found), '')
      })
})

describe('other acts a HAP can decide', () => {
  const push: HapShape = {
    records: [
      ...own({ '@normalized:N&&&@umeng/analytics/Index&1.2.0': ['Analytics'] }),
      { name: 'L&@umeng/analytics/Index&1.2.0;', package: '@umeng/analytics' },
    ],
  }
  const located: HapShape = {
    permissions: [{ name: 'ohos.permission.LOCATION', reason: '用于显示您附近的门店', usedScene: SCENE }],
    records: own({ '@ohos:geoLocationManager': ['default'] }),
    strings: [...ASKS, 'ohos.permission.LOCATION', 'getCurrentLocation'],
  }

  it('2.1: a package the app imports and the policy does not name fails; a full row does not', async () => {
    const found = actOf(await audit(push, policyOf()), '2.1')
    assert.equal(found.outcome, 'failed')
    assert.match(found.why.zh, /友盟/)
    const row =
      '| SDK | 提供者 | 目的 | 收集的个人信息 | 收集方式 |\n|---|---|---|---|---|\n| 友盟统计SDK | 友盟同欣（北京）科技有限公司 | 统计分析 | 设备型号 | SDK自行采集 |\n'
    assert.equal(actOf(await audit(push, policyOf('', row)), '2.1').outcome, 'cantTell')
  })

  it('2.1: a package built in that no own file imports is a lead', async () => {
    const found = actOf(await audit({ records: [push.records![1]!] }, policyOf()), '2.1')
    assert.equal(found.outcome, 'cantTell')
    assert.match(leadsOf(found), /友盟/)
  })

  it('3.9: location denied and read by own code fails; by a package’s code it is a lead', async () => {
    const denial = policyOf('我们不收集您的位置信息。')
    assert.equal(actOf(await audit(located, denial), '3.9').outcome, 'failed')
    const theirs = { ...located, records: [{ ...located.records![0]!, package: '@x/map' }] }
    const found = actOf(await audit(theirs, denial), '3.9')
    assert.equal(found.outcome, 'cantTell')
    assert.ok(found.leads.length > 0)
  })

  it('1.1 passes and fails by the policy; 6.5 fails only where nothing is anywhere', async () => {
    const shape = { strings: ['请阅读《隐私政策》'] }
    assert.equal(actOf(await audit(shape, policyOf()), '1.1').outcome, 'passed')
    const terms = `# 用户协议\n\n${'您使用本应用即受本协议约束，请遵守法律法规，不得发布违法内容。'.repeat(12)}`
    assert.equal(actOf(await audit(shape, terms), '1.1').outcome, 'failed')
    const silent = policyOf()
      .replace(/## 五、[\s\S]*/, '')
      .replaceAll('联系', '')
    assert.equal(actOf(await audit({ strings: ['今日单词'] }, silent), '6.5').outcome, 'failed')
    assert.equal(actOf(await audit({ strings: ['帮助与反馈'] }, silent), '6.5').outcome, 'cantTell')
    const native = { strings: ['今日单词'], files: [{ name: 'libs/arm64-v8a/libentry.so', data: 'x' }] }
    assert.equal(actOf(await audit(native, silent), '6.5').outcome, 'cantTell')
  })

  it('3.1: what the main ability’s own file imports is a lead, never a breach', async () => {
    const early = {
      ...located,
      records: [{ ...located.records![0]!, name: 'L&entry/src/main/ets/entryability/EntryAbility&;' }],
    }
    const found = actOf(await audit(early), '3.1')
    assert.equal(found.outcome, 'cantTell')
    assert.match(leadsOf(found), /getCurrentLocation/)
    assert.equal(leadsOf(actOf(await audit(located), '3.1')), '')
  })

  it('3.1: permissions asked for by the main ability’s own file are a lead', async () => {
    const file = 'L&entry/src/main/ets/entryability/EntryAbility&;'
    const asking = {
      ...located,
      records: [{ name: file, package: 'entry', imports: { '@ohos:abilityAccessCtrl': ['default'] } }],
    }
    assert.match(leadsOf(actOf(await audit(asking), '3.1')), /requestPermissionsFromUser\(LOCATION\)/)
  })

  it('3.4, 3.8, 6.1: by wording, as leads', async () => {
    const result = await audit({ strings: ['登录即代表您同意用户协议'] })
    assert.match(leadsOf(actOf(result, '3.4')), /即代表同意/)
    assert.match(leadsOf(actOf(result, '3.8')), /撤回同意/)
    assert.match(leadsOf(actOf(result, '6.1')), /注销/)
  })

  it('4.1: a declared permission that no code serves is a lead', async () => {
    const result = await audit({ permissions: [{ name: MICROPHONE, reason: '用于录制语音日记', usedScene: SCENE }] })
    assert.match(leadsOf(actOf(result, '4.1')), /MICROPHONE/)
  })
})

it('damage gives 31 determinations or one clear error', async () => {
  const whole = writeHap({
    permissions: [{ name: MICROPHONE, reason: '$string:app_name', usedScene: SCENE }],
    records: own({ '@ohos:multimedia.audio': ['default'] }),
    strings: [...ASKS, 'createAudioCapturer', '隐私政策'],
  })
  let judged = 0
  for (let seed = 1; seed <= 150; seed++)
    try {
      assert.equal((await auditBytes('a.hap', mutate(whole, seed))).determinations.length, 31)
      judged++
    } catch (error) {
      assert.ok(error instanceof InputError, `seed ${seed}: ${String(error)}`)
    }
  assert.ok(judged > 10, `${judged}`)
})
