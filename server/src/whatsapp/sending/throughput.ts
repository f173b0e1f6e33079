import type { PhoneNumber } from '../plugins/service.ts'

/** Messages a second: https://developers.facebook.com/docs/whatsapp/cloud-api/overview#throughput */
const standard = 80
const upgraded = 1_000

export const throughputOf = (number: PhoneNumber | undefined): number =>
  number?.details.throughput?.level === 'HIGH' ? upgraded : standard
