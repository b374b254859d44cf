import { z } from 'zod'
import { isDay } from '../../law/day.ts'

/** A SHA-256 in small hexadecimal digits: of an upload, its id. */
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/)
const day = z.string().refine(isDay)
const address = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine((url) => !/^[^/]*\/\/[^/]*@/.test(url))
/** A file an attestation names: under the name it is given there, else under that of the upload. */
const evidence = z.union([sha256Hex, z.strictObject({ sha256: sha256Hex, name: z.string().min(1).max(300) })])
export type EvidenceFile = z.infer<typeof evidence>
const uploadOrPage = z.union([z.strictObject({ artifact: sha256Hex }), z.strictObject({ url: address })])

/** What an audit is asked with: the options of `guiju audit`, files by their SHA-256. */
export const auditInput = z
  .strictObject({
    kind: z.literal('audit'),
    target: uploadOrPage,
    with: z.array(sha256Hex).max(20).exactOptional(),
    policy: uploadOrPage.exactOptional(),
    policyBefore: sha256Hex.exactOptional(),
    before: sha256Hex.exactOptional(),
    log: z.array(sha256Hex).max(50).exactOptional(),
    consentAt: z.string().max(40).exactOptional(),
    tickets: sha256Hex.exactOptional(),
    attest: sha256Hex.exactOptional(),
    /** Files that the attestation names: they are laid beside it. */
    attestEvidence: z.array(evidence).max(400).exactOptional(),
    category: z.string().max(40).exactOptional(),
    on: day.exactOptional(),
  })
  .meta({ id: 'auditJob', description: 'An audit of one subject; files by SHA-256 of an upload.' })

const relative = z
  .string()
  .max(200)
  .regex(/^[^/\\\p{Cc}][^\\\p{Cc}]*$/u)
  .refine((path) => path.split('/').every((part) => part !== '' && part !== '.' && part !== '..'))

/**
 * What a check is asked with: the mapping or inventory and the files it names, by the paths it names them by; or an
 * inventory that is one workbook, one CSV, or an archive of all of it.
 */
export const checkInput = z
  .strictObject({
    kind: z.literal('check'),
    mapping: sha256Hex,
    tables: z
      .record(relative, sha256Hex)
      .refine((all) => Object.keys(all).length <= 200)
      .default({}),
    on: day.exactOptional(),
  })
  .meta({
    id: 'checkJob',
    description:
      'A check of tables or networks: a mapping or an inventory (YAML, workbook, CSV or ZIP), and each file under the path it gives.',
  })

export const jobInput = z.discriminatedUnion('kind', [auditInput, checkInput])
export type JobInput = z.infer<typeof jobInput>
export type AuditInput = z.infer<typeof auditInput>
export type CheckInput = z.infer<typeof checkInput>

export const sha256Of = (file: EvidenceFile): string => (typeof file === 'string' ? file : file.sha256)

/** Every upload a job reads. */
export function artifactsIn(input: JobInput): string[] {
  if (input.kind === 'check') return [input.mapping, ...Object.values(input.tables)]
  const either = [input.target, input.policy].flatMap((one) => (one && 'artifact' in one ? [one.artifact] : []))
  const single = [input.policyBefore, input.before, input.tickets, input.attest].filter((s) => s !== undefined)
  return [
    ...either,
    ...(input.with ?? []),
    ...(input.log ?? []),
    ...(input.attestEvidence ?? []).map(sha256Of),
    ...single,
  ]
}
