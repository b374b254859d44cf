import rows from './sensitive-apis.json' with { type: 'json' }

/** The argument (0 is the first after the receiver) that must be one of these constants. */
export interface ApiConstant {
  readonly argument: number
  readonly anyOf: readonly (string | number)[]
  /** `prefix`: the constant begins with one of them; absent: it equals one of them. */
  readonly match?: string
}

/**
 * Android code that reads one kind of personal data.
 *
 * - `methods` alone: the call itself reads the item.
 * - with `constant`: only when that argument is one of those constants.
 * - with `fields` or `uris`: only when the call's URI comes from one of those static fields or begins
 *   with one of those strings.
 * - `reads`: reading one of these fields reads the item, no call needed.
 */
export interface SensitiveApi {
  readonly id: string
  /** Binary name with dots and `$`: `android.provider.Settings$Secure`. */
  readonly class: string
  readonly methods: readonly string[]
  readonly item: string
  /** The permission the call needs on at least some Android versions; null where none is ever needed. */
  readonly permission: string | null
  /** Permissions that do instead of `permission`. */
  readonly orPermissions?: readonly string[]
  readonly constant?: ApiConstant
  readonly fields?: readonly string[]
  readonly uris?: readonly string[]
  readonly reads?: readonly string[]
  /** The item so read identifies a device, a SIM or a person by itself. */
  readonly identifier: boolean
  /** The call may also serve other ends (asking for one known intent, the app's own process): a lead only. */
  readonly weak?: boolean
  readonly source: string
}

export const sensitiveApis: readonly SensitiveApi[] = rows

const push = (map: Map<string, SensitiveApi[]>, key: string, api: SensitiveApi): void => {
  const known = map.get(key)
  if (known) known.push(api)
  else map.set(key, [api])
}

const byCall = new Map<string, SensitiveApi[]>()
const byRead = new Map<string, SensitiveApi[]>()
const byUriField = new Map<string, SensitiveApi[]>()
const byUri: { uri: string; api: SensitiveApi }[] = []
for (const api of sensitiveApis) {
  for (const method of api.methods) push(byCall, `${api.class}.${method}`, api)
  for (const field of api.reads ?? []) push(byRead, field, api)
  for (const field of api.fields ?? []) push(byUriField, field, api)
  for (const uri of api.uris ?? []) byUri.push({ uri, api })
}

const NONE: readonly SensitiveApi[] = []

/** `Lcom/a/B$C;` → `com.a.B$C`; a name that is no descriptor stays as it is. */
export function javaName(descriptor: string): string {
  return descriptor.startsWith('L') && descriptor.endsWith(';')
    ? descriptor.slice(1, -1).replaceAll('/', '.')
    : descriptor
}

/** Rows for a call of that class and method; check `constant`, `fields` and `uris` yourself. */
export function apisOfCall(className: string, method: string): readonly SensitiveApi[] {
  return byCall.get(`${className}.${method}`) ?? NONE
}

/** Rows for reading that field (`android.os.Build`, `SERIAL`). */
export function apisOfRead(className: string, field: string): readonly SensitiveApi[] {
  return byRead.get(`${className}.${field}`) ?? NONE
}

/** Rows whose content URI is that static field (`android.provider.CallLog$Calls`, `CONTENT_URI`). */
export function apisOfUriField(className: string, field: string): readonly SensitiveApi[] {
  return byUriField.get(`${className}.${field}`) ?? NONE
}

/** Rows whose content URI is that string or a parent of it (`content://sms` for `content://sms/inbox`). */
export function apisOfUri(text: string): readonly SensitiveApi[] {
  if (!text.startsWith('content://')) return NONE
  return byUri
    .filter(({ uri }) => text.startsWith(uri) && (text.length === uri.length || /[/?#]/.test(text[uri.length]!)))
    .map(({ api }) => api)
}

/** Does the argument the row asks for fit? `undefined` where the value is not known. */
export function constantFits(api: SensitiveApi, value: string | number | undefined): boolean | undefined {
  if (!api.constant) return true
  if (value === undefined) return undefined
  const prefix = api.constant.match === 'prefix'
  return api.constant.anyOf.some(
    (wanted) => wanted === value || (prefix && typeof value === 'string' && value.startsWith(String(wanted))),
  )
}
