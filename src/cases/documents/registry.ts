import { LISTING_DOCUMENTS } from './credit-listing.ts'
import { RELIEF_DOCUMENTS } from './credit-relief.ts'
import type { DocumentType } from './document.ts'
import { INSPECTION_DOCUMENTS } from './inspection.ts'
import { NOTICE_DOCUMENTS } from './notices.ts'
import { REQUEST_DOCUMENTS } from './requests.ts'

export const documentTypes: readonly DocumentType[] = [
  ...LISTING_DOCUMENTS,
  ...RELIEF_DOCUMENTS,
  ...INSPECTION_DOCUMENTS,
  ...REQUEST_DOCUMENTS,
  ...NOTICE_DOCUMENTS,
]

/** The documents a procedure has. */
export const documentsOf = (procedure: string): readonly DocumentType[] =>
  documentTypes.filter((d) => d.procedure === procedure)

export const findDocument = (procedure: string, id: string): DocumentType | undefined =>
  documentsOf(procedure).find((d) => d.id === id)
