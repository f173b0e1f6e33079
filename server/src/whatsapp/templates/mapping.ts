import { BadInput, type Problem } from '../../errors.ts'
import { nearest } from '../../platform/attributes/nearest.ts'
import type { Procedure } from '../../platform/model/types.ts'
import { askedBy } from './asked.ts'
import { isReadable } from './attribute-text.ts'
import { shapeOf } from './shape.ts'
import type { Template } from './types.ts'

const linkTypes = ['url', 'string']
const mappedKinds = ['text', 'url', 'payload', 'code', 'flowToken', 'image', 'video', 'document', 'otp']

/**
 * A mapping of parameters to attributes, without its blank entries.
 * @throws BadInput for a place that the template lacks, and for an attribute that the procedure lacks or that nobody could read
 */
export function checkMapping(
  template: Template,
  procedure: Procedure,
  mapping: Readonly<Record<string, string>>,
): Record<string, string> {
  const asked = new Map(
    askedBy(shapeOf(template)).flatMap((each) =>
      mappedKinds.includes(each.kind) ? [[each.place, each] as const] : [],
    ),
  )
  const problems: Problem[] = []
  const entries = Object.entries(mapping).filter(([, shortId]) => shortId !== '')
  for (const [place, shortId] of entries) {
    const path = `mapping.${place}`
    const parameter = asked.get(place)
    if (!parameter) {
      const has = asked.size === 0 ? 'It takes none.' : `It takes ${[...asked.keys()].join(', ')}.`
      const message = `The template "${template.name}" (${template.language}) has no parameter at "${place}".`
      problems.push({ code: 'unknown_parameter', path, message, hint: has })
    }
    const attribute = procedure.attributes.byShortId.get(shortId)
    if (!attribute) {
      const near = nearest(shortId, procedure.attributes.byShortId.keys())
      const message = `A ${procedure.shortId} has no attribute "${shortId}"${near ? `; did you mean "${near}"?` : '.'}`
      problems.push({ code: 'unknown_attribute', path, message })
    } else if (parameter && ['image', 'video', 'document'].includes(parameter.kind)) {
      if (linkTypes.includes(attribute.type)) continue
      const message = `The ${parameter.kind} of the header needs a web address, and "${shortId}" is of the type ${attribute.type}.`
      problems.push({ code: 'not_an_address', path, message, hint: 'Map an attribute of the type url.' })
    } else if (!isReadable(attribute.type)) {
      const message = `"${shortId}" is of the type ${attribute.type}, which is no text for a customer.`
      problems.push({ code: 'not_readable', path, message })
    }
  }
  if (problems.length > 0) throw new BadInput(problems)
  return Object.fromEntries(entries)
}
