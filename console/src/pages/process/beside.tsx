import type { Process } from '@nadi/sdk'
import { Link } from '@tanstack/react-router'
import { MessageCircle } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Conversation } from '../../conversation/conversation.tsx'
import { ProcessHistory } from '../../process/history/process-history.tsx'
import { Select } from '../../ui/select.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx'
import type { SideName } from './side.ts'
import type { ProcessChats } from './use-process-chats.ts'

interface BesideProps {
  process: Process
  beside: SideName
  chats: ProcessChats
}

export const Beside = ({ process, beside, chats }: BesideProps) =>
  beside === 'history' ? <ProcessHistory process={process} /> : <ProcessChat chats={chats} />

/** The chat with the customer, to read and to answer; where there are several, one of them. */
function ProcessChat({ chats }: { chats: ProcessChats }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<string | null>(null)
  if (chats.isPending) return <SkeletonRows count={5} height="h-12" />
  if (chats.error !== null) return <ErrorState error={chats.error} retry={chats.retry} />
  const chat = chats.list.find(({ id }) => id === chosen) ?? chats.list[0]
  if (!chat) {
    return (
      <EmptyState icon={MessageCircle} title={t('No chat yet')}>
        {t('A chat appears here as soon as the customer writes, or the team writes to them.')}
      </EmptyState>
    )
  }
  const nameOf = ({ contact, groupId }: typeof chat): string =>
    contact?.name || contact?.phoneNumber || contact?.waId || groupId || t('Chat')
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-center gap-2 border-line border-b px-3 py-2">
        {chats.list.length > 1 ? (
          <Select
            aria-label={t('Which chat')}
            choices={chats.list.map((each) => ({ value: each.id, label: nameOf(each) }))}
            value={chat.id}
            onChoose={setChosen}
            className="min-w-0 flex-1"
          />
        ) : (
          <span className="min-w-0 flex-1 truncate font-medium">{nameOf(chat)}</span>
        )}
        <Link to={`/inbox/${chat.id}`} className="shrink-0 text-[13px] text-accent-text hover:underline">
          {t('Open in the inbox')}
        </Link>
      </div>
      <div className="min-h-0 flex-1">
        <Conversation chatId={chat.id} />
      </div>
    </div>
  )
}
