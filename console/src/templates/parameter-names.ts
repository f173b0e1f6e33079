import type { TFunction } from 'i18next'
import type { TemplateParameter } from './filling.ts'

/** What a person calls a parameter of a template. */
export function parameterName(t: TFunction, { field, name, kind }: TemplateParameter): string {
  const [first = '', index = '', inCard = ''] = field.split('.')
  const isOfCard = first === 'cards'
  const own = isOfCard ? inCard : first
  const names: Record<string, string> = {
    mapping: t('Text {{name}}', { name: `{{${name}}}` }),
    headerMapping: t('Heading {{name}}', { name: `{{${name}}}` }),
    buttonMapping: buttonName(t, kind, Number(name) + 1),
    imageUrl: t('Address of the picture'),
    videoUrl: t('Address of the video'),
    documentUrl: t('Address of the document'),
    filename: t('Name of the document'),
    locationLatitude: t('Latitude'),
    locationLongitude: t('Longitude'),
    locationName: t('Name of the place'),
    locationAddress: t('Address of the place'),
    otpCode: t('One-time password'),
    offerExpiresAt: t('End of the offer'),
    catalogId: t('Catalogue'),
    productRetailerId: t('Product'),
  }
  const shown = names[own] ?? own
  return isOfCard ? t('Card {{number}}: {{name}}', { number: Number(index) + 1, name: shown }) : shown
}

function buttonName(t: TFunction, kind: string, number: number): string {
  const names: Record<string, string> = {
    url: t('Button {{number}}: end of its address', { number }),
    code: t('Button {{number}}: code to copy', { number }),
    payload: t('Button {{number}}: what it answers', { number }),
  }
  return names[kind] ?? t('Button {{number}}', { number })
}
