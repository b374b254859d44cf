import type { Text } from '../law/text.ts'

export const HELP = {
  guiju: {
    zh: '规矩：中国互联网规则的开放合规引擎',
    en: 'Guiju: the open compliance engine for China’s internet rules',
  },
  version: { zh: '显示版本', en: 'show the version' },
  help: { zh: '显示用法', en: 'show this help' },
  audit: {
    zh: '审查App：31种行为逐一判断，附证据',
    en: 'audit an app: one determination for each of the 31 acts, with evidence',
  },
  target: {
    zh: '安装包（apk、xapk、apks、ipa、hap、hsp、app、鸿蒙静态共享包 har）、小程序（wxapkg 或目录）、网址、保存的运行目录、抓包记录（.har）',
    en: 'a package (apk, xapk, apks, ipa, hap, hsp, app, a HarmonyOS archive har), a mini program (wxapkg or folder), the address of a page, the folder of a saved run, or a capture of its traffic (.har)',
  },
  policy: {
    zh: '隐私政策：文件（html、md、txt、pdf、docx）或网址',
    en: 'privacy policy: a file (html, md, txt, pdf, docx) or a URL',
  },
  allowPrivate: { zh: '允许访问本机和内网地址', en: 'allow addresses of this machine and of private networks' },
  with: {
    zh: '同一App的其他载体（安装包、网页、抓包记录 .har），合并为一个对象',
    en: 'more carriers of the same app (package, page, traffic .har), joined into one subject',
  },
  log: {
    zh: '运行日志、抓包记录（.har）、界面记录、dumpsys package 输出；可给多个文件或文件夹',
    en: 'runtime logs, traffic (.har), recorded screens, dumpsys package output; several files or folders',
  },
  consentAt: {
    zh: '用户点击同意的时刻，如 2026-11-01T10:15:30+08:00 或 10:15:30',
    en: 'when the user agreed, e.g. 2026-11-01T10:15:30+08:00 or 10:15:30',
  },
  before: { zh: '同一App的上一版', en: 'an earlier build of the same app' },
  policyBefore: { zh: '隐私政策的上一版', en: 'the earlier version of the policy' },
  attest: {
    zh: '负责人的声明，附证据文件（表格见 guiju facts template attestation）',
    en: 'answers a person gives, with evidence files (the form: guiju facts template attestation)',
  },
  tickets: {
    zh: '用户请求和投诉台账（csv 或表格），含类别、收到日期、办结日期',
    en: 'log of user requests and complaints (csv or workbook): kind, day received, day closed',
  },
  category: { zh: '39类常见App之一', en: 'one of the 39 common app types' },
  on: {
    zh: '按该日的规范判断，默认今天（北京时间）',
    en: 'judge by the law of that day; default today in Shanghai (synonym --as-of)',
  },
  instrument: { zh: '只用这些规范', en: 'only these instruments' },
  auditFormat: {
    zh: 'html、json、sarif、oscal、xlsx、md、docx、pdf，lists 为双清单草稿；可多选',
    en: 'html, json, sarif, oscal, xlsx, md, docx, pdf; lists drafts what is collected and shared; several may be given',
  },
  format: {
    zh: 'html、json、sarif、oscal、xlsx、md，可多选',
    en: 'html, json, sarif, oscal, xlsx, md; several may be given',
  },
  out: {
    zh: '报告目录；不写则只有一种 json 或 md 时输出到标准输出，否则写入 guiju-reports',
    en: 'folder for reports; without it a single json or md goes to stdout, anything else to guiju-reports',
  },
  lang: { zh: '语言：zh、en、both', en: 'language: zh, en or both' },
  check: {
    zh: '检查数据表：整本贷款台账按规则判断，附计数、原因和示例',
    en: 'check bulk tables: a whole loan book against the rules, with counts, reasons and samples',
  },
  network: {
    zh: '等级保护：定级、差距分析、备查、看板、OSCAL、八条提示',
    en: 'multi-level protection: grading, gap analysis, inspection pack, board, OSCAL, the eight tips',
  },
  inventory: {
    zh: '网络清单（表格见 guiju facts template network）',
    en: 'inventory of networks (the form: guiju facts template network)',
  },
  networkFormat: { zh: '输出格式', en: 'format of the output' },
  networkGrade: {
    zh: '定级报告，两个矩阵和较高者（html、md、json）',
    en: 'grading report: both matrices and the higher level (html, md, json)',
  },
  networkGap: {
    zh: '逐项差距分析和整改清单（xlsx、md、json）；填好的表格可读回',
    en: 'gap analysis by item and what is to be corrected (xlsx, md, json); the workbook reads back',
  },
  networkPack: { zh: '监督检查备查单（html）', en: 'what to hand over at an inspection (html)' },
  networkBoard: {
    zh: '看板：定级、生命周期、到期、差距、整改（html）',
    en: 'board: grading, life cycle, what is due, gaps, remediation (html)',
  },
  networkOscal: {
    zh: 'OSCAL：要求目录和各级配置，各网络的安全计划、自查结果和整改计划',
    en: 'OSCAL: catalog and profiles, and plan, results and milestones of each network',
  },
  networkInspection: {
    zh: '监督检查记录：输出待填表格；带 --record 时建立案件并记录各步骤',
    en: 'record of an inspection: the form to fill in, or with --record the case it opens',
  },
  inspectionRecord: { zh: '填好的监督检查记录（YAML）', en: 'the record of the inspection, filled in (YAML)' },
  networkTips: {
    zh: '防范个人信息泄露的八条提示（html、md）',
    en: 'the eight tips against leaks of personal information (html, md)',
  },
  mapping: {
    zh: '映射文件：表在哪里、列叫什么',
    en: 'mapping: where the tables are and what their columns are called',
  },
  plan: {
    zh: '整改计划（xlsx）：只用停止或限制新增、到期压降、提高新发放贷款的合作方出资比例',
    en: 'rectification plan (xlsx): stop or cap new loans, run-off as they mature, a higher partner share in new ones',
  },
  report: {
    zh: '把结果文件重新写成各种格式；加 --aggregate 汇总为一份检查报告',
    en: 'write result files in other formats; with --aggregate compile one inspection report from them',
  },
  reportFile: { zh: 'audit 或 check 写出的 JSON 结果', en: 'JSON results that audit or check wrote' },
  reportAggregate: {
    zh: '汇总：比例、类别、地区、问题最多的条款、前后对照（html、md、xlsx、json、docx、pdf）',
    en: 'compile: shares, kinds, regions, provisions with most findings, before and after (html, md, xlsx, json, docx, pdf)',
  },
  reportRectification: {
    zh: '同一对象前后两次结果的整改复测报告，逐项对照（docx、pdf、html）',
    en: 'report on rectification and re-test from two results of one subject, finding by finding (docx, pdf, html)',
  },
  reportDraw: {
    zh: '对象由此抽取确定（guiju draw 的文件）：核对后给出置信区间',
    en: 'the draw that chose the subjects (a file of guiju draw): verified, it gives intervals',
  },
  reportSubjects: { zh: '对象表，列：id、地区、行业', en: 'table of subjects with columns id, region, sector' },
  reportSurvey: {
    zh: '问卷调查表，列：题目、回答、人数、比例、受访人数；各项数字互相核对',
    en: 'survey table with columns question, answer, count, share, asked; its figures are checked against each other',
  },
  reportTitle: { zh: '报告标题', en: 'title of the report' },
  lawCommitments: {
    zh: '各文本有期限的目标，及其在某日的状态',
    en: 'what the texts mean to reach by some day, and how that stands on a day',
  },
  lawFigures: {
    zh: '规范文本所述的数字，及其相互是否一致',
    en: 'the figures an instrument states, and whether they fit together',
  },
  engine: {
    zh: '计算引擎：duckdb（默认）、postgres://… 或 clickhouse://…，后两者的 from 写表名',
    en: 'engine that computes: duckdb (default), postgres://… or clickhouse://…, where from names tables',
  },
  compile: {
    zh: '把检查写成 SQL 目录，由集群在数据所在处运行',
    en: 'write a check as a folder of SQL that a cluster runs where the data is',
  },
  dialect: { zh: 'duckdb、postgres、clickhouse 或 spark', en: 'duckdb, postgres, clickhouse or spark' },
  compileOut: { zh: '写到的目录', en: 'folder to write' },
  collect: {
    zh: '读回 guiju compile 的计算结果，写出与 check 相同的报告',
    en: 'read the results of a compiled check back into the report that check gives',
  },
  collectDir: { zh: 'guiju compile 写出、已运行 run.sql 的目录', en: 'folder of guiju compile whose run.sql was run' },
  case: {
    zh: '按程序办理案件：不合法的步骤不予登记，期限按工作日计算',
    en: 'carry a case through its procedure: a step the law does not allow is refused, deadlines are counted in working days',
  },
  caseOpen: { zh: '立案', en: 'open a case' },
  caseDo: {
    zh: '采取或者登记一个步骤；被拒绝时退出码为1',
    en: 'take or record a step; exit code 1 when it is refused',
  },
  caseStatus: {
    zh: '一方所见的案件：步骤、期限、下一步',
    en: 'the case as one side reads it: steps, deadlines, what may follow',
  },
  caseExplain: {
    zh: '说明案件：办了什么，为何被拒，还欠什么，接下来最早最晚何时可办什么；html、docx、pdf 含程序图',
    en: 'explain a case: what was done, why a step was refused, what is owed, what may follow from and until when; with the picture of the procedure in html and pdf',
  },
  explainFormat: { zh: 'text、json、html、docx 或 pdf', en: 'text, json, html, docx or pdf' },
  caseDocument: {
    zh: '制作告知书、记录、决定书或回执；缺少法定要素的不制作并列明，退出码 1；不写文书类型则列出可用的文书',
    en: 'make a notice, record, decision or receipt; without a legal element none is made and each is named, exit code 1; without a type the documents are listed',
  },
  documentType: { zh: '文书类型，如 listing-notice', en: 'type of document, such as listing-notice' },
  documentEvent: {
    zh: '依据的步骤编号；默认为最近一步',
    en: 'id of the step it is made from; the last one by default',
  },
  documentDraft: { zh: '尚未登记的步骤（JSON）：制作草稿', en: 'a step not recorded yet (JSON): makes a draft' },
  documentNumber: {
    zh: '文号，如 12 或 某市监信告〔2026〕12号',
    en: 'its number, such as 12 or 某市监信告〔2026〕12号',
  },
  documentIssuer: {
    zh: '制作机关（单位）名称，案件中没有时用',
    en: 'name of the issuing body, where the case holds none',
  },
  documentAddressee: { zh: '受文对象，案件中没有时用', en: 'name of the addressee, where the case holds none' },
  documentPublic: { zh: '公开版：隐去自然人姓名', en: 'a copy for the public: names of persons are masked' },
  documentFormat: { zh: 'html、docx、pdf 或 json', en: 'html, docx, pdf or json' },
  caseExport: {
    zh: '导出案件及其证明；加 --event 则为这些步骤的回执',
    en: 'write the whole case with what proves it; with --event, a receipt for those events',
  },
  caseReceipt: { zh: '只为这些步骤出具回执', en: 'a receipt for these events only' },
  caseSince: {
    zh: '先前的导出文件或回执：证明账本由其延续而来',
    en: 'an earlier export or receipt: prove that the ledger grew from it',
  },
  casePage: {
    zh: '另写一个核验网页，离线打开即核验',
    en: 'write a page too that verifies it wherever it is opened',
  },
  caseProof: { zh: '案号、案件文件、导出文件或回执', en: 'a case id, case file, export or receipt' },
  caseVerify: {
    zh: '核验案件、导出文件或回执：有改动则退出码为1',
    en: 'verify a case, export or receipt: exit code 1 where something was changed',
  },
  caseKey: { zh: '账本公布的公钥', en: 'the public key the ledger publishes' },
  caseEarlier: {
    zh: '先前的导出文件或回执：核对本文件由其延续而来',
    en: 'an earlier export or receipt: check that this one goes on from it',
  },
  caseErase: {
    zh: '依法删除步骤或全案的内容：账本保留条目、理由和日期',
    en: 'erase the content of events or of a whole case: the ledger keeps the entries, the reason and the day',
  },
  caseEraseEvent: { zh: '删除这些步骤的内容', en: 'erase the content of these events' },
  caseEraseAll: { zh: '删除全案内容', en: 'erase the whole case' },
  caseReason: { zh: '删除的理由', en: 'why it is erased' },
  caseCites: { zh: '依据的条款', en: 'the provision it rests on' },
  procedure: {
    zh: '程序，如 inspection-2018；写错时列出全部',
    en: 'a procedure, e.g. inspection-2018; a wrong one lists them all',
  },
  caseName: { zh: '案号，或者案件文件', en: 'a case id, or a case file' },
  caseEvent: { zh: '步骤：{"type","at","by","data"}', en: 'the step: {"type","at","by","data"}' },
  caseId: { zh: '案号', en: 'id of the case' },
  side: { zh: '哪一方', en: 'whose side' },
  caseFacts: { zh: '案件事实（JSON）', en: 'facts of the case (JSON)' },
  caseOut: { zh: '写入该文件', en: 'write this file' },
  rule: { zh: '查看或新建规则', en: 'list, show or start rules' },
  ruleList: { zh: '列出全部规则', en: 'list all rules' },
  ruleShow: { zh: '显示一条规则：条件、读法、示例', en: 'show one rule: condition, reading, examples' },
  ruleNew: { zh: '为一条规定新建规则文件', en: 'start a rule file for a provision' },
  facts: { zh: '输出事实的 JSON Schema 或填写模板', en: 'print the JSON Schema of facts, or a template to fill in' },
  calendar: {
    zh: '计算工作日期限，如 guiju calendar 2026-09-30 +3wd',
    en: 'count working days, e.g. guiju calendar 2026-09-30 +3wd',
  },
  period: { zh: '+3wd、-3wd 工作日，+15d 日，+1m 月', en: '+3wd or -3wd working days, +15d days, +1m months' },
  calendarFormat: { zh: 'text 或 json', en: 'text or json' },
  law: { zh: '规范与法律：导入、查看、检索', en: 'the law: import, read and find it' },
  lawFile: { zh: '文本、Markdown、网页、PDF 或 DOCX', en: 'text, Markdown, HTML, PDF or DOCX files' },
  lawImport: {
    zh: '导入法律文本，逐条核对原文哈希',
    en: 'import law texts and check each provision against its hash',
  },
  lawList: {
    zh: '列出规范和已导入的法律及其当日状态',
    en: 'list instruments and imported laws as they stand on a day',
  },
  lawStatus: {
    zh: '已导入的文本与规则所依文字是否一致，哪些规则需要复核',
    en: 'whether the imported texts are those the rules were written for, and which rules need review',
  },
  lawShow: { zh: '中英对照显示一条规定', en: 'show one provision in both languages' },
  lawSearch: {
    zh: '检索规定：中英文均可，短语加引号，如 guiju law search 个人信息 "三个工作日"',
    en: 'search provisions in either language; quote phrases, e.g. guiju law search consent "working days"',
  },
  lawExport: {
    zh: '导出规范和法律：Akoma Ntoso、OSCAL、JSON、CSV、XLSX、Markdown',
    en: 'export instruments and laws: Akoma Ntoso, OSCAL, JSON, CSV, XLSX, Markdown',
  },
  lawIds: {
    zh: '规范或法律的标识；不写则导出全部规范',
    en: 'ids of instruments or laws; the whole library where none is named',
  },
  lawFormat: {
    zh: 'akn、oscal、json、csv、xlsx、md，可多选',
    en: 'akn, oscal, json, csv, xlsx, md; several may be given',
  },
  lawOut: {
    zh: '输出目录；不写则只能输出一个文本到标准输出',
    en: 'folder for the files; without it one text goes to stdout',
  },
  lawWords: { zh: '检索词', en: 'words' },
  lawInstrument: {
    zh: '只查这些规范或法律（标识或标题的一部分）',
    en: 'only these instruments or laws (id, or part of the title)',
  },
  modality: {
    zh: '规范类型：must、must-not、may、encouraged 等，或 应当、不得、可以',
    en: 'must, must-not, may, encouraged, liability …',
  },
  bearer: { zh: '义务主体，如 商业银行', en: 'who bears the duty, e.g. "commercial bank"' },
  deadline: { zh: '有期限的规定；可写 15wd、30d、wd', en: 'provisions with a time limit; may say 15wd, 30d or wd' },
  lawOn: {
    zh: '只查该日有效的规定；不写则全部列出并注明今日状态',
    en: 'only what is in force on that day; without it everything, with its standing today',
  },
  limit: { zh: '最多显示多少条', en: 'at most so many hits' },
  lawLint: {
    zh: '检查已导入的英译：数字、情态、引用、漏译、用语、拼写',
    en: 'check the imported English against the Chinese: numbers, modality, references, omissions, terms, spelling',
  },
  lawCoverage: {
    zh: '每条规定由什么判断：规则、程序、人、仅有文本，尚未的附原因',
    en: 'what judges each provision: a rule, a procedure, a person, text only; not yet, with its reason',
  },
  lawDiff: {
    zh: '逐条比较两个版本：移动、拆分、合并、修改，并列出受影响的规则',
    en: 'compare two versions by provision: moved, split, merged, changed, and the rules that rest on it',
  },
  lawVersion: { zh: '文件、已导入的编号，或“标题@日期”', en: 'a file, an id of the store, or title@day' },
  lawLintOf: { zh: '规范编号；默认全部', en: 'ids of instruments; default all' },
  draw: { zh: '可验证的双随机抽取', en: 'a double-random draw that anyone can verify' },
  drawCommit: {
    zh: '固定名单、比例、检查人员和将要使用的随机数，公布承诺',
    en: 'fix lists, ratios, inspectors and the randomness to be used, and publish the commitment',
  },
  drawInput: { zh: '抽查方案（yaml 或 json）', en: 'the plan of the draw (yaml or json)' },
  drawReveal: { zh: '用公布的随机数抽取', en: 'draw with the numbers that were published' },
  drawFile: { zh: '承诺时写下的抽取文件', en: 'the draw file written with the commitment' },
  drawValues: { zh: '随机数文件：来源: 数值', en: 'a file of values: source: numbers' },
  drawValue: { zh: '某一来源的数值，如 red=3,11,17', en: 'the value of a source, e.g. red=3,11,17' },
  drawVerify: { zh: '重新计算并核验一次抽取', en: 'compute a draw again and verify it' },
  drawAny: { zh: '抽取文件', en: 'a draw file' },
  drawCommitment: { zh: '公布的承诺：十六进制值或文件', en: 'the commitment as it was published: hex, or its file' },
  drawOn: {
    zh: '手工填写的当日，文件和核验结果会注明；默认取机器时钟',
    en: 'the day as stated by hand, which file and verification then say; default the clock',
  },
  drawFormat: { zh: 'json：不写 --out 时输出到标准输出', en: 'json: to stdout without --out' },
  drawOut: { zh: '输出目录；默认 guiju-draws', en: 'folder for the files; default guiju-draws' },
  store: {
    zh: '存储目录；默认 $GUIJU_HOME，否则为当前目录下的 .guiju',
    en: 'the store; default $GUIJU_HOME, else .guiju in this folder',
  },
  serve: { zh: '打开工作台（仅本机）', en: 'open the workbench on this machine' },
  port: { zh: '端口', en: 'port' },
  artifacts: {
    zh: '上传文件存放处 s3://桶/前缀?endpoint=…，默认在存储目录中；也可用 $GUIJU_ARTIFACTS',
    en: 'where uploads are kept, s3://bucket/prefix?endpoint=…; by default in the store; or $GUIJU_ARTIFACTS',
  },
  publicUrl: {
    zh: '浏览器所用的地址（反向代理之后），也可用 $GUIJU_PUBLIC_URL',
    en: 'the address browsers use, behind a proxy; or $GUIJU_PUBLIC_URL',
  },
  oidcIssuer: {
    zh: '身份提供方（OpenID Connect）的地址，也可用 $GUIJU_OIDC_ISSUER',
    en: 'an identity provider (OpenID Connect) that signs people in; or $GUIJU_OIDC_ISSUER',
  },
  oidcClient: {
    zh: '在身份提供方登记的客户端标识，也可用 $GUIJU_OIDC_CLIENT',
    en: 'client id registered there; or $GUIJU_OIDC_CLIENT',
  },
  oidcSecretFile: {
    zh: '存有客户端密钥的文件，也可用 $GUIJU_OIDC_SECRET_FILE 或 $GUIJU_OIDC_SECRET',
    en: 'file with the client secret; or $GUIJU_OIDC_SECRET_FILE, or the secret itself in $GUIJU_OIDC_SECRET',
  },
  oidcTable: {
    zh: '声明取值与工作区、角色的对照表（YAML），也可用 $GUIJU_OIDC_TABLE',
    en: 'table of claim values, workspaces and roles (YAML); or $GUIJU_OIDC_TABLE',
  },
  oidcAllowPrivate: {
    zh: '身份提供方可以在内网或本机',
    en: 'the identity provider may be at a private address',
  },
  noLocalAccounts: {
    zh: '停用本地账号，只通过身份提供方登录',
    en: 'take no passwords: people sign in with the identity provider alone',
  },
  worker: {
    zh: '处理任务（可在多台机器上同时运行）',
    en: 'take up jobs of a database, on as many machines as you like',
  },
  workerJobs: { zh: '同时处理的任务数', en: 'jobs at once' },
  backup: { zh: '备份数据库和上传的文件', en: 'write the database and every upload to a folder' },
  backupDir: { zh: '备份目录，不得已存在', en: 'folder of the backup, not there yet' },
  trail: {
    zh: '输出操作记录：某个工作区的，或服务器的（登录及被拒绝的登录）',
    en: 'print the trail of a workspace, or of the server: sign-ins, and those that were refused',
  },
  trailOf: { zh: '工作区标识；默认为服务器', en: 'id of a workspace; the server by default' },
  trailFormat: { zh: 'jsonl（默认）或 csv', en: 'jsonl (default) or csv' },
  restore: { zh: '恢复备份到空的数据库', en: 'put a backup into an empty database' },
  database: {
    zh: 'sqlite:路径 或 postgres://…，默认在存储目录中；也可用 $GUIJU_DATABASE',
    en: 'sqlite:path or postgres://…, by default a file in the store; or $GUIJU_DATABASE',
  },
} as const satisfies Record<string, Text>

export type HelpKey = keyof typeof HELP
