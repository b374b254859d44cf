import {
  accountEntity,
  complaintEntity,
  followerCountEntity,
  measureEntity,
  ownerEntity,
  platformEntity,
  transferEntity,
} from './accounts.ts'
import type { AnyEntity } from './entity.ts'
import {
  campaignEntity,
  fanAccountEntity,
  featureEntity,
  rankingEntity,
  salesPageEntity,
  siteEntity,
} from './fan-circle.ts'
import { bankEntity, conductEntity, loanEntity, partnerEntity } from './lending.ts'
import { programmeEntity } from './programmes.ts'

/** One kind of tables that a mapping may name. Mapping checks, schemas, templates and SQL all read this. */
export interface TableKindOf {
  /** Entities by table; the first is the one the others stand beside. */
  readonly tables: Readonly<Record<string, AnyEntity>>
  /** Tables without which nothing can be judged; of the rest one at least. */
  readonly required: readonly string[]
  /** What a person may answer under `attest`, with evidence. */
  readonly attested?: AnyEntity
}

export const TABLE_KINDS = {
  'loan-book': {
    tables: { loan: loanEntity, bank: bankEntity, partner: partnerEntity },
    required: ['loan'],
    attested: conductEntity,
  },
  'account-register': {
    tables: {
      account: accountEntity,
      owner: ownerEntity,
      transfer: transferEntity,
      complaint: complaintEntity,
      measure: measureEntity,
      followerCount: followerCountEntity,
      platform: platformEntity,
    },
    required: [],
    attested: platformEntity,
  },
  product: {
    tables: {
      ranking: rankingEntity,
      feature: featureEntity,
      salesPage: salesPageEntity,
      campaign: campaignEntity,
      fanAccount: fanAccountEntity,
      site: siteEntity,
    },
    required: [],
    attested: siteEntity,
  },
  programme: { tables: { programme: programmeEntity }, required: ['programme'] },
} as const satisfies Readonly<Record<string, TableKindOf>>
export type TableKind = keyof typeof TABLE_KINDS
