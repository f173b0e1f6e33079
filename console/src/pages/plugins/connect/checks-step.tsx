import type { Plugin } from '@nadi/sdk'
import { useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../../api/query.ts'
import { Button } from '../../../ui/button.tsx'
import { ButtonLink } from '../../../ui/button-link.tsx'
import { HealthChecks } from '../health-checks.tsx'
import { useCheck } from '../use-check.ts'

/** The account is connected: whether all that it needs is in order. */
export function ChecksStep({ connected }: { connected: Plugin }) {
  const { t } = useTranslation()
  const path = { pluginId: connected.id }
  const plugin = useQuery(callOf('GET /v1/ext/plugin/whatsapp/{pluginId}', { path })).data?.data ?? connected
  const check = useCheck(connected.id)
  return (
    <section
      aria-label={t('Checks')}
      className="mx-auto flex max-w-xl flex-col gap-5 rounded-xl border border-line bg-surface p-6 max-sm:p-4"
    >
      <h2 className="font-semibold text-base">
        {plugin.health.isHealthy
          ? t('{{name}} is connected', { name: plugin.name })
          : t('{{name}} is connected, and something is left to do', { name: plugin.name })}
      </h2>
      <HealthChecks plugin={plugin} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button icon={RefreshCw} isBusy={check.isPending} onClick={() => check.mutate()}>
          {t('Check again')}
        </Button>
        <ButtonLink to={`/admin/plugin/${plugin.id}`} look="primary">
          {t('Go to the account')}
        </ButtonLink>
      </div>
    </section>
  )
}
