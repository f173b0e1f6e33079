import type { Process } from '@nadi/sdk'
import { useTranslation } from 'react-i18next'

export type Status = Process['status']

/** What people call the statuses. */
export function useStatusNames(): Record<Status, string> {
  const { t } = useTranslation()
  return { OPEN: t('Open'), COMPLETED: t('Completed'), CANCELLED: t('Cancelled') }
}
