import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { meaningful, toldItems } from '../../../src/collect/policy/cells.ts'
import { rolesOf } from '../../../src/collect/policy/labels.ts'
import { toldMeans } from '../../../src/collect/policy/means.ts'
import type { ThirdParty } from '../../../src/collect/policy/scan.ts'
import { html, md, scanText } from './support.ts'

const brief = (party: ThirdParty) => ({
  name: party.name,
  company: party.company,
  purpose: party.purpose?.text,
  means: party.means?.kinds,
  items: party.items?.items.map((item) => item.id),
})

describe('headers and labels', () => {
  for (const [label, roles] of Object.entries({
    SDK名称: ['name'],
    第三方SDK名称: ['name'],
    第三方名称: ['party'],
    第三方主体: ['company'],
    所属机构: ['company'],
    SDK运营方: ['company'],
    使用目的: ['purpose'],
    收集个人信息的目的: ['purpose'],
    使用场景: ['scene'],
    功能: ['scene'],
    收集个人信息类型: ['items'],
    共享的个人信息字段: ['items'],
    收集类型: ['items'],
    收集个人信息字段及目的: ['items', 'purpose'],
    共享方式: ['means'],
    信息收集方式: ['means'],
    联系方式: ['other'],
    官网链接: ['link'],
    '隐私政策/官网': ['link'],
    开发者及隐私政策: ['company', 'link'],
    申请权限: ['permission'],
    权限用途: ['purpose'],
    序号: ['number'],
    是否必要: ['other'],
    我们的承诺: [],
  }))
    test(`${label} is ${roles.join('+') || 'nothing'}`, () => assert.deepEqual(rolesOf(label), roles))
})

describe('cells', () => {
  for (const text of [
    '',
    '/',
    '-',
    '——',
    '无',
    '暂无',
    'N/A',
    '见隐私政策',
    '详见官网',
    '详见第三方隐私政策',
    '请参考官网说明',
    'https://example.cn/p',
    '隐私政策链接',
    '查看详情',
  ])
    test(`says nothing: ${text || 'empty'}`, () => assert.equal(meaningful(text), false))
  for (const text of ['推送消息', '统计分析', '用于登录、分享', '帮助用户使用官网登录'])
    test(`says something: ${text}`, () => assert.equal(meaningful(text), true))
  test('no data is told from nothing told', () => {
    assert.equal(toldItems('无')?.none, true)
    assert.equal(toldItems('不收集个人信息')?.none, true)
    assert.equal(toldItems('无，纯技术组件')?.none, true)
    assert.equal(toldItems('/'), undefined)
    assert.equal(toldItems('相关信息'), undefined)
    assert.equal(toldItems('IMEI、OAID等')?.openEnd, true)
    assert.equal(toldItems('IMEI、OAID')?.openEnd, false)
  })
  test('protection alone is no means of collection', () => {
    assert.equal(toldMeans('去标识化')?.safeguardOnly, true)
    assert.equal(toldMeans('加密传输')?.safeguardOnly, false)
    assert.equal(toldMeans('SDK本机采集')?.kinds.includes('on-device'), true)
    assert.equal(toldMeans('/'), undefined)
  })
})

describe('tables', () => {
  test('HTML, with a link', () => {
    const { thirdParties } =
      html(`<h2>第三方SDK目录</h2><table><thead><tr><th>序号</th><th>SDK名称</th><th>公司</th><th>使用目的</th><th>收集的个人信息</th><th>收集方式</th><th>隐私政策</th></tr></thead>
      <tr><td>1</td><td>示例推送SDK</td><td>示例推送有限公司</td><td>消息推送</td><td>IMEI、OAID、设备型号等</td><td>SDK本机采集</td><td><a href="https://push.example.cn/p">链接</a></td></tr>
      <tr><td>2</td><td>示例地图SDK</td><td>/</td><td>详见官网</td><td>-</td><td>无</td><td>-</td></tr></table>`)
    assert.deepEqual(thirdParties.map(brief), [
      {
        name: '示例推送SDK',
        company: '示例推送有限公司',
        purpose: '消息推送',
        means: ['on-device'],
        items: ['imei', 'oaid', 'device-model'],
      },
      { name: '示例地图SDK', company: undefined, purpose: undefined, means: undefined, items: undefined },
    ])
    assert.equal(thirdParties[0]?.link, 'https://push.example.cn/p')
    assert.equal(thirdParties[0]?.items?.openEnd, true)
    assert.deepEqual([thirdParties[1]?.at.table, thirdParties[1]?.at.row], [1, 3])
  })
  test('merged cells belong to each row they cover', () => {
    const { thirdParties } = html(`<table><tr><th>合作方</th><th>SDK名称</th><th>目的</th><th>信息类型</th></tr>
      <tr><td rowspan="2">示例科技有限公司</td><td>甲SDK</td><td rowspan="2">推送</td><td>OAID</td></tr><tr><td>乙SDK</td><td>IMEI</td></tr>
      <tr><td colspan="4">支付类</td></tr><tr><td>示例支付有限公司</td><td>丙SDK</td><td>支付</td><td>订单信息</td></tr></table>`)
    assert.deepEqual(
      thirdParties.map((party) => [party.company, party.name, party.purpose?.text, party.purpose?.inherited]),
      [
        ['示例科技有限公司', '甲SDK', '推送', undefined],
        ['示例科技有限公司', '乙SDK', '推送', undefined],
        ['示例支付有限公司', '丙SDK', '支付', undefined],
      ],
    )
  })
  test('a lost merge at the left edge is carried down and marked', () => {
    const { thirdParties } = html(
      `<table><tr><th>合作目的</th><th>SDK名称</th><th>收集字段</th></tr><tr><td>推送</td><td>甲SDK</td><td>OAID</td></tr><tr><td></td><td>乙SDK</td><td></td></tr></table>`,
    )
    assert.equal(thirdParties[1]?.purpose?.inherited, true)
    assert.equal(thirdParties[1]?.items, undefined)
  })
  test('labels inside cells go to their own place', () => {
    const { thirdParties } = html(
      `<table><tr><th>SDK名称</th><th>收集个人信息字段及目的</th></tr><tr><td>甲SDK</td><td>收集个人信息类型：OAID<br>使用目的：推送消息</td></tr></table>`,
    )
    assert.deepEqual(brief(thirdParties[0]!), {
      name: '甲SDK',
      company: undefined,
      purpose: '推送消息',
      means: undefined,
      items: ['oaid'],
    })
  })
  test('Markdown', () => {
    const { thirdParties } = md(
      '## 共享清单\n\n| 第三方名称 | 用途 | 个人信息类型 | 共享方式 |\n| --- | :-: | --- | --- |\n| 甲SDK | 统计<br>分析 | MAC地址 | 接口传输 |\n',
    )
    assert.deepEqual(thirdParties.map(brief), [
      { name: '甲SDK', company: undefined, purpose: '统计；分析', means: ['interface'], items: ['mac'] },
    ])
  })
  test('on its side, one party per column or one after another', () => {
    const columns = html(
      '<h2>第三方SDK</h2><table><tr><td>SDK名称</td><td>甲SDK</td><td>乙SDK</td></tr><tr><td>使用目的</td><td>推送</td><td>支付</td></tr><tr><td>信息类型</td><td>OAID</td><td>订单信息</td></tr></table>',
    )
    assert.deepEqual(
      columns.thirdParties.map((party) => [party.name, party.purpose?.text]),
      [
        ['甲SDK', '推送'],
        ['乙SDK', '支付'],
      ],
    )
    const rows = html(
      '<h2>第三方SDK</h2><table><tr><td>SDK名称</td><td>甲SDK</td></tr><tr><td>使用目的</td><td>推送</td></tr><tr><td>信息类型</td><td>OAID</td></tr><tr><td>SDK名称</td><td>乙SDK</td></tr><tr><td>使用目的</td><td>支付</td></tr><tr><td>信息类型</td><td>订单信息</td></tr></table>',
    )
    assert.deepEqual(
      rows.thirdParties.map((party) => [party.name, party.purpose?.text]),
      [
        ['甲SDK', '推送'],
        ['乙SDK', '支付'],
      ],
    )
  })
  test('tab-separated text', () => {
    const { thirdParties } = scanText(
      '第三方SDK目录\nSDK名称\t使用目的\t收集的信息\n甲SDK\t推送\tOAID\n乙SDK\t支付\t订单信息\n',
    )
    assert.deepEqual(
      thirdParties.map((party) => party.name),
      ['甲SDK', '乙SDK'],
    )
  })
  test('a table inside a layout table', () => {
    const { thirdParties } = html(
      '<table><tr><td><p>正文</p><table><tr><th>SDK名称</th><th>目的</th><th>信息</th></tr><tr><td>甲SDK</td><td>推送</td><td>OAID</td></tr></table></td></tr></table>',
    )
    assert.deepEqual(
      thirdParties.map((party) => party.name),
      ['甲SDK'],
    )
  })
  test('permission tables and lists of what the app collects are no third parties', () => {
    const scan =
      html(`<h2>应用权限说明</h2><table><tr><th>权限名称</th><th>使用目的</th></tr><tr><td>相机</td><td>扫描二维码</td></tr></table>
      <h2>个人信息收集清单</h2><table><tr><th>信息类型</th><th>使用目的</th><th>收集方式</th></tr><tr><td>手机号码</td><td>注册账号</td><td>用户主动填写</td></tr></table>`)
    assert.deepEqual(scan.thirdParties, [])
    assert.deepEqual(
      scan.permissionsTable.map((row) => [row.permission, row.purpose?.text]),
      [['相机', '扫描二维码']],
    )
    const [statement] = scan.statements
    assert.deepEqual(
      [statement?.items[0]?.id, statement?.purposes, statement?.means],
      ['phone-number', ['注册账号'], '用户主动填写'],
    )
    assert.equal(scan.hasCollectionRules.value, true)
  })
  test('one sentence before the table tells the means for all its rows, and says that it does', () => {
    const { thirdParties } = html(
      '<h2>第三方SDK</h2><p>以下SDK均通过SDK本机采集的方式收集您的信息。</p><table><tr><th>SDK名称</th><th>目的</th><th>信息</th></tr><tr><td>甲SDK</td><td>推送</td><td>OAID</td></tr></table>',
    )
    assert.equal(thirdParties[0]?.means?.from, 'intro')
  })
})

describe('lists', () => {
  test('labelled lines under a name', () => {
    const { thirdParties } = md(
      '## 第三方SDK列表\n\n**甲推送SDK**\n\n运营方：甲科技有限公司\n\n功能：推送消息\n\n收集个人信息类型：OAID、IMEI\n\n隐私政策：[链接](https://a.example.cn/p)\n\n**乙地图**\n\n运营方：乙软件有限公司\n\n使用目的：定位\n',
    )
    assert.deepEqual(thirdParties.map(brief), [
      { name: '甲推送SDK', company: '甲科技有限公司', purpose: '推送消息', means: undefined, items: ['oaid', 'imei'] },
      { name: '乙地图', company: '乙软件有限公司', purpose: '定位', means: undefined, items: undefined },
    ])
    assert.equal(thirdParties[0]?.link, 'https://a.example.cn/p')
  })
  test('a name label begins each', () => {
    const { thirdParties } = scanText(
      '第三方信息共享清单\nSDK名称：甲SDK\n服务类型：统计\n收集个人信息类型：MAC地址\nSDK名称：乙SDK\n服务类型：支付\n收集个人信息类型：无\n',
    )
    assert.deepEqual(
      thirdParties.map((party) => [party.name, party.purpose?.text, party.items?.none]),
      [
        ['甲SDK', '统计', false],
        ['乙SDK', '支付', true],
      ],
    )
  })
  test('run together in one paragraph', () => {
    const { thirdParties } = scanText(
      '我们接入的第三方SDK如下\n1、甲SDK 使用目的：统计分析 收集个人信息类型：MAC地址 隐私政策链接：https://a.example.cn/p 2、乙SDK 使用目的：支付 收集个人信息类型：订单信息 隐私政策链接：https://b.example.cn/p',
    )
    assert.deepEqual(
      thirdParties.map((party) => [party.name, party.purpose?.text, party.items?.items[0]?.id, party.link]),
      [
        ['甲SDK', '统计分析', 'mac', 'https://a.example.cn/p'],
        ['乙SDK', '支付', 'order', 'https://b.example.cn/p'],
      ],
    )
  })
  test('lines separated by br, name in a heading', () => {
    const { thirdParties } = html(
      '<h3>第三方SDK清单</h3><h5>甲认证SDK</h5><p>涉及个人信息：手机号<br>使用目的：登录<br>收集方式：SDK收集<br>合作方主体：甲有限公司</p>',
    )
    assert.deepEqual(thirdParties.map(brief), [
      { name: '甲认证SDK', company: '甲有限公司', purpose: '登录', means: ['on-device'], items: ['phone-number'] },
    ])
  })
  test('the rows say where they stand', () => {
    const scan = scanText('第三方信息共享清单\nSDK名称：甲SDK\n使用目的：统计\n')
    assert.equal(scan.sentences[scan.thirdParties[0]!.at.sentence!]?.text, 'SDK名称：甲SDK')
  })
  test('what the app itself collects, labelled', () => {
    const scan = scanText('一、账号注册\n收集信息：手机号码、邮箱账号\n用途：创建账号\n')
    assert.deepEqual(scan.thirdParties, [])
    assert.deepEqual(
      scan.statements.map((one) => [one.actor, one.items.map((item) => item.id), one.purposes]),
      [['we', ['phone-number', 'email'], ['创建账号']]],
    )
  })
  test('running text with colons is no list', () => {
    assert.deepEqual(scanText('为此目的：我们会与第三方合作。联系方式：请拨打电话。').thirdParties, [])
  })
})

describe('named in running text', () => {
  test('with what the sentence says', () => {
    const { namedThirdParties } = scanText(
      '为了实现消息推送，我们接入了由甲科技有限公司提供的甲推送SDK，该SDK会自动采集您的OAID。',
    )
    assert.deepEqual(namedThirdParties.map(brief), [
      { name: '甲推送SDK', company: '甲科技有限公司', purpose: '实现消息推送', means: ['automatic'], items: ['oaid'] },
    ])
  })
  test('generic words are no names', () => {
    assert.deepEqual(scanText('我们可能会接入第三方SDK，上述SDK由合作方提供。').namedThirdParties, [])
  })
})
