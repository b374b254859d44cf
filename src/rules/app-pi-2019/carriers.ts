import type { Text } from '../../law/text.ts'

/**
 * What each kind of input can do for each of the 31 acts, and from what. Data for `docs/acts.*.md`; `test/acts` proves
 * every cell by an audit that comes to it, and that no audit comes to what no cell says.
 */
export const CARRIERS = {
  android: { zh: 'APK', en: 'APK' },
  ios: { zh: 'IPA', en: 'IPA' },
  harmony: { zh: 'HAP、APP', en: 'HAP, APP' },
  'mini-program': { zh: '小程序', en: 'mini program' },
  web: { zh: '网页运行', en: 'live page' },
  log: { zh: '日志、抓包、界面、dumpsys', en: 'log, HAR, UI dump, dumpsys' },
  tickets: { zh: '台账', en: 'tickets' },
  policy: { zh: '政策文本', en: 'policy text' },
  versions: { zh: '前后两版', en: 'two versions' },
  attest: { zh: '声明附证据', en: 'attestation' },
} as const satisfies Record<string, Text>
export type CarrierName = keyof typeof CARRIERS

/** `failed` and `passed`: an input of this kind decides, with the others that `from` names; `lead`: it points to it. */
export type Power = 'failed' | 'passed' | 'lead'

export interface Cell {
  readonly can: readonly Power[]
  readonly from: Text
}

const POWERS = { F: 'failed', P: 'passed', L: 'lead' } as const
const cell = (can: string, zh: string, en: string): Cell => ({
  can: [...can].map((letter) => POWERS[letter as keyof typeof POWERS]),
  from: { zh, en },
})

type Row = Readonly<Partial<Record<CarrierName, Cell>>>

const PACKAGES = ['android', 'ios', 'harmony', 'mini-program'] as const
const everyPackage = (one: Cell): Row => Object.fromEntries(PACKAGES.map((name) => [name, one]))
const person = (zh: string, en: string): Row => ({ attest: cell('FP', zh, en) })

const noWords = (zh: string, en: string) =>
  everyPackage(cell('L', `读全的包内未见${zh}的文字`, `no wording ${en} in a package that was read whole`))

export const reach: Readonly<Record<string, Row>> = {
  '1.1': {
    ...everyPackage(
      cell(
        'PL',
        '包内有隐私政策的文字或链接，另有政策全文；未见为线索',
        'policy wording or link in the package, the text beside it; none is a lead',
      ),
    ),
    web: cell(
      'FPL',
      '走遍页面：政策打得开并有规则；没有、打不开或空白',
      'every control walked: the policy opens and has rules, or is missing, broken or blank',
    ),
    log: cell('P', '界面上有隐私政策，另有政策全文', 'a recorded screen names the policy, the text beside it'),
    policy: cell('FP', '全文有无收集使用规则', 'whether the text has rules on collection and use'),
    ...person('App内有无政策、政策有无规则', 'whether the app has a policy, and it has rules'),
  },
  '1.2': {
    ...noWords('首次运行提示', 'of a first-run prompt'),
    web: cell('FPL', '首次打开的弹窗、横幅', 'dialog or banner on first opening'),
    log: cell('FPL', '首次运行的界面记录', 'recorded screens of the first run'),
    ...person('首次运行的截图', 'screenshots of the first run'),
  },
  '1.3': {
    web: cell('FP', '从主界面起的最少点击次数', 'fewest clicks from the main view'),
    log: cell('FP', '按步骤记录的界面', 'screens recorded step by step'),
    ...person('操作录屏', 'a recording of the steps'),
  },
  '1.4': {
    web: cell(
      'FP',
      '政策页面的语言；手机尺寸下的字号、行距、对比度、溢出（阈值自定，偏低只作线索）',
      'language of the policy page; size, spacing, contrast and overflow on a phone (our thresholds: poor values are leads)',
    ),
    policy: cell('F', '没有简体中文版', 'no simplified-Chinese version'),
    ...person('页面截图', 'screenshots of the page'),
  },
  '2.1': {
    android: cell('FL', '启用的SDK与政策清单逐项比对', 'SDKs in use against the policy’s list, element by element'),
    ios: cell('FL', '启动或调用的SDK与政策清单逐项比对', 'SDKs started or called against the policy’s list'),
    harmony: cell('L', '引用的SDK、读取的数据与政策比对', 'packages and data read against the policy'),
    'mini-program': cell('L', '插件、SDK、读取的数据与政策比对', 'plugins, SDKs and data read against the policy'),
    web: cell(
      'FL',
      '收到标识符的第三方与政策列明的接收方',
      'third parties given identifiers against the named recipients',
    ),
    ...person('对照业务功能逐项核对的清单', 'a list checked function by function'),
  },
  '2.2': {
    versions: cell(
      'FL',
      '新增的SDK、权限、数据；政策与上一版逐字相同',
      'new SDKs, permissions and data; a policy word for word the earlier one',
    ),
    policy: cell('L', '没有写明变更如何通知', 'does not say how changes are told'),
    ...person('通知用户的记录', 'records of telling users'),
  },
  '2.3': {
    android: cell('L', '政策未写明权限用途', 'the policy does not say what permissions are for'),
    ios: cell(
      'FL',
      '申请说明缺失或为空；笼统、非中文为线索',
      'usage description missing or empty; general or foreign ones are leads',
    ),
    harmony: cell(
      'FL',
      'reason 缺失或为空；笼统、没有 usedScene 为线索',
      'reason missing or empty; general ones or no usedScene are leads',
    ),
    'mini-program': cell('FL', '位置权限没有 desc；笼统为线索', 'location without desc; a general one is a lead'),
    web: cell(
      'FL',
      '打开即申请权限、索取敏感信息而页面没有说明',
      'permissions or sensitive data asked for with no word on the page',
    ),
    ...person('权限申请和敏感信息表单的截图', 'screenshots of requests and forms'),
  },
  '2.4': {
    policy: cell(
      'L',
      '句长、篇幅（阈值自定），由人判断',
      'length of sentences and text (our thresholds); for a person to judge',
    ),
  },
  '3.1': {
    android: cell(
      'FL',
      '全包没有同意文字且启动时无条件读取标识符；其他启动路径为线索',
      'no consent wording anywhere and an unconditional read of an identifier at launch; other launch paths are leads',
    ),
    ios: cell('L', '启动方法和加载时运行的SDK', 'SDKs run by the launch method or on loading'),
    harmony: cell('L', '主能力文件读取的数据、申请的权限', 'data and permissions in the main ability’s file'),
    'mini-program': cell('L', 'onLaunch 里的调用', 'calls in onLaunch'),
    web: cell('FPL', '点击之前的请求、存储、权限申请', 'requests, storage and permission calls before any click'),
    log: cell(
      'FPL',
      '同意标记之前的读取；覆盖三个阶段的监控',
      'reads before the mark of consent; a watch over all three phases',
    ),
    ...person('测试记录', 'test records'),
  },
  '3.2': {
    web: cell('FP', '拒绝之后的请求和再次弹窗', 'requests and prompts after refusal'),
    log: cell('F', '拒绝标记之后的读取', 'reads after the mark of refusal'),
    ...person('拒绝后的测试记录', 'test records after refusal'),
  },
  '3.3': {
    ...everyPackage(
      cell('L', '自身代码读取、授权文本未提及的数据', 'data own code reads and the text agreed to does not name'),
    ),
    web: cell('L', '页面读取、授权文本未提及的数据', 'data the page reads and the text agreed to does not name'),
    log: cell('FL', '同意之后读取、政策全文未提及的数据', 'data read after consent that the full policy names nowhere'),
    ...person('覆盖各项功能的运行记录', 'a record of every function in use'),
  },
  '3.4': {
    android: cell(
      'FL',
      '代码用到的界面上默认勾选的同意框；“登录即同意”为线索',
      'a ticked consent box on a layout in use; “by logging in” is a lead',
    ),
    ios: cell('L', '“登录即同意”一类文字', 'wording such as “by logging in you agree”'),
    'mini-program': cell('F', '默认勾选的同意框', 'a ticked consent box'),
    web: cell('FP', '弹窗和登录页的勾选框、默示同意文字', 'boxes and implied consent in prompts and log-in pages'),
    log: cell('F', '首次出现即勾选的同意框', 'a consent box ticked when first seen'),
    ...person('登录、注册页截图', 'screenshots of log-in and registration'),
  },
  '3.5': {
    log: cell('FP', '更新前后两份 dumpsys package', 'dumpsys package before and after an update'),
    ...person('更新前后的权限截图', 'screenshots of permissions before and after'),
  },
  '3.6': {
    ...noWords('关闭个性化', 'on switching personalisation off'),
    web: cell('FPL', '设置中的开关：点得动、保持住', 'a switch in the settings: it moves and stays'),
    log: cell(
      'P',
      '先开后关的开关，另有政策说明定向推送',
      'a switch seen on and off, with a policy that speaks of targeting',
    ),
    ...person('设置页截图', 'screenshots of the settings'),
  },
  '3.7': { web: cell('L', '同意与拒绝按钮的大小、底色、对比度', 'size, fill and contrast of the buttons') },
  '3.8': {
    ...noWords('撤回同意', 'on withdrawing consent'),
    web: cell(
      'FPL',
      '撤回入口点得开、有效果；走遍页面和政策都没有',
      'a way to withdraw that has effect; none on any page nor in the policy',
    ),
    log: cell('P', '走到“撤回成功”的界面', 'screens walked to the confirmation'),
    policy: cell('L', '没有写明撤回途径', 'gives no way to withdraw'),
    ...person('撤回操作的记录', 'a record of withdrawing'),
  },
  '3.9': {
    ...everyPackage(cell('FL', '政策声明不收集，自身代码读取', 'denied in the policy, read by own code')),
    web: cell('F', '政策声明不收集，页面读取', 'denied in the policy, read by the page'),
    log: cell('F', '政策声明不收集，运行中自身读取', 'denied in the policy, read by the app itself in a run'),
    ...person('对照政策的核查记录', 'a check of practice against the policy'),
  },
  '4.1': {
    android: cell(
      'L',
      '声明而未使用的权限；不在该类必要范围',
      'permissions declared and not used; data outside the category’s list',
    ),
    harmony: cell('L', '声明而未使用的权限', 'permissions declared and not used'),
    ...person('业务功能与数据、权限对应表', 'a table of functions against data and permissions'),
  },
  '4.2': {
    web: cell(
      'FPL',
      '拒绝后页面可用或被挡；39类中无须个人信息的13类可认定',
      'the page after refusal; it decides for the 13 of 39 types that need no data',
    ),
    log: cell('FL', '拒绝后退出（同上）', 'the app ends on refusal (likewise)'),
    policy: cell('L', '“不同意则无法使用”', '“no use without consent”'),
    ...person('拒绝后的操作记录', 'a record of use after refusal'),
  },
  '4.3': {
    versions: cell('L', '新增的收集', 'what is newly collected'),
    ...person('新增功能前后的功能对照', 'functions before and after'),
  },
  '4.4': {
    web: cell('L', '定位频率（参考值自定）', 'rate of location reads (a reference, not the law’s)'),
    log: cell('L', '每分钟读取次数（参考值自定）', 'reads a minute (a reference, not the law’s)'),
    ...person('功能所需频度的说明和实测', 'the rate functions need, and a measurement'),
  },
  '4.5': {
    policy: cell(
      'F',
      '仅以改善服务等为由的强制条款',
      'compulsory clauses whose only reason is improvement and the like',
    ),
    web: cell('P', '拒绝后照常可用，政策无强制条款', 'usable after refusal, no compulsory clause in the policy'),
    ...person('同意流程的截图', 'screenshots of asking for consent'),
  },
  '4.6': {
    android: cell(
      'L',
      '启动时一次申请多组权限；目标API低于23',
      'several groups asked for at launch; target API below 23',
    ),
    web: cell('FP', '同时申请多项权限，拒绝后能否使用', 'permissions asked for together, and use after denial'),
    log: cell('FP', '一次申请多项的弹窗，拒绝后的界面', 'counted prompts, and the screen after refusal'),
    ...person('权限申请过程的录屏', 'a recording of the requests'),
  },
  '5.1': {
    android: cell('FL', '同3.1，由收集个人信息的SDK读取', 'as 3.1, read by an SDK that collects'),
    ios: cell('L', '启动时运行的SDK', 'SDKs run at launch'),
    web: cell(
      'FPL',
      '同意前、拒绝后发往第三方的标识符',
      'identifiers sent to third parties before consent or after refusal',
    ),
    log: cell('FPL', '抓包中发往第三方的个人信息；SDK的读取', 'personal values sent to third parties; reads by SDKs'),
    ...person('测试记录', 'test records'),
  },
  '5.2': {
    ...person('后台对外提供的清单与同意记录', 'back-end transfers with their consent'),
  },
  '5.3': {
    'mini-program': cell(
      'L',
      '打开其他小程序、网页时带有身份参数',
      'other programs or pages opened with identity parameters',
    ),
    web: cell(
      'L',
      '打开或链接其他网站、应用时网址带有身份参数',
      'other sites or apps opened or linked with identity parameters in the address',
    ),
    ...person('接入的第三方应用与同意记录', 'connected applications and their consent records'),
  },
  '6.1': {
    android: cell('L', '有登录而未见注销的文字', 'log-in wording and none on closing the account'),
    ios: cell('L', '有登录而未见注销的文字', 'log-in wording and none on closing the account'),
    'mini-program': cell('L', '有登录而未见注销的文字', 'log-in wording and none on closing the account'),
    web: cell(
      'FPL',
      '更正、删除、注销入口打得开；走遍页面和政策都没有',
      'ways to correct, delete and close that open; none on any page nor in the policy',
    ),
    policy: cell('L', '没有写明途径', 'gives no way'),
    ...person('操作记录', 'a record of doing it'),
  },
  '6.2': {
    web: cell('FP', '注销页面要求的材料', 'what the page for closing asks for'),
    policy: cell('F', '手持证件、邮寄、到场等强制条件', 'compulsory hand-held ID, post or presence'),
    ...person('实际步骤的记录', 'a record of the steps'),
  },
  '6.3': {
    tickets: cell('FP', '逐单计工作日，另有政策全文', 'working days of each ticket, the policy beside it'),
    policy: cell('F', '承诺时限超过15个工作日', 'a promise of more than 15 working days'),
    ...person('请求台账', 'a log of requests'),
  },
  '6.4': person('测试账号的后台核查记录', 'back-end checks of a test account'),
  '6.5': {
    ...noWords('投诉、客服入口', 'on complaints or service'),
    web: cell('FL', '走遍页面和政策都没有渠道', 'no channel on any page nor in the policy'),
    tickets: cell('FP', '投诉逐单计工作日，另有公布的渠道', 'working days of each complaint, with a published channel'),
    policy: cell('FL', '承诺时限超过15个工作日；没有渠道', 'a promise of more than 15 working days; no channel'),
    ...person('投诉台账与渠道', 'a log of complaints and the channel'),
  },
}
