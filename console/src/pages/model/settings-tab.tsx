import type { Procedure } from '@nadi/sdk'
import { Link } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../model/team-model.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Id } from '../../ui/copy-button.tsx'
import { Field } from '../../ui/field.tsx'
import { Section } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import type { ProcedureDocument } from './draft/document.ts'
import { useRemoval } from './draft/use-removal.ts'
import { LateField } from './late-field.tsx'
import { ProcedureReaders } from './procedure-readers.tsx'

interface SettingsTabProps {
  procedure: Procedure
  document: ProcedureDocument
  edit: (changes: Partial<ProcedureDocument>) => void
}

export function SettingsTab({ procedure, document, edit }: SettingsTabProps) {
  const { t } = useTranslation()
  const { types, entities } = useTeamModel()
  const removal = useRemoval(`procedures.${procedure.shortId}`, document.name)
  const { numbering, merging } = document
  const attributes = Object.entries(document.attributes).map(([value, { name, type }]) => ({
    value,
    label: name,
    type,
  }))
  const keys = attributes.filter(({ type }) => types.get(type)?.canBePrimaryKey)
  const phones = attributes.filter(({ type }) => type === 'phone')
  return (
    <>
      <Section title={t('Procedure')}>
        <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
          <LateField label={t('Name')} value={document.name} onChange={(name) => edit({ name })} isRequired />
          <LateField
            label={t('Description')}
            value={document.description}
            onChange={(description) => edit({ description })}
          />
          <Field label={t('Entity')} hint={t('Whose records its processes share.')}>
            {(control) => (
              <Select
                {...control}
                value={document.entity ?? ''}
                placeholder={t('none')}
                choices={entities.map(({ shortId, name }) => ({ value: shortId, label: name }))}
                onChoose={(entity) => edit({ entity: entity || null })}
              />
            )}
          </Field>
          <p className="flex flex-col gap-1.5">
            <span className="font-medium text-[13px]">{t('Id')}</span>
            <Id value={procedure.id} label={t('Copy the id')} />
          </p>
        </div>
      </Section>
      <Section title={t('How a process is known')}>
        <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
          <Field
            label={t('Primary key')}
            hint={t('No two processes have the same; files and programs name one by it.')}
          >
            {(control) => (
              <Select
                {...control}
                value={document.primaryKey ?? ''}
                placeholder={t('none')}
                choices={keys}
                onChoose={(primaryKey) => edit(primaryKey ? { primaryKey } : { primaryKey: null, numbering: null })}
              />
            )}
          </Field>
          <Field label={t('Identifier')} hint={t('What people know a process by, such as its name.')}>
            {(control) => (
              <Select
                {...control}
                value={document.primaryIdentifier ?? ''}
                placeholder={t('none')}
                choices={attributes}
                onChoose={(primaryIdentifier) => edit({ primaryIdentifier: primaryIdentifier || null })}
              />
            )}
          </Field>
        </div>
        <div className="mt-4 flex flex-col gap-4">
          <Checkbox
            checked={numbering !== null}
            disabled={document.primaryKey === null}
            onChange={(event) =>
              edit({
                numbering: event.target.checked
                  ? { prefix: `${procedure.shortId.toUpperCase()}-`.slice(0, 20), width: 6 }
                  : null,
              })
            }
          >
            {t('Number processes that come without a key')}
          </Checkbox>
          {numbering && (
            <div className="ms-6 grid grid-cols-2 gap-4">
              <LateField
                label={t('Prefix')}
                hint={t('The next one is like {{example}}.', {
                  example: `${numbering.prefix}${'1'.padStart(numbering.width, '0')}`,
                })}
                maxLength={20}
                value={numbering.prefix}
                onChange={(prefix) => edit({ numbering: { ...numbering, prefix } })}
              />
              <LateField
                label={t('Digits')}
                type="number"
                min={1}
                max={15}
                value={String(numbering.width)}
                onChange={(width) => edit({ numbering: { ...numbering, width: Number(width) } })}
                isRequired
              />
            </div>
          )}
        </div>
      </Section>
      <Section
        title={t('Merging')}
        description={t('Whoever comes again with the same phone number joins the process that is there.')}
      >
        <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
          <Field label={t('Phone number')}>
            {(control) => (
              <Select
                {...control}
                value={merging?.attribute ?? ''}
                placeholder={t('none: each makes a new process')}
                choices={phones}
                onChoose={(attribute) =>
                  edit({ merging: attribute ? { attribute, whenEnded: merging?.whenEnded ?? 'new' } : null })
                }
              />
            )}
          </Field>
          {merging && (
            <Field label={t('Where that process has ended')}>
              {(control) => (
                <Select
                  {...control}
                  value={merging.whenEnded}
                  choices={[
                    { value: 'new', label: t('make a new one') },
                    { value: 'join', label: t('join it nevertheless') },
                  ]}
                  onChoose={(whenEnded) =>
                    edit({ merging: { ...merging, whenEnded: whenEnded === 'join' ? 'join' : 'new' } })
                  }
                />
              )}
            </Field>
          )}
        </div>
      </Section>
      <Section
        title={t('Who may see it')}
        description={t('As their roles say.')}
        actions={
          <Link to="/admin/roles" className="text-accent-text hover:underline">
            {t('Change roles')}
          </Link>
        }
      >
        <ProcedureReaders procedureId={procedure.id} />
      </Section>
      <Section
        title={t('Remove the procedure')}
        description={t('Its processes are shown no more. They return with it.')}
      >
        <Button look="danger" icon={Trash2} isBusy={removal.isPending} onClick={() => removal.mutate()}>
          {t('Remove {{name}}', { name: document.name })}
        </Button>
      </Section>
    </>
  )
}
