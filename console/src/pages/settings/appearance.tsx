import { useTranslation } from 'react-i18next'
import { chooseTheme, useTheme } from '../../app/theme.ts'
import { useThemeChoices } from '../../app/theme-choices.ts'
import { Section } from '../../ui/page.tsx'
import { Segments } from '../../ui/segments.tsx'

/** Light or dark, kept in this browser. */
export function Appearance() {
  const { t } = useTranslation()
  return (
    <Section title={t('Appearance')} description={t('Kept in this browser.')}>
      <Segments label={t('Colours')} segments={useThemeChoices()} chosen={useTheme()} onChoose={chooseTheme} />
    </Section>
  )
}
