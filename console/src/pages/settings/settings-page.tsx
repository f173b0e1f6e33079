import { useTranslation } from 'react-i18next'
import { Page as Frame } from '../../ui/page.tsx'
import { Appearance } from './appearance.tsx'
import { PasswordSection } from './password-section.tsx'
import { Profile } from './profile.tsx'
import { SecondFactorSection } from './second-factor-section.tsx'
import { SessionsSection } from './sessions-section.tsx'

/** What concerns only oneself. */
export function Page() {
  const { t } = useTranslation()
  return (
    <Frame title={t('My settings')}>
      <Profile />
      <Appearance />
      <PasswordSection />
      <SecondFactorSection />
      <SessionsSection />
    </Frame>
  )
}
