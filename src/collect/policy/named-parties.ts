import { findDataItems } from '../catalog/data-item-words.ts'
import { toldItems } from './cells.ts'
import { companiesIn } from './companies.ts'
import { masked } from './excerpt.ts'
import { meansInText } from './means.ts'
import type { Line, Reading } from './reading.ts'
import type { ThirdParty, Told } from './scan.ts'
import { purposesOf } from './statements.ts'

const SDK = /SDK(?![a-z])/gi
/** How far back from SDK its name can begin. */
const LONGEST = 36
/** Words before SDK that name nothing. */
const GENERIC =
  /^(?:第三方|三方|各|该|此|其|等|的|本|上述|以下|下列|相关|部分|这些|其他|多[个种家]?|某些|类|软件开发工具包|开发工具包|软件工具开发包|工具包|嵌入式?|嵌入|接入|集成|使用|包括|含有|包含|通过|由|或|和|及|与|我们|我们的|提供的?|内嵌|引入|授权|合作方|合作伙伴|合作|服务|广告|推送|统计|支付|地图|登录|分享|功能|业务|类型|名称|一些|若干|任何|以|为|有|并|对|在|中|里|请|如|查阅|下述|列表|了解|同时|鉴于|自行|选择|对应|实现|定位|消息|视频|直播|分析|安全|播放|识别|人脸|语音|一键|社交|数据|设备|厂商|渠道|系统|手机|平台|类似|常见|主流|专业|外部|商业|各类|最新|以上|前述|初始化|后再|再|安卓|iOS|Android|SDK|API)+$/
const TRIM =
  /^.*(?:接入了?|集成了?|使用了?|引入了?|嵌入了?|采用了?|包括|包含|通过|例如|比如|以及|适用于|共享给|提供给|传输给|发送给|委托|授权|并由|的|由|与|和|或|及|给|向|：|、|，|。|；|“|"|《|【)/
const SENTENCE =
  /查阅|了解|鉴于|自行选择|是为|仅为|会以|您|你|我们|如果|可能|将会|以下|用户|这[些等类]|其中|是否|不会|需要/
const CONTEXT = /第三方|三方|SDK|合作|接入|集成|提供|共享|委托|服务商|供应商/i

/** The name that ends a text, or undefined where the words before SDK name nothing. */
const nameBefore = (text: string): string | undefined => {
  const name = text
    .replace(TRIM, '')
    .replace(/^(?:以上|各类|最新|后再|再|初始化|上述|前述|其他)+/, '')
    .replace(/^[\s\d.、）)（(·-]+|[\s（(·-]+$/g, '')
    .trim()
  return name.length >= 2 &&
    name.length <= 30 &&
    !GENERIC.test(name) &&
    !SENTENCE.test(name) &&
    !/^[^（(]*[）)]/.test(name) &&
    !/^[\d\s]+$/.test(name)
    ? name
    : undefined
}

/** SDKs and companies that running text names, each with what its sentence says of purpose, means and data. */
export function readNamedParties(
  reading: Reading,
  operator: string | undefined,
  listed: ReadonlySet<string>,
): readonly ThirdParty[] {
  const out: ThirdParty[] = []
  const seen = new Set<string>()
  const add = (line: Line, at: number, name: string | undefined, company: string | undefined) => {
    const key = (name ?? company ?? '').toLowerCase()
    if (seen.has(key) || listed.has(key) || out.length >= 300) return
    seen.add(key)
    const text = line.plain
    const aims = purposesOf(text)
    const purpose: Told | undefined = aims.length > 0 ? { text: aims.join('；').slice(0, 300) } : undefined
    const items = findDataItems(text).length > 0 ? toldItems(text) : undefined
    const means = meansInText(text, 'row')
    out.push({
      ...reading.found(line, at),
      form: 'prose',
      ...(name ? { name } : {}),
      ...(company ? { company } : {}),
      ...(purpose ? { purpose } : {}),
      ...(means ? { means } : {}),
      ...(items ? { items } : {}),
      permissions: [],
      raw: masked(text.slice(0, 1000)),
    })
  }
  for (const line of reading.lines) {
    const text = line.plain
    const company = /公司/.test(text) && CONTEXT.test(text) ? firstCompany(text, operator) : undefined
    let named = false
    if (/SDK/i.test(text))
      for (const match of text.matchAll(SDK)) {
        const name = nameBefore(text.slice(Math.max(0, match.index - LONGEST), match.index))
        if (!name) continue
        named = true
        add(line, match.index, `${name}SDK`, company)
      }
    if (!named && company && /第三方|合作|共享|委托|SDK|服务商|供应商/i.test(text))
      add(line, text.indexOf(company), undefined, company)
  }
  return out
}

const firstCompany = (text: string, operator: string | undefined): string | undefined =>
  companiesIn(text).find(({ name }) => !operator || (!name.includes(operator) && !operator.includes(name)))?.name
