import { app } from '../../facts/app.ts'
import type { Row } from '../../facts/row.ts'
import { all, any } from '../../facts/terms.ts'
import type { Text } from '../../law/text.ts'
import { act, naming } from './act.ts'

const ELEMENTS: readonly (readonly [string, Text])[] = [
  ['purposeStated', { zh: '目的', en: 'purpose' }],
  ['meansStated', { zh: '方式', en: 'means' }],
  ['scopeStated', { zh: '范围', en: 'scope' }],
]

function missing(sdk: Row): Text {
  const name = String(sdk['name'] ?? sdk['id'])
  if (sdk['disclosed'] === false) return { zh: `${name}（未列明）`, en: `${name} (not listed)` }
  const absent = ELEMENTS.filter(([field]) => sdk[field] === false).map(([, word]) => word)
  return {
    zh: `${name}（缺${absent.map((t) => t.zh).join('、')}）`,
    en: `${name} (no ${absent.map((t) => t.en).join(', ')})`,
  }
}

export default act('2.1', {
  reads: '未逐一列出',
  title: { zh: '未逐一列出收集使用的目的、方式和范围', en: 'Purpose, means and scope are not listed one by one' },
  requires: all(
    app.sdks.none((sdk) =>
      all(
        sdk.active.isTrue(),
        sdk.collects.isTrue(),
        any(sdk.disclosed.isFalse(), sdk.purposeStated.isFalse(), sdk.meansStated.isFalse(), sdk.scopeStated.isFalse()),
      ),
    ),
    app.purposesListed.isTrue(),
  ),
  tell: (sdks) => {
    const parts = sdks.map(missing)
    return {
      zh: `隐私政策对下列收集个人信息的SDK没有写全：${parts.map((t) => t.zh).join('；')}`,
      en: `The policy is incomplete for these SDKs that collect personal information: ${parts.map((t) => t.en).join('; ')}`,
    }
  },
  remedy: {
    zh: '在第三方SDK清单中逐个写明：SDK名称和提供者、收集的个人信息类型、目的、收集方式；不再使用的SDK应移除。',
    en: 'List each SDK with its vendor, the personal information it collects, the purpose and the means; remove SDKs that are not used.',
  },
  reading: {
    zh: '目的、方式、范围逐项判断；SDK收集个人信息须有公开出处，且代码可达或组件已声明，才可认定未列明；不收集个人信息的SDK无须列出。',
    en: 'Purpose, means and scope are asked one by one. An unlisted SDK counts only where its collection is publicly sourced and its code is reachable or its component declared; an SDK that takes no personal information need not be listed.',
  },
  leads: [
    {
      when: all(
        app.policyGiven.isFalse(),
        app.sdks.some((sdk) => all(sdk.active.isTrue(), sdk.collects.isTrue())),
      ),
      say: naming('name', {
        zh: '未提供隐私政策；下列收集个人信息的SDK须逐一列明目的、方式和范围：{names}',
        en: 'No policy was supplied; it must list purpose, means and scope for these SDKs that collect personal information: {names}',
      }),
    },
    {
      when: app.sdks.some((sdk) => all(sdk.disclosed.isFalse(), sdk.doubtful.isTrue())),
      say: naming('name', {
        zh: '隐私政策未提及下列SDK，是否启用、是否收集个人信息待核实：{names}',
        en: 'The policy does not name these SDKs; whether they run and collect is to be checked: {names}',
      }),
    },
    {
      when: app.collections.some((data) => data.disclosed.isFalse()),
      say: naming('item', {
        zh: '代码会获取、隐私政策未提及的个人信息：{names}',
        en: 'Obtained by code but not named in the policy: {names}',
      }),
    },
    {
      when: app.policy.openEnded.isTrue(),
      say: {
        zh: '隐私政策以“等”“例如”概括个人信息类型',
        en: 'The policy names data types with “etc.” or “for example”',
      },
    },
  ],
  examples: [
    {
      name: 'row with purpose, means and scope, list complete',
      facts: {
        purposesListed: true,
        sdks: [
          {
            name: 'A',
            active: true,
            collects: true,
            disclosed: true,
            purposeStated: true,
            meansStated: true,
            scopeStated: true,
          },
        ],
      },
      expect: 'passed',
    },
    {
      name: 'bare name',
      facts: {
        sdks: [
          {
            name: 'A',
            active: true,
            collects: true,
            disclosed: true,
            purposeStated: false,
            meansStated: false,
            scopeStated: false,
          },
        ],
      },
      expect: 'failed',
    },
    {
      name: 'collecting SDK not named',
      facts: { sdks: { rows: [{ name: 'A', active: true, collects: true, disclosed: false }], open: true } },
      expect: 'failed',
    },
    {
      name: 'unlisted SDK that takes nothing',
      facts: { purposesListed: true, sdks: [{ name: 'A', active: true, collects: false, disclosed: false }] },
      expect: 'passed',
    },
    {
      name: 'unlisted SDK of unknown collection',
      facts: { purposesListed: true, sdks: [{ name: 'A', active: true, disclosed: false }] },
      expect: 'cantTell',
    },
    {
      name: 'dead code',
      facts: { purposesListed: true, sdks: [{ name: 'A', active: false, collects: true, disclosed: false }] },
      expect: 'passed',
    },
    { name: 'no policy supplied', facts: { sdks: [{ name: 'A', active: true, collects: true }] }, expect: 'cantTell' },
  ],
})
