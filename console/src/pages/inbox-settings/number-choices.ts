import { useQuery } from '@tanstack/react-query'
import { callOf } from '../../api/query.ts'
import type { Choice } from '../../ui/select.tsx'

/** The team's numbers, to choose one. */
export function useNumberChoices(): Choice[] {
  const numbers = useQuery(callOf('GET /v1/ext/whatsapp-phone-number')).data?.data ?? []
  return numbers.map(({ id, displayPhoneNumber, verifiedName }) => ({
    value: id,
    label: [verifiedName, displayPhoneNumber].filter(Boolean).join(' ') || id,
  }))
}
