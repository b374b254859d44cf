import { maskDigits, maskEmail, masked } from './excerpt.ts'
import type { Line, Reading } from './reading.ts'
import type { Channel } from './scan.ts'

const EMAIL = /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}/g
/** Service numbers (400-…, 95xxx, 10086, 12xxx), fixed lines and mobile numbers. */
const PHONE =
  /(?<![\d.\-A-Za-z/])(?:\+?86[-\s]?)?(?:[48]00[-\s]?\d{3,4}[-\s]?\d{3,4}|0\d{2,3}[-\s—–]?\d{7,8}(?:[-转]\d{1,6})?|1[3-9]\d{9}|9[56]\d{3,5}|1\d{4})(?![\d.-]|[%年月日天号个元次位万])/g
const PHONE_WORDS = /电话|热线|拨打|致电|客服|手机|Tel|联系/i
const ONLINE =
  /在线客服|人工客服|联系客服|客服中心|客户服务中心|智能客服|我的客服|客服(?:与|和)帮助|帮助(?:与|和)(?:反馈|客服)|意见反馈|用户反馈|问题反馈|反馈(?:与|和)(?:帮助|建议)|反馈(?:入口|页面|中心|功能)|投诉(?:举报)?(?:入口|页面|平台|中心|功能|专区)|举报(?:入口|页面|平台|中心|功能)|投诉(?:与|和|及)举报|联系我们|微信公众号|官方微信|企业微信|客服|GitHub Issues?|在线(?:提交|留言|表单)|表单|问卷/i
const OFFICER =
  /个人信息保护(?:负责人|专员|专门?(?:部门|机构|团队|人员)|专职(?:部门|人员)|官|委员会|工作组|部门|团队)|数据保护(?:官|负责人|专员)|(?:隐私|信息)(?:保护)?(?:专员|负责人|专职部门|保护部)|DPO|法务部|隐私专员/
const ADDRESS =
  /(?<!IP|MAC|邮箱|邮件|网络|物理|收货|设备|域名|网站|协议)(?:注册|办公|联系|公司|通讯|通信|邮寄|邮政|收件|来信)?地址\s?(?:为|是|：|:)+\s?[【[“"]?(?<value>[^，。；;】\]”"]{6,90})/
const COMPLAINT = /投诉|举报|申诉|意见|建议|疑问|问题|反馈|联系(?:我们|方式)|与我们(?:取得)?联系|侵害|权利请求|请求/
const SECTION = /联系|投诉|举报|反馈|客服|意见/
/** Addresses and numbers of others: authorities, courts, third parties. */
const OTHERS = /互联网信息办公室|网信|公安|工信|消费者协会|仲裁|法院|第三方(?:的)?(?:隐私|官网|客服)|例如您的|形如/

/** Lines of authorities, not of the operator. */
const PUBLIC: ReadonlySet<string> = new Set(['12377', '12321', '12315', '12300', '12345', '12381', '110'])

/** Contact channels of the operator. Values and excerpts have their middle digits and letters hidden. */
export function readChannels(reading: Reading): readonly Channel[] {
  const channels: Channel[] = []
  const seen = new Set<string>()
  const add = (line: Line, kind: Channel['kind'], key: string, value: string, at: number, forComplaints: boolean) => {
    const id = `${kind}:${key.toLowerCase()}`
    if (seen.has(id)) {
      // A later sentence may say that the same channel is for complaints.
      const index = channels.findIndex((one) => one.kind === kind && one.value === value)
      if (forComplaints && index >= 0 && !channels[index]!.forComplaints)
        channels[index] = { ...channels[index]!, forComplaints }
      return
    }
    if (channels.length >= 60) return
    seen.add(id)
    channels.push({ ...reading.found(line, at), kind, value, forComplaints })
  }
  for (const line of reading.lines) {
    const text = line.plain
    if (OTHERS.test(text)) continue
    const titles = reading.titles(line.section)
    const complaints = COMPLAINT.test(text) || SECTION.test(titles)
    if (text.includes('@'))
      for (const match of text.matchAll(EMAIL))
        add(line, 'email', match[0], maskEmail(match[0]), match.index, complaints)
    if (/\d{3}/.test(text) && (PHONE_WORDS.test(text) || SECTION.test(titles)))
      for (const match of text.replace(EMAIL, (all) => ' '.repeat(all.length)).matchAll(PHONE)) {
        const short = match[0].replace(/\D/g, '')
        if (PUBLIC.has(short)) continue
        const before = text.slice(Math.max(0, match.index - 8), match.index)
        if (short.length < 8 && !/电话|热线|拨打|致电|客服|联系/.test(before)) continue
        if (/邮编|编号|序列|QQ|群|版本|GB\/T|备案|第$/i.test(before)) continue
        add(
          line,
          'phone',
          short,
          short.length > 7 ? maskDigits(match[0].replace(/[\s—–]/g, '-')) : `${short.slice(0, 2)}***`,
          match.index,
          complaints,
        )
      }
    const officer = /保护|负责|专员|部门|官|DPO|法务|专职/.test(text) ? OFFICER.exec(text) : null
    if (officer && (/设立|设有|指定|配备|联系|成立|邮箱|电话|负责|地址|：/.test(text) || SECTION.test(titles)))
      add(line, 'officer', officer[0], officer[0], officer.index, complaints)
    const address = text.includes('地址') ? ADDRESS.exec(text) : null
    const value = address?.groups?.['value']?.replace(/^([^（(]*)[）)].*$/, '$1')
    if (address && value && /[省市区县路街号]/.test(value) && !/IP|MAC|收货|您的|邮箱|@|https?/.test(value))
      add(line, 'address', value, masked(value.trim()), address.index, complaints)
    if (complaints) {
      const online = ONLINE.exec(text)
      if (
        online &&
        (online[0] !== '联系我们' || /[【“"「[>→\-—]\s?联系我们|联系我们[】”"」\]]|点击.{0,8}联系我们/.test(text)) &&
        /通过|点击|进入|在|联系|向|使用|关注|提交|反馈|：|拨打|访问|登录/.test(text)
      )
        add(line, 'online', online[0], online[0], online.index, complaints)
    }
  }
  return channels
}
