import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../../api/query.ts'
import { Page as Frame } from '../../../ui/page.tsx'
import { ErrorState, SkeletonRows } from '../../../ui/states.tsx'
import { canBuild, draftOf } from './draft.ts'
import { TemplateBuilder } from './template-builder.tsx'

export function Page() {
  const { t } = useTranslation()
  const { pluginId = '', templateId = '' } = useParams({ strict: false }) as { pluginId?: string; templateId?: string }
  const plugin = useQuery(callOf('GET /v1/ext/plugin/whatsapp/{pluginId}', { path: { pluginId } }))
  const template = useQuery(
    callOf('GET /v1/ext/plugin/whatsapp/{pluginId}/templates/{templateId}', { path: { pluginId, templateId } }),
  )
  const failed = [plugin, template].find(({ isError }) => isError)
  const shown = template.data?.data
  return (
    <Frame
      title={shown ? t('Edit {{name}}', { name: shown.name }) : t('Template')}
      back={{ to: `/admin/plugin/${pluginId}/templates`, label: t('Templates') }}
    >
      {failed ? (
        <ErrorState error={failed.error} retry={() => void failed.refetch()} />
      ) : !plugin.data || !shown ? (
        <SkeletonRows height="h-24" count={4} />
      ) : canBuild(shown) ? (
        <TemplateBuilder plugin={plugin.data.data} initial={draftOf(shown)} template={shown} />
      ) : (
        <p className="text-ink-soft">
          {t('It has parts that are made in the WhatsApp Manager, such as an offer or products: change it there.')}
        </p>
      )}
    </Frame>
  )
}
