import type { Card, Header, Shape } from './shape.ts'
import type { TemplateParameter } from './types.ts'

const mediaFields: Record<string, string> = { image: 'imageUrl', video: 'videoUrl', document: 'documentUrl' }
const buttonKinds: Record<string, string> = { url: 'url', quick_reply: 'payload', copy_code: 'code', flow: 'flowToken' }

/** Every parameter of a template, with the field of a send that fills it, in the order in which a person sees them. */
export function askedBy(shape: Shape): TemplateParameter[] {
  if (shape.isAuthentication) return [{ place: '1', field: 'otpCode', name: null, kind: 'otp', isRequired: true }]
  return [
    ...partsOf(shape, ''),
    ...(shape.hasExpiry
      ? [{ place: 'offer', field: 'offerExpiresAt', name: null, kind: 'time', isRequired: true }]
      : []),
    ...shape.cards.flatMap((card, index) => partsOf(card, `cards.${index}.`)),
  ]
}

const partsOf = ({ header, parameters, buttons }: Card, at: string): TemplateParameter[] => [
  ...headerOf(header, at),
  ...parameters.map((name) => ({ place: at + name, field: `${at}mapping`, name, kind: 'text', isRequired: true })),
  ...buttons.flatMap(({ index, kind, takes }): TemplateParameter[] => {
    const product = { place: `${at}button.${index}`, name: null, kind: 'product', isRequired: takes === 'required' }
    if (kind === 'catalog') return [{ ...product, field: `${at}productRetailerId` }]
    if (kind === 'mpm') return ['productRetailerId', 'productSections'].map((field) => ({ ...product, field }))
    if (takes === 'none' || takes === 'otp') return []
    return [
      {
        place: `${at}button.${index}`,
        field: `${at}buttonMapping`,
        name: String(index),
        kind: buttonKinds[kind] ?? kind,
        isRequired: takes === 'required',
      },
    ]
  }),
]

function headerOf(header: Header | null, at: string): TemplateParameter[] {
  if (!header) return []
  const own = (field: string, isRequired = true): TemplateParameter => ({
    place: `${at}header.media`,
    field: at + field,
    name: null,
    kind: header.kind,
    isRequired,
  })
  switch (header.kind) {
    case 'text':
      return header.parameters.map((name) => ({
        place: `${at}header.${name}`,
        field: `${at}headerMapping`,
        name,
        kind: 'text',
        isRequired: true,
      }))
    case 'location':
      return [
        own('locationLatitude'),
        own('locationLongitude'),
        own('locationName', false),
        own('locationAddress', false),
      ].map((each) => ({ ...each, place: `${at}header.location` }))
    case 'product':
      return [own('catalogId'), own('productRetailerId')].map((each) => ({ ...each, place: `${at}header.product` }))
    default:
      return [own(mediaFields[header.kind] ?? ''), ...(header.kind === 'document' ? [own('filename', false)] : [])]
  }
}
