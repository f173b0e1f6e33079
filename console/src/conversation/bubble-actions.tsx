import type { ChatMessage } from '@nadi/sdk'
import { Copy, Reply, SmilePlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../app/session.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Popover } from '../ui/popover.tsx'
import { tell } from '../ui/toast.ts'

const emojis = ['👍', '❤️', '😂', '😮', '😢', '🙏']

interface BubbleActionsProps {
  message: ChatMessage
  reply: () => void
  react: (emoji: string) => void
}

/** Beside a bubble while the pointer or the focus is on it; on a touch screen a swipe replies. */
export function BubbleActions({ message, reply, react }: BubbleActionsProps) {
  const { t } = useTranslation()
  const may = useMay()
  const [isOpen, setOpen] = useState(false)
  const canAnswer = may('messages.send') && message.externalId !== null && message.revokedAt === null
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(message.text)
    tell(t('Copied'))
  }
  return (
    <div
      className={`flex shrink-0 opacity-0 transition-opacity focus-within:opacity-100 group-hover:opacity-100 ${isOpen ? 'opacity-100' : ''}`}
    >
      {canAnswer && (
        <>
          <IconButton icon={Reply} label={t('Reply to this message')} onClick={reply} className="size-7" />
          <Popover
            isOpen={isOpen}
            onOpenChange={setOpen}
            label={t('Reactions')}
            trigger={<IconButton icon={SmilePlus} label={t('React')} className="size-7 max-sm:hidden" />}
          >
            <div className="flex gap-1">
              {emojis.map((emoji) => (
                <button
                  key={emoji}
                  type="button"
                  onClick={() => {
                    setOpen(false)
                    react(emoji)
                  }}
                  className="size-9 rounded-md text-xl hover:bg-sunken"
                >
                  {emoji}
                </button>
              ))}
            </div>
          </Popover>
        </>
      )}
      {message.text !== '' && (
        <IconButton
          icon={Copy}
          label={t('Copy the text')}
          onClick={() => void copy()}
          className="size-7 max-sm:hidden"
        />
      )}
    </div>
  )
}
