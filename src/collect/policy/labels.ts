import { simplified } from './traditional.ts'

/** What a column or a labelled line of a list tells. */
export type Role =
  | 'name'
  | 'party'
  | 'company'
  | 'purpose'
  | 'scene'
  | 'items'
  | 'means'
  | 'permission'
  | 'link'
  | 'package'
  | 'number'
  | 'system'
  | 'other'
  | 'unsorted'

/** Longest label; a longer header cell is a sentence. */
const LONGEST = 40

const CONTACT = /联系方式|联系电话|邮箱|地址$|电话$|客服/
const NUMBER = /^(?:序号|编号|No\.?|#|序)$/i
const PACKAGE = /包名|类名|域名|SDK版本|^版本/
const LINK =
  /(?:链接|网址|官网|URL|地址|文档|隐私(?:权)?(?:政策|保护|协议|声明|条款|说明|指引|规则)|privacy|处理规则|合规说明)/i
const MEANS = /(?:形式|方式|途径)(?:及频[率次])?$/
/** Ways of something else. */
const NOT_MEANS =
  /(?:联系|退出|关闭|管理|拒绝|存储|保存|保护|支付|付款|注销|撤回|加密|安全|删除|投诉|行权|授权取消|计费|登录|配送)(?:的)?(?:形式|方式|途径)/
const WHY = /目的|用途|作用|使用理由|申请原因|原因|必要性|用于/
const SCENE = /场景|时机|功能|业务|服务类型|服务内容|适用|类别|模块|场合/
const NOTE = /说明|描述|事由/
const NOTES = /备注|补充|其他/
const ASIDE = /^是否|状态|更新时间|日期/
const DATA = /信息|数据|资料|字段|隐私/
const KIND = /类型|种类|范围|内容|字段|名称|清单|列表|项目?|类别|详情|明细|情况/
const TAKES = /收集|采集|共享|获取|涉及|处理|使用|申请|提供|传输|读取|调用|访问/
const COMPANY =
  /公司|主体|提供方|提供者|运营方|运营者|开发者|开发商|机构|厂商|服务商|供应商|接收方|接收者|受托方|合作(?:方|商|伙伴)(?:名称)?$|所属|单位|运营商|控制者|处理者/
const PARTY = /^(?:第三方|合作方|三方|外部)(?:名称|方名称|主体名称)?$/
const NAME =
  /(?:SDK|插件|组件|产品|代码|API|(?:第三方|三方|工具|平台|应用|服务|小程序)名称?)(?:的?名称?|名)?$|^名称$|^第三方(?:服务|产品|平台|应用|插件|代码)/i
const TAKEN = /^(?:SDK|第三方)?(?:收集|采集|共享|获取|处理|使用)*的?(?:类型|内容|范围|字段|种类|项目?)$/i
const PERMISSION = /权限/
const SYSTEM = /系统|平台|终端|客户端|版本|Android|iOS|安卓|适用端/i

const clean = (label: string): string =>
  label
    .replace(/\s+/g, '')
    .replace(/^[【[「『《](.{1,30})[】\]」』》]$/, '$1')
    .replace(/[（(【[][^）)】\]]{0,30}[）)】\]]/g, '')
    .replace(/^[*•·\-—\d.、)）(（]+|[*：:？?。]+$/g, '')

/**
 * The roles of a header cell or label, most often one: `收集个人信息类型及目的` is both `items` and `purpose`.
 * Empty when the words name none of them. `party` is 第三方名称, which names an SDK in one list and its company in another.
 */
export function rolesOf(label: string): readonly Role[] {
  if (label.length > 2 * LONGEST) return []
  const known = KNOWN.get(label)
  if (known) return known
  const roles = classify(label)
  if (KNOWN.size < REMEMBERED) KNOWN.set(label, roles)
  return roles
}

/** Labels repeat row by row; this many are remembered. */
const REMEMBERED = 2000
const KNOWN = new Map<string, readonly Role[]>()

/** Headers in English, most telling first. */
const ENGLISH: readonly (readonly [Role, RegExp])[] = [
  ['link', /link|url|website|privacy (?:policy|notice|statement)/i],
  ['purpose', /purpose|usage|used for|reason/i],
  ['means', /means|method|manner|how (?:it is |we )?(?:collect|share|process)/i],
  ['permission', /permission/i],
  ['items', /(?:data|information|fields?)(?: types?| collected| shared| categor(?:y|ies)| items?|$)|scope/i],
  ['company', /company|provider|vendor|developer|operator|owner/i],
  [
    'name',
    /(?:sdk|product|service|plugin|third[- ]party)?\s?name|^(?:third[- ]party )?sdks?$|^third[- ]part(?:y|ies)$/i,
  ],
  ['scene', /scenario|function|feature|category|type/i],
]

function classify(label: string): readonly Role[] {
  const words = simplified(label)
  if (!/[\u4e00-\u9fff]/.test(words)) {
    const found =
      words.length <= LONGEST && !/SDK版本/.test(words) ? ENGLISH.find(([, one]) => one.test(words.trim())) : undefined
    return found ? [found[0]] : chinese(clean(words))
  }
  const roles = chinese(clean(words))
  // SDK名称 SDK Name: the English beside the Chinese is left out.
  return roles.length > 0
    ? roles
    : chinese(clean(words.replace(/(?<=[\u4e00-\u9fff])[\s/|]{0,3}[A-Za-z][A-Za-z\s/&-]{2,30}$/, '')))
}

function chinese(text: string): readonly Role[] {
  if (text === '' || text.length > LONGEST) return []
  if (NUMBER.test(text)) return ['number']
  if (ASIDE.test(text)) return ['other']
  if (NOTES.test(text) && !DATA.test(text)) return ['unsorted']
  if (CONTACT.test(text) && !LINK.test(text)) return ['other']
  const why = WHY.test(text)
  if (LINK.test(text) && !why && !/名称.{0,4}$/.test(text) && !/^(?:个人)?隐私(?:信息|数据)/.test(text)) {
    // 开发者及隐私政策 tells the company and the link in one cell.
    return COMPANY.test(text.replace(LINK, '')) && /[及和与、/]/.test(text) ? ['company', 'link'] : ['link']
  }
  if (MEANS.test(text) && !NOT_MEANS.test(text)) return why ? ['purpose', 'means'] : ['means']
  if (PERMISSION.test(text))
    return why || /场景|说明|描述/.test(text.replace(/权限名称/, ''))
      ? /[及和与、/]/.test(text)
        ? ['permission', 'purpose']
        : ['purpose']
      : ['permission']
  const data =
    DATA.test(text) &&
    (KIND.test(text) || TAKES.test(text) || /^(?:个人|敏感|用户)?(?:个人)?(?:信息|数据|资料|字段)$/.test(text))
  if (why) return data && KIND.test(text) && /[及和与、/]/.test(text) ? ['items', 'purpose'] : ['purpose']
  if (data && !COMPANY.test(text) && !/SDK名称/.test(text))
    return SCENE.test(text) && !KIND.test(text) ? ['scene'] : ['items']
  if (TAKEN.test(text)) return ['items']
  if (PACKAGE.test(text)) return ['package']
  if (PARTY.test(text)) return ['party']
  if (COMPANY.test(text)) return ['company']
  if (NAME.test(text) && !SCENE.test(text.replace(/SDK|产品|服务名称|平台名称/gi, ''))) return ['name']
  if (SCENE.test(text)) return ['scene']
  if (NOTE.test(text)) return ['scene']
  if (SYSTEM.test(text)) return ['system']
  return []
}

/** Whether a label says by itself that its list is about third parties. */
export const namesThirdParty = (label: string): boolean =>
  /SDK|第三方|三方|合作方|合作商|合作伙伴|接收方|供应商|服务商|插件|受托/i.test(label)
