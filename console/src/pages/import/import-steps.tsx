import { useTranslation } from 'react-i18next'
import { Steps } from '../../ui/steps.tsx'

const steps = ['file', 'mapping', 'preview', 'run'] as const

export function ImportSteps({ current }: { current: (typeof steps)[number] }) {
  const { t } = useTranslation()
  const names = { file: t('File'), mapping: t('Columns'), preview: t('Preview'), run: t('Import') }
  return <Steps names={steps.map((step) => names[step])} current={steps.indexOf(current)} />
}
