import { squeeze } from '../document/characters.ts'
import { meaningful } from './cells.ts'
import { masked } from './excerpt.ts'
import type { MeansKind, ToldMeans } from './scan.ts'

/**
 * Words for the 方式 (means) in which personal information is collected or passed on.
 *
 * The method of 2019 (act 2.1) asks for 目的、方式、范围 one by one and does not define 方式. What a careful reader
 * accepts as telling it: who takes the data and where (SDK 本机采集, 客户端采集, 用户主动填写), through what it is
 * taken or passed on (嵌入第三方代码, 接口传输, 后台接口, 小程序页面跳转, 系统权限), and whether without an action of
 * the user (自动采集). Words that tell only how data is protected (加密, 去标识化, 匿名化) are `safeguard`: they
 * answer another question, though 加密传输 also says that the data is sent. A column headed 共享方式/处理方式/收集方式
 * with other real words is `other`.
 */
export const MEANS_WORDS: readonly (readonly [MeansKind, RegExp])[] = [
  [
    'on-device',
    /本机(?:自动)?(?:采集|收集|获取|处理)|(?:客户端|终端|设备端?|端上|本地|前端|SDK)(?:直接|自动|自行)?(?:采集|收集|获取|读取)|由?SDK(?:直接|自行|自动)?(?:采集|收集|获取)|SDK(?:采集|收集)?方式/i,
  ],
  [
    'embedded',
    /(?:嵌入|内嵌|集成|接入|植入|内置)(?:了|的)?(?:第三方|三方)?(?:的)?(?:代码|SDK|插件|软件(?:开发)?(?:工具)?包|H5|模块)|(?:代码|SDK|插件)(?:嵌入|集成|接入|内嵌)|集成方式/i,
  ],
  ['automatic', /自动(?:采集|收集|获取|读取|上传|上报|记录)|后台(?:采集|收集|静默)/],
  ['interface', /接口(?:传输|调用|交互|对接|共享|方式)?|API(?:接口|调用|方式|传输)?/i],
  [
    'server',
    /(?:后台|后端|服务器?端?|云端|服务端)(?:之间)?(?:的)?(?:数据)?(?:接口)?(?:传输|对接|采集|收集|共享|推送|交互|传送)|(?:加密|网络|数据|通道|HTTPS?)(?:方式)?(?:传输|传送|上传|发送)|传输方式/i,
  ],
  [
    'user-provided',
    /(?:用户|您)(?:主动|自行|手动|自愿)?(?:提供|填写|输入|上传|授权|提交|录入)|主动(?:提供|填写|输入|上传|提交)|授权(?:获取|登录|后获取)/,
  ],
  ['permission', /(?:申请|通过|调用|获取|系统|开启)[^，。；]{0,10}权限/],
  ['web', /(?:H5|网页|页面|小程序|链接)(?:跳转|方式|嵌套|收集|采集)|跳转(?:至|到)?|Cookies?/i],
  ['safeguard', /去标识化|匿名化|脱敏|加密|哈希|散列|安全(?:处理|措施|的处理方式)/],
]

const kindsOf = (text: string): readonly MeansKind[] =>
  MEANS_WORDS.filter(([, words]) => words.test(text)).map(([kind]) => kind)

/** Kinds that say how data is taken when they stand in running text, outside a column for it. */
const STRONG: ReadonlySet<MeansKind> = new Set(['on-device', 'embedded', 'automatic', 'server'])
const STRONG_WORDS = MEANS_WORDS.filter(([kind]) => STRONG.has(kind)).map(([, words]) => words)

const make = (text: string, kinds: readonly MeansKind[], from: 'row' | 'intro', inherited: boolean): ToldMeans => ({
  text: masked(squeeze(text.replace(/\s+/g, ' ').trim()).slice(0, 300)),
  kinds,
  safeguardOnly: kinds.length > 0 && kinds.every((kind) => kind === 'safeguard'),
  from,
  ...(inherited ? { inherited } : {}),
})

/** What the cell of a means column says, or undefined where it says nothing. */
export function toldMeans(cell: string, inherited = false): ToldMeans | undefined {
  if (!meaningful(cell)) return undefined
  const kinds = kindsOf(squeeze(cell))
  return make(cell, kinds.length > 0 ? kinds : ['other'], 'row', inherited)
}

/** Means told in running text: the sentence part with words of collecting or passing on that need no header. */
export function meansInText(text: string, from: 'row' | 'intro'): ToldMeans | undefined {
  if (!STRONG_WORDS.some((words) => words.test(text))) return undefined
  let embedded: ToldMeans | undefined
  for (const part of text.split(/[。；\n|]/, 60)) {
    if (!STRONG_WORDS.some((words) => words.test(part))) continue
    const kinds = kindsOf(part)
    // That an SDK is embedded says least: a part that also says how it takes the data goes before it.
    if (kinds.some((kind) => kind !== 'embedded' && STRONG.has(kind))) return make(part, kinds, from, false)
    embedded ??= make(part, kinds, from, false)
  }
  return embedded
}
