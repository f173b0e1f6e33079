import { useTranslation } from 'react-i18next'
import { Field } from '../../../ui/field.tsx'
import { Input } from '../../../ui/input.tsx'
import { problemAt } from '../../../ui/problems.ts'
import type { StepProps } from './connect-page.tsx'

/** Which account, and what lets Nadi act for it. */
export function AccountStep({ connection, set, error }: StepProps) {
  const { t } = useTranslation()
  return (
    <>
      <Field
        label={t('Name')}
        hint={t('As your team calls it. Empty: its name at Meta.')}
        error={problemAt(error, 'name')}
      >
        {(control) => (
          <Input
            {...control}
            autoFocus
            value={connection.name}
            onChange={({ target }) => set({ name: target.value })}
          />
        )}
      </Field>
      <Field
        label={t('WhatsApp Business account id')}
        hint={t(
          'At Meta: WhatsApp Manager › Account tools › Phone numbers. The id of the account stands in the address.',
        )}
        error={problemAt(error, 'wabaId')}
        isRequired
      >
        {(control) => (
          <Input
            {...control}
            required
            inputMode="numeric"
            pattern="\s*[0-9]{1,32}\s*"
            title={t('Digits only')}
            className="font-mono"
            value={connection.wabaId}
            onChange={({ target }) => set({ wabaId: target.value })}
          />
        )}
      </Field>
      <Field
        label={t('Access token')}
        hint={t(
          'Of a system user with whatsapp_business_messaging and whatsapp_business_management. It is kept encrypted and never shown again.',
        )}
        error={problemAt(error, 'accessToken')}
        isRequired
      >
        {(control) => (
          <Input
            {...control}
            required
            type="password"
            autoComplete="off"
            className="font-mono"
            value={connection.accessToken}
            onChange={({ target }) => set({ accessToken: target.value })}
          />
        )}
      </Field>
    </>
  )
}
