import { useNavigate, useSearch } from '@tanstack/react-router'
import { CalendarCheck2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../app/session.ts'
import { useShortcuts } from '../../app/shortcuts.tsx'
import { useTeamModel } from '../../model/team-model.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Page as Frame } from '../../ui/page.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { AgendaRow } from './agenda-row.tsx'
import { AgendaSectionFrame } from './agenda-section.tsx'
import type { WhoseDay } from './routes.ts'
import { keyOf } from './use-agenda.ts'
import { useSections } from './use-sections.ts'

/** What is late, due today and in the next days: tasks and next actions, done without leaving the list. */
export function Page() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const model = useTeamModel()
  const { user: me, role } = useSession()
  const { user: username = me.username } = useSearch({ strict: false }) as WhoseDay
  const { sections, parts } = useSections(username)
  const [active, setActive] = useState<string | null>(null)
  const [open, setOpen] = useState<string | null>(null)
  const [snoozing, setSnoozing] = useState<string | null>(null)
  const items = sections.flatMap((section) => section.items)
  const at = items.findIndex((item) => keyOf(item) === active)
  const move = (to: number): void => setActive(items[to] ? keyOf(items[to]) : active)
  const toggle = (key: string, isOpen: boolean): void => {
    setActive(key)
    setOpen(isOpen ? key : null)
  }
  /** the next one takes its place, so that one goes through the list without looking for it */
  const goOn = (key: string): void => {
    const index = items.findIndex((item) => keyOf(item) === key)
    const next = items[index + 1] ?? items[index - 1]
    setActive(next ? keyOf(next) : null)
    setOpen(next && items[index + 1] ? keyOf(next) : null)
  }
  const isMine = username === me.username
  const name = model.user(username)?.displayName ?? username
  const group = t('My day')
  useShortcuts([
    { keys: 'j', label: t('Next'), group, run: () => move(at + 1) },
    { keys: 'k', label: t('The one before'), group, run: () => move(Math.max(0, at - 1)) },
    { keys: 'x', label: t('Open its form'), group, run: () => active && toggle(active, open !== active) },
    { keys: 'z', label: t('Put off'), group, run: () => setSnoozing(active) },
    {
      keys: 'o',
      label: t('Open its page'),
      group,
      run: () => items[at] && void navigate({ to: `/p/${items[at].process.procedureShortId}/${items[at].process.id}` }),
    },
  ])
  const isPending = parts.some((part) => part.isPending)
  const failed = parts.find(({ error }) => error !== null)
  return (
    <Frame
      title={isMine ? t('My day') : t("{{name}}'s day", { name })}
      actions={
        role.roleType !== 'USER' && (
          <Combobox
            label={t('Whose day')}
            className="w-56"
            options={model.users
              .filter(({ isActive }) => isActive)
              .map(({ username: value, displayName }) => ({
                value,
                label: displayName,
                note: value === me.username ? t('me') : value,
                keywords: [value],
                icon: <Avatar name={displayName} size="sm" />,
              }))}
            chosen={[username]}
            onChoose={([chosen]) =>
              void navigate({ to: '.', search: !chosen || chosen === me.username ? {} : { user: chosen } })
            }
          />
        )
      }
    >
      <div className="mx-auto max-w-3xl">
        {failed ? (
          <ErrorState error={failed.error} retry={failed.retry} />
        ) : isPending ? (
          <SkeletonRows count={10} height="h-14" />
        ) : items.length === 0 ? (
          <EmptyState
            icon={CalendarCheck2}
            title={isMine ? t('Nothing is waiting for you') : t('Nothing is waiting for {{name}}', { name })}
            action={<ButtonLink to={`/p/${model.procedures[0]?.shortId ?? ''}`}>{t('Look at all work')}</ButtonLink>}
          >
            {t('Tasks that are due and next actions of the next seven days appear here.')}
          </EmptyState>
        ) : (
          sections.map((section) => (
            <AgendaSectionFrame key={section.key} section={section}>
              {section.items.map((item) => {
                const key = keyOf(item)
                return (
                  <AgendaRow
                    key={key}
                    item={item}
                    isActive={active === key}
                    isOpen={open === key}
                    isSnoozing={snoozing === key}
                    setOpen={(isOpen) => toggle(key, isOpen)}
                    setSnoozing={(isOpen) => setSnoozing(isOpen ? key : null)}
                    onDone={() => goOn(key)}
                  />
                )
              })}
            </AgendaSectionFrame>
          ))
        )}
      </div>
    </Frame>
  )
}
