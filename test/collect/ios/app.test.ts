import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { InputError } from '../../../src/cli/errors.ts'
import { actOf, auditBytes, leadsOf, policyOf } from '../../support/audit-bytes.ts'
import { IPA_ID, type IpaShape, writeIpa } from '../../support/device-package.ts'
import { writeMachO } from '../../support/macho-writer.ts'
import { mutate } from '../../support/mutate.ts'
import { writeXmlPlist } from '../../support/plist-writer.ts'
import { writeZip } from '../../support/zip-writer.ts'

const audit = (shape: IpaShape, policy?: string) => auditBytes('任意名字', writeIpa(shape), policy)
const CAMERA = 'NSCameraUsageDescription'
const camera = { imports: ['OBJC_CLASS_$_AVCapturePhotoOutput'] }

describe('an IPA is recognised by its content and fills one app', () => {
  it('id, name in Chinese, version, and 31 determinations', async () => {
    const result = await audit({
      info: { CFBundleShortVersionString: '2.1' },
      infoStrings: { 'zh-Hans': { CFBundleDisplayName: '清简' }, en: { CFBundleDisplayName: 'Plain' } },
    })
    assert.equal(result.subject.kind, 'app.ios')
    assert.equal(result.subject.id, `app.ios:${IPA_ID}`)
    assert.equal(result.subject.name, '清简')
    assert.equal(result.subject.version, '2.1')
    assert.equal(result.determinations.length, 31)
  })

  it('encrypted code is said, and nothing is concluded from not finding words', async () => {
    const result = await audit({ code: { encrypted: true, strings: ['隐私政策'] } })
    assert.ok(result.limits.some((l) => /cryptid=1/.test(l.zh)))
    assert.equal(leadsOf(actOf(result, '1.1')), '')
    assert.equal(leadsOf(actOf(result, '6.5')), '')
  })

  for (const [what, bytes, says] of [
    ['a ZIP without Info.plist', writeZip([{ name: 'Payload/A.app/x', data: 'x' }]), /Info\.plist/],
    [
      'a broken Info.plist',
      writeZip([{ name: 'Payload/A.app/Info.plist', data: 'bplist00 broken' }]),
      /property list|Info\.plist/,
    ],
    ['a Mach-O file alone', writeMachO(), /no package/],
  ] as const)
    it(`${what} is one clear line`, async () => {
      await assert.rejects(auditBytes('x.ipa', bytes), (error) => {
        assert.ok(error instanceof InputError)
        assert.match(error.text.en, says)
        assert.doesNotMatch(error.text.en, /\n/)
        return true
      })
    })
})

describe('2.3 on an IPA: the text iOS shows with the request', () => {
  const cases: readonly (readonly [string, IpaShape, 'failed' | 'cantTell', RegExp | undefined])[] = [
    ['empty', { info: { [CAMERA]: '' }, code: camera }, 'failed', undefined],
    ['blank', { info: { [CAMERA]: ' \n' }, code: camera }, 'failed', undefined],
    ['a number', { info: { [CAMERA]: 5 }, code: camera }, 'cantTell', /未发现申请下列权限的说明/],
    ['a placeholder', { info: { [CAMERA]: 'TODO' }, code: camera }, 'failed', undefined],
    ['only the name of the permission', { info: { [CAMERA]: '相机权限' }, code: camera }, 'failed', undefined],
    ['empty, code cannot be read', { info: { [CAMERA]: '' }, code: { encrypted: true } }, 'failed', undefined],
    [
      'empty base, Chinese localisation with a purpose',
      { info: { [CAMERA]: '' }, code: camera, infoStrings: { 'zh-Hans': { [CAMERA]: '用于扫描二维码添加好友' } } },
      'cantTell',
      undefined,
    ],
    ['a concrete purpose', { info: { [CAMERA]: '用于拍摄照片并设置为头像' }, code: camera }, 'cantTell', undefined],
    [
      'wanting it and no more',
      { info: { [CAMERA]: 'App需要您的同意，才能访问相机' }, code: camera },
      'cantTell',
      /笼统/,
    ],
    [
      'for a better experience',
      { info: { [CAMERA]: '需要使用相机以便为您提供更好的服务体验' }, code: camera },
      'cantTell',
      /笼统/,
    ],
    ['English only', { info: { [CAMERA]: 'Take photos for your profile' }, code: camera }, 'cantTell', /不是中文/],
    [
      'empty base, English localisation only',
      { info: { [CAMERA]: '' }, code: camera, infoStrings: { en: { [CAMERA]: 'Take photos for your profile' } } },
      'cantTell',
      /不是中文/,
    ],
    [
      'a Chinese localisation that is empty',
      { info: { [CAMERA]: '用于拍摄头像' }, code: camera, infoStrings: { 'zh-Hans': { [CAMERA]: '' } } },
      'failed',
      undefined,
    ],
    [
      'empty base, a localisation that cannot be read',
      {
        info: { [CAMERA]: '' },
        code: camera,
        files: [{ name: 'zh-Hans.lproj/InfoPlist.strings', data: Buffer.from('bplist00 broken') }],
      },
      'cantTell',
      /未发现申请下列权限的说明/,
    ],
    [
      'empty, and all code was read and never locates',
      { info: { NSLocationWhenInUseUsageDescription: '' }, code: camera },
      'cantTell',
      /未发现申请下列权限的说明/,
    ],
    [
      'an older key left empty beside the one in use',
      {
        info: {
          NSLocationAlwaysUsageDescription: '',
          NSLocationAlwaysAndWhenInUseUsageDescription: '用于在后台记录跑步轨迹',
        },
        code: { imports: ['OBJC_CLASS_$_CLLocationManager'], selectors: ['startUpdatingLocation'] },
      },
      'cantTell',
      /NSLocationAlwaysUsageDescription/,
    ],
    [
      'asked for by own code without any text',
      {
        code: {
          imports: ['OBJC_CLASS_$_CNContactStore'],
          selectors: ['requestAccessForEntityType:completionHandler:'],
        },
      },
      'failed',
      undefined,
    ],
    [
      'asked for by a linked SDK without any text',
      {
        code: {
          imports: ['OBJC_CLASS_$_CNContactStore'],
          selectors: ['requestAccessForEntityType:completionHandler:'],
          classes: ['MobClick'],
        },
      },
      'cantTell',
      /未发现申请下列权限的说明/,
    ],
    ['Face ID takes no data', { info: { NSFaceIDUsageDescription: '' } }, 'cantTell', undefined],
  ]
  for (const [what, shape, outcome, lead] of cases)
    it(`${what}: ${outcome}`, async () => {
      const found = actOf(await audit(shape), '2.3')
      assert.equal(found.outcome, outcome, found.why.zh)
      if (outcome === 'failed') assert.ok(found.evidence.length > 0)
      else if (lead) assert.match(leadsOf(found), lead)
      else assert.equal(leadsOf(found), '')
    })

  it('the evidence names file, key and language', async () => {
    const shape = { info: { [CAMERA]: '相机' }, infoStrings: { 'zh-Hans': { [CAMERA]: '' } }, code: camera }
    const found = actOf(await audit(shape), '2.3')
    assert.equal(found.outcome, 'failed')
    const places = found.evidence.map((e) => e.locator).join('\n')
    assert.match(places, /zh-Hans\.lproj\/InfoPlist\.strings NSCameraUsageDescription/)
  })
})

describe('other acts an IPA can decide', () => {
  const umeng: IpaShape = {
    code: { imports: ['OBJC_CLASS_$_UMConfigure'] },
    frameworks: { UMCommon: { exports: ['OBJC_CLASS_$_UMConfigure'], classes: ['UMConfigure'] } },
  }
  const row = '| SDK | 提供者 | 目的 | 收集的个人信息 | 收集方式 |\n|---|---|---|---|---|\n'

  it('2.1: an SDK the app calls and the policy does not name fails', async () => {
    const found = actOf(await audit(umeng, policyOf()), '2.1')
    assert.equal(found.outcome, 'failed')
    assert.match(found.why.zh, /友盟/)
  })

  it('2.1: a row with all elements does not fail', async () => {
    const full = `${row}| 友盟统计SDK | 友盟同欣（北京）科技有限公司 | 统计分析 | 设备型号、IDFA | SDK自行采集 |\n`
    assert.equal(actOf(await audit(umeng, policyOf('', full)), '2.1').outcome, 'cantTell')
  })

  it('2.1: an SDK that is only linked is a lead', async () => {
    const found = actOf(await audit({ code: { classes: ['UMConfigure'] } }, policyOf()), '2.1')
    assert.equal(found.outcome, 'cantTell')
    assert.match(leadsOf(found), /友盟/)
  })

  it('2.1: an SDK linked into the app and started by its delegate fails, with the path; 3.1 and 5.1 get a lead', async () => {
    const result = await audit({ code: { launch: { refers: ['UMConfigure'], via: 'setUpSdks' } } }, policyOf())
    const found = actOf(result, '2.1')
    assert.equal(found.outcome, 'failed')
    assert.deepEqual(found.evidence.find((e) => e.path)?.path, [
      '-[AppDelegate application:didFinishLaunchingWithOptions:]',
      '-[AppDelegate setUpSdks]',
      'UMConfigure',
    ])
    for (const act of ['3.1', '5.1']) {
      assert.equal(actOf(result, act).outcome, 'cantTell')
      assert.match(leadsOf(actOf(result, act)), /友盟|UMConfigure/)
    }
  })

  it('2.1: what an SDK’s own privacy manifest declares counts as its vendor’s statement', async () => {
    const manifest = {
      NSPrivacyCollectedDataTypes: [{ NSPrivacyCollectedDataType: 'NSPrivacyCollectedDataTypeDeviceID' }],
    }
    const bugsnag: IpaShape = {
      code: { imports: ['OBJC_CLASS_$_Bugsnag'] },
      frameworks: { Bugsnag: { exports: ['OBJC_CLASS_$_Bugsnag'] } },
    }
    assert.equal(actOf(await audit(bugsnag, policyOf()), '2.1').outcome, 'cantTell')
    const files = [{ name: 'Frameworks/Bugsnag.framework/PrivacyInfo.xcprivacy', data: writeXmlPlist(manifest) }]
    assert.equal(actOf(await audit({ ...bugsnag, files }, policyOf()), '2.1').outcome, 'failed')
  })

  it('1.1: an SDK’s own words are not the app’s policy', async () => {
    const shape = { frameworks: { Bugsnag: { strings: ['See our privacy policy'] } } }
    assert.equal(actOf(await audit(shape, policyOf()), '1.1').outcome, 'cantTell')
  })

  it('1.1: passes with wording in the app and rules in the policy, fails with a policy that has none', async () => {
    const shape = { texts: ['请阅读《隐私政策》'] }
    assert.equal(actOf(await audit(shape, policyOf()), '1.1').outcome, 'passed')
    const terms = `# 用户协议\n\n${'您使用本应用即受本协议约束，请遵守法律法规，不得发布违法内容。'.repeat(12)}`
    assert.equal(actOf(await audit(shape, terms), '1.1').outcome, 'failed')
  })

  it('3.9: data the policy denies and the app’s own privacy manifest declares fails', async () => {
    const denial = policyOf('我们不收集您的位置信息。')
    assert.equal(actOf(await audit({ collected: ['PreciseLocation'] }, denial), '3.9').outcome, 'failed')
    assert.equal(actOf(await audit({ collected: ['PhoneNumber'] }, denial), '3.9').outcome, 'cantTell')
  })

  it('6.5: an app and a policy without any channel fail; one word of help anywhere and they do not', async () => {
    const silent = policyOf()
      .replace(/## 五、[\s\S]*/, '')
      .replaceAll('联系', '')
    assert.equal(actOf(await audit({ texts: ['今日单词'] }, silent), '6.5').outcome, 'failed')
    assert.equal(actOf(await audit({ texts: ['今日单词', '帮助与反馈'] }, silent), '6.5').outcome, 'cantTell')
    assert.equal(actOf(await audit({ texts: ['今日单词'], code: { swift: true } }, silent), '6.5').outcome, 'cantTell')
  })

  it('3.4, 3.6, 3.8, 6.1: by wording, as leads', async () => {
    const result = await audit({ texts: ['登录即代表您同意用户协议'] })
    assert.match(leadsOf(actOf(result, '3.4')), /即代表同意/)
    assert.match(leadsOf(actOf(result, '3.8')), /撤回同意/)
    assert.match(leadsOf(actOf(result, '6.1')), /注销/)
    const good = await audit({ texts: ['登录', '注销账号', '撤回同意', '个性化推荐', '意见反馈'] })
    for (const act of ['3.6', '3.8', '6.1', '6.5']) assert.equal(leadsOf(actOf(good, act)), '', act)
  })

  it('3.1, 5.1: SDK code that runs when loaded is a lead, never a breach', async () => {
    const result = await audit({ code: { loading: ['UMConfigure'] } })
    for (const act of ['3.1', '5.1']) {
      assert.equal(actOf(result, act).outcome, 'cantTell')
      assert.equal(actOf(result, act).leads.length, 1, act)
    }
  })

  it('4.1: a declared permission that no code serves is a lead', async () => {
    const result = await audit({ info: { NSContactsUsageDescription: '用于邀请通讯录中的好友' } })
    assert.match(leadsOf(actOf(result, '4.1')), /NSContactsUsageDescription/)
  })
})

it('damage gives 31 determinations or one clear error', async () => {
  const whole = writeIpa({
    info: { [CAMERA]: '' },
    code: camera,
    frameworks: { UMCommon: { exports: ['OBJC_CLASS_$_UMConfigure'] } },
    collected: ['UserID'],
    infoStrings: { 'zh-Hans': { [CAMERA]: '用于扫码' } },
  })
  let judged = 0
  for (let seed = 1; seed <= 150; seed++)
    try {
      assert.equal((await auditBytes('a.ipa', mutate(whole, seed))).determinations.length, 31)
      judged++
    } catch (error) {
      assert.ok(error instanceof InputError, `seed ${seed}: ${String(error)}`)
    }
  assert.ok(judged > 10, `${judged}`)
})
