import type { Procedure } from '@nadi/sdk'
import { useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useProcedure, useTeamModel } from '../../model/team-model.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Id } from '../../ui/copy-button.tsx'
import { LinkTabs } from '../../ui/link-tabs.tsx'
import { Page as Frame } from '../../ui/page.tsx'
import { AttributesTab } from './attributes/attributes-tab.tsx'
import { procedureDocument } from './draft/document.ts'
import { ReviewBar } from './draft/review-bar.tsx'
import { useDraft } from './draft/use-draft.ts'
import { useLeaveWarning } from './draft/use-leave-warning.ts'
import { SettingsTab } from './settings-tab.tsx'
import { StatesTab } from './states/states-tab.tsx'
import { TasksTab } from './tasks/tasks-tab.tsx'

export function Page() {
  const { procedure: reference = '', tab = 'states' } = useParams({ strict: false }) as {
    procedure?: string
    tab?: string
  }
  const procedure = useProcedure(reference)
  return <ProcedureModel key={procedure.id} procedure={procedure} tab={tab} />
}

/** All tabs edit one draft, which is applied as one. */
function ProcedureModel({ procedure, tab }: { procedure: Procedure; tab: string }) {
  const { t } = useTranslation()
  const model = useTeamModel()
  const base = `/admin/model/${procedure.shortId}`
  const current = useMemo(() => procedureDocument(model, procedure), [model, procedure])
  const draft = useDraft(`procedures.${procedure.shortId}`, current)
  const { document, edit } = draft
  useLeaveWarning(draft.hasEdits, base)
  return (
    <Frame
      isFilled
      title={document.name}
      back={{ to: '/admin/model', label: t('Model') }}
      actions={
        <>
          <Id value={procedure.shortId} label={t('Copy the short id')} />
          <ButtonLink to={`/p/${procedure.shortId}`}>{t('Open the list')}</ButtonLink>
        </>
      }
      toolbar={
        <LinkTabs
          label={t('Parts of the model')}
          tabs={[
            { to: base, label: t('States'), count: Object.keys(document.states).length },
            { to: `${base}/attributes`, label: t('Attributes'), count: Object.keys(document.attributes).length },
            { to: `${base}/tasks`, label: t('State tasks'), count: Object.keys(document.stateTasks).length },
            { to: `${base}/settings`, label: t('Settings') },
          ]}
        />
      }
    >
      <div className="flex h-full min-h-0 flex-col">
        <div className="min-h-0 flex-1 overflow-y-auto">
          <div className="mx-auto max-w-6xl p-5 max-sm:p-4">
            {tab === 'attributes' ? (
              <AttributesTab document={document} edit={edit} />
            ) : tab === 'tasks' ? (
              <TasksTab document={document} edit={edit} />
            ) : tab === 'settings' ? (
              <SettingsTab procedure={procedure} document={document} edit={edit} />
            ) : (
              <StatesTab procedureId={procedure.id} document={document} edit={edit} />
            )}
          </div>
        </div>
        <ReviewBar draft={draft} />
      </div>
    </Frame>
  )
}
