import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { LogOut, Settings } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import { invalidateFor } from '../api/invalidate.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Menu } from '../ui/menu.tsx'
import { signOut, useSession } from './session.ts'
import { chooseTheme, useTheme } from './theme.ts'
import { useThemeChoices } from './theme-choices.ts'

const dots = { AVAILABLE: 'bg-success', ON_BREAK: 'bg-warning', NOT_AVAILABLE: 'bg-line-strong' }

/** Who is signed in, whether work goes to them, and the way out. */
export function UserMenu({ isCollapsed }: { isCollapsed: boolean }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { user } = useSession()
  const theme = useTheme()
  const themes = useThemeChoices()
  const setAvailability = useMutation({
    mutationFn: (availability: keyof typeof dots) =>
      api.call('PUT /v1/ext/user/{user}', { path: { user: user.id }, body: { availability } }),
    onSuccess: () => invalidateFor(client, ['user.updated']),
  })
  const states: { value: keyof typeof dots; label: string }[] = [
    { value: 'AVAILABLE', label: t('Available') },
    { value: 'ON_BREAK', label: t('On break') },
    { value: 'NOT_AVAILABLE', label: t('Not available') },
  ]
  const current = states.find(({ value }) => value === user.availability)?.label ?? ''
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={isCollapsed ? `${user.displayName} ${current}` : undefined}
          className="pressable flex min-w-0 flex-1 items-center gap-2 rounded-md p-1.5 text-start hover:bg-line/60"
        >
          <span className="relative">
            <Avatar name={user.displayName} />
            <span
              aria-hidden
              className={`absolute -end-0.5 -bottom-0.5 size-2.5 rounded-full border-2 border-sunken ${dots[user.availability]}`}
            />
          </span>
          {!isCollapsed && (
            <span className="min-w-0">
              <span className="block truncate font-medium leading-4">{user.displayName}</span>
              <span className="block truncate text-[12px] text-ink-soft leading-4">{current}</span>
            </span>
          )}
        </button>
      }
      items={[
        ...states.map(({ value, label }) => ({
          label,
          isChosen: value === user.availability,
          onSelect: () => setAvailability.mutate(value),
        })),
        null,
        ...themes.map(({ value, label, icon }) => ({
          label,
          icon,
          isChosen: value === theme,
          onSelect: () => chooseTheme(value),
        })),
        null,
        { label: t('My settings'), icon: Settings, onSelect: () => void navigate({ to: '/settings' }) },
        { label: t('Sign out'), icon: LogOut, onSelect: () => void signOut() },
      ]}
    />
  )
}
