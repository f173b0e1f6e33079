import { NadiError } from '@nadi/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ChevronLeft } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { invalidateFor } from '../../../api/invalidate.ts'
import { callOf } from '../../../api/query.ts'
import { Button } from '../../../ui/button.tsx'
import { FormProblems } from '../../../ui/form-problems.tsx'
import { Page as Frame } from '../../../ui/page.tsx'
import { Steps } from '../../../ui/steps.tsx'
import { AccountStep } from './account-step.tsx'
import { AppStep } from './app-step.tsx'
import { ChecksStep } from './checks-step.tsx'
import { bodyOf, type Connection, emptyConnection, stepOfField } from './connection.ts'
import { LeadStep } from './lead-step.tsx'

export interface StepProps {
  connection: Connection
  set: (changes: Partial<Connection>) => void
  /** what the server refused */
  error: unknown
}

const last = 2

/** Connects an account step by step; what Meta refuses leads back to the step that has it. */
export function Page() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const graphUrls = useQuery(callOf('GET /v1/ext/plugin/whatsapp')).data?.meta.graphUrls ?? []
  const [connection, setConnection] = useState(emptyConnection)
  const [step, setStep] = useState(0)
  const connecting = useMutation({
    meta: { showsErrors: true },
    mutationFn: () => api.call('POST /v1/ext/plugin/whatsapp', { body: bodyOf(connection), idempotencyKey: true }),
    onSuccess: () => invalidateFor(client, ['plugin.connected']),
    onError: (error) => {
      const steps = error instanceof NadiError ? error.problems.map(({ path = '' }) => stepOfField[path] ?? last) : []
      if (steps.length > 0) setStep(Math.min(...steps))
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (step < last) setStep(step + 1)
    else connecting.mutate()
  }
  const plugin = connecting.data?.data
  const props = {
    connection,
    set: (changes: Partial<Connection>) => setConnection((known) => ({ ...known, ...changes })),
    error: connecting.error,
  }
  const names = [t('Account'), t('App at Meta'), t('New customers'), t('Checks')]
  return (
    <Frame
      title={t('Connect a WhatsApp account')}
      back={{ to: '/admin/plugin', label: t('WhatsApp Setup') }}
      toolbar={<Steps names={names} current={plugin ? last + 1 : step} />}
    >
      {plugin ? (
        <ChecksStep connected={plugin} />
      ) : (
        <form
          aria-label={names[step]}
          onSubmit={submit}
          className="mx-auto flex max-w-xl flex-col gap-5 rounded-xl border border-line bg-surface p-6 max-sm:p-4"
        >
          {step === 0 && <AccountStep {...props} />}
          {step === 1 && <AppStep {...props} graphUrls={graphUrls} />}
          {step === last && <LeadStep {...props} />}
          <FormProblems error={connecting.error} paths={Object.keys(stepOfField)} />
          <div className="flex justify-end gap-2">
            {step > 0 && (
              <Button icon={ChevronLeft} onClick={() => setStep(step - 1)}>
                {t('Back')}
              </Button>
            )}
            <Button type="submit" look="primary" isBusy={connecting.isPending}>
              {step < last ? t('Next') : t('Connect')}
            </Button>
          </div>
        </form>
      )}
    </Frame>
  )
}
