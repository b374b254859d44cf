import { entity, field, type Handle, handle } from './entity.ts'

/**
 * What is asked of an app, whatever carries it: package, page, log or a person's word. A fact no carrier can see stays
 * unknown. Each field says how to get it.
 */

const walkUi = {
  zh: '在首次安装的设备上逐步操作并提交界面记录（uiautomator dump 或网页运行记录），或用 --attest 附证据说明',
  en: 'walk the app on a fresh install and supply the recorded screens (uiautomator dumps or a web run), or attest with evidence (--attest)',
}
const runLog = {
  zh: '提供标明同意时刻的运行日志（--log），或在真机上抓取后提交',
  en: 'supply a runtime log that marks the moment of consent (--log)',
}
const givePolicy = {
  zh: '提供隐私政策全文（--policy 文件或网址）',
  en: 'supply the full privacy policy (--policy file or URL)',
}
const attest = (zh: string, en: string) => ({
  zh: `由负责人说明并附证据（--attest）：${zh}`,
  en: `attest with evidence (--attest): ${en}`,
})

/** Third-party code in the app. */
export const sdkEntity = entity({
  name: 'sdk',
  title: { zh: '第三方SDK', en: 'third-party SDK' },
  key: 'id',
  fields: {
    id: field.text({ zh: 'SDK编号', en: 'SDK id' }),
    name: field.text({ zh: 'SDK名称', en: 'SDK name' }),
    vendor: field.text({ zh: 'SDK提供者', en: 'SDK vendor' }),
    active: field.boolean(
      { zh: 'SDK代码可达或组件已声明', en: 'the SDK’s code is reachable or its component declared' },
      {
        how: {
          zh: '确认该SDK是否被调用（运行日志或源码）',
          en: 'confirm whether the SDK is called (runtime log or source)',
        },
      },
    ),
    collects: field.boolean(
      { zh: 'SDK收集个人信息（有公开出处）', en: 'the SDK collects personal information (publicly sourced)' },
      {
        how: { zh: '查阅SDK提供者公布的个人信息处理说明', en: 'consult the SDK vendor’s published privacy statement' },
      },
    ),
    doubtful: field.boolean({
      zh: '是否启用、是否收集个人信息待核实',
      en: 'whether it runs and collects is to be checked',
    }),
    disclosed: field.boolean({ zh: '隐私政策列明该SDK', en: 'the policy names the SDK' }, { how: givePolicy }),
    purposeStated: field.boolean(
      { zh: '隐私政策写明该SDK的目的', en: 'the policy states the SDK’s purpose' },
      { how: givePolicy },
    ),
    meansStated: field.boolean(
      { zh: '隐私政策写明该SDK的方式', en: 'the policy states the SDK’s means' },
      { how: givePolicy },
    ),
    scopeStated: field.boolean(
      { zh: '隐私政策写明该SDK收集的范围', en: 'the policy states the scope the SDK collects' },
      { how: givePolicy },
    ),
    personalises: field.boolean({ zh: 'SDK用于广告或个性化推荐', en: 'the SDK serves advertising or personalisation' }),
  },
})

/** A permission the package declares. */
export const permissionEntity = entity({
  name: 'permission',
  title: { zh: '权限', en: 'permission' },
  key: 'id',
  fields: {
    id: field.text({ zh: '权限名', en: 'permission name' }),
    group: field.text({ zh: '权限组', en: 'permission group' }),
    personal: field.boolean({ zh: '可收集个人信息', en: 'gives access to personal information' }),
    used: field.boolean({ zh: '代码用到该权限', en: 'code uses the permission' }),
    purposeTold: field.boolean(
      { zh: '申请时同步告知目的', en: 'the purpose is told when the permission is asked for' },
      { how: walkUi },
    ),
    purposeUnclear: field.boolean({
      zh: '目的说明笼统、不是中文或没有写使用场景',
      en: 'the purpose is told in general words, not in Chinese, or without the scene of use',
    }),
    purposeStated: field.boolean(
      { zh: '隐私政策写明该权限的目的', en: 'the policy states the permission’s purpose' },
      { how: givePolicy },
    ),
  },
})

/** A kind of personal data the app obtains. */
export const collectionEntity = entity({
  name: 'collection',
  title: { zh: '收集的个人信息', en: 'personal information obtained' },
  key: 'item',
  fields: {
    item: field.text({ zh: '个人信息类型', en: 'kind of personal information' }),
    byApp: field.boolean({ zh: 'App自身代码获取', en: 'obtained by the app’s own code' }, { how: runLog }),
    disclosed: field.boolean({ zh: '隐私政策列明该类信息', en: 'the policy names the data' }, { how: givePolicy }),
    denied: field.boolean({ zh: '隐私政策声明不收集', en: 'the policy says it is not collected' }, { how: givePolicy }),
    inCategory: field.boolean(
      { zh: '属于该类App的必要个人信息', en: 'necessary for the app’s category' },
      { how: { zh: '指定App类型（--category，39类之一）', en: 'name the app’s category (--category, one of 39)' } },
    ),
    asked: field.boolean({ zh: '属于敏感信息且在表单中收集', en: 'sensitive data asked in a form' }, { how: walkUi }),
    purposeTold: field.boolean(
      { zh: '收集时同步告知目的', en: 'the purpose is told when it is asked for' },
      { how: walkUi },
    ),
  },
})

/** One access to personal data or to a permission that gives it, in time. */
export const accessEntity = entity({
  name: 'access',
  title: { zh: '收集行为', en: 'access to personal data' },
  key: 'id',
  fields: {
    id: field.text({ zh: '编号', en: 'id' }),
    api: field.text({ zh: '接口', en: 'interface' }),
    item: field.text({ zh: '个人信息类型', en: 'kind of personal information' }),
    phase: field.choice(
      { zh: '发生阶段', en: 'phase' },
      {
        'before-consent': { zh: '征得同意前', en: 'before consent' },
        'after-refusal': { zh: '用户拒绝后', en: 'after refusal' },
        'after-consent': { zh: '用户同意后', en: 'after consent' },
      },
      {
        how: runLog,
      },
    ),
    toThirdParty: field.boolean(
      { zh: '未经匿名化提供给第三方', en: 'given to a third party without anonymisation' },
      { how: runLog },
    ),
    withinConsent: field.boolean({ zh: '在用户授权范围内', en: 'within what the user agreed to' }, { how: runLog }),
    sdk: field.text({ zh: '所属SDK', en: 'SDK that owns the caller' }, { optional: true }),
  },
})

/** A box or switch that stands for consent. */
export const consentBoxEntity = entity({
  name: 'consentBox',
  title: { zh: '同意勾选框', en: 'consent box' },
  key: 'id',
  fields: {
    id: field.text({ zh: '位置', en: 'place' }),
    text: field.text({ zh: '文字', en: 'text' }),
    ticked: field.boolean({ zh: '默认勾选', en: 'ticked by default' }, { how: walkUi }),
  },
})

/** A right the policy or the app offers. */
export const rightEntity = entity({
  name: 'right',
  title: { zh: '权利条款', en: 'clause on a right' },
  key: 'kind',
  fields: {
    kind: field.choice(
      { zh: '权利', en: 'right' },
      {
        access: { zh: '查阅个人信息', en: 'access' },
        correct: { zh: '更正个人信息', en: 'correction' },
        delete: { zh: '删除个人信息', en: 'deletion' },
        'close-account': { zh: '注销账号', en: 'closing the account' },
        'withdraw-consent': { zh: '撤回同意', en: 'withdrawal of consent' },
        'opt-out': { zh: '关闭个性化推送', en: 'opting out of personalisation' },
        copy: { zh: '复制个人信息', en: 'a copy' },
        complain: { zh: '投诉、举报', en: 'complaint' },
      },
    ),
    offered: field.boolean({ zh: '写明该项权利', en: 'the right is offered' }, { how: givePolicy }),
    method: field.boolean({ zh: '写明具体途径', en: 'a concrete way is given' }, { how: givePolicy }),
    unreasonable: field.boolean(
      { zh: '设置不必要或不合理条件', en: 'an unnecessary or unreasonable condition is set' },
      { how: walkUi },
    ),
    answerWorkdays: field.decimal(
      { zh: '承诺时限（按最少可能的工作日计）', en: 'promised limit, as the fewest working days it can be' },
      { minimum: 0, optional: true, how: givePolicy },
    ),
  },
})

/** A sentence of the policy that makes collection a condition of use. */
export const demandEntity = entity({
  name: 'demand',
  title: { zh: '强制性条款', en: 'compulsory clause' },
  key: 'id',
  fields: {
    id: field.text({ zh: '位置', en: 'place' }),
    mandatory: field.boolean({ zh: '强制要求同意', en: 'consent is compulsory' }),
    onlyImprovement: field.boolean({
      zh: '理由仅为改善服务、提升体验、定向推送或研发新产品',
      en: 'the only reasons are service improvement, experience, targeted content or new products',
    }),
  },
})

/** A user's request or complaint with its dates. */
export const ticketEntity = entity({
  name: 'ticket',
  title: { zh: '用户请求或投诉', en: 'user request or complaint' },
  key: 'id',
  fields: {
    id: field.text({ zh: '单号', en: 'number' }),
    kind: field.choice(
      { zh: '类别', en: 'kind' },
      {
        request: { zh: '权利请求', en: 'request' },
        complaint: { zh: '投诉、举报', en: 'complaint' },
      },
    ),
    receivedOn: field.date({ zh: '收到日', en: 'day received' }),
    closedOn: field.date({ zh: '办结日', en: 'day closed' }, { optional: true }),
    promisedWorkdays: field.decimal(
      { zh: '承诺时限（工作日）', en: 'promised limit in working days' },
      { minimum: 0, optional: true },
    ),
    workdaysTaken: field.decimal(
      {
        zh: '自收到至办结（未办结的至判断日）的工作日数',
        en: 'working days from receipt to close, or to the day judged while open',
      },
      { minimum: 0 },
    ),
  },
})

/** The privacy policy that was supplied or found. */
export const policyEntity = entity({
  name: 'policy',
  title: { zh: '隐私政策', en: 'privacy policy' },
  key: 'name',
  fields: {
    name: field.text({ zh: '文件', en: 'document' }, { how: givePolicy }),
    hasRules: field.boolean(
      { zh: '有收集使用个人信息规则', en: 'it has rules on collecting and using personal information' },
      { how: givePolicy },
    ),
    simplifiedChinese: field.boolean(
      { zh: '有简体中文版', en: 'there is a simplified-Chinese version' },
      { how: givePolicy },
    ),
    legible: field.boolean(
      { zh: '文字大小、颜色和排版易于阅读', en: 'size, colour and layout of the text are easy to read' },
      {
        how: {
          zh: '提供政策页面网址并做页面测量，或附截图说明',
          en: 'give the policy page’s URL to measure it, or attest with screenshots',
        },
      },
    ),
    plain: field.boolean({ zh: '内容通俗易懂', en: 'the content is easy to understand' }),
    sentenceLength: field.decimal({ zh: '句长中位以上均值（字）', en: 'long sentences, characters' }, { minimum: 0 }),
    length: field.decimal({ zh: '全文字数', en: 'characters in all' }, { minimum: 0 }),
    personalises: field.boolean(
      { zh: '说明有个性化推荐或定向推送', en: 'it speaks of personalised or targeted content' },
      { how: givePolicy },
    ),
    blocksOnRefusal: field.boolean(
      { zh: '写明不同意则无法使用', en: 'it says that refusal stops the service' },
      { how: givePolicy },
    ),
    impliesConsent: field.boolean({ zh: '写明使用即视为同意', en: 'it takes use for consent' }, { how: givePolicy }),
    sharesWithoutConsent: field.boolean({ zh: '写明可不经同意提供', en: 'it allows giving data without consent' }),
    tellsChanges: field.boolean({ zh: '写明变更通知方式', en: 'it says how changes are told' }, { how: givePolicy }),
    hasChannel: field.boolean(
      { zh: '公布投诉、举报渠道', en: 'it publishes a complaint channel' },
      { how: givePolicy },
    ),
    openEnded: field.boolean({ zh: '以“等、例如”概括个人信息类型', en: 'it names data with “etc.” or “for example”' }),
  },
  lists: { rights: rightEntity, demands: demandEntity },
  listHow: { rights: givePolicy, demands: givePolicy },
})

export const appEntity = entity({
  name: 'app',
  title: { zh: 'App', en: 'app' },
  key: 'id',
  fields: {
    id: field.text({ zh: '标识', en: 'id' }),
    category: field.text(
      { zh: 'App类型', en: 'category' },
      { how: { zh: '用 --category 指定39类之一', en: 'name one of the 39 types with --category' } },
    ),
    targetSdk: field.decimal({ zh: '目标API级别', en: 'target SDK' }, { minimum: 0 }),
    packed: field.boolean({ zh: '加固', en: 'packed' }),
    certificate: field.text({ zh: '签名证书SHA-256', en: 'SHA-256 of the signing certificate' }),
    policyGiven: field.boolean({ zh: '提供了隐私政策', en: 'a privacy policy was supplied' }),
    policyInApp: field.boolean({ zh: 'App内有隐私政策', en: 'the app contains a privacy policy' }, { how: walkUi }),
    policyPrompted: field.boolean(
      { zh: '首次运行时以弹窗等明显方式提示阅读规则', en: 'the rules are shown conspicuously on first run' },
      { how: walkUi },
    ),
    policyClicks: field.decimal(
      { zh: '到达隐私政策的操作次数', en: 'operations to reach the policy' },
      { minimum: 0, how: walkUi },
    ),
    purposesListed: field.boolean(
      {
        zh: '逐一列出全部收集使用的目的、方式和范围',
        en: 'purpose, means and scope of all collection are listed one by one',
      },
      { how: attest('对照业务功能清单核对隐私政策', 'compare the policy with the list of functions') },
    ),
    rulesChanged: field.boolean(
      { zh: '目的、方式或范围发生变化', en: 'purpose, means or scope has changed' },
      {
        how: {
          zh: '提供上一版安装包和隐私政策（--before、--policy-before）',
          en: 'supply the earlier build and policy (--before, --policy-before)',
        },
      },
    ),
    changesNotified: field.boolean(
      { zh: '变化时以适当方式通知用户', en: 'users were told of the change in a suitable way' },
      { how: walkUi },
    ),
    consentImplied: field.boolean(
      { zh: '以非明示方式征求同意', en: 'consent is taken without an express act' },
      { how: walkUi },
    ),
    consentWording: field.boolean({
      zh: '含征求同意的文字、弹窗或开关',
      en: 'there is any consent wording, dialog or key',
    }),
    refusalOffered: field.boolean(
      { zh: '征求同意时提供拒绝的选项', en: 'the request for consent offers refusal' },
      { how: walkUi },
    ),
    choicesUnequal: field.boolean({
      zh: '拒绝按钮不如同意按钮醒目',
      en: 'the button to refuse is less plain than the one to agree',
    }),
    promptedAgain: field.boolean(
      { zh: '拒绝后频繁征求同意', en: 'consent is asked again and again after refusal' },
      { how: runLog },
    ),
    settingsReset: field.boolean(
      { zh: '更新后恢复了用户设置的权限状态', en: 'an update reset permissions the user had set' },
      {
        how: {
          zh: '提供更新前后各一份 dumpsys package（用户改过权限后）',
          en: 'supply dumpsys package before and after an update, with a permission the user had changed',
        },
      },
    ),
    personalises: field.boolean(
      { zh: '利用个人信息和算法定向推送', en: 'it pushes targeted content from personal data' },
      { how: walkUi },
    ),
    personalisationOff: field.boolean(
      { zh: '提供非定向推送的选项', en: 'it offers an option without targeting' },
      { how: walkUi },
    ),
    withdrawalOffered: field.boolean(
      { zh: '提供撤回同意的途径', en: 'it offers a way to withdraw consent' },
      { how: walkUi },
    ),
    practiceMatches: field.boolean(
      { zh: '实际做法与声明一致', en: 'practice matches the stated rules' },
      { how: runLog },
    ),
    dataJustified: field.boolean(
      { zh: '各类信息和权限均与现有业务功能有关', en: 'all data and permissions relate to existing functions' },
      { how: attest('业务功能与个人信息、权限的对应表', 'a table of functions against data and permissions') },
    ),
    refusalStopsBasic: field.boolean(
      {
        zh: '因不同意非必要信息或权限而拒绝提供业务功能',
        en: 'functions are refused because non-necessary data or permissions were refused',
      },
      {
        how: {
          zh: '指定App类型（--category）并提供拒绝后的运行记录，注明拒绝的项目',
          en: 'name the category (--category) and supply a run after refusal that says which item was refused',
        },
      },
    ),
    newFunctionReplaces: field.boolean(
      {
        zh: '因不同意新增功能的收集而拒绝原有功能',
        en: 'old functions were refused because the new function’s collection was',
      },
      { how: attest('新增业务功能上线前后的功能对照', 'functions before and after the new one') },
    ),
    frequencyExceeds: field.boolean(
      { zh: '收集频度超出业务功能需要', en: 'the frequency exceeds what functions need' },
      { how: runLog },
    ),
    improvementForced: field.boolean(
      { zh: '仅以改善服务等为由强制同意', en: 'consent is forced only for improvement and the like' },
      { how: walkUi },
    ),
    permissionsTogether: field.boolean(
      { zh: '一次性申请多个可收集个人信息的权限', en: 'several permissions that give personal data are asked at once' },
      { how: walkUi },
    ),
    blockedWithoutAll: field.boolean({ zh: '不同意则无法使用', en: 'no use without granting them' }, { how: walkUi }),
    backendSharing: field.boolean(
      {
        zh: '后台未经同意且未匿名化向第三方提供',
        en: 'the back end gives data to third parties without consent or anonymisation',
      },
      {
        how: attest(
          '后台对外提供个人信息的清单、同意记录或匿名化说明',
          'the list of back-end transfers with consent or anonymisation',
        ),
      },
    ),
    thirdPartyApps: field.boolean(
      {
        zh: '未经同意向接入的第三方应用提供个人信息',
        en: 'data is given to connected third-party applications without consent',
      },
      {
        how: attest(
          '接入的第三方应用清单与单独同意记录',
          'connected third-party applications and their consent records',
        ),
      },
    ),
    rightsOffered: field.boolean(
      { zh: '提供有效的更正、删除功能', en: 'correction and deletion work' },
      { how: walkUi },
    ),
    hasAccounts: field.boolean({ zh: '有用户账号', en: 'it has user accounts' }, { how: walkUi }),
    closureOffered: field.boolean({ zh: '提供有效的注销账号功能', en: 'closing the account works' }, { how: walkUi }),
    stepsFair: field.boolean(
      { zh: '更正、删除、注销的实际步骤没有不合理条件', en: 'the real steps set no unreasonable condition' },
      { how: walkUi },
    ),
    deletionCompleted: field.boolean(
      { zh: '操作完成后后台已同步完成', en: 'the back end completed what the user did' },
      { how: attest('测试账号注销、删除后的后台核查记录', 'back-end checks of a test account after deletion') },
    ),
    channelInApp: field.boolean(
      { zh: 'App内有投诉、举报或客服入口', en: 'the app has an entry for complaints or service' },
      { how: walkUi },
    ),
    channelPublished: field.boolean(
      {
        zh: '建立并公布个人信息安全投诉、举报渠道',
        en: 'a channel for complaints on personal information is set up and published',
      },
      { how: givePolicy },
    ),
    usageLog: field.text(
      { zh: '覆盖各项业务功能使用过程的运行记录', en: 'the record of every function in use' },
      {
        how: {
          zh: '同意后逐项使用业务功能并提交日志（--log），由负责人声明记录覆盖了全部功能（--attest）',
          en: 'use every function after agreeing, supply the log (--log), and attest that it covers them all (--attest)',
        },
      },
    ),
    requestLog: field.text(
      { zh: '记载用户请求的台账', en: 'the log that holds users’ requests' },
      {
        how: {
          zh: '提供含用户请求（查询、更正、删除、注销）的台账（--tickets），或由负责人声明该台账已提供（--attest）',
          en: 'supply a log that holds requests for access, correction, deletion or closing (--tickets), or attest that it was supplied (--attest)',
        },
      },
    ),
    complaintLog: field.text(
      { zh: '记载投诉、举报的台账', en: 'the log that holds complaints' },
      {
        how: {
          zh: '提供含投诉、举报的台账（--tickets），或由负责人声明该台账已提供、没有收到投诉（--attest）',
          en: 'supply a log that holds complaints (--tickets), or attest that it was supplied and none came in (--attest)',
        },
      },
    ),
  },
  links: { policy: policyEntity },
  lists: {
    sdks: sdkEntity,
    permissions: permissionEntity,
    collections: collectionEntity,
    accesses: accessEntity,
    consentBoxes: consentBoxEntity,
    tickets: ticketEntity,
  },
  listHow: {
    sdks: { zh: '核对第三方SDK清单是否完整', en: 'confirm that the list of SDKs is complete' },
    permissions: { zh: '提供完整安装包', en: 'supply the complete package' },
    collections: { zh: '提供运行日志和表单界面记录', en: 'supply runtime logs and recorded forms' },
    accesses: runLog,
    consentBoxes: walkUi,
    tickets: {
      zh: '提供用户请求和投诉的处理台账（--tickets）',
      en: 'supply the log of requests and complaints (--tickets)',
    },
  },
})

export const app: Handle<typeof appEntity> = handle(appEntity)
