import type { Line, Reading } from './reading.ts'
import type {
  ChangeNotice,
  Found,
  Minors,
  NoticeWay,
  Personalisation,
  Retention,
  SharingClause,
  Statement,
} from './scan.ts'

const KEPT = 40

const CHANGE =
  /(?:政策|协议|声明|指引|条款|规则|约定)[^。；]{0,40}(?:变更|修订|修改|更新|调整|变化)|(?:变更|修订|修改|更新|调整)[^。；]{0,20}(?:政策|协议|声明|指引|条款|规则)|重大变更|更新后的(?:政策|版本)/
const NOTIFY =
  /通知|提示|告知|公告|公示|公布|发布|弹窗|弹出|推送|提醒|展示|邮件|短信|站内信|显著|征得|征求|重新(?:取得|获得|征)|再次/
const WAYS: readonly (readonly [NoticeWay, RegExp])[] = [
  ['popup', /弹窗|弹框|弹出|浮窗/],
  ['push', /推送/],
  ['notice', /公告|站内信|系统消息|消息中心|红点|系统通知|应用内(?:通知|提示|消息)|私信/],
  ['email', /(?:电子)?邮件/],
  ['sms', /短信/],
  ['phone', /电话/],
  [
    'page',
    /(?:页面|网站|官网|主页|首页|本页|链接|网页|App|APP|客户端|平台)[^，。；]{0,24}(?:公布|发布|公示|展示|提示|公告|更新)|(?:公布|发布|公示|展示)[^，。；]{0,16}(?:于|在|页面|网站|官网|主页)/,
  ],
  ['prominent', /显著|醒目|明显/],
]
const RECONSENT =
  /(?:再次|重新|另行)[^，。；]{0,14}(?:同意|授权|征求|征得)|(?:未经|经)(?:您|你)[^，。；]{0,8}(?:明确|明示)?同意[^。；]{0,14}(?:削减|减少|限制|后)|(?:征得|取得|获得)(?:您|你)[^，。；]{0,10}(?:同意|授权)/

/** How users are told of changes of the policy. */
export function readChangeNotice(reading: Reading): ChangeNotice {
  const found: Found[] = []
  const ways = new Set<NoticeWay>()
  let reconsent = false
  for (const line of reading.lines) {
    const text = line.plain
    const titled =
      /更新|变更|修订|修改/.test(reading.sections[line.section]?.title ?? '') &&
      !/更正|信息/.test(reading.sections[line.section]?.title ?? '')
    const change = CHANGE.test(text)
    if (!change && !titled) continue
    if (change && RECONSENT.test(text)) reconsent = true
    if (!NOTIFY.test(text) || /安全事件/.test(text)) continue
    if (found.length < KEPT) found.push(reading.found(line))
    for (const [way, words] of WAYS) if (words.test(text)) ways.add(way)
  }
  return { present: found.length > 0, found, ways: [...ways], reconsent }
}

const STORE = /存储|储存|保存|保留|留存|存放/
const PERIOD =
  /期限|期间|(?:\d{1,4}|[一二三四五六七八九十]{1,3})(?:个)?(?:年|月|天|日|周)|最短|必[需要]的?(?:时间|期间|期限)|所必需|注销(?:账[号户]|帐[号户])?(?:后|之日|前)|永久|超[出过]/
const DOMESTIC = /(?:中华人民共和国|中国|大陆|我国)?(?:境内|大陆地区|国内)(?!外)[^。；]{0,20}|存储(?:于|在)中(?:国|华)/
const ABROAD = /境外|跨境|海外|国外/
const NOT_ABROAD =
  /(?:不会?|未|没有|暂不|不涉及|无)[^，。；]{0,24}(?:境外|跨境|海外|国外)|(?:境外|跨境)[^，。；]{0,10}(?:不|未)/

/** Where and how long personal information is kept. */
export function readRetention(reading: Reading): Retention {
  const found: Found[] = []
  const place = new Set<'domestic' | 'abroad'>()
  let period = false
  for (const line of reading.lines) {
    const text = line.plain
    if (!STORE.test(text) && !ABROAD.test(text)) continue
    const where = (DOMESTIC.test(text) && STORE.test(text)) || ABROAD.test(text)
    const long = STORE.test(text) && PERIOD.test(text) && /信息|数据|资料|日志|记录/.test(text)
    if (!where && !long) continue
    if (DOMESTIC.test(text) && STORE.test(text)) place.add('domestic')
    if (ABROAD.test(text) && !NOT_ABROAD.test(text)) place.add('abroad')
    if (long) period = true
    if (found.length < KEPT) found.push(reading.found(line))
  }
  return { present: found.length > 0, found, place: [...place], period }
}

/** What the policy says of minors. */
export function readMinors(reading: Reading): Minors {
  const found: Found[] = []
  let guardianConsent = false
  for (const line of reading.lines) {
    if (!/未成年|儿童|监护人|周岁|青少年/.test(line.plain)) continue
    if (/(?:监护人|父母|家长)[^。；]{0,30}同意|同意[^。；]{0,10}(?:监护人|父母)/.test(line.plain))
      guardianConsent = true
    if (found.length < KEPT) found.push(reading.found(line))
  }
  return { present: found.length > 0, found, guardianConsent }
}

const SHARING = new Set(['share', 'transfer', 'disclose', 'entrust'])

/** Clauses on giving data to others: the statements of those acts by the operator. */
export function readSharing(statements: readonly Statement[], lines: readonly Line[]): readonly SharingClause[] {
  return statements
    .filter((one) => SHARING.has(one.act) && one.actor === 'we')
    .map((one) => {
      const text = lines[one.at.sentence ?? -1]?.plain ?? ''
      return {
        at: one.at,
        excerpt: one.excerpt,
        act: one.act as SharingClause['act'],
        negated: one.negated,
        limits: one.limits,
        consent: /(?:同意|授权)/.test(text),
        anonymised: /匿名|去标识|脱敏/.test(text),
      }
    })
}

const AUTOMATIC =
  /自动(?:收集|采集|获取|接收|记录|读取|上传|上报|保存)|(?:Cookie|cookies?|Beacon|信标|SDK|传感器|日志)[^。；]{0,40}(?:收集|采集|记录|获取)|(?:收集|采集|记录|获取)[^。；]{0,30}(?:Cookie|Beacon|信标)/i

/** Sentences that say data is collected without an act of the user. */
export function readAutomated(reading: Reading): readonly Found[] {
  return reading.lines
    .filter((line) => AUTOMATIC.test(line.plain))
    .slice(0, KEPT)
    .map((line) => reading.found(line))
}

const PERSONAL: readonly (readonly [Personalisation['kind'], RegExp])[] = [
  [
    'advertising',
    /(?:个性化|定向|程序化|精准|定制|相关性更高|更相关|感兴趣)[^，。；]{0,16}(?:广告|营销|推广)|(?:广告|营销)[^，。；]{0,16}(?:个性化|定向|精准|程序化)/,
  ],
  [
    'push',
    /(?:个性化|定向|精准|智能)[^，。；]{0,10}(?:推送|消息|通知)|(?:推送|发送)[^，。；]{0,16}(?:可能感兴趣|个性化)/,
  ],
  [
    'recommendation',
    /(?:个性化|智能|精准|定制化?|算法)[^，。；]{0,12}(?:推荐|内容|展示|服务|信息流|排序|搜索)|(?:推荐|展示|推送)[^，。；]{0,20}(?:感兴趣|偏好|符合您)|用户画像|(?:兴趣|偏好)[^，。；]{0,20}(?:推荐|标签)/,
  ],
]
/** Words that tell that it happens; without them the sentence only speaks of the switch. */
const HAPPENS = /向(?:您|你|用户)|为(?:您|你|用户)|我们(?:会|将|可能)|用于|以便|提供|展示|推荐|推送|投放|形成|分析/
/** The operator says that it does not; what the user does not want, and the switch, are no such words. */
const NOT_PERSONAL =
  /(?:不会|未|没有|并不|不提供|不涉及|不进行|不使用|不存在|不含)[^，。；]{0,40}(?:个性化|定向|精准|程序化|用户画像|算法推荐)/
const NARROWED = /如果?(?:您|你)|若|关闭|不再|选择|部分|除|基于[^，。]{0,30}(?:以外|之外)|退出|拒绝/

/** Statements that content, messages or advertisements are chosen for the person. */
export function readPersonalisation(reading: Reading): readonly Personalisation[] {
  const out: Personalisation[] = []
  for (const line of reading.lines) {
    const text = line.plain
    if (!/推荐|推送|广告|营销|画像|个性化|感兴趣/.test(text)) continue
    const negated = NOT_PERSONAL.test(text) && !NARROWED.test(text)
    if (!negated && /部分|栏目/.test(text) && NOT_PERSONAL.test(text)) continue
    for (const [kind, words] of PERSONAL) {
      const match = words.exec(text)
      if (!match || !(negated || HAPPENS.test(text))) continue
      out.push({ ...reading.found(line, match.index), kind, negated })
      break
    }
  }
  return out.slice(0, 100)
}
