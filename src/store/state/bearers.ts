import { provisionsOf } from '../../law/instrument.ts'
import { isInstrumentId, loadOutline } from '../../law/library.ts'
import { provisionRef } from '../../report/instruments.ts'

/** Per instrument: place → who its first norm binds. */
const known = new Map<string, Promise<ReadonlyMap<string, string>>>()

/** Who a provision binds, as the id of a role; empty where nobody is named, or the provision is not known. */
export async function bearerOf(provision: string): Promise<string> {
  const { instrument, ref } = provisionRef(provision)
  if (!isInstrumentId(instrument)) return ''
  let of = known.get(instrument)
  if (!of) {
    of = loadOutline(instrument).then(
      (outline) =>
        new Map(
          [...provisionsOf(outline)].flatMap((p) => {
            const bearer = p.norms?.find((norm) => norm.bearer)?.bearer
            return bearer === undefined ? [] : [[p.ref, bearer] as const]
          }),
        ),
    )
    known.set(instrument, of)
  }
  const bearers = await of
  // A place within a provision is of whom that binds.
  for (let at = ref; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const bearer = bearers.get(at)
    if (bearer !== undefined) return bearer
  }
  return bearers.get(`${ref}.p1`) ?? ''
}
