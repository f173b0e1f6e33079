import { useMutation, useQueryClient } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { invalidateFor } from '../../../api/invalidate.ts'
import { Button } from '../../../ui/button.tsx'
import { SecretShown } from '../../../ui/secret-shown.tsx'

interface SecretRotationProps {
  /** none was made for this owner yet */
  isAbsent: boolean
  isRotating: boolean
  rotate: () => Promise<{ data: { secret: string } }>
  confirm: () => Promise<unknown>
  cancel: () => Promise<unknown>
}

/** Gives a secret, shows it this once, and lets the old one go when all receivers know the new one. */
export function SecretRotation({ isAbsent, isRotating, rotate, confirm, cancel }: SecretRotationProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const onSuccess = (): void => {
    invalidateFor(client, ['webhook.updated'])
    void client.invalidateQueries({ queryKey: ['GET /v1/ext/team/secrets'] })
  }
  const making = useMutation({ mutationFn: rotate, onSuccess })
  const settling = useMutation({
    mutationFn: (how: 'confirm' | 'cancel') => (how === 'confirm' ? confirm() : cancel()),
    onSuccess: () => {
      making.reset()
      onSuccess()
    },
  })
  const secret = making.data?.data.secret
  return (
    <div className="flex flex-col gap-4">
      {secret && (
        <div>
          <p className="mb-2 font-medium">{t('Copy the secret now: it is shown this once.')}</p>
          <SecretShown label={t('Secret')} value={secret} copy={t('Copy the secret')} />
        </div>
      )}
      {isRotating ? (
        <>
          <p>
            {t(
              'Two secrets sign side by side: X-Chakra-Signature-256 is that of the old one, webhook-signature carries both. When all receivers know the new one, confirm it.',
            )}
          </p>
          <div className="flex flex-wrap gap-2">
            <Button look="primary" isBusy={settling.isPending} onClick={() => settling.mutate('confirm')}>
              {t('Confirm the new secret')}
            </Button>
            <Button isBusy={settling.isPending} onClick={() => settling.mutate('cancel')}>
              {t('Keep the old one')}
            </Button>
          </div>
        </>
      ) : (
        <div>
          <Button icon={KeyRound} isBusy={making.isPending} onClick={() => making.mutate()}>
            {isAbsent ? t('Make a secret') : t('Rotate the secret')}
          </Button>
        </div>
      )}
    </div>
  )
}
