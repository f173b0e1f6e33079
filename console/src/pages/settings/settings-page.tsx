import { useTranslation } from 'react-i18next'
import { Page as Frame } from '../../ui/page.tsx'
import { Profile } from './profile.tsx'

/** What concerns only oneself. */
export function Page() {
  const { t } = useTranslation()
  return (
    <Frame title={t('My settings')}>
      <Profile />
    </Frame>
  )
}
