import { useMutation } from '@tanstack/react-query'
import { QRCodeSVG } from 'qrcode.react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton, Id } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { problemAt } from '../../ui/problems.ts'
import { TextField } from '../../ui/text-field.tsx'

/** Scans the code, proves that the device shows the right one, and hands out the recovery codes this once. */
export function EnrolDialog({ secret, onClose }: { secret: { secret: string; uri: string }; onClose: () => void }) {
  const { t } = useTranslation()
  const [code, setCode] = useState('')
  const confirm = useMutation({
    meta: { showsErrors: true },
    mutationFn: () => api.call('POST /v1/ext/session/second-factor/confirm', { body: { code } }),
  })
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
    <FormDialog
      onClose={onClose}
      title={t('Turn on the second factor')}
      description={t('Scan this with an authenticator app, then type the code that it shows.')}
      action={t('Turn on')}
      onSubmit={() => confirm.mutate()}
      isBusy={confirm.isPending}
      error={confirm.error}
      paths={['code']}
      className="flex flex-col items-center gap-4"
    >
      <span className="rounded-lg bg-white p-3">
        <QRCodeSVG value={secret.uri} size={176} title={t('The code to scan')} />
      </span>
      <Id value={secret.secret} label={t('Copy the secret, to type it in')} />
      <div className="w-full">
        <TextField
          label={t('Code')}
          error={problemAt(confirm.error, 'code')}
          isRequired
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          value={code}
          onChange={setCode}
        />
      </div>
    </FormDialog>
  )
}
