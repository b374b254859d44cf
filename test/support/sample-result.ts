import type { Determination, FactEvidence, Lead, Need, Outcome, Result, SubjectResult } from '../../src/judge/result.ts'
import type { Text } from '../../src/law/text.ts'

/** Names an attacker would choose: each must reach every report as text and nothing else. */
export const HOSTILE = {
  script: '</script><script>alert(1)</script>',
  image: '<img src=x onerror=alert(1)>',
  cdata: ']]> --> <!-- <![CDATA[',
  style: '</style><style>*{display:none}',
  bidi: 'good\u202Etxt.exe\u202C',
  control: 'a\u0000b\u001B[31mred\u0007',
  zeroWidth: 'pay\u200Bpal\u2060',
  lone: 'half\uD800pair',
  quote: `" onmouseover="alert(1)' x='`,
  entity: '&lt;b&gt; &amp;amp; &#x3c;',
  markdown: '[click](javascript:alert(1)) ![x](y) `code` | cell | <b> @someone #1',
  link: 'https://evil.example/?q=1 www.evil.example',
} as const

/** How the sample is built: how many pieces of evidence the act 3.1 carries. */
export interface SampleOptions {
  readonly evidence?: number
}

const UMENG_PATH = [
  'com.example.shop.ShopApplication.onCreate()V',
  'com.example.shop.init.SdkStarter.startAll(Landroid/content/Context;)V',
  'com.umeng.commonsdk.UMConfigure.init(Landroid/content/Context;Ljava/lang/String;Ljava/lang/String;ILjava/lang/String;)V',
  'com.umeng.commonsdk.statistics.common.DeviceConfig.getAndroidId(Landroid/content/Context;)Ljava/lang/String;',
  'android.provider.Settings$Secure.getString(Landroid/content/ContentResolver;Ljava/lang/String;)Ljava/lang/String;',
]

const SDKS = ['友盟统计', '极光推送', '腾讯 Bugly', '高德定位', '穿山甲广告'] as const

function call(n: number): FactEvidence {
  const sdk = SDKS[n % SDKS.length] ?? '友盟统计'
  return {
    fact: 'app.calls.beforeInteraction',
    method: 'static',
    artifact: 'shop-7.3.1.apk',
    locator: `classes${n % 3 === 0 ? '' : (n % 3) + 1}.dex @0x${(0x1a2b40 + n * 0x64).toString(16)}`,
    excerpt: n % 2 === 0 ? 'const-string v1, "android_id"' : 'invoke-virtual getDeviceId()',
    path: UMENG_PATH.map((method) => (n === 0 ? method : method.replace('SdkStarter', `SdkStarter$${n}`))),
    ...(n % 4 === 1 ? { guards: ['SharedPreferences.getBoolean("privacy_agreed", false)'] } : {}),
    sdk,
  }
}

const policySentence: FactEvidence = {
  fact: 'policy.sdk.disclosed',
  method: 'text',
  artifact: 'privacy-policy.html',
  locator: '三、我们如何共享您的信息 · 第4段 第2句',
  excerpt: '为向您提供推送服务，我们接入了极光推送等第三方SDK，可能会收集您的设备信息。',
}

const request: FactEvidence = {
  fact: 'web.requests.beforeConsent',
  method: 'dynamic',
  artifact: 'first-run.har',
  locator: 'entry 14, 1.82 s before consent',
  excerpt: 'POST https://stat.example.cn/v2/log  imei=86****03',
  sdk: '友盟统计',
}

const hostileEvidence: readonly FactEvidence[] = [
  {
    fact: 'app.strings',
    method: 'static',
    artifact: `assets/${HOSTILE.script}`,
    locator: HOSTILE.bidi,
    excerpt: `${HOSTILE.image}\n${HOSTILE.cdata}\n${HOSTILE.markdown}`,
    path: [HOSTILE.quote, HOSTILE.style, HOSTILE.lone],
    guards: [HOSTILE.control],
    sdk: HOSTILE.zeroWidth,
  },
  {
    fact: HOSTILE.entity,
    method: 'attested',
    artifact: '../../etc/passwd',
    locator: 'C:\\temp\\a b.txt:42',
    excerpt: HOSTILE.link,
  },
]

/** Act, outcome, own-words title; the order and the numbers are those of the instrument. */
const ACTS: readonly (readonly [ref: string, outcome: Outcome, zh: string, en: string])[] = [
  [
    '1.1',
    'passed',
    '没有隐私政策，或政策中没有收集使用规则',
    'No privacy policy, or no rules on collection and use in it',
  ],
  ['1.2', 'cantTell', '首次运行没有以明显方式提示阅读隐私政策', 'First run does not point to the policy conspicuously'],
  ['1.3', 'cantTell', '从主界面进入隐私政策超过四步操作', 'More than four operations from the main view to the policy'],
  ['1.4', 'passed', '隐私政策难以阅读', 'The policy is hard to read'],
  [
    '2.1',
    'failed',
    '没有逐一列出第三方 SDK 收集的目的、方式和范围',
    'Third-party SDKs are not listed one by one with purpose, means and scope',
  ],
  ['2.2', 'inapplicable', '规则变化后没有以适当方式告知', 'Changes to the rules are not told to users'],
  ['2.3', 'failed', '申请权限时没有同步说明目的', 'Permissions are asked for without saying why at that moment'],
  ['2.4', 'untested', '规则晦涩冗长', 'The rules are obscure or lengthy'],
  ['3.1', 'cantTell', '征得同意前已开始收集个人信息', 'Collection starts before consent'],
  ['3.2', 'cantTell', '拒绝后仍收集，或频繁询问', 'Collection goes on, or prompts return, after refusal'],
  ['3.3', 'cantTell', '实际收集超出授权范围', 'Collection beyond what the user allowed'],
  ['3.4', 'failed', '以默认勾选等非明示方式征求同意', 'Consent is taken by a pre-ticked box'],
  ['3.5', 'cantTell', '未经同意改回用户设置的权限', 'Permissions the user set are changed back'],
  ['3.6', 'cantTell', '定向推送没有关闭选项', 'No way to turn off personalised pushes'],
  ['3.7', 'untested', '以欺骗、误导方式取得同意', 'Consent is obtained by deception'],
  ['3.8', 'passed', '没有提供撤回同意的途径', 'No way to withdraw consent'],
  ['3.9', 'failed', '实际收集与所声明的规则不一致', 'Practice departs from the stated rules'],
  [
    '4.1',
    'cantTell',
    '收集的信息或打开的权限与现有功能无关',
    'Information or permissions unrelated to existing functions',
  ],
  ['4.2', 'cantTell', '拒绝非必要信息即不提供服务', 'Service is refused for want of non-necessary information'],
  ['4.3', 'untested', '新增功能要求超出原同意范围，不同意即停用原功能', 'A new function holds the old ones hostage'],
  ['4.4', 'cantTell', '收集频率超出实际需要', 'Collection is more frequent than needed'],
  ['4.5', 'passed', '仅以改善体验等为由强制同意', 'Consent is forced only to improve the service'],
  ['4.6', 'cantTell', '一次性要求打开多个权限，不同意无法使用', 'Several permissions at once, no use without them'],
  [
    '5.1',
    'cantTell',
    '未经同意由客户端直接向第三方提供',
    'The client sends information to third parties without consent',
  ],
  ['5.2', 'untested', '未经同意由后台向第三方提供', 'The server passes information to third parties without consent'],
  [
    '5.3',
    'inapplicable',
    '接入第三方应用时未经同意提供',
    'Information goes to an embedded third-party app without consent',
  ],
  ['6.1', 'passed', '没有有效的更正、删除、注销功能', 'No working correction, deletion or account closing'],
  ['6.2', 'passed', '为更正、删除、注销设置不合理条件', 'Unreasonable conditions on correction, deletion or closing'],
  ['6.3', 'cantTell', '没有在十五个工作日内完成核查处理', 'Requests are not handled within fifteen working days'],
  ['6.4', 'untested', '界面显示完成但后台没有执行', 'The screen says done, the server has not done it'],
  ['6.5', 'passed', '没有公布投诉、举报途径', 'No published complaint channel'],
]

const FAILED: Readonly<Record<string, { why: Text; fix: Text; evidence: readonly FactEvidence[] }>> = {
  '2.1': {
    why: {
      zh: '安装包中有 5 个会收集个人信息的 SDK，其初始化代码可达；隐私政策只以“等第三方SDK”概括，没有列出名称、目的、方式和范围。',
      en: 'The package holds 5 SDKs that collect personal information and whose start-up code is reachable; the policy only says “third-party SDKs such as …” and gives no name, purpose, means or scope.',
    },
    fix: {
      zh: '在隐私政策中以清单逐一列出每个 SDK 的名称、提供方、收集的信息、目的、方式，并附其规则链接；不用“等”“例如”代替完整列举。',
      en: 'List every SDK in the policy: name, provider, information, purpose, means, and a link to its rules; no “such as” in place of the full list.',
    },
    evidence: [policySentence, call(0), call(1), call(2), call(3), call(4)],
  },
  '2.3': {
    why: {
      zh: '申请定位权限的界面之前没有出现目的说明。',
      en: 'No purpose is shown before the location permission is asked for.',
    },
    fix: {
      zh: '在弹出系统权限框的同时，用一句话说明为何需要该权限。',
      en: 'Say in one sentence why the permission is needed, together with the system prompt.',
    },
    evidence: [
      {
        fact: 'ui.permission.purpose',
        method: 'dynamic',
        artifact: 'first-run.xml',
        locator: 'window 3, node 12',
        excerpt: '要允许“某某商城”获取此设备的位置信息吗？',
      },
    ],
  },
  '3.4': {
    why: { zh: '登录页的同意框默认已勾选。', en: 'The consent box on the sign-in page is ticked by default.' },
    fix: { zh: '默认不勾选，由用户主动勾选后再登录。', en: 'Leave it unticked until the user ticks it.' },
    evidence: [
      {
        fact: 'ui.checkbox.checked',
        method: 'static',
        artifact: 'shop-7.3.1.apk',
        locator: 'res/layout/activity_login.xml, CheckBox @id/agree',
        excerpt: 'android:checked="true" android:text="我已阅读并同意《用户协议》《隐私政策》"',
      },
      ...hostileEvidence,
    ],
  },
  '3.9': {
    why: {
      zh: '政策声明不收集位置信息，运行日志中有定位调用。',
      en: 'The policy says location is not collected; the runtime log shows location calls.',
    },
    fix: {
      zh: '停止该调用，或如实修改政策并重新征得同意。',
      en: 'Stop the call, or correct the policy and ask again.',
    },
    evidence: [
      { ...policySentence, fact: 'policy.claim.negative', excerpt: '我们不会收集您的精确位置信息。' },
      { ...request, fact: 'log.calls', excerpt: 'LocationManager.getLastKnownLocation  12:03:41.220' },
    ],
  },
}

function leadsFor(ref: string, evidence: number): readonly Lead[] {
  if (ref === '3.1') {
    return [
      {
        what: {
          zh: '启动路径上有不经界面交互即可到达的设备标识读取调用；静态路径不能证明运行时没有同意判断。',
          en: 'A start-up path reaches a device identifier without any interaction; a static path cannot prove that no consent check runs.',
        },
        evidence: Array.from({ length: evidence }, (_, n) => call(n)),
      },
    ]
  }
  if (ref === '4.6') {
    return [
      {
        what: { zh: '首屏代码一次申请三组权限。', en: 'The first screen asks for three permission groups at once.' },
        evidence: [{ ...call(9), fact: 'app.permissions.requestedAtLaunch' }],
      },
    ]
  }
  if (ref === '5.1')
    return [
      { what: { zh: '同意前有向第三方的请求。', en: 'A third-party request precedes consent.' }, evidence: [request] },
    ]
  return []
}

const NEEDS: readonly Need[] = [
  {
    fact: 'log.events',
    how: {
      zh: '提供首次启动、同意、拒绝三种情形的运行日志（camille、AppScan 或 Frida），用 --log 传入。',
      en: 'Give runtime logs of first start, agreement and refusal (camille, AppScan or Frida) with --log.',
    },
  },
  {
    fact: 'ui.steps',
    how: { zh: '提供按顺序的界面记录（uiautomator）。', en: 'Give ordered screen dumps (uiautomator).' },
  },
]

const OTHERS: Readonly<Record<Exclude<Outcome, 'failed'>, { why: Text; fix: Text }>> = {
  passed: {
    why: { zh: '在所给材料中找到了满足要求的内容。', en: 'The material given holds what is required.' },
    fix: { zh: '无须处理。', en: 'Nothing to do.' },
  },
  cantTell: {
    why: {
      zh: '只有安装包和隐私政策，缺少运行时的记录。',
      en: 'Only the package and the policy were given; no record of a run.',
    },
    fix: { zh: '按下面所列补充材料后重新检查。', en: 'Add the material listed below and check again.' },
  },
  inapplicable: {
    why: { zh: '没有适用该项的情形。', en: 'The situation this act is about does not occur.' },
    fix: { zh: '无须处理。', en: 'Nothing to do.' },
  },
  untested: {
    why: { zh: '该项须由人阅读、比较后判断。', en: 'A person has to read and compare to judge this.' },
    fix: { zh: '用 --attest 提交判断和依据。', en: 'Submit a judgement and its basis with --attest.' },
  },
}

function act(ref: string, outcome: Outcome, what: Text, evidence: number): Determination {
  const base = {
    rule: `app-pi-2019#${ref}`,
    provision: `app-pi-2019#${ref}`,
    outcome,
    applies: 'direct',
    status: 'in-force',
    text: ref === '2.3' ? 'stale' : 'match',
    what,
  } as const
  if (outcome === 'failed') {
    const told = FAILED[ref]
    if (!told) throw new Error(`the sample says nothing of ${ref}`)
    return { ...base, ...told, needs: [], leads: [] }
  }
  return {
    ...base,
    ...(outcome === 'untested' ? { reason: 'human' as const } : {}),
    ...OTHERS[outcome],
    evidence: outcome === 'passed' ? [{ ...policySentence, fact: `policy.section.${ref}` }] : [],
    needs: outcome === 'cantTell' ? NEEDS : [],
    leads: outcome === 'cantTell' ? leadsFor(ref, evidence) : [],
  }
}

function count(determinations: readonly Determination[]): Record<Outcome, number> {
  const counts: Record<Outcome, number> = { failed: 0, passed: 0, cantTell: 0, inapplicable: 0, untested: 0 }
  for (const { outcome } of determinations) counts[outcome] += 1
  return counts
}

/** An Android app with all 31 acts, every outcome, leads, a stale text and hostile strings in the evidence. */
export function sampleApp({ evidence = 12 }: SampleOptions = {}): SubjectResult {
  const determinations = ACTS.map(([ref, outcome, zh, en]) => act(ref, outcome, { zh, en }, evidence))
  return {
    subject: {
      kind: 'app.android',
      id: 'app.android:com.example.shop',
      name: '某某商城',
      version: '7.3.1',
      inputs: [
        { name: 'shop-7.3.1.apk', sha256: 'a1'.repeat(32), bytes: 48_311_902 },
        { name: 'privacy-policy.html', sha256: 'b2'.repeat(32), bytes: 91_004 },
      ],
    },
    determinations,
    summary: count(determinations),
    limits: [
      {
        zh: '没有运行应用，同意前后的行为只看代码。',
        en: 'The app was not run: behaviour around consent is read from code only.',
      },
      { zh: '原生库（.so）没有反汇编。', en: 'Native libraries (.so) were not disassembled.' },
      { zh: '只检查了简体中文版隐私政策。', en: 'Only the simplified Chinese policy was examined.' },
    ],
    problems: [
      {
        code: 'dex.bad-index',
        artifact: 'shop-7.3.1.apk',
        locator: 'classes4.dex @0x88',
        message: {
          zh: '方法索引超出范围，该文件的方法列表按未读完处理。',
          en: 'A method index is out of range; the list of methods stays open.',
        },
      },
      {
        code: 'zip.name',
        artifact: HOSTILE.image,
        locator: HOSTILE.bidi,
        message: { zh: `条目名称 ${HOSTILE.control}`, en: `entry name ${HOSTILE.control}` },
      },
    ],
  }
}

/** A loan book: counts per record, reasons, sample rows. */
export function sampleLoanBook(): SubjectResult {
  const determinations: readonly Determination[] = [
    {
      rule: 'internet-lending-2021#2',
      provision: 'internet-lending-2021#2',
      outcome: 'failed',
      applies: 'direct',
      status: 'in-force',
      text: 'unchecked',
      what: { zh: '合作方出资比例不低于30%', en: 'The partner funds at least 30 % of each joint loan' },
      why: {
        zh: '1,204 笔联合贷款的合作方出资不足30%。',
        en: 'The partner funds less than 30 % of 1,204 joint loans.',
      },
      fix: {
        zh: '按合同调整出资比例，或停止发放同类贷款。',
        en: 'Change the shares by contract, or stop issuing such loans.',
      },
      evidence: [
        {
          fact: 'loan.partnerAmount',
          method: 'table',
          artifact: 'loans/2022q1.parquet',
          locator: 'row 88412',
          excerpt: 'partner_amount 2,900.00  <  30% × amount 10,000.00',
        },
      ],
      needs: [],
      leads: [],
      counts: { failed: 1204, passed: 913_377, cantTell: 5102, inapplicable: 80_317, untested: 0 },
      reasons: { 'partnerAmount < 30% × amount': 1204, 'partnerAmount 未知': 5102 },
      samples: ['L-2022-****8412', 'L-2022-****9107', 'L-2022-****0033'],
    },
    {
      rule: 'public-accounts-2020-draft#art9',
      provision: 'public-accounts-2020-draft#art9',
      outcome: 'failed',
      applies: 'by-reference',
      status: 'draft',
      text: 'unchecked',
      what: { zh: '登记的主体信息须核验', en: 'The registered holder is verified' },
      why: { zh: '3 个账号没有核验记录。', en: 'Three accounts have no record of verification.' },
      fix: { zh: '补做核验并留存记录。', en: 'Verify them and keep the record.' },
      evidence: [],
      needs: [],
      leads: [],
    },
    {
      rule: 'fan-circle-2021#1',
      provision: 'fan-circle-2021#1',
      outcome: 'untested',
      applies: 'direct',
      status: 'replaced',
      text: 'unchecked',
      reason: 'boundary',
      what: { zh: '对人的评价事项', en: 'Matters that judge persons' },
      why: { zh: '本工具不评价人。', en: 'This tool does not judge persons.' },
      fix: { zh: '无须处理。', en: 'Nothing to do.' },
      evidence: [],
      needs: [],
      leads: [],
    },
  ]
  return {
    subject: {
      kind: 'loan-book',
      id: 'loan-book:city-bank',
      name: `某城商行 互联网贷款台账 ${HOSTILE.script}`,
      version: '2022-03-31',
      inputs: [{ name: 'loans/2022q1.parquet', sha256: 'c3'.repeat(32), bytes: 731_204_117 }],
    },
    determinations,
    summary: count(determinations),
    limits: [],
  }
}

/** A Result over the given subjects, judged on a fixed day. */
export function sampleResult(results: readonly SubjectResult[] = [sampleApp()]): Result {
  return {
    schema: 'guiju/result/1',
    tool: { name: 'guiju', version: '0.1.0', rules: '5f'.repeat(32), calendarUntil: '2026-12-31' },
    asOf: '2026-11-23',
    results,
  }
}
