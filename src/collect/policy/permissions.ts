import { namedItems, told } from './cells.ts'
import { excerpt } from './excerpt.ts'
import type { TableRow } from './party-tables.ts'
import type { Reading } from './reading.ts'
import type { PermissionRow, Place } from './scan.ts'
import { purposesOf } from './statements.ts'

/** A permission as policies name it, at the end of a text. */
const NAME =
  /(?:访问|读取|写入|获取|使用|开启|调用|申请)?(?:您的|设备的?|手机的?|系统的?)?(?:精[确准]|粗略|后台|大致|模糊)?(?:地理)?(?:位置|定位|相机|摄像头?|麦克风|录音|相册|照片|图片|媒体|存储(?:空间)?|外部存储|通讯录|联系人|电话|通话(?:记录)?|短信|日历|日程|蓝牙|附近(?:的)?设备|身体(?:传感器|活动)|传感器|运动(?:与健身)?|健康|剪[贴切]板|通知|悬浮窗|应用列表|已安装应用|设备(?:信息|状态)?|手机状态|网络|无线(?:局域网|数据)|WLAN|Wi-?Fi|WiFi|WIFI|NFC|人脸|面容|指纹|生物识别|自启动|安装(?:应用|未知应用)|无障碍|录屏|读写|日志|语音识别|Siri|本地网络|跟踪|IDFA)[^，。；：:、（）()]{0,10}?权限$/
const LEAD =
  /^[（(]?[\d一二三四五六七八九十]{0,3}[)）、.．]?\s?[*•·-]?\s?([^：:，。；]{2,24}?)(?:权限)?\s?[：:—-]{1,2}\s?(.{4,})$/
const KNOWN =
  /^(?:访问|读取|写入|获取|使用|开启|调用)?(?:精[确准]|粗略|后台)?(?:地理)?(?:位置(?:信息)?|定位|相机|摄像头?|麦克风|录音|相册|照片|存储(?:空间)?|外部存储|通讯录|联系人|电话|通话记录|短信|日历|蓝牙|传感器|身体传感器|剪[贴切]板|通知|悬浮窗|应用列表|手机状态|设备信息|网络|NFC|指纹|面容|健康|运动与健身)(?:和[^：:，。；]{1,8})?$/

/** A line that only names a permission; what it is for stands in the next one. */
const TITLE_LINE =
  /^(?:[（(]?[\dA-Za-z一二三四五六七八九十]{1,3}[)）、.．]\s?)?(?=[^。；，]{2,60}$)[^。；，]*(?:权限|位置|定位|相机|摄像|麦克风|录音|相册|照片|存储|通讯录|联系人|电话|通话|短信|日历|蓝牙|传感器|剪[贴切]板|通知|悬浮窗|应用列表|设备|识别码)[^。；，]*$/

/** How far back from 权限 the name of a permission can begin. */
const LONGEST = 30
const CODE = /android\.permission\.[A-Z_]{3,60}/g
const VERB = /^(?:访问|获取|使用|开启|调用|申请|您的|设备的?|手机的?|系统的?)+/

/** 相机、麦克风和相册权限: each of the words stands for a permission. */
const SERIES = /((?:[\u4e00-\u9fffA-Za-z]{2,8}[、／/和及与或]){1,8})[\u4e00-\u9fffA-Za-z]{2,8}权限$/

/** Permissions a sentence names. */
function namesIn(text: string): ReadonlySet<string> {
  const names = new Set<string>(text.match(CODE))
  for (let at = text.indexOf('权限'); at >= 0; at = text.indexOf('权限', at + 2)) {
    const name = NAME.exec(text.slice(Math.max(0, at - LONGEST), at + 2))?.[0].replace(VERB, '')
    if (name) names.add(name)
    const series = SERIES.exec(text.slice(Math.max(0, at - LONGEST), at + 2))?.[1]
    for (const part of series?.split(/[、／/和及与或]/) ?? []) {
      const word = part.replace(/^.*(?:获取|申请|访问|使用|开启|调用|您的|设备的?|手机的?)/, '')
      if (KNOWN.test(word)) names.add(`${word}权限`)
    }
  }
  return names
}

/** Rows of permission tables, and permissions that lists and sentences give a purpose. */
export function readPermissions(
  tables: readonly { readonly place: Place; readonly rows: readonly TableRow[] }[],
  reading: Reading,
): readonly PermissionRow[] {
  const out: PermissionRow[] = []
  for (const { place, rows } of tables)
    for (const { row, values } of rows) {
      const text = (role: string) =>
        values
          .filter((value) => value.role === role)
          .map((value) => value.text)
          .join('；')
      const permission = text('permission') || text('name')
      if (permission === '') continue
      const purpose = told(text('purpose')) ?? told(text('scene'))
      const raw = values.map((value) => value.text).join(' | ')
      out.push({
        at: { ...place, row },
        excerpt: excerpt(raw),
        permission: permission.slice(0, 120),
        ...(purpose ? { purpose } : {}),
        items: namedItems(`${permission} ${text('items')}`),
      })
    }
  for (const [i, line] of reading.lines.entries()) {
    if (out.length >= 400) break
    const text = line.plain
    const titled = /权限/.test(reading.titles(line.section))
    const next = reading.lines[i + 1]
    if (
      titled &&
      next?.section === line.section &&
      TITLE_LINE.test(text) &&
      next.plain.length >= 8 &&
      !TITLE_LINE.test(next.plain)
    ) {
      const purpose = told(next.plain)
      const permission = text.replace(/^[（(]?[\dA-Za-z]{1,3}[)）、.．]\s?|[：:]$/g, '').slice(0, 80)
      out.push({ ...reading.found(line), permission, ...(purpose ? { purpose } : {}), items: namedItems(permission) })
      continue
    }
    const listed = titled ? LEAD.exec(text) : null
    if (listed && KNOWN.test(listed[1]!)) {
      const purpose = told(listed[2]!)
      out.push({
        ...reading.found(line),
        permission: `${listed[1]!}权限`,
        ...(purpose ? { purpose } : {}),
        items: namedItems(listed[1]!),
      })
      continue
    }
    if (!text.includes('权限') && !text.includes('android.permission')) continue
    const names = namesIn(text)
    if (names.size === 0) continue
    const purpose = told(purposesOf(text).join('；'))
    if (!purpose) continue
    for (const permission of names)
      out.push({ ...reading.found(line), permission: permission.slice(0, 60), purpose, items: namedItems(permission) })
  }
  return out
}
