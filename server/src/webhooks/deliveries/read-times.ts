import { FieldReader } from '../../platform/model/field-reader.ts'
import type { TeamModel } from '../../platform/model/types.ts'

/**
 * Times as people write them.
 * @throws BadInput
 */
export function readTimes(
  model: TeamModel,
  inputs: { since: string | undefined; until: string | undefined },
): { since: Date | undefined; until: Date | undefined } {
  const reader = new FieldReader(model)
  const time = (field: 'since' | 'until'): Date | undefined => {
    const input = inputs[field]
    const value = input === undefined ? null : reader.instant(field, input)
    return value === null ? undefined : new Date(value)
  }
  const times = { since: time('since'), until: time('until') }
  reader.finish()
  return times
}
