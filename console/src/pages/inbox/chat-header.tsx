import type { Chat } from '@nadi/sdk'
import { Link, useNavigate } from '@tanstack/react-router'
import { ArchiveRestore, Check, ChevronLeft, Ellipsis, MailOpen, PanelRight, UserRoundCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../app/session.ts'
import { useShortcuts } from '../../app/shortcuts.tsx'
import { useTeamModel } from '../../model/team-model.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { chatName } from './chat-name.ts'
import type { InboxFilter } from './filter.ts'
import { LabelPicker } from './label-picker.tsx'
import { PeopleHere } from './people-here.tsx'
import { useChatActions } from './use-chat-actions.ts'

interface ChatHeaderProps {
  chat: Chat
  back: { to: string; search: InboxFilter }
  isSideOpen: boolean
  toggleSide: () => void
}

const nobody = 'nobody'

/** Who the chat is with, who has it, and what is done with it as a whole. */
export function ChatHeader({ chat, back, isSideOpen, toggleSide }: ChatHeaderProps) {
  const { t } = useTranslation()
  const { user } = useSession()
  const model = useTeamModel()
  const navigate = useNavigate()
  const { assign, close, reopen, setLabels, markUnread } = useChatActions(chat)
  const isClosed = chat.status === 'CLOSED'
  const isMine = chat.assignedTo === user.id
  const takeIt = (): void => void assign(user.id, null)
  const endIt = (): void => void (isClosed ? reopen() : close())
  /** left at once: a chat that lies open would be read again */
  const leaveUnread = async (): Promise<void> => {
    await navigate({ to: back.to, search: back.search })
    await markUnread()
  }
  useShortcuts([
    { keys: 'a', label: t('Assign the chat to me'), group: t('Inbox'), run: takeIt },
    { keys: 'e', label: t('Close the chat, or open it again'), group: t('Inbox'), run: endIt },
    { keys: 'u', label: t('Mark the chat as unread'), group: t('Inbox'), run: () => void leaveUnread() },
    { keys: ']', label: t('Show who the chat is with'), group: t('Inbox'), run: toggleSide },
  ])
  const name = chatName(chat, t)
  const people = model.users.filter(({ isActive }) => isActive)
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-b bg-surface px-4 py-2 max-sm:px-2">
      <Link
        to={back.to}
        search={back.search}
        aria-label={t('Back to the chats')}
        className="pressable inline-flex items-center justify-center sm:hidden"
      >
        <ChevronLeft aria-hidden className="size-5 rtl:rotate-180" />
      </Link>
      <Avatar name={name} />
      <div className="min-w-34 flex-1">
        <h2 className="flex items-center gap-2 font-semibold leading-5">
          <span className="truncate">{name}</span>
          {isClosed && <Badge>{t('closed')}</Badge>}
        </h2>
        {chat.contact?.phoneNumber && (
          <p className="flex items-center text-[12.5px] text-ink-soft leading-4" dir="ltr">
            {chat.contact.phoneNumber}
            <CopyButton value={chat.contact.phoneNumber} label={t('Copy the number')} />
          </p>
        )}
      </div>
      <PeopleHere chatId={chat.id} />
      <div className="flex items-center gap-1.5">
        <LabelPicker chosen={chat.labels} choose={(labels) => void setLabels(labels)} />
        {!isMine && (
          <IconButton icon={UserRoundCheck} label={t('Assign the chat to me')} shortcut="a" onClick={takeIt} />
        )}
        <Combobox
          label={t('Assigned to')}
          placeholder={t('Unassigned')}
          className="w-36 max-sm:w-28"
          chosen={chat.assignedTo === null ? [] : [chat.assignedTo]}
          options={[
            { value: nobody, label: t('Nobody') },
            ...people.map((person) => ({
              value: person.user,
              label: person.displayName,
              keywords: [person.username],
              icon: <Avatar name={person.displayName} size="sm" />,
            })),
          ]}
          onChoose={([chosen = nobody]) =>
            void assign(chosen === nobody ? null : chosen, model.user(chosen)?.displayName ?? chosen)
          }
        />
        <Button icon={isClosed ? ArchiveRestore : Check} onClick={endIt} aria-keyshortcuts="e">
          {isClosed ? t('Open again') : t('Close')}
        </Button>
        <Menu
          trigger={<IconButton icon={Ellipsis} label={t('More')} />}
          items={[{ label: t('Mark as unread'), icon: MailOpen, shortcut: 'u', onSelect: () => void leaveUnread() }]}
        />
        <IconButton
          icon={PanelRight}
          label={isSideOpen ? t('Hide who the chat is with') : t('Show who the chat is with')}
          shortcut="]"
          isPressed={isSideOpen}
          onClick={toggleSide}
          className="rtl:-scale-x-100"
        />
      </div>
    </header>
  )
}
