import type { Plugin } from '@nadi/sdk'
import { RefreshCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Id } from '../../ui/copy-button.tsx'
import { Section } from '../../ui/page.tsx'
import { Time } from '../../ui/time.tsx'
import { HealthChecks } from './health-checks.tsx'
import { healthAtAGlance } from './plugin-words.ts'
import { useCheck } from './use-check.ts'

export function Health({ plugin }: { plugin: Plugin }) {
  const { t } = useTranslation()
  const check = useCheck(plugin.id)
  const { tone, text } = healthAtAGlance(t, plugin)
  return (
    <Section
      title={
        <span className="flex items-center gap-2">
          {t('Health')}
          <Badge tone={tone}>{text}</Badge>
        </span>
      }
      description={
        plugin.health.checkedAt !== null && (
          <>
            {t('Meta was asked')} <Time at={plugin.health.checkedAt} />
          </>
        )
      }
      actions={
        <Button size="sm" icon={RefreshCw} isBusy={check.isPending} onClick={() => check.mutate()}>
          {t('Check again')}
        </Button>
      }
    >
      <div className="grid grid-cols-2 gap-6 max-lg:grid-cols-1">
        <HealthChecks plugin={plugin} />
        <Ids plugin={plugin} />
      </div>
    </Section>
  )
}

/** What other programs and Meta's pages ask for. */
function Ids({ plugin }: { plugin: Plugin }) {
  const { t } = useTranslation()
  const ids = [
    { name: t('Plugin id'), value: plugin.id, copy: t('Copy the plugin id') },
    { name: t('Account id'), value: plugin.wabaId, copy: t('Copy the account id') },
    { name: t('App id'), value: plugin.appId, copy: t('Copy the app id') },
    { name: t('Address for Meta'), value: plugin.webhookUrl, copy: t('Copy the address for Meta') },
  ]
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] content-start gap-x-4 gap-y-2 text-[13px]">
      {ids.map(({ name, value, copy }) => (
        <div key={name} className="contents">
          <dt className="text-ink-soft">{name}</dt>
          <dd className="min-w-0">{value ? <Id value={value} label={copy} /> : t('not known')}</dd>
        </div>
      ))}
    </dl>
  )
}
