import { useTranslation } from 'react-i18next'
import { Page as Frame } from '../../ui/page.tsx'
import { ExportSection } from './export-section.tsx'
import { ImportSection } from './import-section.tsx'

export function Page() {
  const { t } = useTranslation()
  return (
    <Frame
      title={t('Configuration')}
      description={t('The team’s whole model as one file: keep it, compare it, apply it to another team.')}
    >
      <ExportSection />
      <ImportSection />
    </Frame>
  )
}
