import type { WebhookDelivery, WebhookEndpoint } from '@nadi/sdk'
import type { TFunction } from 'i18next'
import type { Tone } from '../../ui/badge.tsx'

export function kindName(t: TFunction, kind: WebhookEndpoint['kind']): string {
  const names = { PASS_THROUGH: t('Meta’s events'), CHAKRA: t('Messages'), EVENTS: t('Events of the team') }
  return names[kind]
}

/** An endpoint without a name is known by where it leads. */
export const endpointName = ({ name, url }: WebhookEndpoint): string =>
  name || (URL.canParse(url) ? new URL(url).host : url)

export const deliveryTones: Record<WebhookDelivery['status'], Tone> = {
  PENDING: 'info',
  DELIVERED: 'success',
  FAILED: 'danger',
}

export function deliveryStatusName(t: TFunction, status: WebhookDelivery['status']): string {
  const names = { PENDING: t('Waiting'), DELIVERED: t('Delivered'), FAILED: t('Failed') }
  return names[status]
}
