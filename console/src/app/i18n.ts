import i18n from 'i18next'
import { initReactI18next } from 'react-i18next'
import en from '../locales/en.json'

/** Keys are the English sentences themselves; en.json holds only those whose words change with a number. A language is one more file. */
export const startTranslation = (): Promise<unknown> =>
  i18n.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  })

const rightToLeft = new Set(['ar', 'he', 'fa', 'ur'])

export function setLanguage(language: string): void {
  void i18n.changeLanguage(language)
  document.documentElement.lang = language
  document.documentElement.dir = rightToLeft.has(language) ? 'rtl' : 'ltr'
}
