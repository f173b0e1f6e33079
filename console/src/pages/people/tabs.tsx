import { useTranslation } from 'react-i18next'
import { LinkTabs } from '../../ui/link-tabs.tsx'

export function PeopleTabs() {
  const { t } = useTranslation()
  return (
    <LinkTabs
      label={t('People')}
      tabs={[
        { to: '/admin/people', label: t('Users') },
        { to: '/admin/people/groups', label: t('Pods and skills') },
      ]}
    />
  )
}
