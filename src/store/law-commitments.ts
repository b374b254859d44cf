import { type Commitment, commitmentsOf } from '../law/commitments.ts'
import { INSTRUMENT_IDS, loadInstrument, loadOutline } from '../law/library.ts'

/** What every text means to reach by some day, as it stands on a day, the earliest first. */
export async function allCommitments(on: string): Promise<readonly Commitment[]> {
  const all: Commitment[] = []
  for (const id of INSTRUMENT_IDS) {
    const { issued } = await loadInstrument(id)
    if (issued !== undefined) all.push(...commitmentsOf(await loadOutline(id), issued, on))
  }
  return all.sort((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : 0))
}
