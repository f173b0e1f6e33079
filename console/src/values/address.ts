import { useTranslation } from 'react-i18next'

/** In the order in which people write them. */
export const addressParts = [
  'line1',
  'line2',
  'landmark',
  'city',
  'district',
  'state',
  'postalCode',
  'country',
] as const
export type AddressPart = (typeof addressParts)[number]

export const isParts = (value: unknown): value is Partial<Record<AddressPart, string>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function useAddressLabels(): Record<AddressPart, string> {
  const { t } = useTranslation()
  return {
    line1: t('Line 1'),
    line2: t('Line 2'),
    landmark: t('Landmark'),
    city: t('City'),
    district: t('District'),
    state: t('State or region'),
    postalCode: t('Postal code'),
    country: t('Country'),
  }
}
