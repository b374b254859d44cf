import { type ParameterId, parameter } from '../law/parameter.ts'
import { ParameterWord } from './terms.ts'

/**
 * A dated number of the law by its id, to be compared with or multiplied. A period counts as its length in its own
 * unit; to reckon with days use `date.plus({ parameter })`.
 */
export function param(id: ParameterId): ParameterWord {
  const declared = parameter(id)
  return new ParameterWord({
    kind: 'parameter',
    id,
    type: declared.type === 'date' ? 'date' : 'decimal',
    ...(declared.type === 'date' ? {} : { scale: declared.type === 'decimal' ? declared.scale : 0 }),
  })
}
