import type { Text } from '../law/text.ts'

/** What can be wrong with an input, by stable code. Each message says what, where, and what to do. */
const MESSAGES = {
  'file.missing': { zh: '找不到{name}：请检查路径', en: '{name} does not exist: check the path' },
  'file.unreadable': {
    zh: '无法读取{name}（{why}）：请检查权限和文件类型',
    en: '{name} cannot be read ({why}): check its rights and kind',
  },
  'target.unknown': {
    zh: '无法审查{name}（{why}）：请提供安装包（安卓 apk、xapk、apks，iOS ipa，鸿蒙 hap、hsp、app、静态共享包 har）、小程序（wxapkg 或目录）、网址、保存的运行目录或抓包记录（JSON 格式的 .har）',
    en: '{name} cannot be audited ({why}): give a package (Android apk, xapk, apks; iOS ipa; HarmonyOS hap, hsp, app or its archive har), a mini program (wxapkg or folder), the address of a page, the folder of a saved run, or a capture of its traffic (a .har in JSON)',
  },
  'log.unreadable': {
    zh: '日志{name}读不出来（{why}）：请提供 camille、AppScan、PrivacySentry 表格、Frida JSON 行、HAR、uiautomator 界面或 dumpsys package 输出',
    en: 'the log {name} cannot be read ({why}): give a camille, AppScan or PrivacySentry table, Frida JSON lines, a HAR, uiautomator screens or dumpsys package output',
  },
  'tickets.unreadable': {
    zh: '台账{name}读不出来（{why}）：请提供有表头的 csv 或表格，至少含收到日期',
    en: 'the ticket log {name} cannot be read ({why}): give a csv or workbook with titles and at least the day received',
  },
  'attest.unreadable': {
    zh: '声明{name}读不出来（{why}）：请用 guiju facts template attestation 生成表格填写',
    en: 'the attestation {name} cannot be read ({why}): fill in what guiju facts template attestation prints',
  },
  'attest.unsigned': {
    zh: '声明{name}没有写明由谁、何时作出：请填写 by 和 on（YYYY-MM-DD）',
    en: 'the attestation {name} does not say by whom and on which day: fill in by and on (YYYY-MM-DD)',
  },
  'attest.key': {
    zh: '声明{name}中没有名为{key}的事实：{hint}',
    en: 'the attestation {name} answers {key}, which is no fact: {hint}',
  },
  'attest.value': {
    zh: '声明{name}中{where}的值{why}不合要求：请参照 guiju facts schema app',
    en: 'in the attestation {name} the value {why} does not fit {where}: see guiju facts schema app',
  },
  'attest.other': {
    zh: '声明{name}针对{subject}，不是{id}：请提供该App的声明',
    en: 'the attestation {name} is of {subject}, not of {id}: give one of this app',
  },
  'log.other': {
    zh: '日志{name}属于{app}，不是{id}：请提供该App的日志',
    en: 'the log {name} is of {app}, not of {id}: give a log of this app',
  },
  'time.invalid': {
    zh: '--consent-at {value} 不是时刻：请写成 2026-11-01T10:15:30+08:00 或 10:15:30',
    en: '--consent-at {value} is no moment: write it like 2026-11-01T10:15:30+08:00 or 10:15:30',
  },
  'with.different': {
    zh: '{name}是{id}，与{first}不是同一个App：请用 --attest 声明两者相同（sameAs），或分开审查',
    en: '{name} is {id}, not {first}: attest that they are the same (sameAs in --attest), or audit it by itself',
  },
  'before.different': {
    zh: '上一版{name}是{id}，与{first}不是同一个App：请提供同一App的上一版',
    en: 'the earlier build {name} is {id}, not {first}: give an earlier build of the same app',
  },
  'option.one-target': {
    zh: '{option} 只能用于一个对象：请每次只审查一个，或用 --with 合并同一App的多个载体',
    en: '{option} is for one target: audit one at a time, or join carriers of one app with --with',
  },
  'web.url': {
    zh: '{name} 不是可以打开的网址：请给出完整的 http 或 https 网址',
    en: '{name} is no address that can be opened: give a full http or https URL',
  },
  'web.browser': {
    zh: '没有可用的浏览器（{why}）：请安装 Chrome 或 Chromium，或用 GUIJU_BROWSER 指定其路径',
    en: 'no browser can be started ({why}): install Chrome or Chromium, or name its path in GUIJU_BROWSER',
  },
  'web.private': {
    zh: '{name} 不在公共互联网上：确需访问请加 --allow-private',
    en: '{name} is not on the public internet: add --allow-private to open it',
  },
  'web.credentials': {
    zh: '网址 {why} 中带有用户名或密码：请去掉后再试，登录后的部分不审查',
    en: 'the address at {why} holds a user name or password: give it without them; what lies behind a login is not audited',
  },
  'web.name': {
    zh: '打不开 {name}：域名 {why} 无法解析，请检查拼写和网络',
    en: '{name} cannot be opened: the name {why} cannot be resolved; check its spelling and the network',
  },
  'web.connect': {
    zh: '打不开 {name}：连接不上 {why}，请检查端口、服务是否开启和网络',
    en: '{name} cannot be opened: no connection to {why}; check the port, that the server runs, and the network',
  },
  'web.slow': {
    zh: '打不开 {name}：{why} 秒内没有应答，请稍后再试或检查网络',
    en: '{name} cannot be opened: no answer within {why} s; try again later or check the network',
  },
  'web.tls': {
    zh: '打不开 {name}：证书或加密连接有问题（{why}），请先修好证书，或改用能正常打开的网址',
    en: '{name} cannot be opened: its certificate or encryption is at fault ({why}); mend it, or give an address that browsers open',
  },
  'web.redirect': {
    zh: '{name} 跳转到不在公共互联网上的 {why}：请检查跳转，确需访问请加 --allow-private',
    en: '{name} redirects to {why}, which is not on the public internet: check the redirect, or add --allow-private to open it',
  },
  'web.redirects': {
    zh: '打不开 {name}：在 {why} 反复跳转，请检查跳转设置',
    en: '{name} cannot be opened: it redirects without end at {why}; check its redirects',
  },
  'web.download': {
    zh: '{name} 不是网页而是下载的文件：请下载后把文件作为审查对象',
    en: '{name} is a file to download, not a page: download it and give the file',
  },
  'web.answer': {
    zh: '打不开 {name}：没有收到可以显示的网页（{why}），请用浏览器核对网址',
    en: '{name} cannot be opened: no page came back ({why}); check the address in a browser',
  },
  'target.none': {
    zh: '没有可审查的对象：请给出至少一个安装包、小程序、网址或抓包记录',
    en: 'nothing to audit: name at least one package, mini program, page or capture',
  },
  'policy.unreadable': {
    zh: '隐私政策{name}读不出文字（{why}）：请提供 html、md、txt、pdf 或 docx 全文',
    en: 'no text can be read from the policy {name} ({why}): give the full text as html, md, txt, pdf or docx',
  },
  'url.unread': {
    zh: '无法读取网址{name}（{why}）：请检查网址，或另存为文件后提供',
    en: 'the address {name} cannot be read ({why}): check it, or save the page and give the file',
  },
  'day.invalid': { zh: '--on {value} 不是日期：请写成 YYYY-MM-DD', en: '--on {value} is no date: write YYYY-MM-DD' },
  'category.unknown': {
    zh: '没有App类型“{value}”：请用39类之一，如“地图导航类”',
    en: 'there is no category “{value}”: use one of the 39 types, e.g. 地图导航类',
  },
  'format.unknown': { zh: '不支持的格式 {value}：可用 {known}', en: 'format {value} is not known: use {known}' },
  'lang.unknown': {
    zh: '不支持的语言 {value}：可用 zh、en、both',
    en: 'language {value} is not known: use zh, en or both',
  },
  'instrument.unknown': {
    zh: '没有适用于该对象的规范 {value}：可用 {known}',
    en: 'no instrument {value} for this subject: use {known}',
  },
  'rule.unknown': {
    zh: '没有规则 {value}：用 guiju rule list 查看全部',
    en: 'there is no rule {value}: see guiju rule list',
  },
  'rule.exists': { zh: '{name}已存在：未作改动', en: '{name} exists already: nothing was changed' },
  'facts.unknown': { zh: '没有事实类别 {value}：可用 {known}', en: 'there are no facts of kind {value}: use {known}' },
  'facts.what': { zh: '不认识 {value}：请用 schema 或 template', en: '{value} is not known: use schema or template' },
  'place.invalid': {
    zh: '{value}不是条款引用：请写成 app-pi-2019#3.1 的形式',
    en: '{value} is no reference to a provision: write it like app-pi-2019#3.1',
  },
  'provision.unknown': {
    zh: '{value} 不在《{title}》的条文目录中：请用 guiju law show {near} 等形式',
    en: '{value} is no provision of {title}: write it like guiju law show {near}',
  },
  'law.unknown': {
    zh: '没有 {value}：用 guiju law list 查看已有的规范和已导入的法律',
    en: 'there is no law {value}: guiju law list shows what is there',
  },
  'law.file': { zh: '没有要导入的文件：请给出至少一个文件', en: 'nothing to import: name at least one file' },
  'law.none': {
    zh: '{name}中没有找到规范或按条编号的法律：请提供含标题和正文的文件',
    en: 'no instrument and no law numbered by articles was found in {name}: give a file with title and body',
  },
  'law.noText': {
    zh: '没有导入 {value} 的文本：请先运行 guiju law import <文件>',
    en: 'no text of {value} was imported: run guiju law import <file> first',
  },
  'law.noVersion': {
    zh: '没有 {value}：请给出文件、已导入的编号，或“标题@日期”（guiju law list 可查）',
    en: 'there is no {value}: give a file, an id of the store, or title@day (guiju law list shows them)',
  },
  'law.several': {
    zh: '{name}中有不止一部法律：请先用 guiju law import 导入，再按编号比较',
    en: '{name} holds more than one law: import it with guiju law import and compare by id',
  },
  'law.noTexts': {
    zh: '还没有导入可检查的文本：请先运行 guiju law import <文件>',
    en: 'no text to check was imported: run guiju law import <file> first',
  },
  'law.unreadable': {
    zh: '{name}读不出文字（{why}）：请提供文本、Markdown、网页、PDF 或 DOCX',
    en: 'no text can be read from {name} ({why}): give a text, Markdown, HTML, PDF or DOCX file',
  },
  'search.empty': {
    zh: '没有检索词：请给出词语，或用 --instrument、--modality、--bearer、--deadline 限定',
    en: 'nothing to search for: give words, or a filter such as --instrument, --modality, --bearer or --deadline',
  },
  'search.limit': {
    zh: '--limit {value} 不可用：请给 1 到 {most} 的整数',
    en: '--limit {value}: give a whole number from 1 to {most}',
  },
  'modality.unknown': {
    zh: '没有规范类型 {value}：可用 {known}，或应当、不得、可以、鼓励等词',
    en: 'there is no modality {value}: use one of {known}',
  },
  'bearer.unknown': {
    zh: '没有义务主体 {value}：请写名称的一部分，如 商业银行、公安机关',
    en: 'no bearer is called {value}: write a part of the name, such as commercial bank or police',
  },
  'deadline.invalid': {
    zh: '--deadline {value} 不可用：请写 15wd（工作日）、30d、2m、24h，或只写单位 wd、d、m、h',
    en: '--deadline {value}: write 15wd (working days), 30d, 2m or 24h, or a unit alone',
  },
  'export.out': {
    zh: '共有 {n} 个文件或二进制文件：请用 --out 指定目录',
    en: 'there are {n} files to write, or one that is no text: name a folder with --out',
  },
  'file.large': { zh: '{name}超过 {limit} MB：请拆分后再导入', en: '{name} is larger than {limit} MB: split it first' },
  'store.broken': {
    zh: '存储中的{name}已损坏或不是本工具写入的：请删除后重新导入',
    en: '{name} in the store is damaged or not written by guiju: remove it and import again',
  },
  'store.unwritable': {
    zh: '无法写入存储{name}（{why}）：请用 --store 指定可写的目录',
    en: 'the store {name} cannot be written ({why}): name a folder with --store',
  },
  'case.procedure': { zh: '没有程序 {value}：可用 {known}', en: 'there is no procedure {value}: use {known}' },
  'case.id': {
    zh: '案号 {value} 不可用：请用文字、数字、点、横线和下划线，最多100个',
    en: 'the id {value} cannot be used: write letters, digits, dots, dashes and underscores, 100 at most',
  },
  'case.side': { zh: '没有 {value} 一方：可用 {known}', en: 'there is no side {value}: use {known}' },
  'case.exists': { zh: '{name}已存在：请用 --id 换一个案号', en: '{name} exists already: choose another --id' },
  'case.missing': {
    zh: '没有案件 {value}：请先运行 guiju case open，或写出文件路径',
    en: 'there is no case {value}: run guiju case open first, or give the path of its file',
  },
  'case.changed': {
    zh: '案件 {name} 的文件与账本不同（{where}），可能被改动：请先 guiju case verify；移走该文件后，下一个命令按账本重写',
    en: 'the file of the case {name} is not what its ledger holds ({where}): see guiju case verify; move it away and the next command writes it anew from the ledger',
  },
  'case.gone': {
    zh: '案件 {name} 的内容已于 {on} 删除（{reason}）：只能导出和核验',
    en: 'the case {name} was erased on {on} ({reason}): it can be exported and verified only',
  },
  'case.event': {
    zh: '案件 {name} 没有步骤 {value}：guiju case status 列出各步骤编号',
    en: 'the case {name} has no event {value}: guiju case status lists their ids',
  },
  'case.notErased': {
    zh: '案件 {name} 的这些内容已经删除：guiju case verify 可查',
    en: 'that content of the case {name} was erased before: see guiju case verify',
  },
  'case.otherLog': {
    zh: '--since 的文件不是这个账本签发的：请用该案件先前的导出文件或回执',
    en: 'the file of --since was not signed by this ledger: give an earlier export or receipt of it',
  },
  'case.damaged': {
    zh: '账本中的案件 {name} 读不出来：请运行 guiju case verify {name}',
    en: 'the case {name} cannot be read from the ledger: run guiju case verify {name}',
  },
  'case.noProof': {
    zh: '{name}不是导出文件或回执：请用 guiju case export 生成的文件',
    en: '{name} is no export or receipt: give a file that guiju case export wrote',
  },
  'case.key': {
    zh: '--key {value} 不是公钥：请给44个字符的 base64，或含有它的文件',
    en: '--key {value} is no public key: give its 44 characters of base64, or a file of them',
  },
  'case.reason': {
    zh: '没有写明删除理由：请加 --reason，依据条款写入 --cites',
    en: 'an erasure needs its reason: add --reason, and the provision with --cites',
  },
  'case.what': {
    zh: '没有写明删除什么：请用 --event 指定步骤，或用 --all 删除全案',
    en: 'say what to erase: name events with --event, or the whole case with --all',
  },
  'store.ledger': {
    zh: '账本打不开或写不进（存储 {name}：{why}）：请检查磁盘空间和权限；损坏的用备份恢复',
    en: 'the ledger cannot be read or written (store {name}: {why}): check space and rights; restore a damaged one from a copy',
  },
  'document.unknown': {
    zh: '该程序没有文书“{value}”：可用 {known}',
    en: 'the procedure has no document {value}: use {known}',
  },
  'document.step': {
    zh: '《{type}》不能由 {value} 制作：请用 {known} 步骤',
    en: '{type} is not made from {value}: name a step {known}',
  },
  'document.erased': {
    zh: '案件 {name} 步骤 {value} 的内容已经删除：不能再制作文书',
    en: 'the content of {value} of the case {name} was erased: no document can be made of it',
  },
  'pdf.browser': {
    zh: '没有可用的浏览器，不能生成 PDF：请安装 Chrome 或 Chromium，或用 GUIJU_BROWSER 指定，或改用 --format html',
    en: 'no browser to print a PDF with: install Chrome or Chromium, name one in GUIJU_BROWSER, or use --format html',
  },
  'pdf.failed': {
    zh: '浏览器没有打印出 PDF（{why}）：请改用 --format html 自行打印，或用 GUIJU_BROWSER 换一个浏览器',
    en: 'the browser printed no PDF ({why}): use --format html and print it, or name another browser in GUIJU_BROWSER',
  },
  'case.large': { zh: '{name}超过 {limit} MB', en: '{name} is larger than {limit} MB: split it' },
  'case.shape': {
    zh: '{name}不合要求（{why}）：请参照 guiju facts schema case（docs/schemas/guiju-case-1.json）',
    en: '{name} does not fit ({why}): see guiju facts schema case (docs/schemas/guiju-case-1.json)',
  },
  'inventory.none': {
    zh: '{name}不是网络清单：请提供 facts: network 的 YAML，或者含网络清单（编号、等级等列）的工作簿或 CSV（见 guiju facts template network）',
    en: '{name} is no inventory of networks: give YAML with facts: network, or a workbook or CSV with a list of networks (id, level and so on; see guiju facts template network)',
  },
  'network.ungraded': {
    zh: '{name}没有定级信息：请为网络填写 grading（见 guiju facts template network）',
    en: '{name} has no answers for grading: fill in grading of a network (see guiju facts template network)',
  },
  'network.unlevelled': {
    zh: '{name}没有第一至四级的网络：请填写 level',
    en: '{name} has no network of level 1 to 4: fill in level',
  },
  'date.invalid': { zh: '{value}不是日期：请写成 YYYY-MM-DD', en: '{value} is no date: write YYYY-MM-DD' },
  'period.invalid': {
    zh: '{value}不是期限：请写成 +3wd（工作日）、+15d 或 +1m，往前数写 -3wd',
    en: '{value} is no period: write it like +3wd (working days), +15d or +1m, and -3wd to count back',
  },
  'period.range': {
    zh: '{from} {value} 超出可计算的范围（0001至9999年）：请改小',
    en: '{from} {value} leaves the years 0001 to 9999: give a shorter period',
  },
  'out.unwritable': {
    zh: '无法写入{name}（{why}）：请换一个 --out 目录',
    en: 'cannot write {name} ({why}): choose another --out folder',
  },
  'mapping.loose': {
    zh: 'overlays：{parameter} {value} 比通知的 {base} 宽，第七条只允许更严：请核对（{cite}）',
    en: 'overlays: {parameter} {value} is looser than the {base} of the notice; section 7 allows stricter values only: check it ({cite})',
  },
  'plan.only-loans': {
    zh: '--plan 只用于贷款台账，这是 {value}',
    en: '--plan is for loan books only, and this is {value}',
  },
  'engine.unknown': {
    zh: '不支持用 {value} 计算：请用 duckdb（默认）、postgres://… 或 clickhouse://…；Spark 等先用 guiju compile 生成语句',
    en: '{value} is no engine that can be asked: use duckdb, the default, postgres://… or clickhouse://…; for Spark write the statements with guiju compile',
  },
  'engine.address': {
    zh: '地址 {value} 不完整或写法有误：请写成 postgres://用户:密码@主机:5432/数据库，特殊字符用 %XX',
    en: 'the address {value} is not whole: write it like postgres://user:password@host:5432/database, special signs as %XX',
  },
  'engine.unreachable': {
    zh: '连不上 {name}（{why}）：请检查地址、用户和密码',
    en: '{name} cannot be used ({why}): check its address, user and password',
  },
  'engine.refused': {
    zh: '{name} 未能完成计算（{why}）：请检查权限、内存和时间限制',
    en: '{name} did not finish ({why}): check rights, memory and time limits',
  },
  'report.unreadable': {
    zh: '{name} 不是 guiju 的 JSON 结果（{why}）：请提供 guiju audit 或 check 以 --format json 写出的文件',
    en: '{name} is no JSON result of guiju ({why}): give a file that guiju audit or check wrote with --format json',
  },
  'report.none': {
    zh: '没有要汇总的结果：请给出至少一个结果文件',
    en: 'there is no result to report: give at least one file',
  },
  'report.one': {
    zh: '--aggregate 与 --rectification 只能用一个：前者汇总多个对象，后者对照一个对象的前后两次',
    en: 'take one of --aggregate and --rectification: the first compiles many subjects, the second holds two results of one against each other',
  },
  'report.two': {
    zh: '整改报告需要同一对象的至少两次结果，给出了 {n} 次（{ids}）',
    en: 'a report on rectification takes at least two results of one subject, and {n} were given ({ids})',
  },
  'report.undrawn': {
    zh: '{name} 还没有揭示抽取结果：请先运行 guiju draw reveal',
    en: '{name} has no result of its draw yet: run guiju draw reveal first',
  },
  'report.draw': {
    zh: '抽取文件 {name} 未通过核对（{why}），不能作为样本依据',
    en: 'the draw {name} does not verify ({why}) and cannot stand for a sample',
  },
  'report.stranger': {
    zh: '没有一个结果属于抽取 {name}：请检查对象编号（如 {id}）是否与名单一致',
    en: 'no result is of a subject of the draw {name}: check that ids (such as {id}) are those of its lists',
  },
  'report.table': { zh: '{name} 读不出来：{why}', en: '{name} cannot be read: {why}' },
  'report.columns': {
    zh: '{name} 缺少列 {missing}：有 {found}',
    en: '{name} lacks the column {missing}: it has {found}',
  },
  'report.cell': {
    zh: '{name} 第 {line} 行“{column}”列{why}',
    en: '{name}, row {line}, column “{column}” {why}',
  },
  'report.strangers': {
    zh: '{name} 中没有一个编号属于这些结果：对象编号应如 {id}',
    en: '{name} names no subject of these results: ids are like {id}',
  },
  'report.alone': { zh: '{option} 只用于汇总：请加 --aggregate', en: '{option} is for an aggregate: add --aggregate' },
  'compile.inventory': {
    zh: '{name} 是网络清单，不编译：请用 guiju check 检查',
    en: '{name} is an inventory of networks, which is not compiled: run guiju check on it',
  },
  'dialect.unknown': {
    zh: '没有方言 {value}：可用 {known}',
    en: 'there is no dialect {value}: use {known}',
  },
  'work.used': {
    zh: '{name}里已有计算结果：请换一个 --out 目录，以免新旧混用',
    en: '{name} has results already: name another --out folder, lest old and new are mixed',
  },
  'work.none': {
    zh: '{name}不是 guiju compile 写出的目录（缺少 manifest.json）',
    en: '{name} is no folder that guiju compile wrote: there is no manifest.json in it',
  },
  'work.changed': {
    zh: '{name}被改动或不完整：请重新运行 guiju compile 并重新计算',
    en: '{name} was changed or is not whole: compile and run again',
  },
  'work.other': {
    zh: '{name}由另一版本的规则或工具（{value}）生成：请用当前版本重新运行 guiju compile 并重新计算',
    en: '{name} was compiled by other rules or another version ({value}): compile and run again with this one',
  },
  'work.unrun': {
    zh: '{name}不存在：run.sql 尚未运行完毕，请按 README.md 运行到底',
    en: '{name} is not there: run.sql has not come to its end; run it as README.md says',
  },
  'work.foreign': {
    zh: '{name}是另一次编译的结果：请放回本目录语句算出的结果',
    en: '{name} is the result of another compilation: put back what the statements of this folder gave',
  },
  'work.result': {
    zh: '{name}不能使用（{why}）：请重新运行 run.sql',
    en: '{name} cannot be used ({why}): run run.sql again',
  },
  'draw.refused': { zh: '{name}：{why}', en: '{name}: {why}' },
  'draw.unreadable': {
    zh: '{name}读不出来（{why}）：请提供 YAML 或 JSON 文件',
    en: '{name} cannot be read ({why}): give a YAML or JSON file',
  },
  'draw.committed': {
    zh: '{id} 已于 {at} 承诺，抽取文件存于 {file}：一次抽取只承诺一次；确需重抽请用新编号，并在 replaces 中写明原承诺和理由',
    en: '{id} was committed at {at}, and {file} is its draw file: a draw is committed once; to draw anew use another id, and name the commitment and the reason in replaces',
  },
  'draw.drawn': {
    zh: '{id} 已于 {at} 揭示，结果不同：一次承诺只抽取一次',
    en: '{id} was revealed at {at} with another result: one commitment is drawn once',
  },
  'draw.unlogged': {
    zh: '存储 {store} 的抽取日志中没有这个承诺：请用承诺时的 --store',
    en: 'the log of draws in {store} does not hold this commitment: use the --store it was committed in',
  },
  'draw.value': {
    zh: '--value {value} 不可用：请写成 来源=数值，如 red=3,11,17',
    en: '--value {value}: write it as source=numbers, e.g. red=3,11,17',
  },
  'draw.commitment': {
    zh: '--commitment {value} 不是承诺：请给 64 位十六进制，或公布的 commitment.json',
    en: '--commitment {value} is no commitment: give 64 hex digits, or the commitment.json that was published',
  },
  'database.none': {
    zh: '没有数据库 {name}：请检查 --store 和 --database',
    en: 'there is no database {name}: check --store and --database',
  },
  'database.unknown': {
    zh: '数据库地址 {value} 不可用：请写 sqlite:路径 或 postgres://…',
    en: 'database {value} is not known: write sqlite:path or postgres://…',
  },
  'database.new': {
    zh: '{name} 由更新版本的 guiju 写成：请升级 guiju',
    en: '{name} was written by a later guiju: update guiju',
  },
  'database.unusable': {
    zh: '数据库 {name} 打不开（{why}）：请检查地址和权限',
    en: 'the database {name} cannot be opened ({why}): check its address and rights',
  },
  'public-url.invalid': {
    zh: '--public-url {value} 不可用：请给浏览器所用的地址，不带路径，如 https://guiju.example.com',
    en: '--public-url {value}: give the address browsers use, without a path, e.g. https://guiju.example.com',
  },
  'oidc.issuer': {
    zh: '还没有身份提供方：请给 --oidc-issuer，或去掉其余 --oidc 选项和 --no-local-accounts',
    en: 'there is no identity provider: give --oidc-issuer, or leave out the other --oidc options and --no-local-accounts',
  },
  'oidc.address': {
    zh: '--oidc-issuer {value} 不可用：请给 https 地址；只有加 --oidc-allow-private 才用 http',
    en: '--oidc-issuer {value}: give an https address; http is taken only with --oidc-allow-private',
  },
  'oidc.client': {
    zh: '缺少客户端标识：请给 --oidc-client 或环境变量 GUIJU_OIDC_CLIENT',
    en: 'the client id is missing: give --oidc-client or GUIJU_OIDC_CLIENT',
  },
  'oidc.secret': { zh: '{name} 是空的：请写入客户端密钥', en: '{name} is empty: put the client secret into it' },
  'oidc.table': {
    zh: '{name} 不是可用的对照表（{why}）：见 docs/guides/server.zh.md',
    en: '{name} is no usable table ({why}): see docs/guides/server.en.md',
  },
  'oidc.workspace': {
    zh: '对照表中的工作区 {value} 不存在：请改用已有工作区的标识',
    en: 'the table names workspace {value}, which is not there: use the id of one that is',
  },
  'artifacts.invalid': {
    zh: '--artifacts {value} 不可用：请写 s3://桶/前缀?endpoint=https://…&region=…&style=path|host',
    en: '--artifacts {value}: write s3://bucket/prefix?endpoint=https://…&region=…&style=path|host',
  },
  'artifacts.credentials': {
    zh: '缺少存储的访问凭证：请设置环境变量 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY',
    en: 'the credentials of the storage are missing: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  },
  'artifacts.unusable': {
    zh: '存储 {name} 用不了（{why}）：请检查地址、桶、区域和凭证',
    en: 'the storage {name} cannot be used ({why}): check its address, bucket, region and credentials',
  },
  'trail.format': { zh: '--format {value} 不可用：请用 jsonl 或 csv', en: '--format {value}: use jsonl or csv' },
  'trail.none': {
    zh: '{name} 没有操作记录：请给工作区的标识；不写则为服务器的记录',
    en: '{name} has no trail: give the id of a workspace, or none for the trail of the server',
  },
  'artifacts.broken': {
    zh: '上传文件的存储出错（{why}），没有留下不完整的结果：请稍后重试',
    en: 'the storage of uploads failed ({why}) and nothing half-written is left: try again in a while',
  },
  'worker.jobs': {
    zh: '--jobs {value} 不可用：请给 1 到 {most} 的整数',
    en: '--jobs {value}: give a whole number from 1 to {most}',
  },
  'backup.exists': { zh: '{name}已存在：请换一个目录', en: '{name} exists already: name another folder' },
  'backup.broken': {
    zh: '{name}不是完整的备份：请用 guiju backup 写出的目录',
    en: '{name} is no whole backup: give a folder that guiju backup wrote',
  },
  'backup.used': {
    zh: '{name} 里已有账号：只能恢复到空的数据库',
    en: '{name} has accounts already: restore into an empty database',
  },
  'port.invalid': {
    zh: '{value}不是端口号：请给 0 到 65535 的整数',
    en: '{value} is no port: give a whole number from 0 to 65535',
  },
  'port.busy': {
    zh: '端口 {value} 已被占用：请用 --port 换一个',
    en: 'port {value} is in use: choose another with --port',
  },
} as const satisfies Record<string, Text>

export type InputErrorCode = keyof typeof MESSAGES

/** Wrong usage or unreadable input: one line, exit code 2, nothing half-written. */
export class InputError extends Error {
  readonly code: InputErrorCode
  readonly text: Text
  constructor(code: InputErrorCode, values: Readonly<Record<string, string | number | Text>> = {}) {
    const put = (lang: 'zh' | 'en') =>
      MESSAGES[code][lang].replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = values[name] ?? ''
        return oneLine(typeof value === 'object' ? value[lang].replace(/[。.]$/, '') : String(value))
      })
    const text = { zh: put('zh'), en: put('en') }
    super(text.en)
    this.name = 'InputError'
    this.code = code
    this.text = text
  }
}

/** User name and password in an address. */
const CREDENTIALS = /(?<=\b[a-z][a-z\d+.-]{0,20}:\/\/)[^/?#\s]*@/giu

/**
 * File names and parser messages are an attacker's text: no line breaks, no terminal controls, bounded. What is secret
 * in an address is not repeated.
 */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, '�')
    .replace(CREDENTIALS, '')
    .slice(0, 300)
