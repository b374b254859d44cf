import type { Evidence, Strength } from '../../facts/evidence.ts'
import type { Recorder, RowRecorder } from '../../facts/reading.ts'
import type { Text } from '../../law/text.ts'
import type { Sdk } from '../catalog/sdks.ts'
import type { PolicyScan } from '../policy/scan.ts'
import { compareSdk } from './compare.ts'

const SDK_OPEN: Text = {
  zh: '改名、自研或表外的SDK认不出来，清单不完整',
  en: 'renamed, in-house or unlisted SDKs are not recognised: the list is open',
}

interface Find {
  readonly sdk: Sdk
  readonly evidence: Evidence[]
  active: Strength | undefined
  /** Where the SDK itself declares, inside the package, that it collects. */
  declared: Evidence | undefined
}

/** Places kept as evidence of one SDK. */
const PLACES = 6

/** SDKs found in a package, each with its places, recorded as one open list. */
export class SdkFinds {
  readonly #found = new Map<string, Find>()
  readonly #possible: (item: string) => boolean

  /** `possible`: whether a kind of data can exist on the platform at all; what no phone of it has shows no collection. */
  constructor(possible: (item: string) => boolean = () => true) {
    this.#possible = possible
  }

  /** `active`: how sure it is that the SDK's code is reachable or its component declared. */
  add(sdk: Sdk | undefined, active: Strength | undefined, evidence: Evidence): void {
    if (!sdk) return
    const known = this.#found.get(sdk.id) ?? { sdk, evidence: [], active: undefined, declared: undefined }
    if (active === 'shown' || known.active === undefined) known.active = active
    if (known.evidence.length < PLACES) known.evidence.push(evidence)
    this.#found.set(sdk.id, known)
  }

  /** Notes that an SDK already added declares to collect data, in a statement its vendor put into the package. */
  declares(sdk: Sdk | undefined, evidence: Evidence): void {
    const known = sdk && this.#found.get(sdk.id)
    if (known) known.declared ??= evidence
  }

  record(app: RowRecorder, recorder: Recorder, policy: PolicyScan | undefined): void {
    const list = recorder.list(app, 'sdks', 'sdk')
    list.yield(SDK_OPEN)
    for (const { sdk, evidence, active, declared } of this.#found.values()) {
      const row = list.add(recorder.row('sdk', sdk.id)).seen(...evidence)
      row.show('id', sdk.id).show('name', sdk.zh).show('vendor', sdk.vendor.zh)
      // Code that no path was found to may still be called by reflection: inactive is never shown.
      if (active === 'shown') row.show('active', true, ...evidence)
      else if (active === 'indicated') row.indicate('active', true, ...evidence)
      if (declared) row.show('collects', true, declared)
      const collects = declared ? true : this.#collects(row, sdk)
      if (collects === undefined || (collects && active !== 'shown')) row.indicate('doubtful', true, ...evidence)
      row.show('personalises', sdk.kinds.includes('ads'))
      if (policy) compareSdk(row, sdk.id, policy)
    }
  }

  /** Records whether an SDK collects; answers only what its source shows. */
  #collects(row: RowRecorder, { id, collects }: Sdk): boolean | undefined {
    if (!collects) return undefined
    const source: Evidence = { artifact: 'sdks.json', locator: id, excerpt: collects.source, method: 'table' }
    const { items, optional, checked } = collects
    const some = items.some(this.#possible)
    // What depends on the function used or on settings is not known of this app; nor is what is said of another platform.
    if ((!some && items.length + optional.length > 0) || checked === 'unchecked') {
      row.indicate('collects', true, source)
      return undefined
    }
    row.show('collects', some, source)
    return some
  }
}
