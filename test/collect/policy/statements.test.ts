import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Statement } from '../../../src/collect/policy/scan.ts'
import { around, scanText } from './support.ts'

/** Statements of one sentence of running text. */
const say = (sentence: string): readonly Statement[] => scanText(sentence).statements

const denies = (sentence: string, item: string): boolean =>
  say(sentence).some(
    (one) =>
      one.act === 'collect' &&
      one.actor === 'we' &&
      one.negated &&
      !one.conditional &&
      one.items.some((named) => named.id === item),
  )

describe('denials of collection', () => {
  for (const sentence of [
    '我们不收集您的位置信息。',
    '我们不会收集您的位置信息。',
    '本应用不会获取您的位置信息。',
    '本App从不收集用户的位置信息。',
    '您的位置信息我们不会收集。',
    '我们不会收集、存储或使用您的位置信息。',
    '不收集您的位置信息。',
    '我们收集您的手机号用于登录，但我们不会收集您的位置信息。',
  ])
    test(`is one: ${sentence}`, () => assert.ok(denies(sentence, 'location')))

  for (const sentence of [
    '未经您同意，我们不会收集您的位置信息。',
    '我们不会在未获得您授权的情况下收集您的位置信息。',
    '除非您开启定位，我们不会收集您的位置信息。',
    '在您使用导航功能前，我们不会收集您的位置信息。',
    '如您关闭定位权限，我们将不再收集您的位置信息。',
    '当您仅浏览时，我们不会收集您的位置信息。',
    '我们不会在后台收集您的位置信息。',
    '我们不会收集与服务无关的位置信息。',
    '我们不会将您的位置信息用于广告推送。',
    '我们不会主动收集您的位置信息。',
    '我们不会收集您的精确位置信息。',
    '我们不会收集您的其他位置信息。',
    '我们不会收集您的位置信息，但法律法规另有规定的除外。',
    '我们不会收集您的位置信息。但您使用导航时除外。',
    '除下列情形外，我们不会收集您的位置信息：',
    '第三方SDK不会收集您的位置信息。',
    '高德地图不会收集您的位置信息。',
    '在儿童模式下，我们不会收集您的位置信息。',
    '我们不仅收集您的位置信息，还收集您的手机号。',
    '您拒绝提供位置信息不影响我们收集您的位置信息以外的信息。',
    '我们不会共享您的位置信息。',
    '我们不会存储您的位置信息。',
  ])
    test(`is none: ${sentence}`, () => assert.ok(!denies(sentence, 'location')))

  test('says why it is none', () => {
    const limits = (sentence: string) => say(sentence).find((one) => one.negated)?.limits ?? []
    assert.deepEqual(limits('未经您同意，我们不会收集您的位置信息。'), ['consent'])
    assert.ok(limits('我们不会收集与服务无关的位置信息。').includes('unrelated'))
    assert.ok(limits('我们不会在后台收集您的位置信息。').includes('background'))
    assert.equal(say('第三方地图不会收集您的位置信息。')[0]?.actor, 'third-party')
    assert.ok(limits('知晓地图不会收集您的位置信息。').includes('subject'))
  })

  test('a denial of everything names no item', () => {
    const [statement] = say('本应用不收集任何个人信息。')
    assert.ok(statement?.negated && !statement.conditional && statement.general)
    assert.deepEqual(statement.items, [])
  })
  test('a name the operator gives itself is the operator', () => {
    const scan = scanText('本政策适用于示例科技有限公司（以下简称“小示”）的产品。\n小示不会收集您的位置信息。')
    assert.ok(scan.statements.some((one) => one.negated && !one.conditional))
  })
  test('one sentence can take and deny', () => {
    const found = say('我们仅接收验证结果，不会收集您的指纹信息。').filter((one) =>
      one.items.some((item) => item.id === 'fingerprint'),
    )
    assert.deepEqual(
      found.map((one) => one.negated),
      [true],
    )
  })
})

describe('statements of collection', () => {
  const only = (sentence: string) => say(sentence).find((one) => one.act === 'collect')!

  test('items, purposes, permission and means', () => {
    const one = only('为了向您展示附近的门店，我们会在您开启定位权限后通过SDK本机采集方式收集您的位置信息和WiFi列表。')
    assert.deepEqual(
      one.items.map((item) => item.id),
      ['location', 'wifi-list'],
    )
    assert.deepEqual(one.purposes, ['向您展示附近的门店'])
    assert.match(one.permission ?? '', /定位权限/)
    assert.match(one.means ?? '', /本机采集/)
    assert.equal(one.conditional, true)
    assert.equal(one.negated, false)
  })
  test('what is told as purpose is not collected', () => {
    const one = only('我们会收集您的手机号，用于查询订单信息。')
    assert.deepEqual(
      one.items.map((item) => item.id),
      ['phone-number'],
    )
  })
  test('what the user is asked to give is collected', () => {
    assert.deepEqual(
      only('您需要提供您的姓名和身份证号码完成实名认证。').items.map((item) => item.id),
      ['name', 'id-card'],
    )
  })
  test('what the operator gives to others is not', () => {
    assert.equal(
      say('我们会向合作方提供您的手机号。').find((one) => one.act === 'collect'),
      undefined,
    )
    assert.ok(say('我们会向合作方提供您的手机号。').some((one) => one.act === 'share'))
  })
  test('an SDK that collects is a third party', () => {
    assert.equal(only('友盟SDK会收集您的设备信息，用于统计分析。').actor, 'third-party')
    assert.equal(only('我们会与第三方合作收集您的设备信息。').actor, 'we')
  })
  test('nouns and questions are no statements', () => {
    for (const sentence of ['我们如何收集您的位置信息。', '位置信息的收集规则。', '您可以停止收集位置信息的功能。'])
      assert.deepEqual(
        say(sentence).filter((one) => one.act === 'collect'),
        [],
        sentence,
      )
  })

  for (const [sentence, open] of [
    ['我们会收集您的设备型号、操作系统等信息。', true],
    ['我们会收集您的设备信息（包括但不限于设备型号、IMEI）。', true],
    ['我们会收集您的设备信息（如设备型号、IMEI）。', true],
    ['我们会收集设备信息，例如设备型号、IMEI。', true],
    ['我们会收集您的设备型号、操作系统。', false],
    ['我们会收集您的设备型号、操作系统等两项信息。', false],
    ['我们会收集您的设备型号、操作系统，用于统计分析等用途。', false],
    ['如您使用导航，我们会收集您的位置信息。', false],
  ] as const)
    test(`${open ? 'open' : 'closed'} list: ${sentence}`, () => assert.equal(only(sentence).openEnd, open))
})

describe('forced collection only to improve', () => {
  const forced = (sentence: string) => say(sentence).some((one) => one.mandatory && one.onlyImprovement)
  for (const sentence of [
    '为了提升用户体验，您必须同意我们收集您的通讯录，否则将无法使用本应用。',
    '为改善服务质量、研发新产品，您必须提供您的通讯录信息。',
  ])
    test(`is one: ${sentence}`, () => assert.ok(forced(sentence)))
  for (const sentence of [
    '为了提升用户体验，我们会收集您的通讯录，您可以选择不提供。',
    '为了创建账号和提升用户体验，您必须提供您的手机号码。',
    '为了提升用户体验，我们会收集您的使用记录，拒绝提供不影响您使用本应用。',
    '为了提升产品的安全性，您必须提供您的设备信息。',
    '为了提升用户体验，您必须同意我们收集语音，否则将无法使用该功能。'.replace('必须同意', '可以授权'),
    '为完成实名认证，您必须提供您的身份证号码，否则将无法使用本应用。',
  ])
    test(`is none: ${sentence}`, () => assert.ok(!forced(sentence)))
})

describe('consent and refusal', () => {
  const implied = (sentence: string) => around(sentence).impliedConsent.length > 0
  for (const sentence of [
    '您使用我们的服务，即视为您已阅读并同意本政策。',
    '如您继续使用本应用，则表示您同意更新后的政策。',
    '您注册账号即代表您同意我们收集您的信息。',
    '若您未提出异议，则视为您同意修订后的政策。',
    '您点击同意本政策，或者您使用我们的服务，都表示您同意本政策。',
  ])
    test(`implied: ${sentence}`, () => assert.ok(implied(sentence)))
  for (const sentence of [
    '您点击“同意”按钮即表示您同意本政策。',
    '您勾选同意并登录后，即视为您接受本政策。',
    '您使用本应用并不代表您同意开启附加功能。',
    '您开启定位权限即代表您授权我们获取位置信息。',
    '结合使用期间，该类信息将被视为个人信息。',
    '我们需要法定代表人的身份证和许可证。',
  ])
    test(`not implied: ${sentence}`, () => assert.ok(!implied(sentence)))

  const effect = (sentence: string) => around(sentence).refusal.at(-1)?.effect
  for (const [sentence, expected] of [
    ['如您不同意本政策，您将无法使用我们的服务。', 'service'],
    ['如果您不同意本隐私政策，请立即停止使用本应用。', 'service'],
    ['如您拒绝提供位置信息，将无法使用导航功能，但不影响您使用其他功能。', 'feature'],
    ['如您拒绝授权，您将无法使用扫一扫功能。', 'feature'],
    ['当您使用格式转换服务时需要存储权限，如您拒绝，您将无法使用格式转换服务。', 'feature'],
    ['您可以拒绝提供性别，不影响您使用我们的服务。', 'none'],
  ] as const)
    test(`refusal stops ${expected}: ${sentence}`, () => assert.equal(effect(sentence), expected))
})

describe('personalisation', () => {
  const found = (sentence: string) => around(sentence).personalisation
  test('is told', () =>
    assert.deepEqual(
      found('我们会根据您的浏览记录向您推荐您可能感兴趣的内容。').map((one) => [one.kind, one.negated]),
      [['recommendation', false]],
    ))
  test('is denied', () => assert.ok(found('我们不会向您进行个性化推荐。').every((one) => one.negated)))
  test('the switch is no denial', () =>
    assert.ok(found('关闭后，我们将不再向您展示个性化广告。').every((one) => !one.negated)))
})
