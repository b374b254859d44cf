import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { recordPolicy } from '../../../src/collect/app/policy-facts.ts'
import { readPolicy, readPolicyText } from '../../../src/collect/policy/read.ts'
import { locate } from '../../../src/collect/policy/scan.ts'
import { Recorder } from '../../../src/facts/reading.ts'
import { budget, html, md, scanText } from './support.ts'

const FULL = `示例阅读隐私政策
更新日期：2024年3月1日
生效日期：2024年3月8日
版本号：V2.1.0
示例阅读由示例科技（杭州）有限公司（以下简称“我们”）提供。注册地址：浙江省杭州市西湖区示例路1号2楼。
一、我们如何收集和使用您的个人信息
当您注册账号时，我们会收集您的手机号码，用于创建账号。
为了向您推荐附近的书店，我们会在您授权后收集您的位置信息。
二、我们如何存储您的个人信息
我们在中华人民共和国境内存储您的个人信息，保存期限为实现目的所必需的最短时间。
三、您的权利
您可以通过“我的-设置-个人资料”查询、更正您的个人信息。
您可以通过“我的-设置-账号与安全-注销账号”注销账号。
您可以在“我的-设置-隐私-权限管理”撤回您的授权。
四、未成年人保护
未满十四周岁的儿童应在监护人同意后使用本应用。
五、政策更新
本政策变更时，我们会以弹窗方式通知您，重大变更会再次征得您的同意。
六、联系我们
如您有任何疑问或投诉，请发送邮件至privacy@example.cn或拨打0571-88888888，我们将在15个工作日内答复。
`

describe('a full policy in plain text', () => {
  const scan = scanText(FULL)
  test('is read to its end', () => assert.deepEqual(scan.unread, []))
  test('has its title, dates and version', () => {
    assert.equal(scan.title, '示例阅读隐私政策')
    assert.equal(scan.dates.updated?.day, '2024-03-01')
    assert.equal(scan.dates.effective?.day, '2024-03-08')
    assert.equal(scan.dates.version?.value, 'V2.1.0')
  })
  test('names its operator and address', () => {
    assert.equal(scan.operator.name?.value, '示例科技（杭州）有限公司')
    assert.equal(scan.operator.address?.value, '浙江省杭州市西湖区示例路1号2楼')
  })
  test('has sections with topics', () => {
    const topics = Object.fromEntries(scan.sections.map((section) => [section.title, section.topic]))
    assert.equal(topics['二、我们如何存储您的个人信息'], 'storage')
    assert.equal(topics['三、您的权利'], 'user-control')
    assert.equal(topics['四、未成年人保护'], 'special-groups')
    assert.equal(topics['六、联系我们'], 'contact')
  })
  test('has rules of collection, with the sentences', () => {
    assert.equal(scan.hasCollectionRules.value, true)
    assert.match(scan.hasCollectionRules.evidence[0]!.excerpt, /手机号码/)
    assert.match(locate(scan.hasCollectionRules.evidence[0]!.at), /^一、我们如何收集和使用您的个人信息 › 句 \d+$/)
  })
  test('says where and how long data is kept, of minors and of changes', () => {
    assert.deepEqual(scan.retention.place, ['domestic'])
    assert.equal(scan.retention.period, true)
    assert.equal(scan.minors.guardianConsent, true)
    assert.deepEqual(scan.changeNotice.ways, ['popup'])
    assert.equal(scan.changeNotice.reconsent, true)
  })
  test('is measured', () => {
    assert.ok(scan.length.chars > 300)
    assert.ok(scan.length.p90 >= scan.length.mean)
    assert.ok(scan.length.max >= scan.length.p90)
  })
})

describe('character sets', () => {
  const text =
    '<html><head><meta charset="gbk"></head><body><p>我们会收集您的位置信息，用于向您推荐附近的书店。</p></body></html>'
  /** GBK of the few characters the test uses, from the code tables. */
  const gbk = (source: string): Uint8Array => {
    const decoder = new TextDecoder('gb18030')
    const codes = new Map<string, readonly [number, number]>()
    for (let high = 0x81; high <= 0xfe; high += 1)
      for (let low = 0x40; low <= 0xfe; low += 1) {
        if (low === 0x7f) continue
        const char = decoder.decode(new Uint8Array([high, low]))
        if (char.length === 1 && !codes.has(char)) codes.set(char, [high, low])
      }
    return new Uint8Array(
      [...source].flatMap((char) => (char < '\u0080' ? [char.charCodeAt(0)] : [...codes.get(char)!])),
    )
  }
  test('GBK with and without a declaration', () => {
    for (const source of [text, text.replace('<meta charset="gbk">', '')]) {
      const scan = readPolicyText(gbk(source), 'p.html', budget())
      assert.equal(scan.charset, 'gb18030')
      assert.deepEqual(
        new Set(scan.statements.flatMap((one) => one.items.map((item) => item.id))),
        new Set(['location']),
      )
    }
  })
  test('UTF-8 that declares GBK is read as UTF-8 and reported', () => {
    const scan = scanText(text, 'p.html')
    assert.equal(scan.charset, 'utf-8')
    assert.ok(scan.problems.some((problem) => problem.code === 'document.charset'))
  })
  test('UTF-16 by its mark and by its zero bytes', () => {
    const source = 'Policy 我们会收集您的位置信息，用于推荐附近的书店。 by Example Limited for readers of the app'
    const bytes = new Uint8Array([...source].flatMap((char) => [char.charCodeAt(0) & 0xff, char.charCodeAt(0) >> 8]))
    assert.equal(readPolicyText(new Uint8Array([0xff, 0xfe, ...bytes]), 'p.txt', budget()).charset, 'utf-16le')
    assert.equal(readPolicyText(bytes, 'p.txt', budget()).charset, 'utf-16le')
  })
  test('a byte-order mark is no character of the text', () => {
    assert.equal(scanText('\ufeff示例隐私政策\n我们会收集您的手机号，用于登录。').title, '示例隐私政策')
  })
  test('invalid UTF-8 is read as far as it goes and reported', () => {
    const bytes = new TextEncoder().encode('我们会收集您的手机号，用于登录。我们会收集您的位置信息，用于导航。')
    bytes[bytes.length - 3] = 0xff
    const scan = readPolicyText(bytes, 'p.txt', budget())
    assert.ok(scan.problems.some((problem) => problem.code === 'document.undecoded'))
    assert.ok(scan.statements.length >= 2)
  })
})

describe('language', () => {
  const traditional =
    '隱私權政策。我們會收集您的手機號碼，用於建立帳戶。當您使用導航時，我們會收集您的位置資訊，以便為您提供路線。您可以隨時在設定中關閉該權限。'
  test('traditional characters alone', () => {
    const { language } = scanText(traditional)
    assert.equal(language.kind, 'traditional')
    assert.equal(language.simplifiedLink, undefined)
  })
  test('traditional text is understood through its simplified form', () => {
    const scan = scanText(traditional)
    assert.ok(
      scan.statements.some((one) => one.act === 'collect' && one.items.some((item) => item.id === 'phone-number')),
    )
  })
  test('a link to a simplified version is kept', () => {
    assert.equal(html(`<p>${traditional}</p><a href="/cn/privacy">简体中文</a>`).language.simplifiedLink, '/cn/privacy')
    assert.equal(
      html(`<p>${traditional}</p>`, '<link rel="alternate" hreflang="zh-CN" href="/cn">').language.simplifiedLink,
      '/cn',
    )
  })
  test('simplified text with a traditional name stays simplified', () => {
    assert.equal(scanText(`《蘇黎世銀行》${FULL}`).language.kind, 'simplified')
  })
  test('English alone is another language, and nothing is said to be absent', () => {
    const scan = scanText(
      'Privacy Policy. We collect your phone number to create your account. You may contact us at help@example.com. '.repeat(
        6,
      ),
    )
    assert.equal(scan.language.kind, 'other')
    assert.deepEqual(scan.unread, ['language'])
  })
})

describe('pages that cannot be read', () => {
  test('a page drawn by script', () => {
    const scan = html('<div id="app"></div><script src="/app.js"></script>')
    assert.deepEqual(scan.unread, ['scripted'])
    assert.ok(scan.problems.some((problem) => problem.code === 'policy.scripted'))
  })
  test('a page that asks for JavaScript', () => {
    assert.ok(html('<noscript>请启用JavaScript后访问</noscript><div id="root"></div>').unread.includes('scripted'))
  })
  test('a blank page', () => assert.deepEqual(html('').unread, ['blank']))
  test('an empty file', () => assert.deepEqual(scanText('').unread, ['blank']))
  test('a frame', () => assert.ok(html('<iframe src="https://example.cn/p.html"></iframe>').unread.includes('framed')))
  test('pictures', () => assert.ok(html('<img src="1.png"><img src="2.png">').unread.includes('images')))
  test('an error page', () => assert.ok(html('<h1>404 Not Found</h1><p>页面不存在</p>').unread.includes('error-page')))
  test('a login, a check or the way into an app in place of the policy: nothing on it is the policy’s', () => {
    for (const words of [
      '请先登录后查看。手机号登录、验证码登录。注册账号。其他登录方式：微信、微博。如有问题请拨打客服电话400-800-1234。',
      '首页 产品 解决方案 帮助中心 关于我们 联系我们 招聘 新闻 账号 密码 登录 忘记密码 注册 客服电话：400-800-1234',
      '为保障账号安全，请拖动下方滑块完成拼图验证，验证通过后继续访问。如多次失败请联系客服，电话400-800-1234。',
      '请在手机上打开App查看完整内容，安卓版与苹果版均可下载。如有疑问请拨打客服电话400-800-1234，我们竭诚服务。',
    ]) {
      const scan = html(`<title>隐私政策</title><h1>示例平台隐私政策</h1><p>${words}</p>`)
      assert.ok(scan.unread.includes('gated'), words)
      const recorder = new Recorder('policy')
      const app = recorder.row('app', 'app.web:x')
      const policy = recordPolicy(scan, app, recorder).facts().cells
      assert.deepEqual([policy['hasRules'], policy['simplifiedChinese']], [undefined, undefined], words)
      assert.equal(app.facts().cells['channelPublished'], undefined, words)
    }
    assert.deepEqual(html(`<p>${FULL.replaceAll('\n', '</p><p>')}</p><p>请先登录后查看您的信息。</p>`).unread, [])
  })
  test('formats without a reader', async () => {
    for (const head of ['%PDF-1.7', 'PK\u0003\u0004', '{\\rtf1'])
      assert.deepEqual((await readPolicy(new TextEncoder().encode(`${head} xxxx`), 'p.pdf', budget())).unread, [
        'format',
      ])
  })
  test('a real policy with scripts beside it is read', () => {
    assert.deepEqual(html(`<script>var a = 1</script><p>${FULL.replaceAll('\n', '</p><p>')}</p>`).unread, [])
  })
})

describe('Markdown', () => {
  test('headings, emphasis, links and front matter', () => {
    const scan = md(`---
title: x
date: 2020-01-01
---
# 示例隐私政策

## 一、收集

**当您注册时**，我们会收集您的\`手机号码\`，用于[登录](https://example.cn/login)。

## 二、共享
详见[《第三方SDK目录》](https://example.cn/sdk)。
`)
    assert.equal(scan.format, 'markdown')
    assert.equal(scan.sentences[0]?.text, '当您注册时，我们会收集您的手机号码，用于登录。')
    assert.deepEqual(
      scan.references.map((one) => [one.kind, one.href]),
      [['third-parties', 'https://example.cn/sdk']],
    )
  })
  test('lines that were cut at a width are put together', () => {
    const line = '当您使用本应用提供的各项功能与服务时我们会依据最小必要原则收集您的'
    const text = Array.from(
      { length: 8 },
      () => `${line}\n位置信息用于导航并在实现目的之后及时删除或者匿名化处理以上各项信息。`,
    ).join('\n\n')
    assert.ok(scanText(text).sentences.every((one) => one.text.startsWith('当您使用')))
  })
})

test('hidden parts of a page are read: policies fold their sections', () => {
  const scan = html(
    `<details><summary>一、收集</summary><p style="display:none">我们会收集您的位置信息，用于导航。</p></details>`,
  )
  assert.ok(scan.statements.some((one) => one.items.some((item) => item.id === 'location')))
})

test('the table of contents is no section of its own', () => {
  const scan = scanText(
    '目录\n一、收集\n二、共享\n一、收集\n我们会收集您的手机号，用于登录。\n二、共享\n我们不会共享您的信息。',
  )
  assert.equal(scan.sections.filter((section) => section.title === '一、收集').length, 1)
})

test('excerpts are short and personal numbers in them are masked', () => {
  const scan = scanText(
    `${FULL}例如张三的手机号13912345678和邮箱zhangsan@mail.example.com，身份证号110101199003071234，我们会收集您的手机号用于登录。${'长句'.repeat(120)}。`,
  )
  const all = JSON.stringify(scan, (key, value) => (key === 'sentences' ? undefined : value))
  for (const secret of ['13912345678', 'zhangsan@', '110101199003071234']) assert.ok(!all.includes(secret), secret)
  for (const statement of scan.statements) assert.ok(statement.excerpt.length <= 120)
})
