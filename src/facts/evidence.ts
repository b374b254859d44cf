/** How a fact came to be known. */
export type Method = 'static' | 'dynamic' | 'text' | 'table' | 'attested'

/** Where a fact stands, so that a person can open it. */
export interface Evidence {
  /** Name of the artifact: the package, the policy file, the log. */
  readonly artifact: string
  /** Place inside the artifact: entry and offset, class and method, line, section. */
  readonly locator: string
  /** The shortest words or bytes that show the fact; personal data masked. */
  readonly excerpt?: string
  readonly method: Method
  /** Methods from the entry point to the call, entry first. */
  readonly path?: readonly string[]
  /** Conditions seen on the path, as the code states them. */
  readonly guards?: readonly string[]
  /** Name of the SDK that owns the caller. */
  readonly sdk?: string
}

/** `shown`: the evidence is the fact. `indicated`: the evidence points to it but is no proof. */
export type Strength = 'shown' | 'indicated'
