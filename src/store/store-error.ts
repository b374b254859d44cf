/** A stored file that is not one of ours, or is damaged. */
export class StoreError extends Error {
  readonly path: string
  constructor(path: string, why: string) {
    super(`${path}: ${why}`)
    this.name = 'StoreError'
    this.path = path
  }
}
