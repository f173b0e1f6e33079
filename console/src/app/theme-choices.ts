import { type LucideIcon, Monitor, Moon, Sun } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Theme } from './theme.ts'

/** The colours that one may choose, in words. */
export function useThemeChoices(): { value: Theme; label: string; icon: LucideIcon }[] {
  const { t } = useTranslation()
  return [
    { value: 'light', label: t('Light'), icon: Sun },
    { value: 'dark', label: t('Dark'), icon: Moon },
    { value: 'system', label: t('As the system'), icon: Monitor },
  ]
}
