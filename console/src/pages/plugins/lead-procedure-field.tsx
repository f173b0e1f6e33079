import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../model/team-model.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'

interface LeadProcedureFieldProps {
  /** short id; empty: none */
  chosen: string
  choose: (shortId: string) => void
  error: string | undefined
}

export function LeadProcedureField({ chosen, choose, error }: LeadProcedureFieldProps) {
  const { t } = useTranslation()
  const { procedures } = useTeamModel()
  return (
    <Field
      label={t('A first message from an unknown number makes')}
      hint={t('With the sender’s name and number filled in. Chats come to the inbox in any case.')}
      error={error}
    >
      {(control) => (
        <Select
          {...control}
          value={chosen}
          placeholder={t('nothing but a chat')}
          choices={procedures.map(({ shortId, name }) => ({ value: shortId, label: name }))}
          onChoose={choose}
        />
      )}
    </Field>
  )
}
