import type { ChatMessage } from '@nadi/sdk'
import { Check, CheckCheck, CircleAlert, CircleHelp, Clock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cx } from '../ui/class-names.ts'
import { Hint } from '../ui/hint.tsx'

type Status = ChatMessage['deliveryStatus']

const icons: Record<Status, typeof Check> = {
  PENDING: Clock,
  UNCONFIRMED: CircleHelp,
  SENT: Check,
  DELIVERED: CheckCheck,
  READ: CheckCheck,
  PLAYED: CheckCheck,
  FAILED: CircleAlert,
}

/** How far a message of the team has come, as WhatsApp itself shows it. */
export function Ticks({ status, at }: { status: string; at?: string | undefined }) {
  const { t } = useTranslation()
  const names: Record<Status, string> = {
    PENDING: t('on its way'),
    UNCONFIRMED: t('not known whether it was sent'),
    SENT: t('sent'),
    DELIVERED: t('delivered'),
    READ: t('read'),
    PLAYED: t('played'),
    FAILED: t('not sent'),
  }
  const known = Object.hasOwn(icons, status) ? (status as Status) : undefined
  if (!known) return null
  const Icon = icons[known]
  return (
    <Hint text={at ? t('{{status}}, {{at}}', { status: names[known], at }) : names[known]}>
      <span role="img" aria-label={names[known]} className="inline-flex">
        <Icon
          aria-hidden
          className={cx(
            'size-3.5',
            (known === 'READ' || known === 'PLAYED') && 'text-info',
            known === 'FAILED' && 'text-danger',
            known === 'UNCONFIRMED' && 'text-warning',
          )}
        />
      </span>
    </Hint>
  )
}
