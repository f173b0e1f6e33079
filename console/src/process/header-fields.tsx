import type { Process } from '@nadi/sdk'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../app/session.ts'
import { useTeamModel } from '../model/team-model.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Combobox } from '../ui/combobox.tsx'
import { Input } from '../ui/input.tsx'
import { Time } from '../ui/time.tsx'
import { useTimeZone } from '../ui/time-zone.ts'
import { instantOf, localOf } from '../values/local-time.ts'
import { EditableField } from './editable-field.tsx'
import type { ProcessEditor } from './use-process-editor.ts'

interface HeaderFieldProps {
  process: Process
  editor: ProcessEditor
  isReadOnly: boolean
}

/** Who has the process. Oneself stands first. */
export function AssigneeField({ process, editor, isReadOnly }: HeaderFieldProps) {
  const { t } = useTranslation()
  const model = useTeamModel()
  const { user: me } = useSession()
  const people = model.users
    .filter(({ isActive, user }) => isActive || user === process.assignedTo)
    .toSorted((a, b) => Number(b.user === me.id) - Number(a.user === me.id))
  const show = (value: unknown): ReactNode => {
    if (typeof value !== 'string') return <span className="text-ink-soft">{t('Nobody')}</span>
    const name = model.user(value)?.displayName ?? value
    return (
      <span className="inline-flex items-center gap-1.5">
        <Avatar name={name} size="sm" />
        {name}
      </span>
    )
  }
  return (
    <EditableField
      label={t('Assigned to')}
      path="assignedTo"
      value={process.assignedTo}
      editor={editor}
      endsBy="choosing"
      isReadOnly={isReadOnly}
      show={show}
      input={({ value, onChange, control }) => (
        <Combobox
          control={control}
          options={people.map(({ user, displayName, username }) => ({
            value: user,
            label: displayName,
            note: user === me.id ? t('me') : username,
            keywords: [username],
            icon: <Avatar name={displayName} size="sm" />,
          }))}
          chosen={typeof value === 'string' ? [value] : []}
          placeholder={t('Nobody')}
          onChoose={([chosen = null]) => onChange(chosen)}
        />
      )}
    />
  )
}

export function PodField({ process, editor, isReadOnly }: HeaderFieldProps) {
  const { t } = useTranslation()
  const { pods } = useTeamModel()
  if (pods.length === 0) return null
  return (
    <EditableField
      label={t('Pod')}
      path="belongsTo"
      value={process.belongsTo}
      editor={editor}
      endsBy="choosing"
      isReadOnly={isReadOnly}
      show={(value) => pods.find(({ id }) => id === value)?.name ?? null}
      input={({ value, onChange, control }) => (
        <Combobox
          control={control}
          options={pods.map(({ id, name }) => ({ value: id, label: name }))}
          chosen={typeof value === 'string' ? [value] : []}
          placeholder={t('None')}
          onChoose={([chosen = null]) => onChange(chosen)}
        />
      )}
    />
  )
}

/** When something is to be done next: it then stands in the assignee's day. */
export function NextActionField({ process, editor, isReadOnly }: HeaderFieldProps) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  return (
    <EditableField
      label={t('Next action')}
      path="nextActionAt"
      value={process.nextActionAt}
      editor={editor}
      endsBy="leaving"
      isReadOnly={isReadOnly}
      show={(value) => (typeof value === 'number' ? <Time at={value} isExact /> : null)}
      input={({ value, onChange, control }) => (
        <Input
          {...control}
          type="datetime-local"
          value={typeof value === 'number' ? localOf(value, timeZone) : ''}
          onChange={(event) => onChange(event.target.value === '' ? null : instantOf(event.target.value, timeZone))}
        />
      )}
    />
  )
}
