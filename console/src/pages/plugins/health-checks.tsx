import type { Plugin } from '@nadi/sdk'
import type { TFunction } from 'i18next'
import { CircleAlert, CircleCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Time } from '../../ui/time.tsx'
import { type PluginProblem, whatToDo } from './plugin-words.ts'

interface Check {
  key: string
  /** beginnings of the codes of its problems */
  codes: readonly string[]
  title: string
  /** what holds where nothing is wrong */
  good: string
}

/** What must hold for messages to come and go, each with what to do where it does not. */
export function HealthChecks({ plugin }: { plugin: Plugin }) {
  const { t } = useTranslation()
  const { health } = plugin
  return (
    <ul aria-label={t('Checks')} className="flex flex-col gap-3">
      {checksOf(t, plugin).map(({ key, codes, title, good }) => {
        const problems = health.problems.filter(({ code }) => codes.some((start) => code.startsWith(start)))
        return <CheckItem key={key} title={title} good={good} problems={problems} />
      })}
      {health.account.alerts.map(({ at, kind, text }) => (
        <li key={`${at} ${kind}`} className="flex gap-3">
          <CircleAlert aria-hidden className="mt-0.5 size-4.5 shrink-0 text-warning" />
          <p>
            {text} <span className="text-ink-soft">{t('Meta told so')} </span>
            <Time at={at} />
          </p>
        </li>
      ))}
    </ul>
  )
}

interface CheckItemProps {
  title: string
  good: string
  problems: readonly PluginProblem[]
}

function CheckItem({ title, good, problems }: CheckItemProps) {
  const { t } = useTranslation()
  const isGood = problems.length === 0
  const Icon = isGood ? CircleCheck : CircleAlert
  return (
    <li className="flex gap-3">
      <Icon
        role="img"
        aria-label={isGood ? t('In order') : t('Not in order')}
        className={`mt-0.5 size-4.5 shrink-0 ${isGood ? 'text-success' : 'text-danger'}`}
      />
      <div className="min-w-0">
        <p className="font-medium">{title}</p>
        {isGood && <p className="break-words text-ink-soft">{good}</p>}
        {problems.map((problem) => (
          <div key={problem.message}>
            <p className="break-words text-danger">{problem.message}</p>
            <p className="text-ink-soft">{whatToDo(t, problem)}</p>
          </div>
        ))}
      </div>
    </li>
  )
}

function checksOf(t: TFunction, { health, phoneNumbers }: Plugin): Check[] {
  const { token, webhook, account } = health
  return [
    {
      key: 'token',
      codes: ['token', 'scope', 'not_checked'],
      title: t('Access token'),
      good:
        token.expiresAt === null
          ? t('Meta takes it, and it does not expire.')
          : t('Meta takes it until {{date}}.', { date: new Date(token.expiresAt).toISOString().slice(0, 10) }),
    },
    {
      key: 'numbers',
      codes: ['number'],
      title: t('Phone numbers'),
      good:
        phoneNumbers.length === 0
          ? t('The account has no number yet: add one in the WhatsApp Manager.')
          : t('{{count}} numbers are registered.', { count: phoneNumbers.length }),
    },
    {
      key: 'webhook',
      codes: ['not_subscribed', 'no_app_secret'],
      title: t('Events from Meta'),
      good: webhook.callbackUrl
        ? t('Meta sends them to {{url}}, and their signature is checked.', { url: webhook.callbackUrl })
        : t('Meta sends them here, and their signature is checked.'),
    },
    {
      key: 'account',
      codes: ['account'],
      title: t('Account'),
      good: account.name
        ? t('{{name}} may send: Meta restricts nothing.', { name: account.name })
        : t('It may send: Meta restricts nothing.'),
    },
  ]
}
