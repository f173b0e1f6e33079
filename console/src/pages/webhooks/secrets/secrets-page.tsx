import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { callOf } from '../../../api/query.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Page as Frame, Section } from '../../../ui/page.tsx'
import { ErrorState, SkeletonRows } from '../../../ui/states.tsx'
import { Time } from '../../../ui/time.tsx'
import { WebhookTabs } from '../webhook-tabs.tsx'
import { SecretRotation } from './secret-rotation.tsx'

/** The secret with which receivers tell that a webhook comes from here. */
export function Page() {
  const { t } = useTranslation()
  const secrets = useQuery(callOf('GET /v1/ext/team/secrets'))
  const secret = secrets.data?.data.find(({ name }) => name === 'hmac')
  return (
    <Frame
      title={t('Secrets')}
      description={t('With these your systems tell that a webhook comes from Nadi.')}
      toolbar={<WebhookTabs />}
    >
      {secrets.isPending ? (
        <SkeletonRows count={1} height="h-40" />
      ) : secrets.isError ? (
        <ErrorState error={secrets.error} retry={() => void secrets.refetch()} />
      ) : (
        <Section
          title={
            <span className="flex items-center gap-2">
              {t('HMAC secret of the team')}
              {secret?.isRotating && <Badge tone="warning">{t('Being rotated')}</Badge>}
            </span>
          }
          description={t('Signs what every endpoint without a secret of its own gets.')}
        >
          {secret && (
            <p className="mb-4 text-ink-soft">
              {t('Made')} <Time at={secret.createdAt} />
              {secret.rotatedAt !== null && (
                <>
                  {' · '}
                  {t('rotated')} <Time at={secret.rotatedAt} />
                </>
              )}
              {!secret.isShown && ` · ${t('nobody has seen it yet: rotate it to see one')}`}
            </p>
          )}
          <SecretRotation
            isAbsent={!secret}
            isRotating={secret?.isRotating ?? false}
            rotate={() => api.call('POST /v1/ext/team/secret/hmac/rotate')}
            confirm={() => api.call('POST /v1/ext/team/secret/hmac/confirm')}
            cancel={() => api.call('POST /v1/ext/team/secret/hmac/cancel')}
          />
        </Section>
      )}
    </Frame>
  )
}
