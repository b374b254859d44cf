import { companiesIn } from './companies.ts'
import { masked } from './excerpt.ts'
import type { Reading } from './reading.ts'
import type { Found, Operator } from './scan.ts'

/** Words right before or after a company that make it the operator of the app. */
const BEFORE =
  /(?:运营者?|运营主体|运营方|开发者|提供者?|经营者|主体|公司名称|我们)(?:是|为|指的?是?|：|:|即)?[^，。；]{0,6}$|(?:由|系由|是由|为由|适用于|系)[“"【]?$/
const AFTER =
  /^[”"】]?(?:及其关联(?:公司|方))?[^。；]{0,12}[（(](?:以下|下称)[^）)]{0,24}(?:我们|本公司|公司)|^[^，。；]{0,10}(?:提供|运营|开发|所有|研发)/
const OTHERS = /SDK|第三方|接入|集成|嵌入|合作方|合作伙伴|服务商|委托|关联公司|支付/
const ADDRESS =
  /(?:注册地?址?|办公|联系|公司|通讯|通信|邮寄|常用办公|主要办公)?地(?:址|点)?\s?(?:为|是|位于|在|：|:)+\s?[【[“"]?(?<value>[^，。；;】\]”"]{8,90})/
const PLACE = /(?:省|市|自治区|特别行政区).{0,30}(?:区|县|市|镇|街道|路|街|道|大厦|号|室|楼)/

/** Text up to a bracket that closes nothing. */
const upToBracket = (text: string): string => {
  let open = 0
  for (const [i, char] of [...text].entries()) {
    if (char === '（' || char === '(') open += 1
    else if ((char === '）' || char === ')') && --open < 0) return [...text].slice(0, i).join('')
  }
  return text
}

/** The operator of the app as the policy names it, and its address. Companies of third-party lists are not looked at. */
export function readOperator(reading: Reading): Operator {
  const name = operatorName(reading)
  const address = operatorAddress(reading)
  return { ...(name ? { name } : {}), ...(address ? { address } : {}) }
}

type Named = Found & { readonly value: string }

function operatorName(reading: Reading): Named | undefined {
  const lines = reading.lines
  const contact = lines.filter(
    (line) => line.topics.includes('contact') || /联系我们|关于我们|如何联系/.test(reading.titles(line.section)),
  )
  let second: Named | undefined
  for (const line of [...lines.slice(0, 30), ...contact])
    for (const company of companiesIn(line.plain)) {
      const before = line.plain.slice(Math.max(0, company.start - 24), company.start)
      const after = line.plain.slice(company.end, company.end + 40)
      if (OTHERS.test(before)) continue
      const here = { ...reading.found(line, company.start), value: company.name }
      if (BEFORE.test(before) || AFTER.test(after) || company.start === 0) return here
      second ??= here
    }
  return second
}

function operatorAddress(reading: Reading): Named | undefined {
  for (const line of reading.lines) {
    if (!line.plain.includes('地')) continue
    const match = ADDRESS.exec(line.plain)
    const value = upToBracket(match?.groups?.['value']?.trim() ?? '')
    if (value.length < 8 || !PLACE.test(value) || /IP|MAC|收货|您的|邮箱/.test(value)) continue
    return { ...reading.found(line, match!.index), value: masked(value) }
  }
  return undefined
}
