/** Endings of the names of companies and other businesses. */
const ENDING =
  '(?:股份有限公司|有限责任公司|有限公司|集团公司|工作室|合作社|研究院|事务所|商行|经营部)(?:[\\u4e00-\\u9fff]{2,8}分公司)?'
const CHINESE = new RegExp(`[\\u4e00-\\u9fffA-Za-z][\\u4e00-\\u9fffA-Za-z0-9（）()·&+]{1,36}?${ENDING}`, 'g')
const LATIN =
  /[A-Z][A-Za-z0-9&.,\- ]{2,60}?(?:Co\.,?\s?Ltd\.?|Limited|Inc\.?|LLC|Corporation|GmbH|Pte\.?\s?Ltd\.?)(?![A-Za-z])/g

/** Places with which names of companies begin. */
const REGION =
  /(?:中国|北京|上海|天津|重庆|深圳|广州|杭州|南京|苏州|成都|武汉|西安|厦门|福州|长沙|郑州|济南|青岛|大连|沈阳|合肥|宁波|无锡|东莞|佛山|珠海|海南|海口|广东|浙江|江苏|福建|四川|湖北|湖南|山东|河南|河北|安徽|江西|辽宁|吉林|黑龙江|陕西|山西|云南|贵州|广西|甘肃|内蒙古|宁夏|新疆|西藏|青海|香港|澳门|台湾|昆明|贵阳|南宁|南昌|石家庄|太原|哈尔滨|长春|兰州|温州|常州|嘉兴|惠州|中山|小米新加坡|新加坡)(?=[^，。；]{4})/g
/** Words that lead up to a name and are no part of one. */
const LEAD =
  /^.*(?:适用于|运营主体|运营者|开发者|提供者|经营者|公司名称|共享给|提供给|传输给|发送给|委托|授权|通过|包括|包含|例如|以及|并由|（以下|由|是指|指的是|是|为|指|系|：|、|【|“|"|《)(?=[\u4e00-\u9fffA-Za-z（）()·&+]{6,})/
const SENTENCE = /您|你的|我们|如果|可能|将会|以下|用户|其中|是否|不会|需要|第三方|合作/

export interface CompanyName {
  readonly name: string
  readonly start: number
  readonly end: number
}

const balanced = (text: string): boolean => {
  let open = 0
  for (const char of text) {
    if (char === '（' || char === '(') open += 1
    else if (char === '）' || char === ')') open -= 1
    if (open < 0) return false
  }
  return open === 0
}

/** The part of a match that is the name: from the last place name in it, or after the last leading word. */
function trimmed(match: string): string {
  let name = match.replace(LEAD, '')
  let at = -1
  for (const region of name.matchAll(REGION))
    if (balanced(name.slice(region.index)))
      at = at < 0 || !/[（(]$/.test(name.slice(0, region.index)) ? region.index : at
  if (at > 0 && !/[（(]$/.test(name.slice(0, at)) && /[由与和及或给向在的是为系指者体方]$/.test(name.slice(0, at)))
    name = name.slice(at)
  return name.replace(/^(?:和|与|及|并|或|由|给|向|为|是|在|的|指|即|系|本)+(?=[\u4e00-\u9fff]{4})/, '')
}

/** Names of companies in a text, without the words that lead up to them. */
export function companiesIn(text: string): readonly CompanyName[] {
  const out: CompanyName[] = []
  if (!/公司|工作室|合作社|研究院|事务所|商行|经营部|Ltd|Limited|Inc|LLC|Corp|GmbH/.test(text)) return out
  for (const pattern of [CHINESE, LATIN])
    for (const match of text.matchAll(pattern)) {
      const name = pattern === LATIN ? match[0] : trimmed(match[0])
      if (name.length < 6 || !balanced(name) || SENTENCE.test(name) || /^(?:有限|股份|集团)/.test(name)) continue
      const end = match.index + match[0].length
      out.push({ name, start: end - name.length, end })
    }
  return out
}
