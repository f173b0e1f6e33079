import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { Field } from '../../../ui/field.tsx'
import { Input } from '../../../ui/input.tsx'
import { problemAt } from '../../../ui/problems.ts'
import { Select } from '../../../ui/select.tsx'
import type { StepProps } from './connect-page.tsx'

/** Meta's app: what proves that events come from Meta. */
export function AppStep({ connection, set, error, graphUrls }: StepProps & { graphUrls: readonly string[] }) {
  const { t } = useTranslation()
  return (
    <>
      <Field
        label={t('App id')}
        hint={t('At Meta: your app › App settings › Basic. Token checks and pictures of templates need it.')}
        error={problemAt(error, 'appId')}
      >
        {(control) => (
          <Input
            {...control}
            autoFocus
            inputMode="numeric"
            pattern="[0-9]{1,32}"
            title={t('Digits only')}
            className="font-mono"
            value={connection.appId}
            onChange={({ target }) => set({ appId: target.value.trim() })}
          />
        )}
      </Field>
      <Field
        label={t('App secret')}
        hint={t(
          'Beside the app id. Without it no message can come in, for nothing proves that it is Meta who sends it.',
        )}
        error={problemAt(error, 'appSecret')}
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="off"
            className="font-mono"
            value={connection.appSecret}
            onChange={({ target }) => set({ appSecret: target.value.trim() })}
          />
        )}
      </Field>
      <Field
        label={t('Verify token')}
        hint={t('Made up for you: Meta gets it with the subscription. Change it only if you subscribe by hand.')}
        error={problemAt(error, 'verifyToken')}
      >
        {(control) => (
          <div className="flex items-center gap-1">
            <Input
              {...control}
              minLength={8}
              className="font-mono"
              value={connection.verifyToken}
              onChange={({ target }) => set({ verifyToken: target.value.trim() })}
            />
            <CopyButton value={connection.verifyToken} label={t('Copy the verify token')} />
          </div>
        )}
      </Field>
      {graphUrls.length > 1 && (
        <Field
          label={t('Address of Meta')}
          hint={t('The operator of this server allows several.')}
          error={problemAt(error, 'graphUrl')}
        >
          {(control) => (
            <Select
              {...control}
              value={connection.graphUrl || graphUrls[0]}
              choices={graphUrls.map((url) => ({ value: url, label: url }))}
              onChoose={(graphUrl) => set({ graphUrl })}
            />
          )}
        </Field>
      )}
    </>
  )
}
