import { numberOf } from './numbers.ts'
import type { Reading } from './reading.ts'
import type { Dates, Found, PolicyDate } from './scan.ts'

/** 2022年1月1日, 2022-01-01, 2022/1/1, 2022.1.1, 20220101, 二〇二二年一月一日; blanks and brackets are let through. */
const DAY =
  /(?<y>(?:19|20)\d{2}|二[〇零○O0]{1,2}[一二三四五六七八九〇零]{1,2})[】\])）]?\s?(?:[年./-]|，年，?)\s?[【[(（]?(?<m>\d{1,2}|十[一二]?|[一二三四五六七八九])[】\])）]?\s?[月./-]\s?[【[(（]?(?<d>\d{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[】\])）]?(?:日|号)?/g

const UPDATED = /更新|修订|修改|最近|最后|最新/
const EFFECTIVE = /生效|施行|实施|启用|适用日期/
const PUBLISHED = /发布|公布|制定/
const VERSION =
  /版本(?:号)?\s?[：:为]?\s?[【[（(]?\s?(?<a>[Vv]?\d{1,4}(?:\.\d{1,4}){1,3})|版本号\s?[：:为]\s?(?<c>[Vv]?\d{1,8})|(?:^|[（(【\s])(?<b>[Vv]\d{1,3}(?:\.\d{1,4}){1,3})/
/** Dates of laws and events that are not the policy's own. */
const OTHER = /法律|法规|成立|《[^》]{2,40}法》|规定》|处理时间|标准/

const isoDay = (y: string, m: string, d: string): string | undefined => {
  const year = numberOf(y.replace(/[○O0]/g, (char) => (/^\d/.test(y) ? char : '〇')))
  const month = numberOf(m)
  const day = numberOf(d)
  if (!year || !month || !day || year < 1995 || year > 2100 || month > 12) return undefined
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  if (day > last) return undefined
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

type Kind = 'updated' | 'effective' | 'published'

/** Kinds a date has by the words right around it: 修订与生效日期 gives two. */
function kindsAt(text: string, start: number, end: number): readonly Kind[] {
  const lead = text.slice(Math.max(0, start - 22), start)
  const after = text.slice(end, end + 8)
  const label = /([^，。；;|｜]{0,22})$/.exec(lead)![1]!
  const kinds: Kind[] = []
  const near = label.replace(/(?:19|20)\d{2}.*$/, '')
  const labelled = /(?:日期|时间|[：:于]|日)\s?[【[（(]?$/.test(near) || /[：:]/.test(near)
  if ((labelled && UPDATED.test(near)) || /^\s?(?:最后|最近)?(?:更新|修订|修改)/.test(after)) kinds.push('updated')
  if ((labelled && EFFECTIVE.test(near)) || /^\s?(?:起|正式|开始)*(?:生效|施行|实施)/.test(after))
    kinds.push('effective')
  if ((labelled && PUBLISHED.test(near)) || /^\s?(?:发布|公布)/.test(after)) kinds.push('published')
  return kinds
}

/** Dates of the policy itself: the first of each kind, since older versions are listed further down. */
export function readDates(reading: Reading): Dates {
  const found: {
    updated?: PolicyDate
    effective?: PolicyDate
    published?: PolicyDate
    version?: Found & { value: string }
  } = {}
  const near = [
    ...reading.headings.slice(0, 8),
    ...reading.lines.slice(0, 40),
    ...reading.headings,
    ...reading.lines.slice(Math.max(40, reading.lines.length - 25)),
  ]
  for (const line of near) {
    const text = line.plain
    if (!/\d|二[〇零○]/.test(text)) continue
    if (!found.version) {
      const version = VERSION.exec(text)
      const value = version?.groups?.['a'] ?? version?.groups?.['b'] ?? version?.groups?.['c']
      if (
        value &&
        text.length < 120 &&
        !/^(?:19|20)\d{2}$/.test(value) &&
        !/系统|设备|软件版本|应用版本|Android|安卓|iOS/i.test(text)
      )
        found.version = { ...reading.found(line, version!.index), value }
    }
    for (const match of text.matchAll(DAY)) {
      const { y, m, d } = match.groups!
      const day = isoDay(y!, m!, d!)
      if (!day) continue
      const end = match.index + match[0].length
      for (const kind of kindsAt(text, match.index, end)) {
        if (found[kind] || (OTHER.test(text.slice(Math.max(0, match.index - 30), end)) && text.length > 60)) continue
        found[kind] = { ...reading.found(line, match.index), day }
      }
    }
  }
  return found
}
