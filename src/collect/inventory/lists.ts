import type { AnyEntity } from '../../facts/entity.ts'
import {
  assessmentEntity,
  certificateEntity,
  changeEntity,
  dataEntity,
  drillEntity,
  filingEntity,
  findingEntity,
  incidentEntity,
  networkEntity,
  outsourcedEntity,
  personEntity,
  planEntity,
  productEntity,
  serviceEntity,
  supplierEntity,
} from '../../facts/network.ts'

interface InventoryList {
  readonly entity: AnyEntity
  /** List of a network the rows stand in; absent where they belong to the operator. */
  readonly of?: string
  /** Values a row has without saying so. */
  readonly implied?: Readonly<Record<string, string>>
}

/** The lists an inventory may hold, in the order of the template. */
export const INVENTORY_LISTS = {
  networks: { entity: networkEntity },
  services: { entity: serviceEntity },
  data: { entity: dataEntity, of: 'data' },
  people: { entity: personEntity, of: 'people' },
  suppliers: { entity: supplierEntity, of: 'suppliers' },
  products: { entity: productEntity, of: 'products' },
  outsourced: { entity: outsourcedEntity, of: 'outsourced' },
  incidents: { entity: incidentEntity, of: 'incidents' },
  vulnerabilities: { entity: findingEntity, of: 'findings', implied: { source: 'scan' } },
  findings: { entity: findingEntity, of: 'findings' },
  plans: { entity: planEntity, of: 'plans' },
  drills: { entity: drillEntity, of: 'drills' },
  assessments: { entity: assessmentEntity, of: 'assessments' },
  filings: { entity: filingEntity, of: 'filings' },
  certificates: { entity: certificateEntity, of: 'certificates' },
  changes: { entity: changeEntity, of: 'changes' },
} as const satisfies Record<string, InventoryList>
export type ListName = keyof typeof INVENTORY_LISTS
export const LIST_NAMES = Object.keys(INVENTORY_LISTS) as readonly ListName[]
export const listOf = (name: ListName): InventoryList => INVENTORY_LISTS[name]

/** Names of the items of GB/T 22239 and their answers stand in a list of their own. */
export const REQUIREMENTS = 'requirements'
/** Keys a network may hold besides its facts. */
export const NETWORK_EXTRAS = ['grading', 'extensions'] as const
