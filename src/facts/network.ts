import { entity, field, type Handle, handle } from './entity.ts'

/**
 * An operator's networks, as its own inventory tells them. Every yes or no is attested: that a record of it exists, not
 * what it says. Guiju never declares a network critical infrastructure; it reads whether the operator was notified.
 */

const yes = (zh: string, en: string) => field.boolean({ zh, en })

export const NETWORK_KINDS = {
  'information-system': { zh: '信息系统', en: 'information system' },
  'network-facility': { zh: '通信网络设施', en: 'network facility' },
  'cloud-platform': { zh: '云计算平台', en: 'cloud platform' },
  mobile: { zh: '采用移动互联技术的系统', en: 'mobile system' },
  iot: { zh: '物联网', en: 'internet of things' },
  'industrial-control': { zh: '工业控制系统', en: 'industrial control system' },
  'big-data': { zh: '大数据平台', en: 'big-data platform' },
  'data-resource': { zh: '数据资源', en: 'data resource' },
} as const
export const ASSESSMENT_KINDS = {
  mlps: { zh: '等级测评', en: 'MLPS assessment' },
  test: { zh: '检测评估', en: 'test' },
  'self-check': { zh: '自查', en: 'self-check' },
  cryptography: { zh: '密码应用安全性评估', en: 'cryptography assessment' },
  cii: { zh: '关键信息基础设施检测评估', en: 'CII assessment' },
} as const
export const ASSESSMENT_STAGES = {
  planning: { zh: '规划阶段', en: 'planning' },
  building: { zh: '建设阶段', en: 'building' },
  operation: { zh: '运行阶段', en: 'operation' },
} as const
export const PLAN_KINDS = {
  emergency: { zh: '应急预案', en: 'emergency plan' },
  filing: { zh: '备案', en: 'filing' },
  assessment: { zh: '等级测评', en: 'MLPS assessment' },
  test: { zh: '检测评估', en: 'test' },
  'self-check': { zh: '自查', en: 'self-check' },
  cryptography: { zh: '密码应用安全性评估', en: 'cryptography assessment' },
  cii: { zh: '关键信息基础设施检测评估', en: 'CII assessment' },
  drill: { zh: '应急演练', en: 'drill' },
  correction: { zh: '整改', en: 'correction' },
} as const
export const FINDING_SOURCES = {
  assessment: { zh: '测评', en: 'assessment' },
  'self-check': { zh: '自查', en: 'self-check' },
  drill: { zh: '演练', en: 'drill' },
  authority: { zh: '主管机关', en: 'authority' },
  scan: { zh: '扫描', en: 'scan' },
} as const
export const SEVERITIES = {
  critical: { zh: '严重', en: 'critical' },
  high: { zh: '高', en: 'high' },
  medium: { zh: '中', en: 'medium' },
  low: { zh: '低', en: 'low' },
  info: { zh: '提示', en: 'info' },
} as const
/** `addressees`: bodies the opinions are addressed to; others follow by reference. */
export const ADDRESSEES = {
  'central-body': { zh: '中央和国家机关', en: 'central body' },
  'central-enterprise': { zh: '中央企业', en: 'central enterprise' },
  other: { zh: '其他', en: 'other' },
} as const

export const operatorEntity = entity({
  name: 'operator',
  title: { zh: '网络运营者', en: 'network operator' },
  key: 'id',
  fields: {
    id: field.text({ zh: '运营者编号', en: 'operator id' }),
    name: field.text({ zh: '运营者名称', en: 'operator name' }),
    addressee: field.choice({ zh: '单位性质', en: 'kind of body' }, ADDRESSEES),
    sectorRegulator: field.text({ zh: '行业主管部门', en: 'department in charge of the sector' }),
    yearCounted: field.choice(
      { zh: '备案公安机关对“每年”的算法', en: 'how the police who file count “every year”' },
      {
        'calendar-year': { zh: '自然年', en: 'calendar year' },
        'twelve-months': { zh: '十二个月', en: 'twelve months' },
      },
      {
        how: {
          zh: '向备案公安机关确认“每年”按自然年还是按十二个月计算',
          en: 'ask the police who filed whether a calendar year or twelve months count',
        },
      },
    ),
    managementRules: yes(
      '人员、建设、运维、机房、介质等管理制度齐备',
      'rules on staff, building, operation, rooms and media',
    ),
    responsibilitySystem: yes('落实网络安全责任制和责任追究制度', 'a system of responsibility and liability'),
    emergencyPlan: yes('有网络安全应急预案', 'an emergency plan'),
    incidentReporting: yes('有事件报告制度和应急处置机制', 'incident reporting and a response mechanism'),
    warningHandling: yes('接收和处置预警的机制', 'a mechanism to receive and handle warnings'),
    dutyAroundClock: yes('监控指挥中心7×24小时值守', 'command centre staffed around the clock'),
    platformLinked: yes('保护业务平台与公安机关平台对接', 'protection platform linked to that of the police'),
    cooperates: yes('配合公安机关监督检查和演习', 'cooperates with inspections and exercises of the police'),
    firstResponsible: yes('主要负责人为网络安全第一责任人', 'the head is first responsible for security'),
    leaderInCharge: yes('明确一名领导班子成员分管', 'one member of the leadership is in charge'),
    dedicatedBody: yes('设有专门的网络安全机构', 'a dedicated security body'),
    headAnswers: yes(
      '主要负责人对关键信息基础设施保护负总责',
      'the head answers for the protection of critical infrastructure',
    ),
    budget: yes('测评、整改、演练、培训等经费有保障', 'money for assessment, correction, drills and training'),
    enoughInvestment: yes('对关键信息基础设施足额投入', 'enough is invested in critical infrastructure'),
    decisionSeat: yes('安全机构人员参与网络安全和信息化决策', 'security staff take part in decisions'),
    appraisal: yes('组织网络安全考核评价', 'security is part of appraisal'),
    connectionFiled: yes('已办理联网备案', 'the connection to the internet is filed'),
    connectionReported: yes(
      '已报送接入单位和用户的基本信息及其变更',
      'basic data of connected units and users, and their changes, are reported',
    ),
    proceduresFollowed: yes('安全操作规程已制定并落实', 'operating procedures exist and are followed'),
    securityOfficer: yes('已确定网络安全负责人', 'a person in charge of security is named'),
    logsKept: yes(
      '有措施记录并留存注册信息和上网日志（只答有无，不提供日志）',
      'registration data and access logs are recorded and kept (yes or no; no log is asked for)',
    ),
    logMonths: field.decimal({ zh: '日志留存月数', en: 'months for which logs are kept' }, { minimum: 0 }),
    protected: yes('有防病毒、防攻击、防侵入等技术措施', 'technical measures against viruses, attacks and intrusion'),
    publicInformation: yes('提供公共信息服务', 'provides public information services'),
    contentControls: yes('对禁止发布、传输的信息有防范措施', 'measures against prohibited information'),
    majorTask: yes(
      '与国家重大网络安全保卫任务相关，或者为防恐重点目标',
      'related to a major national security task, or a key target of terrorism prevention',
    ),
    taskPlan: yes(
      '有任务工作方案、责任分工和管理人员',
      'a work plan for the task, responsibilities and persons in charge',
    ),
    taskRisks: yes('已评估和管控风险、堵塞漏洞', 'risks are assessed and controlled and weaknesses closed'),
    taskEmergency: yes('有应急预案、演练和应急设施', 'an emergency plan, drills and emergency equipment'),
    taskMeasures: yes('有任务所需的其他防范措施', 'other protective measures the task needs'),
    taskReported: yes('已报告防范措施及落实情况', 'the measures and how they are carried out were reported'),
    joinedProposal: yes(
      '参加个人信息保护倡议（2018年，中国互联网协会）',
      'joined the proposal on personal information protection (2018)',
    ),
    conventionsKept: yes(
      '遵守法规和自律公约并配合打击泄露',
      'law and conventions are kept, action against leaks helped',
    ),
    leaksRemoved: yes(
      '互动平台上泄露的个人信息及时清理',
      'leaked personal information is found on interactive platforms and removed',
    ),
    reportsAnswered: yes('有举报机制并及时反馈', 'reports are taken and answered'),
    staffTrained: yes('从业人员受过个人信息保护培训', 'staff were trained in protecting personal information'),
    leakResponse: yes('防窃取，发现泄露及时报告并补救', 'guarded against theft; leaks are reported and remedied'),
    usersInformed: yes('向网民宣传识别钓鱼和欺诈', 'users are told how to recognise phishing and fraud'),
  },
})

export const assessmentEntity = entity({
  name: 'assessment',
  title: { zh: '测评或检测', en: 'assessment' },
  key: 'id',
  fields: {
    id: field.text({ zh: '编号', en: 'id' }),
    kind: field.choice({ zh: '类别', en: 'kind' }, ASSESSMENT_KINDS),
    stage: field.choice({ zh: '所处阶段', en: 'stage' }, ASSESSMENT_STAGES),
    on: field.date({ zh: '报告日期', en: 'day of the report' }),
    assessor: field.text({ zh: '机构', en: 'assessor' }),
    qualified: yes('机构符合国家有关规定', 'the assessor is qualified under national rules'),
    agreement: yes('签订安全保密协议', 'a security and secrecy agreement was signed'),
    passed: yes('通过测评', 'the assessment was passed'),
    toPoliceOn: field.date({ zh: '报告提交公安机关的日期', en: 'day the report went to the police' }),
    toSectorOn: field.date({ zh: '报告提交行业主管部门的日期', en: 'day the report went to the sector department' }),
  },
})

export const findingEntity = entity({
  name: 'finding',
  title: { zh: '问题隐患', en: 'finding' },
  key: 'id',
  fields: {
    id: field.text({ zh: '编号', en: 'id' }),
    source: field.choice({ zh: '来源', en: 'source' }, FINDING_SOURCES),
    title: field.text({ zh: '问题', en: 'what was found' }),
    severity: field.choice({ zh: '严重程度', en: 'severity' }, SEVERITIES),
    asset: field.text({ zh: '资产', en: 'asset' }),
    reference: field.text({ zh: '漏洞编号或者条款号', en: 'number of the weakness, or clause' }),
    owner: field.text({ zh: '责任部门', en: 'who corrects it' }),
    grave: yes('重大隐患', 'grave'),
    foundOn: field.date({ zh: '发现日期', en: 'day found' }),
    dueOn: field.date({ zh: '整改期限', en: 'day due' }, { optional: true }),
    fixedOn: field.date({ zh: '整改完成日期', en: 'day corrected' }, { optional: true }),
  },
})

/** What is planned and when: a filing under way, the next drill, a plan that exists. */
export const planEntity = entity({
  name: 'plan',
  title: { zh: '计划和预案', en: 'plan' },
  key: 'id',
  fields: {
    id: field.text({ zh: '编号', en: 'id' }),
    kind: field.choice({ zh: '类别', en: 'kind' }, PLAN_KINDS),
    title: field.text({ zh: '名称', en: 'name' }),
    approvedOn: field.date({ zh: '批准日期', en: 'day approved' }),
    dueOn: field.date({ zh: '计划完成日期', en: 'day planned' }, { optional: true }),
    doneOn: field.date({ zh: '完成日期', en: 'day done' }, { optional: true }),
  },
})

export const filingEntity = entity({
  name: 'filing',
  title: { zh: '备案', en: 'filing' },
  key: 'id',
  fields: {
    id: field.text({ zh: '编号', en: 'id' }),
    number: field.text({ zh: '备案号', en: 'number of the filing' }),
    level: field.decimal({ zh: '备案等级', en: 'level filed' }, { minimum: 1 }),
    filedOn: field.date({ zh: '向公安机关备案日期', en: 'day filed with the police' }),
    sectorOn: field.date({ zh: '向行业主管部门报备日期', en: 'day reported to the sector department' }),
  },
})

export const certificateEntity = entity({
  name: 'certificate',
  title: { zh: '备案证明', en: 'filing certificate' },
  key: 'id',
  fields: {
    id: field.text({ zh: '编号', en: 'id' }),
    number: field.text({ zh: '证明编号', en: 'number' }),
    issuedOn: field.date({ zh: '出具日期', en: 'day issued' }),
    until: field.date({ zh: '有效期至', en: 'last day' }, { optional: true }),
  },
})

export const dataEntity = entity({
  name: 'data',
  title: { zh: '数据', en: 'data' },
  key: 'id',
  fields: {
    id: field.text({ zh: '编号', en: 'id' }),
    name: field.text({ zh: '名称', en: 'name' }),
    kind: field.choice(
      { zh: '类别', en: 'kind' },
      {
        personal: { zh: '个人信息', en: 'personal information' },
        important: { zh: '重要数据', en: 'important data' },
        core: { zh: '核心数据', en: 'core data' },
        other: { zh: '其他', en: 'other' },
      },
    ),
    inChina: yes('存于境内', 'stored in the country'),
    sentAbroad: yes('向境外提供', 'sent abroad'),
    exportAssessed: yes('出境前经安全评估', 'assessed before going abroad'),
  },
})

/** A part of a network that another runs: a cloud, a hosting room, operation or development bought in. */
export const outsourcedEntity = entity({
  name: 'outsourced',
  title: { zh: '上云和外包部分', en: 'cloud and outsourced part' },
  key: 'id',
  fields: {
    id: field.text({ zh: '编号', en: 'id' }),
    name: field.text({ zh: '名称', en: 'name' }),
    kind: field.choice(
      { zh: '类别', en: 'kind' },
      {
        cloud: { zh: '云服务', en: 'cloud' },
        hosting: { zh: '托管', en: 'hosting' },
        operation: { zh: '运维', en: 'operation' },
        development: { zh: '开发', en: 'development' },
      },
    ),
    supplier: field.text({ zh: '服务方', en: 'supplier' }),
    platformLevel: field.decimal({ zh: '平台的安全保护等级', en: 'level of the platform' }, { minimum: 1 }),
  },
})

export const drillEntity = entity({
  name: 'drill',
  title: { zh: '应急演练', en: 'drill' },
  key: 'id',
  fields: { id: field.text({ zh: '编号', en: 'id' }), on: field.date({ zh: '演练日期', en: 'day of the drill' }) },
})

export const incidentEntity = entity({
  name: 'incident',
  title: { zh: '网络安全事件或威胁', en: 'security incident or threat' },
  key: 'id',
  fields: {
    id: field.text({ zh: '编号', en: 'id' }),
    kind: field.choice(
      { zh: '类别', en: 'kind' },
      {
        attack: { zh: '攻击', en: 'attack' },
        incident: { zh: '事件', en: 'incident' },
        threat: { zh: '威胁', en: 'threat' },
        warning: { zh: '预警', en: 'warning' },
      },
    ),
    grave: yes('重大', 'grave'),
    on: field.date({ zh: '发现日期', en: 'day found' }),
    toPoliceOn: field.date({ zh: '报告公安机关的日期', en: 'day reported to the police' }),
    toSectorOn: field.date({ zh: '报告主管部门的日期', en: 'day reported to the sector department' }),
    handledOn: field.date({ zh: '处置完成日期', en: 'day handled' }),
  },
})

export const supplierEntity = entity({
  name: 'supplier',
  title: { zh: '设计、建设、运维或者技术服务方', en: 'designer, builder, maintainer or service provider' },
  key: 'id',
  fields: {
    id: field.text({ zh: '编号', en: 'id' }),
    name: field.text({ zh: '名称', en: 'name' }),
    managed: yes('对机构和人员有管理措施', 'body and staff are managed'),
    riskAssessed: yes('已评估服务带来的风险', 'the risks of the service were assessed'),
  },
})

export const productEntity = entity({
  name: 'product',
  title: { zh: '网络产品和服务', en: 'network product or service' },
  key: 'id',
  fields: {
    id: field.text({ zh: '编号', en: 'id' }),
    name: field.text({ zh: '名称', en: 'name' }),
    conforms: yes('符合国家法律法规和标准要求', 'conforms to law and standards'),
    nationalSecurity: yes('可能影响国家安全', 'may affect national security'),
    reviewPassed: yes('已通过国家安全审查', 'passed the national security review'),
  },
})

export const personEntity = entity({
  name: 'person',
  title: { zh: '关键岗位人员', en: 'person in a key post' },
  key: 'id',
  fields: {
    id: field.text({ zh: '岗位编号（不填姓名）', en: 'id of the post (no name)' }),
    post: field.text({ zh: '岗位', en: 'post' }),
    managed: yes('有管理记录', 'managed on record'),
    backgroundChecked: yes('已做安全背景审查', 'background was checked'),
  },
})

export const changeEntity = entity({
  name: 'change',
  title: { zh: '关键信息基础设施的变化', en: 'change of critical infrastructure' },
  key: 'id',
  fields: {
    id: field.text({ zh: '编号', en: 'id' }),
    on: field.date({ zh: '变化日期', en: 'day of the change' }),
    mayAffect: yes('较大变化，可能影响认定结果', 'major, and may affect the identification'),
    reportedOn: field.date({ zh: '报告保护工作部门的日期', en: 'day reported to the protection department' }),
  },
})

const complete = (zh: string, en: string) => ({
  zh: `列出全部${zh}，并写明清单完整`,
  en: `list all ${en} and say that the list is complete`,
})

export const networkEntity = entity({
  name: 'network',
  title: { zh: '网络', en: 'network' },
  key: 'id',
  fields: {
    id: field.text({ zh: '网络编号', en: 'network id' }),
    name: field.text({ zh: '网络名称', en: 'network name' }),
    kind: field.choice({ zh: '类型', en: 'kind' }, NETWORK_KINDS),
    level: field.decimal(
      { zh: '安全保护等级', en: 'security protection level' },
      {
        minimum: 1,
        how: {
          zh: '填写运营者确定的等级；未定级写“无”',
          en: 'give the level the operator decided; write none where it is not graded',
        },
      },
    ),
    gradedOn: field.date({ zh: '定级日期', en: 'day graded' }),
    levelSince: field.date(
      { zh: '确定为现等级的日期', en: 'day its present level was decided' },
      {
        optional: true,
        how: {
          zh: '填写定级日期（gradedOn）；等级变更过的，另填确定为现等级的日期（levelSince）',
          en: 'give the day graded (gradedOn); where the level changed, also the day the present one was decided (levelSince)',
        },
      },
    ),
    designedOn: field.date({ zh: '规划设计完成日期', en: 'day planning and design ended' }),
    liveOn: field.date({ zh: '投入运行日期', en: 'day it went live' }),
    retiredOn: field.date({ zh: '停止运行日期', en: 'day it was retired' }, { optional: true }),
    filedOn: field.date({ zh: '向公安机关备案日期', en: 'day filed with the police' }),
    sectorOn: field.date({ zh: '向行业主管部门报备日期', en: 'day reported to the sector department' }),
    certificateUntil: field.date(
      { zh: '备案证明有效期', en: 'last day of the filing certificate' },
      { optional: true },
    ),
    ciiNotifiedOn: field.date(
      {
        zh: '保护工作部门通知认定为关键信息基础设施的日期',
        en: 'day the protection department notified that it is critical infrastructure',
      },
      { optional: true },
    ),
    securityPlanned: yes('安全措施同步规划', 'security planned together with it'),
    securityBuilt: yes('安全措施同步建设', 'security built together with it'),
    securityUsed: yes('安全措施同步使用', 'security used together with it'),
    remoteMaintenance: yes('通过互联网远程运维', 'maintained over the internet'),
    remoteReviewed: yes('远程运维经评估论证', 'remote maintenance was assessed and justified'),
    remoteControlled: yes('远程运维有管控措施', 'remote maintenance is controlled'),
    cryptographyUsed: yes(
      '采用密码技术保护且产品、服务合规',
      'protected by cryptography with conforming products and services',
    ),
    monitored: yes('已纳入安全监测', 'monitored'),
    realTime: yes('实时监测', 'monitored in real time'),
    assetFile: yes('资产清单和档案', 'assets listed and filed'),
    ciiStrengthened: yes('依关键信息基础设施安全保护标准加强保护', 'strengthened by critical-infrastructure standards'),
    zoned: yes('分区分域防护', 'protected by zones'),
    exposureReduced: yes('收敛互联网暴露面', 'exposure to the internet reduced'),
    dataRules: yes('有重要数据和个人信息保护制度', 'rules protect important and personal data'),
    disasterBackup: yes('重要网络和数据库容灾备份', 'important networks and databases have disaster recovery'),
    importantData: yes('收集、产生个人信息或重要数据', 'collects or produces personal information or important data'),
    storedInChina: yes(
      '个人信息和重要数据存于境内',
      'personal information and important data are stored in the country',
    ),
    sentAbroad: yes('向境外提供个人信息或重要数据', 'personal information or important data go abroad'),
    exportAssessed: yes('出境前经安全评估', 'assessed before going abroad'),
  },
  links: { operator: operatorEntity },
  lists: {
    assessments: assessmentEntity,
    findings: findingEntity,
    drills: drillEntity,
    incidents: incidentEntity,
    suppliers: supplierEntity,
    products: productEntity,
    people: personEntity,
    changes: changeEntity,
    plans: planEntity,
    filings: filingEntity,
    certificates: certificateEntity,
    data: dataEntity,
    outsourced: outsourcedEntity,
  },
  listHow: {
    plans: complete(
      '计划和预案（含下次演练、检测、自查的计划日期）',
      'plans, with the day of the next drill, test and self-check',
    ),
    filings: complete('备案', 'filings'),
    certificates: complete('备案证明', 'filing certificates'),
    data: complete('数据', 'data'),
    outsourced: complete('上云和外包部分', 'cloud and outsourced parts'),
    assessments: complete('测评和检测', 'assessments and tests'),
    findings: complete('问题隐患', 'findings'),
    drills: complete('演练', 'drills'),
    incidents: complete('事件和威胁', 'incidents and threats'),
    suppliers: complete('服务方', 'suppliers'),
    products: complete('产品和服务', 'products and services'),
    people: complete('关键岗位', 'key posts'),
    changes: complete('变化', 'changes'),
  },
})

export const network: Handle<typeof networkEntity> = handle(networkEntity)

/** Services that Order 151 sets apart; each is inspected for records of its own. */
export const SERVICE_KINDS = {
  access: { zh: '互联网接入', en: 'access' },
  'data-centre': { zh: '互联网数据中心', en: 'data centre' },
  'content-delivery': { zh: '内容分发', en: 'content delivery' },
  domain: { zh: '域名服务', en: 'domain names' },
  information: { zh: '互联网信息服务', en: 'information' },
  'public-access': { zh: '公共上网服务', en: 'public access' },
  other: { zh: '其他', en: 'other' },
} as const

export const serviceEntity = entity({
  name: 'service',
  title: { zh: '互联网服务', en: 'internet service' },
  key: 'id',
  fields: {
    id: field.text({ zh: '编号', en: 'id' }),
    name: field.text({ zh: '名称', en: 'name' }),
    kind: field.choice({ zh: '类别', en: 'kind' }, SERVICE_KINDS),
    startedOn: field.date({ zh: '开始服务日期', en: 'day the service began' }),
    addressRecords: yes('网络地址及分配使用情况有记录', 'records of addresses and their assignment'),
    customerRecords: yes('托管、租用主机和虚拟空间的用户信息有记录', 'records of hosting and virtual-space customers'),
    domainRecords: yes('域名申请、变动有记录', 'records of registration and change of domain names'),
    domainsHandled: yes('对违法域名有处置', 'unlawful domain names are acted against'),
    publishingManaged: yes('对用户发布的信息有管理', 'what users publish is controlled'),
    removalRecords: yes('违禁信息的处置有记录', 'removal of prohibited information is on record'),
    linkRecords: yes('分发网络与内容源的链接对应有记录', 'records of which delivery links belong to which source'),
    accessMeasures: yes('有符合国家标准的公共上网安全保护措施', 'protective measures that meet national standards'),
  },
})

/** An operator with its networks and services, for what concerns it as a whole. */
export const organisationEntity = entity({
  name: 'organisation',
  title: { zh: '单位', en: 'organisation' },
  key: 'id',
  fields: { id: field.text({ zh: '编号', en: 'id' }) },
  links: { operator: operatorEntity },
  lists: { networks: networkEntity, services: serviceEntity },
  listHow: { networks: complete('网络', 'networks'), services: complete('互联网服务', 'internet services') },
})

export const organisation: Handle<typeof organisationEntity> = handle(organisationEntity)
