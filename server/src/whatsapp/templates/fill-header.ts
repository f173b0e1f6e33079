import { type Findings, textFor, Values } from './collected.ts'
import type { FromProcess, Given } from './given.ts'
import type { MetaParameter, SentComponent } from './meta.ts'
import { fillText } from './parameters.ts'
import type { Header, MediaKind } from './shape.ts'

const fieldOf = { image: 'imageUrl', video: 'videoUrl', document: 'documentUrl' } as const
const locationFields = ['locationLatitude', 'locationLongitude', 'locationName', 'locationAddress'] as const
const longestHeader = 60

export interface HeaderAsked {
  header: Header | null
  given: Given
  isNamed: boolean
  fromProcess: FromProcess
  /** `''`, or `cards.0.` */
  at: string
  findings: Findings
}

export function fillHeader(asked: HeaderAsked): SentComponent[] {
  const { header, given, at, findings } = asked
  refuseOtherKinds(asked)
  const mapping = `${at}headerMapping`
  const values = new Values(given.headerMapping, mapping, findings)
  const known = header?.kind === 'text' ? header.parameters : []
  const parameters = header ? parametersFor(header, asked, values, mapping) : []
  values.refuseRest(known, 'header parameter')
  return parameters.length === 0 ? [] : [{ type: 'header', parameters }]
}

function parametersFor(header: Header, asked: HeaderAsked, values: Values, mapping: string): MetaParameter[] {
  const { isNamed, fromProcess, at, findings } = asked
  switch (header.kind) {
    case 'text': {
      const filled = new Map<string, string>()
      const parameters = header.parameters.map((name): MetaParameter => {
        const wanted = { name, place: `${at}header.${name}`, called: `header parameter {{${name}}}`, path: mapping }
        const text = textFor(wanted, values, fromProcess, findings)
        filled.set(name, text)
        return { type: 'text', text, ...(isNamed && { parameter_name: name }) }
      })
      const length = [...fillText(header.text, filled)].length
      if (header.parameters.length > 0 && length > longestHeader) {
        findings.add(
          'too_long',
          mapping,
          `would have a header of ${length} characters, and Meta takes ${longestHeader}.`,
          'Give a shorter value.',
        )
      }
      return parameters
    }
    case 'location':
      return locationOf(asked)
    case 'product':
      return productOf(asked)
    default:
      return mediaOf(header.kind, asked)
  }
}

function mediaOf(kind: MediaKind, { given, at, fromProcess, findings }: HeaderAsked): MetaParameter[] {
  const field = fieldOf[kind]
  const mapped = fromProcess.get(`${at}header.media`)
  const link = given[field] ?? (mapped && 'text' in mapped ? mapped.text : undefined)
  const article = kind === 'image' ? 'an' : 'a'
  if (link === undefined) {
    const why = mapped && 'reason' in mapped ? `, which is ${mapped.reason}` : `, and ${at}${field} is not given`
    const hint = 'POST …/upload-public-media makes an address of a file.'
    findings.add('missing_header', `${at}${field}`, `has ${article} ${kind} as its header${why}.`, hint)
    return []
  }
  if (!/^https?:\/\/\S+$/i.test(link) || !URL.canParse(link)) {
    findings.add('not_a_url', `${at}${field}`, `needs a web address in ${at}${field}, where Meta fetches the ${kind}.`)
    return []
  }
  if (kind === 'image') return [{ type: 'image', image: { link } }]
  if (kind === 'video') return [{ type: 'video', video: { link } }]
  const filename = given.filename ?? nameIn(link)
  return [{ type: 'document', document: { link, ...(filename && { filename }) } }]
}

/** Without a name WhatsApp shows a document as "Untitled". */
function nameIn(link: string): string | undefined {
  const last = new URL(link).pathname.split('/').at(-1)
  try {
    return last ? decodeURIComponent(last) : undefined
  } catch {
    // an escape that is not UTF-8: the name as it is written
    return last
  }
}

function locationOf({ given, findings }: HeaderAsked): MetaParameter[] {
  const latitude = degrees(given.locationLatitude, 'locationLatitude', 90, findings)
  const longitude = degrees(given.locationLongitude, 'locationLongitude', 180, findings)
  if (latitude === undefined || longitude === undefined) return []
  return [
    {
      type: 'location',
      location: {
        latitude,
        longitude,
        ...(given.locationName && { name: given.locationName }),
        ...(given.locationAddress && { address: given.locationAddress }),
      },
    },
  ]
}

function degrees(
  given: string | number | undefined,
  field: string,
  most: number,
  findings: Findings,
): string | undefined {
  if (given === undefined) {
    findings.add('missing_header', field, `has a location as its header, and ${field} is not given.`)
    return undefined
  }
  const text = String(given).trim()
  if (/^[+-]?\d{1,3}(\.\d+)?$/.test(text) && Math.abs(Number(text)) <= most) return text.replace('+', '')
  findings.add('not_degrees', field, `needs degrees between -${most} and ${most} in ${field}.`, 'Such as 18.5204.')
  return undefined
}

function productOf({ given, at, findings }: HeaderAsked): MetaParameter[] {
  const { catalogId, productRetailerId } = given
  for (const [field, value] of Object.entries({ catalogId, productRetailerId })) {
    if (value === undefined) {
      findings.add('missing_header', `${at}${field}`, `has a product as its header, and ${at}${field} is not given.`)
    }
  }
  if (catalogId === undefined || productRetailerId === undefined) return []
  return [{ type: 'product', product: { product_retailer_id: productRetailerId, catalog_id: catalogId } }]
}

/** Fields that fill another kind of header than the template has. */
function refuseOtherKinds({ header, given, at, findings }: HeaderAsked): void {
  const has = header ? `${header.kind === 'image' ? 'an' : 'a'} ${header.kind} as its header` : 'no header'
  const refuse = (field: keyof Given): void => {
    if (given[field] === undefined) return
    findings.add(
      'wrong_header',
      `${at}${field}`,
      `has ${has}, so ${at}${field} has no place in it.`,
      `Leave ${field} out.`,
    )
  }
  for (const [kind, field] of Object.entries(fieldOf)) if (header?.kind !== kind) refuse(field)
  if (header?.kind !== 'document') refuse('filename')
  if (header?.kind !== 'location') locationFields.forEach(refuse)
}
