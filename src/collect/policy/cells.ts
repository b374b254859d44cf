import { findDataItems, type ItemMention } from '../catalog/data-item-words.ts'
import { squeeze } from '../document/characters.ts'
import { masked } from './excerpt.ts'
import type { NamedItem, Told, ToldItems } from './scan.ts'

/** Longest text kept of one cell. */
const LONGEST = 600

const EMPTY =
  /^(?:无|暂无|没有|未知|略|待定|不适用|不详|null|none|n\/?a|na|tbd|同左|[\s\-–—/\\|·.。、,，*_~…]*)[。.]?$/i
const ELSEWHERE =
  /^(?:请|可|具体|详细|详情|更多|相关)?(?:内容|信息|情况)?(?:请)?(?:详见|见|参见|参考|参阅|查看|查阅|点击|访问|前往|以)[^，。；]{0,40}(?:官网|网站|政策|协议|链接|规则|声明|说明|条款|文档|为准|查看|页面|清单)[^，。；]{0,12}[。.]?$/
const ONLY_LINK =
  /^(?:(?:隐私(?:权)?(?:政策|协议|声明|保护指引)?|官网|链接|网址|点击查看|查看|详情|查看详情|https?:\/\/\S+)[\s、，,。:：]*)+$/i
const VAGUE_DATA = /^(?:必要|相关|部分|基本|一般|用户|所需|最小必要)?的?(?:个人)?(?:信息|数据)$/
const NO_DATA =
  /^(?:无|不(?:会)?(?:收集|涉及|获取|采集|共享|处理)|未(?:收集|涉及|获取|采集|共享)|没有(?:收集)?|暂无|不适用|none)(?:任何)?(?:用户)?(?:个人)?(?:信息|数据)?(?:[。.，,；;（(]|$)/i

/** Whether a cell says something: no dash, 无, bare link or 详见官网. */
export function meaningful(text: string): boolean {
  const whole = squeeze(text.replace(/\s+/g, ' ').trim())
  return !EMPTY.test(whole) && !ELSEWHERE.test(whole) && !ONLY_LINK.test(whole)
}

const short = (text: string): string => {
  const line = squeeze(
    text
      .replace(/\s*\n\s*/g, '；')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  return masked(line.length > LONGEST ? line.slice(0, LONGEST) : line)
}

/** The words of a cell, or undefined where it has none that mean anything. */
export const told = (text: string, inherited = false): Told | undefined =>
  meaningful(text) ? { text: short(text), ...(inherited ? { inherited } : {}) } : undefined

/** Data items a text names, each once, in order. */
export const namedItems = (text: string): readonly NamedItem[] => unique(findDataItems(text))

/** Each item of a list of mentions once, in order. */
export function unique(mentions: readonly ItemMention[]): readonly NamedItem[] {
  const found = new Map<string, NamedItem>()
  for (const { item, word } of mentions) if (!found.has(item)) found.set(item, { id: item, text: word })
  return [...found.values()]
}

const OPEN_BEFORE =
  /包括但不限于|包含但不限于|不限于|例如|比如|譬如|诸如|(?:[（(，,：:]|信息|数据|内容|参数|标识符?)如(?![您你果需无何下期实未前遇有果此若])[：:]?/g
/** 等 that ends a list; 等三项 or 等以上 closes it. */
const OPEN_AFTER =
  /等(?!级|待|于|同|候|[以上述]{2}|(?:共计?)?[\d一二三四五六七八九十两]{1,3}[个项类种]|额|值|价|各|方面|用途|目的|功能|服务|方式|形式|情[况形]|场景|操作|活动|原因|问题|需求|手段|途径|渠道|措施|机构|公司|平台|第三方|合作|业务|产品|用户|部门|主体|系统|权利|权益|法律)/g

/**
 * Whether a list of data items is left open. `start` and `end` are the span of the items in the text: an 等 within or
 * right after it, or a 例如/包括但不限于/（如 within it or right before it.
 */
export function openEnded(text: string, start: number, end: number): boolean {
  const after = text.slice(start, Math.min(text.length, end + 14))
  for (const match of after.matchAll(OPEN_AFTER)) {
    const at = start + match.index
    if (at < end || /^[^，。；：！？的]{0,10}$/.test(text.slice(end, at))) return true
  }
  const before = text.slice(Math.max(0, start - 10), end)
  for (const _match of before.matchAll(OPEN_BEFORE)) return true
  return false
}

/** What a cell of a third-party list says of the data taken. */
export function toldItems(text: string, inherited = false): ToldItems | undefined {
  const whole = squeeze(text.trim())
  const none = NO_DATA.test(whole)
  if (none) return { text: short(text), items: [], openEnd: false, none: true, ...(inherited ? { inherited } : {}) }
  if (!meaningful(text) || VAGUE_DATA.test(whole.replace(/[。.]$/, ''))) return undefined
  const mentions = findDataItems(whole)
  const openEnd =
    mentions.length > 0
      ? openEnded(whole, mentions[0]!.start, mentions.at(-1)!.end)
      : /等(?:信息|数据)?[。.]?$|例如|包括但不限于/.test(whole)
  return { text: short(text), items: unique(mentions), openEnd, none: false, ...(inherited ? { inherited } : {}) }
}
