import type { TFunction } from 'i18next'
import {
  Blocks,
  CalendarCheck2,
  ChartNoAxesCombined,
  FileClock,
  FileCog,
  FolderCog,
  Inbox,
  KeyRound,
  ListChecks,
  type LucideIcon,
  MessageCircle,
  MessagesSquare,
  Rows3,
  Settings,
  ShieldCheck,
  SquareTerminal,
  Users,
  Webhook,
} from 'lucide-react'
import type { TeamModel } from '../model/team-model.ts'

export interface NavigationItem {
  to: string
  label: string
  icon: LucideIcon
  /** keys that lead there */
  shortcut?: string
}

export interface NavigationGroup {
  label: string
  items: NavigationItem[]
}

/** What a person's role lets them go to. The first group is work, the second the team's processes, the third administration. */
export function navigationFor(t: TFunction, model: TeamModel, mayOpen: (path: string) => boolean): NavigationGroup[] {
  const work: NavigationItem[] = [
    { to: '/my-day', label: t('My day'), icon: CalendarCheck2, shortcut: 'g d' },
    { to: '/inbox', label: t('Inbox'), icon: Inbox, shortcut: 'g i' },
    { to: '/dashboard', label: t('Dashboard'), icon: ChartNoAxesCombined, shortcut: 'g b' },
  ]
  const processes = model.procedures.map(({ shortId, name }, index) => ({
    to: `/p/${shortId}`,
    label: name,
    icon: Rows3,
    ...(index < 9 && { shortcut: `g ${index + 1}` }),
  }))
  const administration: NavigationItem[] = [
    { to: '/admin/plugin', label: t('WhatsApp Setup'), icon: MessageCircle },
    { to: '/admin/inbox', label: t('Inbox settings'), icon: MessagesSquare },
    { to: '/admin/model', label: t('Model'), icon: Blocks },
    { to: '/admin/configuration', label: t('Configuration'), icon: FileCog },
    { to: '/admin/people', label: t('People'), icon: Users },
    { to: '/admin/roles', label: t('Roles'), icon: ShieldCheck },
    { to: '/admin/keys', label: t('API keys'), icon: KeyRound },
    { to: '/admin/webhooks', label: t('Webhooks'), icon: Webhook },
    { to: '/admin/jobs', label: t('Background jobs'), icon: ListChecks },
    { to: '/admin/audit', label: t('Audit log'), icon: FileClock },
    { to: '/admin/team', label: t('Team'), icon: FolderCog },
    { to: '/explorer', label: t('API explorer'), icon: SquareTerminal },
    { to: '/settings', label: t('My settings'), icon: Settings, shortcut: 'g s' },
  ]
  return [
    { label: t('Work'), items: work },
    { label: t('Processes'), items: processes },
    { label: t('Administration'), items: administration },
  ]
    .map(({ label, items }) => ({ label, items: items.filter(({ to }) => mayOpen(to)) }))
    .filter(({ items }) => items.length > 0)
}
