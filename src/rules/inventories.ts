import { holdings, ownerships } from '../facts/accounts.ts'
import type { Derived } from '../facts/derive.ts'
import type { AnyEntity } from '../facts/entity.ts'
import { TABLE_KINDS, type TableKind, type TableKindOf } from '../facts/tables.ts'
import type { Condition } from '../facts/tree.ts'
import { leavesOf } from '../judge/many.ts'
import type { Rule } from '../judge/rule.ts'
import { membersOf } from '../judge/sql/beside.ts'
import type { Pack } from '../judge/sql/plan.ts'
import { MOST_LEAVES } from '../judge/sql/rules.ts'
import type { Text } from '../law/text.ts'
import { onlineProgrammeRules, productRules } from './fan-circle-2021/product.ts'
import { programmeRules } from './programmes-2021/programme.ts'
import { accountRules } from './public-accounts-2020-draft/register.ts'

/** The rules over one kind of tables other than loan books. */
export interface Inventory {
  /** In the order of their provisions. */
  readonly rules: readonly Rule[]
  readonly derived: readonly Derived[]
  readonly applies: 'direct' | 'by-reference'
  /** Its law never came into force. */
  readonly draft: boolean
  /** What every report on it says beside the outcomes. */
  readonly notes: readonly Text[]
}

export type InventoryKind = Exclude<TableKind, 'loan-book'>

export const INVENTORIES: Readonly<Record<InventoryKind, Inventory>> = {
  'account-register': {
    rules: accountRules,
    derived: [holdings, ownerships],
    applies: 'direct',
    draft: true,
    notes: [
      {
        zh: '所依据的是2020年公开征求意见的修订草案，从未生效：结果不是现行规定下的结论，也不影响退出码，除非用 --instrument 指名。正式规定2021年2月22日起施行，条数和文字与草案不同。',
        en: 'Judged by the revision draft opened for comment in 2020, which never came into force: nothing here is a verdict under the law in force, and the exit code stays 0 unless --instrument names it. The final provisions apply from 2021-02-22 and differ in number and wording.',
      },
      {
        zh: '只按登记表和所答各项判断；登记表与实际是否一致未检查，言论和内容不作判断。',
        en: 'Judged by the register and the answers alone; whether they agree with what is real was not examined, and speech and content are not judged.',
      },
    ],
  },
  product: {
    rules: productRules,
    derived: [],
    applies: 'by-reference',
    draft: false,
    notes: [
      {
        zh: '通知发给各地网信办，平台参照执行。只按清单和所答各项判断客观的产品设置；言论、粉丝和明星不作判断。',
        en: 'The notice is addressed to cyberspace administrations; sites follow it by reference. Only objective settings of products are judged, by the inventories and answers; speech, fans and stars are not.',
      },
    ],
  },
  programme: {
    rules: [...onlineProgrammeRules, ...programmeRules],
    derived: [],
    applies: 'by-reference',
    draft: false,
    notes: [
      {
        zh: '两份通知发给广电部门、网信办，播出机构和平台参照执行。只按清单判断客观事项，不读取也不保存人名，不评价人。',
        en: 'Both notices are addressed to authorities; broadcasters and platforms follow them by reference. Only objective matters of the inventory are judged; no names are read or kept, and people are not judged.',
      },
    ],
  },
}

/** Rules that a person answers: their subject is what stands under `attest`. */
export const attestedRules = (kind: InventoryKind): readonly Rule[] =>
  INVENTORIES[kind].rules.filter((rule) => rule.subject === (TABLE_KINDS[kind] as TableKindOf).attested)

/**
 * The rules over one table, in packs that each fit one pass: an answer holds a limited number of leaves. What is derived
 * from the table stands in the first.
 */
export function packsOf(kind: InventoryKind, entity: AnyEntity): Pack[] {
  const { rules, derived } = INVENTORIES[kind]
  const own = rules.filter((rule) => rule.subject === entity)
  const groups = derived
    .filter((of) => of.source === entity)
    .map((of) => ({ of, rules: rules.filter((rule) => rule.subject === of.entity) }))
    .filter((one) => one.rules.length > 0)
  const packs: { rules: Rule[]; leaves: Set<string>; taken: number }[] = []
  let taken = membersOf(groups).length * 2
  for (const rule of own) {
    const leaves = leavesAsked(rule)
    let last = packs.at(-1)
    const size = last ? new Set([...last.leaves, ...leaves]).size + last.taken : Number.POSITIVE_INFINITY
    if (!last || size > MOST_LEAVES) {
      last = { rules: [], leaves: new Set(), taken }
      taken = 0
      packs.push(last)
    }
    last.rules.push(rule)
    for (const leaf of leaves) last.leaves.add(leaf)
  }
  if (packs.length === 0 && groups.length > 0) packs.push({ rules: [], leaves: new Set(), taken: 0 })
  return packs.map((pack, i) => ({ entity, rules: pack.rules, asides: [], derived: i === 0 ? groups : [] }))
}

function leavesAsked({ appliesWhen, requires, leads = [] }: Rule): string[] {
  const conditions: Condition[] = [...leavesOf(appliesWhen), ...leavesOf(requires), ...leads.map((lead) => lead.when)]
  return conditions.map((one) => JSON.stringify(one))
}
