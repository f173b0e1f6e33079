import { Hourglass, LockKeyhole } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cx } from '../ui/class-names.ts'
import { Hint } from '../ui/hint.tsx'
import { useNow } from '../ui/now.ts'
import { useClock } from './clock.ts'
import { timeLeft, type WindowState, windowState } from './window-left.ts'

const looks: Record<WindowState, string> = {
  never: 'text-ink-soft',
  closed: 'text-ink-soft',
  'last-hour': 'text-danger',
  ending: 'text-warning',
  open: 'text-ink-soft',
}

/** How long any message may still be sent: 24 hours from the customer's last one; after that only templates. */
export function WindowClock({ endsAt }: { endsAt: number | null }) {
  const { t } = useTranslation()
  const { moment } = useClock()
  const now = useNow()
  const state = windowState(endsAt, now)
  const isOpen = endsAt !== null && endsAt > now
  const Icon = isOpen ? Hourglass : LockKeyhole
  const { hours, minutes } = timeLeft(endsAt ?? 0, now)
  const left =
    hours > 0 ? t('{{hours}} h {{minutes}} min', { hours, minutes }) : t('{{minutes}} min', { hours, minutes })
  const explained = isOpen
    ? t('Until {{at}} any message may be sent, after that only templates.', { at: moment(endsAt) })
    : endsAt === null
      ? t('The customer has not written yet: only templates may be sent.')
      : t('The window closed on {{at}}: until the customer writes again only templates may be sent.', {
          at: moment(endsAt),
        })
  return (
    <Hint text={explained}>
      <span className={cx('inline-flex items-center gap-1 whitespace-nowrap text-[12px]', looks[state])}>
        <Icon aria-hidden className="size-3.5 shrink-0" />
        <span className="sr-only">{t('Time to answer:')}</span>
        {isOpen ? left : t('templates only')}
      </span>
    </Hint>
  )
}
