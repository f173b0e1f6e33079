import type { User } from '@nadi/sdk'
import type { TFunction } from 'i18next'
import type { Tone } from '../../ui/badge.tsx'

export const availabilityName = (t: TFunction, availability: User['availability']): string =>
  ({ AVAILABLE: t('Available'), ON_BREAK: t('On break'), NOT_AVAILABLE: t('Not available') })[availability]

export const availabilityTone: Record<User['availability'], Tone> = {
  AVAILABLE: 'success',
  ON_BREAK: 'warning',
  NOT_AVAILABLE: 'neutral',
}
