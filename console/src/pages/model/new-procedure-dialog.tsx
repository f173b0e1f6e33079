import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { readAgainFor } from '../../api/invalidate.ts'
import { useTeamModel } from '../../model/team-model.ts'
import { Button } from '../../ui/button.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Input } from '../../ui/input.tsx'
import { Select } from '../../ui/select.tsx'
import { useStatusNames } from '../../values/status-names.ts'
import { NameFields, type Naming, shortIdOf } from './name-fields.tsx'
import { shortIdFor } from './short-id.ts'
import { colorFor } from './states/colors.ts'

interface FirstState {
  /** stable while its name is typed */
  key: number
  name: string
  status: 'OPEN' | 'COMPLETED' | 'CANCELLED'
}

export function NewProcedureDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { procedures } = useTeamModel()
  const statusNames = useStatusNames()
  const [naming, setNaming] = useState<Naming>({ name: '', shortId: null })
  const [states, setStates] = useState<readonly FirstState[]>([
    { key: 0, name: t('New'), status: 'OPEN' },
    { key: 1, name: t('In progress'), status: 'OPEN' },
    { key: 2, name: t('Done'), status: 'COMPLETED' },
  ])
  const shortId = shortIdOf(naming)
  const taken = procedures.map((procedure) => procedure.shortId)
  const make = useMutation({
    meta: { showsErrors: true },
    mutationFn: () =>
      api.call('POST /v1/ext/procedure', {
        body: {
          shortId,
          name: naming.name,
          states: Object.fromEntries(
            states.map(({ name, status }, index) => [
              shortIdFor(name, { isUpper: true }) || `STATE_${index + 1}`,
              { name, status, color: colorFor(status, index) },
            ]),
          ),
        },
      }),
    onSuccess: async () => {
      await readAgainFor(client, ['model.changed'])
      onClose()
      await navigate({ to: `/admin/model/${shortId}` })
    },
  })
  const setState = (key: number, changes: Partial<FirstState>): void =>
    setStates(states.map((state) => (state.key === key ? { ...state, ...changes } : state)))
  return (
    <FormDialog
      title={t('New procedure')}
      description={t('What your team takes from a first state to a last one: leads, tickets, applications.')}
      action={t('Make the procedure')}
      onClose={onClose}
      onSubmit={() => make.mutate()}
      isBusy={make.isPending}
      error={make.error}
      isBlocked={taken.includes(shortId) || states.length === 0}
    >
      <NameFields naming={naming} onChange={setNaming} taken={taken} hint={t('Of one of them, such as Lead.')} />
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1.5 font-medium text-[13px]">{t('States to begin with')}</legend>
        {states.map(({ key, name, status }, index) => (
          <div key={key} className="flex items-center gap-2">
            <Input
              required
              aria-label={t('State {{number}}', { number: index + 1 })}
              value={name}
              onChange={(event) => setState(key, { name: event.target.value })}
            />
            <Select
              aria-label={t('Status of state {{number}}', { number: index + 1 })}
              value={status}
              choices={Object.entries(statusNames).map(([value, label]) => ({ value, label }))}
              onChoose={(chosen) => setState(key, { status: chosen as FirstState['status'] })}
            />
            <IconButton
              icon={Trash2}
              label={t('Take away state {{number}}', { number: index + 1 })}
              disabled={states.length === 1}
              onClick={() => setStates(states.filter((state) => state.key !== key))}
            />
          </div>
        ))}
        <div>
          <Button
            size="sm"
            icon={Plus}
            onClick={() =>
              setStates([...states, { key: Math.max(...states.map(({ key }) => key)) + 1, name: '', status: 'OPEN' }])
            }
          >
            {t('Add a state')}
          </Button>
        </div>
      </fieldset>
    </FormDialog>
  )
}
