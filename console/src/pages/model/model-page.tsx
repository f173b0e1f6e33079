import { Link } from '@tanstack/react-router'
import { Blocks, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../model/team-model.ts'
import { ColorBadge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Id } from '../../ui/copy-button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { idColumn } from '../../ui/id-column.tsx'
import { Page as Frame, Section } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { NewEntityDialog } from './new-entity-dialog.tsx'
import { NewProcedureDialog } from './new-procedure-dialog.tsx'

export function Page() {
  const { t } = useTranslation()
  const model = useTeamModel()
  const [making, setMaking] = useState<'procedure' | 'entity' | null>(null)
  const close = (): void => setMaking(null)
  const newProcedure = (
    <Button look="primary" icon={Plus} onClick={() => setMaking('procedure')}>
      {t('New procedure')}
    </Button>
  )
  const nameLink = (to: string, name: string, description: string) => (
    <>
      <Link to={to} className="font-medium text-accent-text hover:underline">
        {name}
      </Link>
      {description && <span className="block text-[12.5px] text-ink-soft">{description}</span>}
    </>
  )
  const attributesColumn: Column<{ id: string }> = {
    key: 'attributes',
    title: t('Attributes'),
    isNumber: true,
    cell: ({ id }) => model.attributesOf(id).length,
  }
  const shortIdColumn: Column<{ shortId: string }> = {
    key: 'shortId',
    title: t('Short id'),
    cell: ({ shortId }) => <Id value={shortId} label={t('Copy the short id')} />,
  }
  return (
    <Frame
      title={t('Model')}
      description={t('What your team works on, the states it goes through, and what is known about it.')}
      actions={
        <>
          <ButtonLink to="/admin/configuration">{t('As a file')}</ButtonLink>
          {newProcedure}
        </>
      }
    >
      <div className="mb-8">
        {model.procedures.length === 0 ? (
          <EmptyState icon={Blocks} title={t('There is no procedure yet')} action={newProcedure}>
            {t('A procedure is what your team takes from a first state to a last one, such as a lead or a ticket.')}
          </EmptyState>
        ) : (
          <DataTable
            label={t('Procedures')}
            rows={model.procedures}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'name',
                title: t('Procedure'),
                cell: ({ shortId, name, description }) => nameLink(`/admin/model/${shortId}`, name, description),
              },
              {
                key: 'states',
                title: t('States'),
                cell: ({ states }) => (
                  <span className="flex flex-wrap gap-1">
                    {states.map(({ id, name, color }) => (
                      <ColorBadge key={id} color={color}>
                        {name}
                      </ColorBadge>
                    ))}
                  </span>
                ),
              },
              attributesColumn,
              {
                key: 'tasks',
                title: t('State tasks'),
                isNumber: true,
                cell: ({ id }) => model.stateTasksOf(id).length,
              },
              shortIdColumn,
              idColumn(t),
            ]}
          />
        )}
      </div>
      <Section
        title={t('Entities')}
        description={t('Whom or what processes are about. Processes of one customer share its record.')}
        actions={
          <Button icon={Plus} onClick={() => setMaking('entity')}>
            {t('New entity')}
          </Button>
        }
      >
        {model.entities.length === 0 ? (
          <p className="text-ink-soft">
            {t('There is none. Make one where several processes are about the same person or thing.')}
          </p>
        ) : (
          <DataTable
            label={t('Entities')}
            rows={model.entities}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'name',
                title: t('Entity'),
                cell: ({ shortId, name, description }) => nameLink(`/admin/entity/${shortId}`, name, description),
              },
              attributesColumn,
              shortIdColumn,
              idColumn(t),
            ]}
          />
        )}
      </Section>
      {making === 'procedure' && <NewProcedureDialog onClose={close} />}
      {making === 'entity' && <NewEntityDialog onClose={close} />}
    </Frame>
  )
}
