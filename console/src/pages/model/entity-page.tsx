import type { Entity } from '@nadi/sdk'
import { notFound, useParams } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../model/team-model.ts'
import { Button } from '../../ui/button.tsx'
import { Id } from '../../ui/copy-button.tsx'
import { Page as Frame, Section } from '../../ui/page.tsx'
import { AttributesTab } from './attributes/attributes-tab.tsx'
import { entityDocument } from './draft/document.ts'
import { ReviewBar } from './draft/review-bar.tsx'
import { useDraft } from './draft/use-draft.ts'
import { useLeaveWarning } from './draft/use-leave-warning.ts'
import { useRemoval } from './draft/use-removal.ts'
import { LateField } from './late-field.tsx'

export function Page() {
  const { entity: reference = '' } = useParams({ strict: false }) as { entity?: string }
  const entity = useTeamModel().entities.find(({ id, shortId }) => id === reference || shortId === reference)
  if (!entity) throw notFound()
  return <EntityModel key={entity.id} entity={entity} />
}

function EntityModel({ entity }: { entity: Entity }) {
  const { t } = useTranslation()
  const model = useTeamModel()
  const path = `entities.${entity.shortId}`
  const current = useMemo(() => entityDocument(model, entity), [model, entity])
  const draft = useDraft(path, current)
  const { document, edit } = draft
  useLeaveWarning(draft.hasEdits, `/admin/entity/${entity.shortId}`)
  const removal = useRemoval(path, document.name)
  return (
    <Frame
      isFilled
      title={document.name}
      back={{ to: '/admin/model', label: t('Model') }}
      actions={
        <>
          <Id value={entity.shortId} label={t('Copy the short id')} />
          <Button look="danger" icon={Trash2} isBusy={removal.isPending} onClick={() => removal.mutate()}>
            {t('Remove')}
          </Button>
        </>
      }
    >
      <div className="flex h-full min-h-0 flex-col">
        <div className="min-h-0 flex-1 overflow-y-auto">
          <div className="mx-auto max-w-6xl p-5 max-sm:p-4">
            <Section title={t('Entity')}>
              <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
                <LateField label={t('Name')} value={document.name} onChange={(name) => edit({ name })} isRequired />
                <LateField
                  label={t('Description')}
                  value={document.description}
                  onChange={(description) => edit({ description })}
                />
              </div>
            </Section>
            <AttributesTab document={document} edit={edit} />
          </div>
        </div>
        <ReviewBar draft={draft} />
      </div>
    </Frame>
  )
}
