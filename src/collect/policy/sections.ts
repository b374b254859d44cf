import type { Reading } from './reading.ts'
import type { Section, Sentence, Topic } from './scan.ts'

const TITLES: readonly (readonly [Topic, RegExp])[] = [
  ['special-groups', /未成年|儿童|青少年|特殊人群|逝者/],
  [
    'policy-change',
    /(?:政策|协议|声明|指引|条款|规则|隐私)[^，。]{0,10}(?:更新|变更|修订|修改)|(?:更新|变更|修订)[^，。]{0,6}(?:政策|协议|声明|指引|条款)/,
  ],
  ['contact', /联系我们|联系方式|与我们联系|投诉|举报|反馈|争议/],
  ['cessation', /停止运营|终止(?:服务|运营)/],
  ['user-control', /您的权利|用户权利|权利|管理(?:您|你|个人|自己)|注销|撤回|访问|更正|删除|查询|副本|个性化/],
  ['permissions', /权限/],
  ['sharing', /共享|转让|披露|委托|第三方|SDK|对外提供/i],
  ['storage', /存储|保存|储存|保留|留存|跨境|出境/],
  ['security', /保护(?:您|你|用户)?(?:的)?(?:个人)?信息|安全/],
  ['collection', /收集|采集|获取/],
  ['use', /使用|用途|Cookie/i],
]

/** Sections and sentences in the form of the scan; a title that says nothing takes the commonest topic of its sentences. */
export function sectionsOf(reading: Reading): {
  readonly sections: readonly Section[]
  readonly sentences: readonly Sentence[]
} {
  const votes = reading.sections.map(() => new Map<Topic, number>())
  const all = [...reading.lines, ...reading.records]
  for (const line of all)
    for (const topic of line.topics) votes[line.section]?.set(topic, (votes[line.section]!.get(topic) ?? 0) + 1)
  const sections = reading.sections.map(({ title, level, parent }, i): Section => {
    const named = TITLES.find(([, words]) => words.test(title))?.[0]
    const most = [...votes[i]!].sort((a, b) => b[1] - a[1])[0]?.[0]
    const topic = named ?? most
    return { title, level, ...(topic ? { topic } : {}), ...(parent === undefined ? {} : { parent }) }
  })
  return {
    sections,
    sentences: all.map(({ text, section, block, topics }, i) => ({
      text,
      section,
      block,
      topics,
      ...(i >= reading.lines.length ? { record: true as const } : {}),
    })),
  }
}
