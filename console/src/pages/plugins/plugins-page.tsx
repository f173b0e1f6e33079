import type { Plugin } from '@nadi/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { MessageCircle, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { Badge } from '../../ui/badge.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Id } from '../../ui/copy-button.tsx'
import { Page as Frame } from '../../ui/page.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { healthAtAGlance } from './plugin-words.ts'

export function Page() {
  const { t } = useTranslation()
  const plugins = useQuery(callOf('GET /v1/ext/plugin/whatsapp'))
  const connect = (
    <ButtonLink to="/admin/plugin/new" look="primary" icon={Plus}>
      {t('Connect an account')}
    </ButtonLink>
  )
  return (
    <Frame
      title={t('WhatsApp Setup')}
      description={t('WhatsApp Business accounts, their numbers and templates.')}
      actions={connect}
    >
      {plugins.isPending ? (
        <SkeletonRows count={2} height="h-28" />
      ) : plugins.isError ? (
        <ErrorState error={plugins.error} retry={() => void plugins.refetch()} />
      ) : plugins.data.data.length === 0 ? (
        <EmptyState icon={MessageCircle} title={t('No account is connected')} action={connect}>
          {t('Connect your WhatsApp Business account, and its chats come to the inbox.')}
        </EmptyState>
      ) : (
        <ul aria-label={t('Connected accounts')} className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
          {plugins.data.data.map((plugin) => (
            <PluginCard key={plugin.id} plugin={plugin} />
          ))}
        </ul>
      )}
    </Frame>
  )
}

function PluginCard({ plugin }: { plugin: Plugin }) {
  const { t } = useTranslation()
  const { id, name, wabaId, phoneNumbers, health, status } = plugin
  const { tone, text } = healthAtAGlance(t, plugin)
  const [problem] = status === 'CONNECTED' ? health.problems : []
  return (
    <li className="flex flex-col gap-3 rounded-xl border border-line bg-surface p-5">
      <div className="flex items-start gap-3">
        <h2 className="min-w-0 flex-1 truncate font-semibold text-base">
          <Link to={`/admin/plugin/${id}`} className="text-accent-text hover:underline">
            {name}
          </Link>
        </h2>
        <Badge tone={tone}>{text}</Badge>
      </div>
      {problem && <p className="text-danger">{problem.message}</p>}
      <p>
        {phoneNumbers.length === 0
          ? t('No number yet')
          : phoneNumbers.map(({ displayPhoneNumber }) => displayPhoneNumber).join(', ')}
      </p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-[13px]">
        <dt className="text-ink-soft">{t('Plugin id')}</dt>
        <dd>
          <Id value={id} label={t('Copy Plugin Id')} />
        </dd>
        <dt className="text-ink-soft">{t('Account id')}</dt>
        <dd>
          <Id value={wabaId} label={t('Copy the account id')} />
        </dd>
        <dt className="text-ink-soft">{t('Checked')}</dt>
        <dd>{health.checkedAt === null ? t('never') : <Time at={health.checkedAt} />}</dd>
      </dl>
    </li>
  )
}
