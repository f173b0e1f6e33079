import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { useTeamModel } from '../../model/team-model.ts'
import { Field } from '../../ui/field.tsx'
import { Section } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { ErrorState, Skeleton } from '../../ui/states.tsx'
import { useNumberChoices } from './number-choices.ts'

/** Who would get a chat that came now, and why. */
export function AssignmentTrial() {
  const { t } = useTranslation()
  const model = useTeamModel()
  const numbers = useNumberChoices()
  const [number, setNumber] = useState('')
  const [procedure, setProcedure] = useState('')
  const verdict = useQuery({
    ...callOf('POST /v1/ext/assignment-rules/test', {
      body: {
        ...(number && { whatsappPhoneNumberId: number }),
        ...(procedure && { procedure }),
      },
    }),
    staleTime: 0,
  })
  const shown = verdict.data?.data
  return (
    <div className="mt-6">
      <Section title={t('Who would get a chat now?')} description={t('Nothing is changed by looking.')}>
        <div className="grid max-w-xl grid-cols-2 gap-4 max-sm:grid-cols-1">
          <Field label={t('With the number')}>
            {(control) => (
              <Select {...control} value={number} placeholder={t('Any')} choices={numbers} onChoose={setNumber} />
            )}
          </Field>
          <Field label={t('Its process')}>
            {(control) => (
              <Select
                {...control}
                value={procedure}
                placeholder={t('None')}
                choices={model.procedures.map(({ shortId, name }) => ({ value: shortId, label: name }))}
                onChoose={setProcedure}
              />
            )}
          </Field>
        </div>
        <div className="mt-4" role="status">
          {verdict.isError ? (
            <ErrorState error={verdict.error} retry={verdict.refetch} />
          ) : shown ? (
            <>
              <p className="font-medium">{shown.reason}</p>
              <ul className="mt-2 flex flex-col gap-1">
                {shown.candidates.map(({ user, username, openChats, refusal }) => (
                  <li key={user} className="text-[13px] text-ink-soft">
                    {t('{{name}}: {{count}} open chats', {
                      name: model.user(user)?.displayName ?? username,
                      count: openChats,
                    })}
                    {refusal && ` (${refusal})`}
                  </li>
                ))}
              </ul>
            </>
          ) : (
            <Skeleton className="h-10 max-w-md" />
          )}
        </div>
      </Section>
    </div>
  )
}
