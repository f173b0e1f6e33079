import type { Role } from '@nadi/sdk'
import type { TFunction } from 'i18next'

export type Permission = Role['permissions'][number]
export type Reach = Role['procedures'][number]['read']

export const roleTypeName = (t: TFunction, type: Role['roleType']): string =>
  ({ ADMIN: t('Administrator'), MANAGER: t('Manager'), USER: t('User') })[type]

export const reaches: readonly Reach[] = ['none', 'own', 'pod', 'all']

export const reachName = (t: TFunction, reach: Reach): string =>
  ({ none: t('none'), own: t('their own'), pod: t("their pods'"), all: t('all') })[reach]

/** Permissions by what they are about, each with what it lets one do. */
export const permissionGroups = (
  t: TFunction,
): { label: string; permissions: { value: Permission; label: string }[] }[] => [
  {
    label: t('Chats and messages'),
    permissions: [
      { value: 'chats.read_own', label: t('See chats that they have, and those that nobody has') },
      { value: 'chats.read_pod', label: t('See the chats of their pods') },
      { value: 'chats.read_all', label: t('See every chat') },
      { value: 'messages.send', label: t('Send messages') },
      { value: 'messages.send_bulk', label: t('Send to many at once') },
    ],
  },
  {
    label: t('Data'),
    permissions: [
      { value: 'import', label: t('Import, with ids, times and history as given') },
      { value: 'export', label: t('Export lists and the team') },
      { value: 'audit.read', label: t('Read the audit log') },
    ],
  },
  {
    label: t('Administration'),
    permissions: [
      { value: 'model.manage', label: t('Change procedures, states, attributes, roles and pods') },
      { value: 'users.manage', label: t('Invite, change and remove people') },
      { value: 'keys.manage', label: t('Make and revoke API keys') },
      { value: 'plugins.manage', label: t('Connect WhatsApp accounts, manage templates') },
      { value: 'webhooks.manage', label: t('Manage webhooks and their deliveries') },
      { value: 'secrets.manage', label: t('See and rotate secrets') },
    ],
  },
]
