import type { Procedure } from './procedure.ts'
import { creditCaseProcedure } from './procedures/credit-case.ts'
import { inspection2018 } from './procedures/inspection-2018.ts'

export const procedures: readonly Procedure[] = [creditCaseProcedure, inspection2018]

/** The procedure with an id; undefined where there is none. */
export const findProcedure = (id: string): Procedure | undefined => procedures.find((p) => p.id === id)
