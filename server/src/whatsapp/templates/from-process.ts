import type { Procedure } from '../../platform/model/types.ts'
import type { Data } from '../../platform/processes/row.ts'
import { attributeText, type Reader } from './attribute-text.ts'
import type { FromProcess } from './given.ts'

/**
 * What a process gives to a template's parameters by the template's mapping, `{"1": "name", "header.1": "city"}`: the text, or why there
 * is none.
 */
export function fromProcess(
  mapping: Readonly<Record<string, string>>,
  procedure: Procedure,
  process: { data: Data; derivedData: Data },
  reader: Reader,
): FromProcess {
  const texts = Object.entries(mapping).map(([place, shortId]): [string, { text: string } | { reason: string }] => {
    const attribute = procedure.attributes.byShortId.get(shortId)
    const mapped = `mapped to the attribute "${shortId}"`
    if (!attribute) return [place, { reason: `${mapped}, which a ${procedure.shortId} does not have` }]
    const text = attributeText(attribute, process.data[shortId] ?? process.derivedData[shortId], reader)
    return [place, text === '' ? { reason: `${mapped}, which is empty` } : { text }]
  })
  return new Map(texts)
}
