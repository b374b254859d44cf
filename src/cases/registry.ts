import type { Procedure } from './procedure.ts'
import { accountReport } from './procedures/account-report.ts'
import { appRights } from './procedures/app-rights.ts'
import { creditCaseProcedure } from './procedures/credit-case.ts'
import { findingCase } from './procedures/finding.ts'
import { inspection2018 } from './procedures/inspection-2018.ts'
import { regulatorNotice } from './procedures/regulator-notice.ts'

export const procedures: readonly Procedure[] = [
  accountReport,
  appRights,
  creditCaseProcedure,
  findingCase,
  inspection2018,
  regulatorNotice,
]

/** The procedure with an id; undefined where there is none. */
export const findProcedure = (id: string): Procedure | undefined => procedures.find((p) => p.id === id)
