import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../../api/query.ts'
import { Page as Frame } from '../../../ui/page.tsx'
import { ErrorState, SkeletonRows } from '../../../ui/states.tsx'
import { draftOf, emptyDraft } from './draft.ts'
import { TemplateBuilder } from './template-builder.tsx'

/** A new template, from nothing or like another. */
export function Page() {
  const { t } = useTranslation()
  const { pluginId = '' } = useParams({ strict: false }) as { pluginId?: string }
  const { from = '' } = useSearch({ strict: false }) as { from?: string }
  const plugin = useQuery(callOf('GET /v1/ext/plugin/whatsapp/{pluginId}', { path: { pluginId } }))
  const model = useQuery({
    ...callOf('GET /v1/ext/plugin/whatsapp/{pluginId}/templates/{templateId}', {
      path: { pluginId, templateId: from },
    }),
    enabled: from !== '',
  })
  const failed = [plugin, model].find(({ isError }) => isError)
  const likeIt = model.data && draftOf(model.data.data)
  const initial = from === '' ? emptyDraft : likeIt && { ...likeIt, name: `${likeIt.name}_2` }
  return (
    <Frame title={t('New template')} back={{ to: `/admin/plugin/${pluginId}/templates`, label: t('Templates') }}>
      {failed ? (
        <ErrorState error={failed.error} retry={() => void failed.refetch()} />
      ) : plugin.data && initial ? (
        <TemplateBuilder plugin={plugin.data.data} initial={initial} template={null} />
      ) : (
        <SkeletonRows height="h-24" count={4} />
      )}
    </Frame>
  )
}
