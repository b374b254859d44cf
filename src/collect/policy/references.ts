import { excerpt } from './excerpt.ts'
import type { Line, Reading } from './reading.ts'
import type { Reference } from './scan.ts'

const KINDS: readonly (readonly [Reference['kind'], RegExp])[] = [
  [
    'third-parties',
    /(?:第三方|三方|合作方|合作伙伴|SDK|共享)[^，。；]{0,16}(?:清单|目录|列表|名录|说明|名单|明细|公示)|(?:SDK|第三方)[^，。；]{0,12}(?:详情|情况)|信息共享清单/i,
  ],
  ['permissions', /权限[^，。；]{0,14}(?:清单|说明|列表|规则|目录|详情|情况)|应用权限/],
  ['collected', /(?:个人)?信息(?:收集)?(?:清单|明示清单)|收集(?:个人)?信息(?:明示)?清单|已收集(?:个人)?信息清单/],
  ['children', /(?:儿童|未成年人|青少年)[^，。；]{0,20}(?:政策|指引|声明|规则|协议|须知)/],
]
const TITLED = /[《【〈]([^《》【】〈〉]{3,40})[》】〉]/g
const SEND = /(?:详见|请见|参见|查看|查阅|参阅|阅读|点击|访问|了解|见|载于|列于|公示于|请参考|参考|请点击)/

const kindOf = (title: string): Reference['kind'] | undefined => KINDS.find(([, words]) => words.test(title))?.[0]

/** Lists and policies in other documents the policy sends its reader to. A bare mention of one counts: the list is there. */
export function readReferences(reading: Reading): readonly Reference[] {
  const out: Reference[] = []
  const seen = new Set<string>()
  const add = (line: Line, kind: Reference['kind'], title: string, at: number, href: string | undefined) => {
    const key = `${kind}:${title}`
    if (seen.has(key) || out.length >= 60) return
    seen.add(key)
    out.push({ ...reading.found(line, at), kind, title: title.slice(0, 60), ...(href ? { href } : {}) })
  }
  let block = -1
  for (const line of reading.lines) {
    if (line.block !== block) {
      block = line.block
      for (const link of line.links) {
        const kind = kindOf(link.text)
        // An anchor of the same page is no other document.
        if (kind && link.href !== '' && !link.href.startsWith('#'))
          add(line, kind, excerpt(link.text.replace(/[《》【】〈〉]/g, '')), 0, link.href)
      }
    }
    for (const match of line.plain.matchAll(TITLED)) {
      const kind = kindOf(match[1]!)
      if (!kind) continue
      const link = line.links.find((one) => one.text.includes(match[1]!) || match[1]!.includes(one.text))
      if (link?.href.startsWith('#')) continue
      add(line, kind, match[1]!, match.index, link?.href)
    }
    if (SEND.test(line.plain) && line.links.length > 0) {
      const match = KINDS[0]![1].exec(line.plain) ?? KINDS[1]![1].exec(line.plain)
      const kind = match ? kindOf(match[0]) : undefined
      const link = line.links.find((one) => !one.href.startsWith('#'))
      if (match && kind && link && /(?:此处|这里|点击|查看|链接|https?)/.test(link.text))
        add(line, kind, match[0], match.index, link.href)
    }
  }
  return out
}
