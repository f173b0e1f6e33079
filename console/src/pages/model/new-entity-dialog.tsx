import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { readAgainFor } from '../../api/invalidate.ts'
import { useTeamModel } from '../../model/team-model.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { NameFields, type Naming, shortIdOf } from './name-fields.tsx'

export function NewEntityDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const taken = useTeamModel().entities.map((entity) => entity.shortId)
  const [naming, setNaming] = useState<Naming>({ name: '', shortId: null })
  const shortId = shortIdOf(naming)
  const make = useMutation({
    meta: { showsErrors: true },
    mutationFn: () => api.call('POST /v1/ext/entity', { body: { shortId, name: naming.name } }),
    onSuccess: async () => {
      await readAgainFor(client, ['model.changed'])
      onClose()
      await navigate({ to: `/admin/entity/${shortId}` })
    },
  })
  return (
    <FormDialog
      title={t('New entity')}
      description={t('Whom or what your processes are about: its record is shared by all of them.')}
      action={t('Make the entity')}
      onClose={onClose}
      onSubmit={() => make.mutate()}
      isBusy={make.isPending}
      error={make.error}
      isBlocked={taken.includes(shortId)}
    >
      <NameFields naming={naming} onChange={setNaming} taken={taken} hint={t('Of one of them, such as Customer.')} />
    </FormDialog>
  )
}
