import { useMutation } from '@tanstack/react-query'
import { QRCodeSVG } from 'qrcode.react'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton, Id } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { FormProblems } from '../../ui/form-problems.tsx'
import { Input } from '../../ui/input.tsx'
import { problemAt } from '../../ui/problems.ts'

/** Scans the code, proves that the device shows the right one, and hands out the recovery codes this once. */
export function EnrolDialog({ secret, onClose }: { secret: { secret: string; uri: string }; onClose: () => void }) {
  const { t } = useTranslation()
  const formId = useId()
  const [code, setCode] = useState('')
  const confirm = useMutation({
    meta: { showsErrors: true },
    mutationFn: () => api.call('POST /v1/ext/session/second-factor/confirm', { body: { code } }),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    confirm.mutate()
  }
  const recoveryCodes = confirm.data?.data.recoveryCodes
  if (recoveryCodes) {
    return (
      <Dialog
        isOpen
        onClose={onClose}
        title={t('Keep these recovery codes')}
        description={t('Each opens your account once, should you lose the device. They are shown this once.')}
        footer={
          <Button look="primary" onClick={onClose}>
            {t('I have kept them')}
          </Button>
        }
      >
        <ul className="grid grid-cols-2 gap-2 font-mono">
          {recoveryCodes.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
        <p className="mt-3 inline-flex items-center gap-1 text-ink-soft">
          {t('Copy all')}
          <CopyButton value={recoveryCodes.join('\n')} label={t('Copy the recovery codes')} />
        </p>
      </Dialog>
    )
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('Turn on the second factor')}
      description={t('Scan this with an authenticator app, then type the code that it shows.')}
      footer={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="primary" type="submit" form={formId} isBusy={confirm.isPending}>
            {t('Turn on')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col items-center gap-4">
        <span className="rounded-lg bg-white p-3">
          <QRCodeSVG value={secret.uri} size={176} title={t('The code to scan')} />
        </span>
        <Id value={secret.secret} label={t('Copy the secret, to type it in')} />
        <div className="w-full">
          <Field label={t('Code')} error={problemAt(confirm.error, 'code')} isRequired>
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                autoComplete="one-time-code"
                required
                autoFocus
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </Field>
          <FormProblems error={confirm.error} paths={['code']} />
        </div>
      </form>
    </Dialog>
  )
}
