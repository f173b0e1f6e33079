import { Link, useNavigate, useRouterState } from '@tanstack/react-router'
import { CircleHelp, Menu as MenuIcon, PanelLeft, Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TeamModelContext, useConfiguredModel, useTeamModel } from '../model/team-model.ts'
import { cx } from '../ui/class-names.ts'
import { ConfirmProvider } from '../ui/confirm.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { TimeZone } from '../ui/time-zone.ts'
import { AllowedPage, useMayOpen } from './allowed-page.tsx'
import { TeamLogo, useTeamColors } from './branding.tsx'
import { CommandPalette } from './command-palette.tsx'
import { lateDialog } from './late.tsx'
import { Live } from './live.tsx'
import { useLoadAhead } from './load-ahead.ts'
import { MessageAlerts } from './message-alerts.tsx'
import { type NavigationGroup, navigationFor } from './navigation.ts'
import { useSession } from './session.ts'
import { useShortcuts } from './shortcuts.tsx'
import { UserMenu } from './user-menu.tsx'

const ShortcutSheet = lateDialog(async () => (await import('./shortcut-sheet.tsx')).ShortcutSheet)

const collapsedKey = 'nadi.sidebar'

/** What stands around every page: where one can go, who one is, the palette and the keyboard. */
export function Shell() {
  return (
    <TeamModelContext value={useConfiguredModel()}>
      <ConfirmProvider>
        <Frame />
      </ConfirmProvider>
    </TeamModelContext>
  )
}

function Frame() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { user, team } = useSession()
  useTeamColors()
  useLoadAhead()
  const groups = navigationFor(t, useTeamModel(), useMayOpen())
  const [isCollapsed, setCollapsed] = useState(() => localStorage.getItem(collapsedKey) === 'collapsed')
  const [open, setOpen] = useState<'palette' | 'keys' | 'navigation' | null>(null)
  const close = (): void => setOpen(null)
  const collapse = (): void => {
    localStorage.setItem(collapsedKey, isCollapsed ? 'open' : 'collapsed')
    setCollapsed(!isCollapsed)
  }
  useShortcuts([
    { keys: 'mod+k', label: t('Search and commands'), group: t('Everywhere'), run: () => setOpen('palette') },
    { keys: '/', label: t('Search and commands'), group: t('Everywhere'), run: () => setOpen('palette') },
    { keys: '?', label: t('Keyboard shortcuts'), group: t('Everywhere'), run: () => setOpen('keys') },
    { keys: '[', label: t('Fold the sidebar'), group: t('Everywhere'), run: collapse },
    ...groups
      .flatMap(({ items }) => items)
      .filter(({ shortcut }) => shortcut)
      .map(({ to, label, shortcut = '' }) => ({
        keys: shortcut,
        label: t('Go to {{place}}', { place: label }),
        group: t('Go to'),
        run: () => void navigate({ to }),
      })),
  ])
  return (
    <TimeZone value={user.timezone ?? team.timeZone}>
      <Live />
      <MessageAlerts />
      <a
        href="#page"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-md focus:bg-accent focus:px-3 focus:py-2 focus:text-accent-ink"
      >
        {t('Skip to the page')}
      </a>
      <div className="flex h-dvh min-h-0 max-sm:flex-col">
        <aside
          className={cx(
            'flex shrink-0 flex-col border-line border-e bg-sunken max-sm:hidden',
            isCollapsed ? 'w-14' : 'w-56',
          )}
        >
          <div className="flex h-14 items-center gap-2 px-3">
            {!isCollapsed && (
              <Link to="/" className="flex min-w-0 flex-1 items-center gap-2 font-semibold">
                <TeamLogo />
                <span className="truncate">{team.name}</span>
              </Link>
            )}
            <IconButton
              icon={PanelLeft}
              label={isCollapsed ? t('Unfold the sidebar') : t('Fold the sidebar')}
              shortcut="["
              onClick={collapse}
            />
          </div>
          <button
            type="button"
            onClick={() => setOpen('palette')}
            className="mx-3 mb-2 flex h-8 items-center gap-2 rounded-md border border-line bg-surface px-2 text-ink-soft hover:text-ink"
            aria-label={isCollapsed ? t('Search and commands') : undefined}
          >
            <Search aria-hidden className="size-4 shrink-0" />
            {!isCollapsed && (
              <>
                <span className="flex-1 text-start">{t('Search …')}</span>
                <Kbd keys="⌘K" />
              </>
            )}
          </button>
          <Navigation groups={groups} isCollapsed={isCollapsed} />
          <div className={cx('flex items-center gap-1 border-line border-t p-2', isCollapsed && 'flex-col')}>
            <UserMenu isCollapsed={isCollapsed} />
            <IconButton
              icon={CircleHelp}
              label={t('Keyboard shortcuts')}
              shortcut="?"
              onClick={() => setOpen('keys')}
            />
          </div>
        </aside>
        <main id="page" tabIndex={-1} className="min-h-0 min-w-0 flex-1 outline-none">
          <AllowedPage />
        </main>
        <BottomBar groups={groups} openNavigation={() => setOpen('navigation')} />
      </div>
      <Dialog isOpen={open === 'navigation'} onClose={close} title={team.name} isSheet size="sm">
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the links inside are what is pressed */}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it only hears of them */}
        <div onClick={close}>
          <Navigation groups={groups} isCollapsed={false} />
        </div>
        <div className="mt-4">
          <UserMenu isCollapsed={false} />
        </div>
      </Dialog>
      <CommandPalette isOpen={open === 'palette'} onClose={close} groups={groups} />
      <ShortcutSheet isOpen={open === 'keys'} onClose={close} />
    </TimeZone>
  )
}

function Navigation({ groups, isCollapsed }: { groups: readonly NavigationGroup[]; isCollapsed: boolean }) {
  const { t } = useTranslation()
  return (
    <nav aria-label={t('Main')} className="min-h-0 flex-1 overflow-y-auto px-2 pb-4">
      {groups.map(({ label, items }) => (
        <div key={label} className="mt-3">
          {!isCollapsed && <h2 className="px-2 pb-1 font-medium text-[12px] text-ink-soft">{label}</h2>}
          <ul aria-label={label}>
            {items.map(({ to, label: name, icon: Icon }) => (
              <li key={to}>
                <Link
                  to={to}
                  aria-label={name}
                  title={isCollapsed ? name : undefined}
                  className="pressable flex h-8 items-center gap-2.5 rounded-md px-2 text-ink-soft hover:bg-line/60 hover:text-ink aria-[current=page]:bg-surface aria-[current=page]:font-medium aria-[current=page]:text-ink aria-[current=page]:shadow-sm"
                >
                  <Icon aria-hidden className="size-4 shrink-0" />
                  {!isCollapsed && <span className="truncate">{name}</span>}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

/** On a phone the first places are at the thumb; the rest is behind "More". */
function BottomBar({ groups, openNavigation }: { groups: readonly NavigationGroup[]; openNavigation: () => void }) {
  const { t } = useTranslation()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const [work, processes] = groups
  const items = [...(work?.items ?? []).slice(0, 3), ...(processes?.items ?? []).slice(0, 1)]
  const look = 'flex min-w-0 flex-1 flex-col items-center gap-0.5 py-1.5 text-[11px]'
  return (
    <nav aria-label={t('Main places')} className="flex shrink-0 border-line border-t bg-surface sm:hidden">
      {items.map(({ to, label, icon: Icon }) => (
        <Link
          key={to}
          to={to}
          className={cx(look, path.startsWith(to) ? 'font-medium text-accent-text' : 'text-ink-soft')}
        >
          <Icon aria-hidden className="size-5" />
          <span className="max-w-full truncate px-1">{label}</span>
        </Link>
      ))}
      <button type="button" onClick={openNavigation} className={cx(look, 'text-ink-soft')}>
        <MenuIcon aria-hidden className="size-5" />
        {t('More')}
      </button>
    </nav>
  )
}
