import { oneOf } from './choice.ts'
import type { Derived } from './derive.ts'
import { entity, field, type Handle, handle } from './entity.ts'

/**
 * Account registers of a platform for public accounts: accounts, those who run them, transfers, complaints, measures, and
 * what the platform itself has in place. An account is judged by what its platform did, never by what it says.
 */

const yes = (zh: string, en: string) => field.boolean({ zh, en })
const NONE_SET = {
  zh: '填写数字；没有设定或公布的为空（attest 中写 null）',
  en: 'give the number; leave it empty (null under attest) where none was set or published',
}
/** A day that may not have come: an empty cell means it did not happen. */
const happened = (zh: string, en: string) => field.date({ zh, en }, { optional: true })

export const ACCOUNT_STATUSES = {
  pending: { zh: '尚未提供服务', en: 'no service yet' },
  active: { zh: '正常', en: 'active' },
  suspended: { zh: '暂停', en: 'suspended' },
  closed: { zh: '终止、关闭或注销', en: 'closed' },
} as const
export const CLOSURE_BASES = {
  law: { zh: '依法关闭', en: 'by law' },
  agreement: { zh: '依约关闭', en: 'under the agreement' },
  'owner-request': { zh: '主体申请', en: 'at the owner’s request' },
  dormant: { zh: '长期不用', en: 'dormant' },
  other: { zh: '其他', en: 'other' },
} as const
export const ACCOUNT_DOMAINS = {
  economy: { zh: '经济', en: 'economy' },
  education: { zh: '教育', en: 'education' },
  health: { zh: '卫生', en: 'health' },
  justice: { zh: '司法', en: 'justice' },
  news: { zh: '互联网新闻信息', en: 'internet news' },
  other: { zh: '其他', en: 'other' },
} as const
/** Domains article 9 names: what is published there asks for qualification. */
export const QUALIFIED_DOMAINS = ['economy', 'education', 'health', 'justice'] as const
export const OWNER_KINDS = {
  person: { zh: '个人', en: 'person' },
  enterprise: { zh: '企业', en: 'enterprise' },
  'public-body': { zh: '机关、事业单位', en: 'public body' },
  organisation: { zh: '其他组织', en: 'other organisation' },
} as const

export const platformEntity = entity({
  name: 'platform',
  title: { zh: '公众账号信息服务平台', en: 'account platform' },
  key: 'platformId',
  fields: {
    platformId: field.text({ zh: '平台编号', en: 'platform id' }),
    accountCap: field.decimal(
      {
        zh: '平台对同一主体设定的账号数量上限',
        en: 'platform’s own cap on accounts per owner',
      },
      { optional: true, minimum: 0, how: NONE_SET },
    ),
    complaintDays: field.decimal(
      {
        zh: '平台公布的投诉举报反馈时限（天数）',
        en: 'platform’s published limit for complaints and reports, in days',
      },
      { optional: true, minimum: 0, how: NONE_SET },
    ),
    appealDays: field.decimal(
      {
        zh: '平台公布的申诉反馈时限（天数）',
        en: 'platform’s published limit for appeals, in days',
      },
      { optional: true, minimum: 0, how: NONE_SET },
    ),
    limitUnit: field.choice(
      { zh: '反馈时限的单位', en: 'unit of these limits' },
      {
        day: { zh: '自然日', en: 'calendar days' },
        workday: { zh: '工作日', en: 'working days' },
      },
      {
        how: {
          zh: '填写自然日或者工作日；不填按自然日',
          en: 'say calendar days or working days; calendar days where it is not given',
        },
      },
    ),
    qualified: yes('已取得提供服务所需的法定资质', 'holds the qualifications the law asks for'),
    newsService: yes('平台自身提供互联网新闻信息服务', 'the platform itself provides internet news'),
    newsLicence: yes('已取得互联网新闻信息服务许可', 'holds the licence for internet news'),
    staff: yes('管理人员和技术能力与业务规模相适应', 'managers and technical means fit the size of its business'),
    contentOfficer: yes('设有内容安全负责人岗位', 'has a post for the one responsible for content security'),
    registrationSystem: yes('账号注册管理制度', 'rules on registering accounts'),
    reviewSystem: yes('内容审核管理制度', 'rules on reviewing content'),
    patrolSystem: yes('信息巡查管理制度', 'rules on patrolling'),
    ecologySystem: yes('生态治理管理制度', 'rules on content governance'),
    emergencySystem: yes('应急处置管理制度', 'rules on emergencies'),
    networkSecuritySystem: yes('网络安全管理制度', 'rules on network security'),
    dataSecuritySystem: yes('数据安全管理制度', 'rules on data security'),
    personalInformationSystem: yes('个人信息保护管理制度', 'rules on personal information'),
    copyrightSystem: yes('著作权保护管理制度', 'rules on copyright'),
    creditSystem: yes('信用评价管理制度', 'rules on rating credit'),
    rulesPublished: yes('管理规则、平台公约已制定并公开', 'its rules and convention are written and public'),
    agreement: yes(
      '与生产运营者签订服务协议，写明双方权利义务',
      'a service agreement with each producer states the rights and duties of both',
    ),
    classified: yes('建立分类注册和分类生产制度', 'accounts are registered and publish by class'),
    accountsFiled: yes(
      '公众账号已向所在地省级网信部门备案',
      'its accounts are filed with the provincial cyberspace administration',
    ),
    graded: yes('建立账号分级管理制度', 'accounts are managed by grade'),
    rulesFiled: yes(
      '重要规则、公约已向所在地省级网信部门备案',
      'its main rules are filed with the provincial cyberspace administration',
    ),
    newFunctions: yes('上线过新技术新应用新功能', 'it brought new technology or functions on line'),
    functionsAssessed: yes('新技术新应用新功能均经安全评估', 'all of them were assessed for security'),
    compoundVerification: yes('以复合验证认证真实身份', 'identity is verified by several means together'),
    dynamicChecks: yes('建立动态核验巡查制度', 'registered facts are checked again as time goes on'),
    abuseControls: yes(
      '有防范和处置超限量、恶意、虚假注册的技术手段',
      'technical means against registering too many, malicious or false accounts',
    ),
    tradeBan: yes('依法依约禁止违规转让借用和买卖账号', 'unlawful transfer, lending and sale of accounts is banned'),
    dataMonitoring: yes('建立防范数据造假的监测评估机制', 'a mechanism to monitor faked figures'),
    followControls: yes(
      '有发现、处置订阅关注数量异常变动的技术手段',
      'technical means to find and handle unusual changes in followers',
    ),
    creditLevels: yes('建立信用等级管理体系并据以提供服务', 'services follow a system of credit levels'),
    rumourHandling: yes(
      '建立虚假信息预警、发现、溯源、甄别、辟谣、消除机制',
      'a mechanism to warn of, find, trace, sift, refute and remove false information',
    ),
    commerceRules: yes(
      '规范管理广告、付费、电商、打赏等经营行为',
      'advertising, paid content, sales and tips are regulated',
    ),
    originalsProtected: yes('有原创内容著作权保护措施', 'original content is protected'),
    supervision: yes(
      '有监督管理、及时发现和处置违规信息行为的机制',
      'a mechanism to supervise, find and handle breaches in time',
    ),
    reportEntry: yes('举报入口醒目便捷', 'the entry for reports is prominent and easy'),
    methodsPublished: yes('公布申诉、投诉、举报方式', 'ways to appeal, complain and report are published'),
    processPublished: yes('明确处理流程和反馈时限', 'the process and the time to answer are stated'),
    cooperates: yes('配合依法实施的监督检查并提供支持协助', 'cooperates with lawful inspections and gives support'),
  },
})
export const platform: Handle<typeof platformEntity> = handle(platformEntity)

export const ownerEntity = entity({
  name: 'owner',
  title: { zh: '账号主体（生产运营者）', en: 'account owner (producer)' },
  key: 'ownerId',
  fields: {
    ownerId: field.text({ zh: '主体编号', en: 'owner id' }),
    kind: field.choice({ zh: '主体性质', en: 'kind of owner' }, OWNER_KINDS),
    scopeGiven: yes('组织主体已注明主要经营或业务范围', 'an organisation has stated its line of business'),
    natureChecked: yes('注册多个账号时已核验主体性质', 'kind of owner checked for several accounts'),
    qualificationChecked: yes('注册多个账号时已核验服务资质', 'qualification checked for several accounts'),
    scopeChecked: yes('注册多个账号时已核验业务范围', 'line of business checked for several accounts'),
    creditChecked: yes('注册多个账号时已核验信用评价', 'credit checked for several accounts'),
    contentReview: yes(
      '建立选题、编辑、发布、互动全过程内容审核机制',
      'content is reviewed from choice of topic to comments',
    ),
    accountSafety: yes('建立账号注册使用、运营推广全过程安全管理机制', 'use and promotion of the account is managed'),
    commentsManaged: yes('对留言、跟帖、评论等互动环节进行管理', 'comments are managed'),
    thirdParties: yes('与第三方合作运营账号或供给内容', 'third parties run the account or supply content'),
    thirdPartyReviewed: yes('对第三方合作内容审核把关', 'what third parties supply is reviewed'),
  },
})
export const owner: Handle<typeof ownerEntity> = handle(ownerEntity)

export const accountEntity = entity({
  name: 'account',
  title: { zh: '公众账号', en: 'public account' },
  key: 'accountId',
  fields: {
    accountId: field.text({ zh: '账号编号', en: 'account id' }),
    platformId: field.text({ zh: '平台编号', en: 'platform id' }),
    ownerId: field.text({ zh: '主体编号', en: 'owner id' }),
    name: field.text({ zh: '账号名称', en: 'name of the account' }),
    status: field.choice({ zh: '状态', en: 'status' }, ACCOUNT_STATUSES, {
      how: oneOf({ zh: '填写账号状态', en: 'give the status' }, ACCOUNT_STATUSES),
    }),
    registeredOn: field.date({ zh: '注册日', en: 'day of registration' }),
    servedFrom: happened('开始提供服务日', 'first day of service'),
    identityVerified: yes('已完成真实身份信息认证', 'identity verified'),
    verifiedOn: field.date(
      { zh: '真实身份认证日', en: 'day of verification' },
      {
        how: {
          zh: '填写认证日；没有提供 identityVerified 列的，空表示未认证',
          en: 'give the day; where there is no column for identityVerified, empty means not verified',
        },
      },
    ),
    falseIdentity: yes(
      '已发现未提供真实身份信息，或者冒用组织、他人身份注册',
      'found to have given no real identity, or that of another',
    ),
    mismatch: yes(
      '平台已发现名称、头像或简介与真实身份不符',
      'the platform found name, portrait or bio not to match the real identity',
    ),
    suspendedOn: happened('因不符暂停服务日', 'day service was suspended for the mismatch'),
    notifiedOn: happened('通知限期改正日', 'day the owner was told to correct it'),
    correctionDueOn: happened('改正期限', 'last day to correct it'),
    correctedOn: happened('改正日', 'day corrected'),
    terminatedOn: happened('因拒不改正终止服务日', 'day service ended because it was not corrected'),
    closedOn: happened('关闭日', 'day closed'),
    closureBasis: field.choice({ zh: '关闭原因', en: 'why it was closed' }, CLOSURE_BASES, {
      optional: true,
      how: oneOf(
        { zh: '填写关闭原因，未关闭的为空', en: 'say why it was closed, empty where it is not' },
        CLOSURE_BASES,
      ),
    }),
    reusesClosedName: field.boolean(
      {
        zh: '与在其注册前已被依法依约关闭的账号同名',
        en: 'it has the name of an account closed by law or agreement before it was registered',
      },
      {
        how: {
          zh: '补充全部账号（含已关闭）的名称、状态、注册日、关闭日和关闭原因；由登记表自行比对',
          en: 'supply name, status, days of registration and closure and the reason of closure of every account, closed ones included; the register is compared with itself',
        },
      },
    ),
    relatedToClosed: yes(
      '平台认为名称与已关闭账号关联度高',
      'the platform finds its name closely related to that of a closed account',
    ),
    relatedChecked: yes('已核验其主体真实身份、服务资质等', 'identity and qualification of its owner were checked'),
    domain: field.choice({ zh: '内容领域', en: 'domain of content' }, ACCOUNT_DOMAINS, {
      how: {
        zh: '填写登记的内容领域：经济、教育、卫生、司法、互联网新闻信息或者其他',
        en: 'give the registered domain: economy, education, health, justice, news (internet news), other',
      },
    }),
    qualificationVerified: yes(
      '注册时提供专业背景和职业资格或服务资质证明并经核验',
      'background and proof of qualification were given at registration and verified',
    ),
    newsLicence: yes('已取得互联网新闻信息服务许可', 'holds the licence for internet news'),
    badge: yes('已加注专门标识', 'bears the special mark'),
    categoryPublished: yes('已公示内容生产类别', 'class of content published'),
    operatorPublished: yes('已公示运营主体名称', 'name of the operator published'),
    addressPublished: yes('已公示注册运营地址', 'address published'),
    creditCodePublished: yes('已公示统一社会信用代码', 'unified social credit code published'),
    contactPublished: yes('已公示联系方式', 'contact published'),
    reverifyDueOn: happened('平台自定的下次核验日', 'day the platform set for the next check'),
    reverifiedOn: happened('最近一次重新核验日', 'day last checked again'),
    lastLoginOn: happened('最近登录日', 'day of the last login'),
    lastUsedOn: happened('最近使用日（发布、互动等）', 'day of last use, such as a post'),
    stopRequestedOn: happened('主体申请停用日', 'day the owner asked to stop'),
    stopDueOn: happened('服务协议约定的停用办理期限', 'last day under the agreement to carry that out'),
    forcedFollow: yes('存在未经用户知情同意的强制订阅关注', 'users were made to follow without informed consent'),
    basicInfoGiven: yes(
      '主体性质、注册地、运营地、内容生产类别、联系方式均已填写',
      'kind of owner, places of registration and operation, class of content and contact are all given',
    ),
    followers: field.decimal({ zh: '当前订阅关注数', en: 'followers now' }, { minimum: 0 }),
    followersBefore: field.decimal(
      { zh: '上一期订阅关注数', en: 'followers a period earlier' },
      { minimum: 0, optional: true },
    ),
  },
  links: { owner: ownerEntity, platform: platformEntity },
})
export const account: Handle<typeof accountEntity> = handle(accountEntity)

export const transferEntity = entity({
  name: 'transfer',
  title: { zh: '账号转让', en: 'transfer of an account' },
  key: 'transferId',
  fields: {
    transferId: field.text({ zh: '转让编号', en: 'transfer id' }),
    accountId: field.text({ zh: '账号编号', en: 'account id' }),
    transferredOn: happened('转让或赠与发生日', 'day of the transfer'),
    appliedOn: happened('向平台申请日', 'day the platform was asked'),
    transfereeVerifiedOn: happened('受让方认证核验日', 'day the transferee was verified'),
    publishedOn: happened('主体变更公示日', 'day the change of owner was published'),
    foundOn: happened('平台发现未经审核擅自转让日', 'day the platform found it was transferred without review'),
    stoppedOn: happened('因擅自转让暂停或终止服务日', 'day service was suspended or ended for it'),
  },
  links: { account: accountEntity },
})
export const transfer: Handle<typeof transferEntity> = handle(transferEntity)

export const complaintEntity = entity({
  name: 'complaint',
  title: { zh: '申诉、投诉或举报', en: 'appeal, complaint or report' },
  key: 'complaintId',
  fields: {
    complaintId: field.text({ zh: '编号', en: 'id' }),
    platformId: field.text({ zh: '平台编号', en: 'platform id' }),
    kind: field.choice(
      { zh: '类别', en: 'kind' },
      {
        appeal: { zh: '申诉', en: 'appeal' },
        complaint: { zh: '投诉', en: 'complaint' },
        report: { zh: '举报', en: 'report' },
      },
    ),
    receivedOn: field.date({ zh: '收到日', en: 'day received' }),
    answeredOn: happened('反馈日', 'day of the answer'),
    dueOn: field.date(
      { zh: '按平台公布的时限应反馈日', en: 'day an answer is due by the platform’s own published limit' },
      {
        how: {
          zh: '在映射的 attest 或 platform 表中提供平台公布的反馈时限（complaintDays、appealDays、limitUnit）',
          en: 'supply the platform’s published limits under attest or in the platform table: complaintDays, appealDays, limitUnit',
        },
      },
    ),
  },
  links: { platform: platformEntity },
})
export const complaint: Handle<typeof complaintEntity> = handle(complaintEntity)

export const measureEntity = entity({
  name: 'measure',
  title: { zh: '对账号的处置措施', en: 'measure against an account' },
  key: 'measureId',
  fields: {
    measureId: field.text({ zh: '处置编号', en: 'measure id' }),
    accountId: field.text({ zh: '账号编号', en: 'account id' }),
    kind: field.choice(
      { zh: '措施', en: 'measure' },
      {
        warning: { zh: '警示提醒', en: 'warning' },
        restriction: { zh: '限制账号功能', en: 'functions limited' },
        'updates-paused': { zh: '暂停信息更新', en: 'updates paused' },
        'advertising-stopped': { zh: '停止广告发布', en: 'advertising stopped' },
        closure: { zh: '关闭注销账号', en: 'closed' },
        blacklist: { zh: '列入黑名单', en: 'blacklisted' },
        'registration-barred': { zh: '禁止重新注册', en: 'barred from registering again' },
      },
    ),
    takenOn: field.date({ zh: '处置日', en: 'day taken' }),
    recordKept: yes('已保存有关记录', 'a record is kept'),
    reportedOn: happened('向网信等主管部门报告日', 'day reported to the authorities'),
  },
})
export const measure: Handle<typeof measureEntity> = handle(measureEntity)

/** Follower counts day by day. Read for leads only. */
export const followerCountEntity = entity({
  name: 'followerCount',
  title: { zh: '订阅关注数记录', en: 'follower count' },
  key: 'countId',
  fields: {
    countId: field.text({ zh: '记录编号', en: 'id' }),
    accountId: field.text({ zh: '账号编号', en: 'account id' }),
    on: field.date({ zh: '日期', en: 'day' }),
    followers: field.decimal({ zh: '订阅关注数', en: 'followers' }, { minimum: 0 }),
  },
})

const ownershipParts = {
  fields: {
    ownershipId: field.text({ zh: '平台与主体', en: 'platform and owner' }),
    platformId: field.text({ zh: '平台编号', en: 'platform id' }),
    ownerId: field.text({ zh: '主体编号', en: 'owner id' }),
  },
  lists: { accounts: accountEntity },
  listHow: {
    accounts: {
      zh: '补齐每个账号的主体编号，并提供完整的账号登记表',
      en: 'supply the owner of every account, and the complete register',
    },
  },
} as const
const byPlatformAndOwner = [
  { name: 'platformId', path: ['platform', 'platformId'] },
  { name: 'ownerId', path: ['owner', 'ownerId'] },
] as const

/** The accounts one owner has on one platform, beside the platform’s own cap. */
export const holdingEntity = entity({
  name: 'holding',
  title: { zh: '同一主体在平台上的账号', en: 'accounts of one owner on a platform' },
  key: 'ownershipId',
  ...ownershipParts,
  links: { platform: platformEntity },
})
export const holding: Handle<typeof holdingEntity> = handle(holdingEntity)
export const holdings: Derived = {
  entity: holdingEntity,
  source: accountEntity,
  link: 'platform',
  by: byPlatformAndOwner,
  list: 'accounts',
}

/** The same beside what was checked of the owner. */
export const ownershipEntity = entity({
  name: 'ownership',
  title: { zh: '同一主体在平台上的账号', en: 'accounts of one owner on a platform' },
  key: 'ownershipId',
  ...ownershipParts,
  links: { owner: ownerEntity },
})
export const ownership: Handle<typeof ownershipEntity> = handle(ownershipEntity)
export const ownerships: Derived = {
  entity: ownershipEntity,
  source: accountEntity,
  link: 'owner',
  by: byPlatformAndOwner,
  list: 'accounts',
}
