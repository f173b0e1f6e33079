import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateCalls } from '../../api/invalidate.ts'
import { callOf } from '../../api/query.ts'
import { Button } from '../../ui/button.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { useConfirm } from '../../ui/confirm.tsx'
import { Id } from '../../ui/copy-button.tsx'
import { Field } from '../../ui/field.tsx'
import { FormProblems } from '../../ui/form-problems.tsx'
import { Input } from '../../ui/input.tsx'
import { Section } from '../../ui/page.tsx'
import { problemAt } from '../../ui/problems.ts'
import { ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { tell } from '../../ui/toast.ts'

const fetching = 'GET /v1/ext/plugin/whatsapp/{pluginId}/flow-endpoint'

/** Forms that customers fill in inside WhatsApp: who answers them, and the keys that keep them secret. */
export function FlowEndpoint({ pluginId }: { pluginId: string }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const confirm = useConfirm()
  const path = { pluginId }
  const endpoint = useQuery(callOf(fetching, { path }))
  const [typed, setTyped] = useState<string>()
  const onSuccess = (): Promise<void> => invalidateCalls(client, fetching)
  const save = useMutation({
    meta: { showsErrors: true },
    mutationFn: (endpointUrl: string | null) =>
      api.call('PUT /v1/ext/plugin/whatsapp/{pluginId}/flow-endpoint', { path, body: { endpointUrl } }),
    onSuccess: async () => {
      await onSuccess()
      setTyped(undefined)
      tell(t('Saved'))
    },
  })
  const renew = useMutation({
    mutationFn: () => api.call('POST /v1/ext/plugin/whatsapp/{pluginId}/flow-endpoint/keys', { path }),
    onSuccess: () => {
      tell(t('Meta has the new key.'))
      return onSuccess()
    },
  })
  const known = endpoint.data?.data
  const askToRenew = async (): Promise<void> => {
    const isSure =
      known?.publicKey == null ||
      (await confirm({
        title: t('Make new keys?'),
        body: t(
          'They replace the ones before, at Meta too. A Flow that somebody is filling in right now must be begun again.',
        ),
        action: t('Make new keys'),
        isDanger: true,
      }))
    if (isSure) renew.mutate()
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate(typed?.trim() || null)
  }
  return (
    <Section
      title={t('Flows')}
      description={t('Requests of Flows are decrypted here and sent to your system as plain JSON.')}
      actions={
        <Button size="sm" icon={KeyRound} isBusy={renew.isPending} onClick={() => void askToRenew()}>
          {known?.publicKey ? t('Make new keys') : t('Make keys')}
        </Button>
      }
    >
      {endpoint.isPending ? (
        <SkeletonRows count={2} />
      ) : !known ? (
        <ErrorState error={endpoint.error} retry={() => void endpoint.refetch()} />
      ) : (
        <div className="flex flex-col gap-4">
          <form onSubmit={submit} className="flex flex-col gap-3">
            <Field
              label={t('Your system’s URL')}
              hint={t('It answers within nine seconds. Empty: nothing answers.')}
              error={problemAt(save.error, 'endpointUrl')}
            >
              {(control) => (
                <div className="flex gap-2">
                  <Input
                    {...control}
                    type="url"
                    placeholder="https://"
                    value={typed ?? known.endpointUrl ?? ''}
                    onChange={({ target }) => setTyped(target.value)}
                  />
                  <Button type="submit" isBusy={save.isPending} disabled={typed === undefined}>
                    {t('Save')}
                  </Button>
                </div>
              )}
            </Field>
            <FormProblems error={save.error} paths={['endpointUrl']} />
          </form>
          <p className="min-w-0">
            <span className="text-ink-soft">{t('Endpoint to enter at Meta:')} </span>
            <Id value={known.metaEndpointUrl} label={t('Copy the endpoint to enter at Meta')} />
          </p>
          {known.publicKey ? (
            <CodeBlock label={t('Public key, which Meta has for each number')} text={known.publicKey} />
          ) : (
            <p className="text-ink-soft">{t('There are no keys yet: make them before you publish a Flow.')}</p>
          )}
        </div>
      )}
    </Section>
  )
}
