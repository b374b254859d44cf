import { NUMBER, numberOf } from './numbers.ts'
import type { Line, Reading } from './reading.ts'
import type { Right, TimeLimit } from './scan.ts'

const UNITS: Readonly<Record<string, TimeLimit['unit']>> = {
  个工作日: 'workday',
  工作日: 'workday',
  个工作天: 'workday',
  个日历日: 'day',
  个日历天: 'day',
  日历日: 'day',
  日历天: 'day',
  个自然日: 'day',
  自然日: 'day',
  个自然天: 'day',
  天: 'day',
  日: 'day',
  个小时: 'hour',
  小时: 'hour',
  个月: 'month',
  月: 'month',
}
const UNIT = Object.keys(UNITS)
  .sort((a, b) => b.length - a.length)
  .join('|')

/** 15 个工作日, 十五（15）日, 5-15个工作日, 15工作日天. The last number of a range is the promise. */
const PERIOD = new RegExp(
  `(?<![\\d.])(?:(?<low>${NUMBER})(?:个?(?:工作日|日|天))?\\s?(?:-|—|~|～|至|到)\\s?)?(?<n>${NUMBER})(?:[（(](?<again>${NUMBER})(?:个?工作日|[日天])?[)）])?\\s?(?<unit>${UNIT})(?!\\d)`,
  'g',
)

/** A number right before a unit. */
const QUICK = /[\d一二三四五六七八九十百][）)]?\s?个?(?:工作|自然|日历)?(?:日|天|小时|月)/

/** What is promised within the period. */
const ANSWER =
  /答复|回复|回应|响应|反馈|处理|办理|核[查实验]|受理|解决|完成|审核|审查|联系您|联络您|与您联系|给予|作出|做出|告知您?(?:处理|结果|审)|注销|删除|更正|发送(?:至|到|给)|提供(?:您|副本)|向(?:您|你)提供|通知您(?:结果|处理)|执行/
/** Periods of another kind. */
const OTHER =
  /(?:提前|至少|生效前)[^，。；]{0,10}$|有效期|保存|存储|留存|保留|缓存|(?<!处理|办理|答复|回复|审核|响应)期限为|不少于|周岁|连续|最近|每[日天月]|冷静期|等待期|犹豫期|反悔|公示期|有效|未登录|登录后|免费|试用|过期|届满|之后将|超过/
const OTHER_AFTER =
  /^(?:的?(?:冷静期|等待期|犹豫期|反悔期|缓冲期|公示期|有效期|试用|会员|有效|宽限)|以上|前(?:通知|告知|公告|发布)?|周岁|内(?:登录|未登录|您(?:可以?)?(?:反悔|撤销|取消|再次登录)|再次登录|无异常|不?可(?:撤销|恢复)|没有登录|重新登录))/
/** Right behind a period: the user or another acts within it, nothing comes within it, or data is kept for it. */
const NOT_OURS =
  /^(?:之内|以内|内)?[，,]?(?:[^，。；]{0,8}(?:未|没有)|(?:您|你|用户)|(?:可以?)?(?:随时)?(?:向(?!您|你|用户)|提出|起诉|申请复议)|[^，。；]{0,16}(?:保留|留存|保存|备份)|(?:补充|提交)(?:材料|资料))/
/** Before a period: others act, or data goes after the account or the data itself has gone. */
const OTHERS_ACT =
  /(?:法院|机关|主管部门|监管部门|银行|支付机构|运营商|物流|(?:法律|法规|条例|办法|规定)[^，。]{0,6}(?:规定|要求))[^，。；]{0,14}$|(?:您|你|用户)(?:可以?|应当?|须|需要?|有权|在)[^，。；]{0,24}$/
const AFTERWARDS =
  /(?:(?<!申请)(?:注销|删除)(?:成功|完成|生效)?(?:后|之后|以后|之日起)|备份|存档|归档|删除的(?:信息|数据))(?!.{0,30}(?:申请|请求))/
const GONE = /删除|清除|清理|匿名|销毁/
const OF_WORKS = /停止(?:运营|服务)|终止(?:运营|服务)|侵权|知识产权|著作权|版权|商标|发票|退款|退货|提现|到账|开具|发货/
const EXTENSION = /延长|延至|特殊(?:情况|情形)|复杂|延期/
const REQUEST =
  /请求|申请|要求|意见|建议|疑问|问题|反馈|投诉|举报|咨询|联系|邮件|来信|身份|材料|资料|回复|答复|诉求|权利/

/** Periods of one sentence that are looked at. */
const IN_SENTENCE = 12
const MORE_THAN_COMPLAINT = /请求|申请|要求|意见|建议|疑问|问题|反馈|咨询|诉求|权利|来信|邮件|联系/

const ABOUT: readonly (readonly [Right, RegExp])[] = [
  ['close-account', /注销/],
  ['delete', /删除/],
  ['correct', /更正|更改|修改|补充/],
  ['access', /查询|查阅|访问您/],
  ['copy', /副本|复制|转移/],
  ['withdraw-consent', /撤回|撤销.{0,6}(?:同意|授权)/],
  ['complain', /投诉|举报|申诉/],
]

/** Time limits a sentence promises. Notice periods, storage periods and cooling-off periods are not promises to answer. */
function limitsOf(line: Line, before: string, reading: Reading): readonly TimeLimit[] {
  const text = line.plain
  if (!QUICK.test(text)) return []
  const limits: TimeLimit[] = []
  let looked = 0
  for (const match of text.matchAll(PERIOD)) {
    looked += 1
    if (looked > IN_SENTENCE) break
    const { n, again, unit } = match.groups!
    const start = match.index
    const end = start + match[0].length
    const value = numberOf(again ?? n!)
    if (value === undefined || value === 0 || value > 1000) continue
    const unitKind = UNITS[unit!]!
    const lead = text.slice(Math.max(0, start - 26), start)
    const rest = text.slice(end, end + 40)
    // 2022年1月15日 and 1月15日 are dates.
    if (
      /[年月.\-/]\s?$/.test(lead) ||
      (unit === '月' && /^\s?\d/.test(rest)) ||
      (unit === '日' && /[月号]$/.test(lead))
    )
      continue
    if ((unit === '日' || unit === '天' || unit === '月') && value > 366) continue
    if (NOT_OURS.test(rest) || OTHERS_ACT.test(lead) || (OF_WORKS.test(text) && !/个人信息/.test(text))) continue
    const sofar = text.slice(Math.max(0, start - 60), start)
    if (AFTERWARDS.test(sofar + rest.slice(0, 24)) && GONE.test(rest.slice(0, 24))) continue
    if (OTHER_AFTER.test(rest) || OTHER.test(lead.replace(/不超过|最[长迟晚]/g, ''))) continue
    if (unit === '月' && !/^(?:内|之内|以内)/.test(rest)) continue
    const clause = text.slice(Math.max(0, start - 60), end + 60)
    if (!ANSWER.test(clause)) continue
    if (
      !/^(?:天|日)?[】\]）)]?(?:之内|以内|内|中|[，,]?(?:予以|给予|进行|完成|答复|回复|处理|审核|作出|做出|反馈|后|左右|的?(?:时间|期限|时限)|或|（|\(|。|；|$))/.test(
        rest,
      ) &&
      !/(?:不超过|最[长迟晚]|为|：|:|需要?|预计|约|在|于|通常|一般)$/.test(lead)
    )
      continue
    const about = new Set<Right | 'request'>()
    const whole = `${before}${text}`
    for (const [right, words] of ABOUT) if (words.test(whole) || words.test(titleOf(reading, line))) about.add(right)
    const complaintOnly = about.has('complain') && about.size === 1 && !MORE_THAN_COMPLAINT.test(text)
    if (!complaintOnly && (REQUEST.test(text) || about.size === 0)) about.add('request')
    limits.push({
      ...reading.found(line, start),
      n: value,
      unit: unitKind,
      kind: EXTENSION.test(text.slice(Math.max(0, start - 16), start)) ? 'extension' : 'respond',
      about: [...about],
    })
  }
  return limits
}

const titleOf = (reading: Reading, line: Line): string => reading.sections[line.section]?.title ?? ''

/** All promises of the policy to answer, handle or finish something within a time. */
export function readLimits(reading: Reading): readonly TimeLimit[] {
  return reading.lines.flatMap((line, i) => {
    const previous = reading.lines[i - 1]
    return limitsOf(line, previous && previous.block === line.block ? previous.plain : '', reading)
  })
}
