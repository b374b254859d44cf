import { namedItems } from './cells.ts'
import type { Reading } from './reading.ts'
import type { Found, Refusal } from './scan.ts'

/** Something other than an express agreement that the text takes for one. */
const BY_USE =
  /(?:一旦|当|如|若|只要)?(?:您|你|用户)?(?:一旦|开始|已经|选择|进行)?(?:继续)?(?:使用|访问|浏览|登录|登陆|注册|下载|安装|启动|接受|开启|打开|点击|进入|获取|停留|享受)[^。；]{0,60}?(?:即(?:视为|表示|表明|意味着?|代表|为|等同于?)|(?:视为|视同|意味着|表示|表明|(?<!法定)代表(?!人))|都(?:表示|意味着|视为|代表)|则(?:视为|表示|代表|意味着|表明)|将(?:视为|被视为))[^。；]{0,30}?(?:同意|接受|认可|授权|许可|允许|受[^，。；]{0,24}约束)/
/** The express acts: ticking, clicking 同意, signing, agreeing in so many words. */
const EXPRESS =
  /(?:勾选|点击|点选|选择|签署|按下|确认)[^，。；]{0,20}(?:同意|确认|接受|已阅读)|(?:如果?|若)(?:您|你|用户)[^，。；]{0,12}(?:明示)?同意[^，。；]{0,24}(?:并|且)|确认同意|主动提供/
/** Going on to use is named as another way beside the express one. */
const OR_USE = /或者?[^，。；“”）]{0,12}(?:使用|继续使用|访问|登录|注册|提交)/
/** Agreement only to what is not personal information handling, or a denial. */
const NOT_IMPLIED =
  /(?:不|并不|不会|不应|并非|不能)(?:代表|意味着|表示|视为|等同|构成)|不(?:会)?(?:将|把)?[^，。]{0,10}视为(?:您|你)?(?:同意|授权)|视为(?:个人|敏感|儿童|未成年|非|未|不|拒绝|您?撤回|您?放弃|送达|有效)/
/** Turning a permission on in the system's own dialog is an act of its own. */
const PERMISSION = /(?:开启|打开|授予|允许|同意)[^，。；]{0,16}(?:权限|蓝牙|定位|开关|[^，。；]{0,6}功能)/
const SILENT =
  /(?:未|没有)(?:提出|表示)?(?:异议|反对|拒绝)[^。；]{0,16}(?:视为|视同|即)[^。；]{0,10}(?:同意|接受|授权)|默认(?:您|你|用户)?(?:已)?(?:同意|接受|授权)|默示同意/

/** Every deeming has one of these. */
const DEEMING = ['视为', '视同', '表示', '表明', '意味', '代表', '默认', '默示', '等同', '即为']

/** Sentences that take use, silence or going on for consent (使用即视为同意). */
export function readImpliedConsent(reading: Reading): readonly Found[] {
  const out: Found[] = []
  for (const line of reading.lines) {
    const text = line.plain
    if (!DEEMING.some((word) => text.includes(word)) || !/同意|接受|认可|授权|许可|允许|约束/.test(text)) continue
    const silent = SILENT.exec(text)
    if (silent && !NOT_IMPLIED.test(text)) {
      out.push(reading.found(line, silent.index))
      continue
    }
    const by = BY_USE.exec(text)
    if (!by || (EXPRESS.test(text) && !OR_USE.test(text)) || NOT_IMPLIED.test(by[0]) || PERMISSION.test(by[0])) continue
    out.push(reading.found(line, by.index))
  }
  return out
}

const REFUSE =
  /(?:如果?|若|假如|倘若|一旦|当)?(?:您|你|用户|监护人)?(?:选择)?(?:不同意|拒绝|不提供|不授权|未提供|不接受|不填写|不开启|未同意|未授权|不愿意?(?:提供|授权|同意)|关闭|撤回)/
const STOPS =
  /(?:无法|不能|不可|不(?:会|再)(?:向|为)您|将?停止(?:使用|访问)|应(?:立即)?停止|请(?:您|你)?(?:立即)?停止|终止使用|退出(?:应用|App|APP|软件|程序)|导致[^。；]{0,16}(?:无法|不能)|影响[^，。；]{0,6}(?:使用|体验|功能))/
const STILL =
  /不(?:会)?(?:因此)?(?:影响|妨碍)(?!您?(?:此前|之前))|仍(?:然)?(?:可以?|能)|依然可以?|可以?(?:继续|正常)使用|不受影响/
const PART =
  /(?:该|此|上述|相关|相应|对应|部分|这|其中|某|所对应|附加|扩展|特定|前述|以上|[^，。；的]{1,12}(?=功能))(?:些|个|项|类|等|的)?[^，。；]{0,14}(?:功能|服务|业务|产品特性|体验|活动)|需[^，。；]{0,24}(?:方可|才能|才可)|第三方(?:平台)?(?:的)?账[号户]|完整(?:的)?(?:功能|服务|体验)|全部(?:功能|服务)|功能/
const WHOLE =
  /(?:使用|享受|接受|访问|登录|注册|进入)(?:或接受)?(?:我们|本|本公司|[^，。；]{0,10})?(?:的)?(?:全部|任何|所有|各项)?(?:的)?(?:产品|服务|App|APP|应用|软件|平台|网站|小程序|客户端)|停止(?:使用|访问)|终止使用|退出(?:应用|App|APP|软件|程序)/i

/** Sentences on what happens when the user refuses. */
export function readRefusal(reading: Reading): readonly Refusal[] {
  const out: Refusal[] = []
  for (const line of reading.lines) {
    const text = line.plain
    const refused = REFUSE.exec(text)
    if (!refused) continue
    const rest = text.slice(refused.index)
    const still = STILL.exec(rest)
    const stops = STOPS.exec(rest)
    if (!still && !stops) continue
    out.push({
      ...reading.found(line, refused.index),
      items: namedItems(text),
      effect: effectOf(text, rest, still !== null && (!stops || /不(?:会)?(?:因此)?影响/.test(still[0])), stops),
    })
  }
  return out
}

/** What stops is called by a name that stands earlier in the sentence: 使用格式转换服务时…将无法使用格式转换服务. */
function namedFeature(text: string, after: string): boolean {
  const name = /(?:使用|享受|访问)([^，。；]{2,14}?)(?:服务|功能)/.exec(after)?.[1]
  return name !== undefined && !/我们|本|我行|我司/.test(name) && text.slice(0, text.lastIndexOf(name)).includes(name)
}

function effectOf(text: string, rest: string, still: boolean, stops: RegExpExecArray | null): Refusal['effect'] {
  if (!stops) return 'none'
  const after = rest.slice(stops.index, stops.index + 60)
  if (still) return PART.test(after) ? 'feature' : 'none'
  if (/影响|体验/.test(stops[0])) return 'feature'
  if (/停止|终止|退出/.test(stops[0]))
    return /^[^，。；]{0,8}(?:该|此|上述|相应|对应)(?:项|些|类)?(?:功能|服务)/.test(after) ? 'feature' : 'service'
  if (/仅可以?使用|仍可|可以?(?:继续)?(?:使用|浏览)/.test(after) || namedFeature(text, after)) return 'feature'
  return WHOLE.test(after) && !PART.test(after) ? 'service' : 'feature'
}
