import { BadInput } from '../../errors.ts'
import { ingest } from '../attributes/ingest.ts'
import type { Attribute } from '../attributes/types.ts'
import type { Procedure, TeamModel } from '../model/types.ts'

/** The key that a path gives in words: `lead_id/LEAD-000042`. @throws BadInput where the attribute names no single process */
export function keyNamed(
  model: TeamModel,
  procedure: Procedure,
  { key, value }: { key: string; value: string },
): { attributeId: string; value: string } {
  const attribute = procedure.attributes.byShortId.get(key)
  const isKey = attribute && isKeyAttribute(procedure, attribute)
  if (!isKey) {
    throw new BadInput(`"${key}" is not an attribute that names a single ${procedure.shortId}.`, {
      code: 'not_a_key',
      path: key,
      hint: procedure.primaryKey
        ? `Its primary key is ${procedure.primaryKey.shortId}.`
        : 'Name the process by its uuid.',
    })
  }
  const read = ingest(attribute, value, model.context, key)
  if ('problem' in read) throw new BadInput([read.problem])
  if (read.value === null)
    throw new BadInput(`"${key}" must have a value that names a ${procedure.shortId}.`, { path: key })
  return { attributeId: attribute.id, value: String(read.value) }
}

const isKeyAttribute = (procedure: Procedure, attribute: Attribute): boolean =>
  attribute.isUnique || attribute.id === procedure.primaryKey?.id || attribute.id === procedure.merging?.attribute.id
