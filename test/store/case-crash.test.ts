import { describe, it } from 'node:test'
import { fullDisk, killed, together } from '../support/case-crash.ts'

/** Short here; `test/long` does the same for longer. */
describe('a case under writers at once, kill -9 and a full disk', () => {
  it('keeps what several processes record at once', () => together(3, 5))
  it('keeps what was acknowledged before a kill, and shows nothing half-written', async () => {
    const waits = [0.2, 0.9, 0.5, 0.7]
    await killed(2, () => waits.shift()!)
  })
  it('keeps what was acknowledged before the disk was full', () => fullDisk(160))
})
