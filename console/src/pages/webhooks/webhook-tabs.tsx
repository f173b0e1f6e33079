import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/session.ts'
import { LinkTabs } from '../../ui/link-tabs.tsx'

/** The pages about what leaves for other systems. */
export function WebhookTabs() {
  const { t } = useTranslation()
  const may = useMay()
  return (
    <LinkTabs
      label={t('Parts of webhooks')}
      tabs={[
        { to: '/admin/webhooks', label: t('Endpoints') },
        { to: '/admin/webhooks/deliveries', label: t('Deliveries') },
        ...(may('secrets.manage') ? [{ to: '/admin/secrets', label: t('Secrets') }] : []),
      ]}
    />
  )
}
