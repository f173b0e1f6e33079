import type { Attribute } from '../../platform/attributes/types.ts'
import type { Procedure } from '../../platform/model/types.ts'

/** Which attributes of a procedure hold what a first message tells. */
export interface LeadAttributes {
  phone: Attribute | undefined
  name: Attribute | undefined
  /** an enum that has WHATSAPP among its values */
  source: Attribute | undefined
}

const sourceValue = 'WHATSAPP'

export function leadAttributes({ attributes, merging, primaryIdentifier }: Procedure): LeadAttributes {
  const given = attributes.attributes.filter(({ formula }) => formula === null)
  const canName = (attribute: Attribute | null): boolean => attribute?.type === 'name' || attribute?.type === 'string'
  return {
    phone: merging?.attribute ?? given.find(({ type }) => type === 'phone'),
    name:
      (canName(primaryIdentifier) ? primaryIdentifier : undefined) ??
      given.find(({ type }) => type === 'name') ??
      given.find(({ shortId, type }) => shortId === 'name' && type === 'string'),
    source: given.find(({ shortId, type, options }) => {
      const isEnum = type === 'stringEnum' && /(^|_)source$/.test(shortId)
      return isEnum && (options.options ?? []).some(({ value }) => value === sourceValue)
    }),
  }
}

/** A lead of somebody who wrote: the name from their profile, the number where it is one that the model takes for a phone. */
export function leadData(
  { phone, name, source }: LeadAttributes,
  person: { phoneNumber: string | null; name: string },
): Record<string, unknown> {
  const shown = person.name.trim() || person.phoneNumber
  return {
    ...(phone && person.phoneNumber && { [phone.shortId]: person.phoneNumber }),
    ...(name && shown && { [name.shortId]: shown }),
    ...(source && { [source.shortId]: sourceValue }),
  }
}
