import type { Chat } from '@nadi/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ClipboardEvent, type KeyboardEvent, type RefObject, useId, useLayoutEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { type UserProfile, useTeamModel } from '../../model/team-model.ts'
import { cx } from '../../ui/class-names.ts'
import { peopleFor, soughtPerson, withPerson } from '../mentions.ts'
import { CannedMenu, type CannedReply, cannedPreview, repliesFor, soughtReply } from './canned-menu.tsx'
import { MentionMenu } from './mention-menu.tsx'

interface MessageFieldProps {
  field: RefObject<HTMLTextAreaElement | null>
  chat: Chat
  text: string
  setText: (text: string) => void
  isNote: boolean
  send: () => void
  attach: (files: File[]) => void
}

const tallestPx = 200
/** on a touch screen Enter breaks the line, as WhatsApp does there */
const isTouch = (): boolean => matchMedia('(pointer: coarse)').matches

/** The text field: it grows, Enter sends, a slash finds canned replies, an @ in a note people, pasted files are attached. */
export function MessageField({ field, chat, text, setText, isNote, send, attach }: MessageFieldProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { users } = useTeamModel()
  const menu = useId()
  const [marked, setMarked] = useState(0)
  const sought = isNote ? undefined : soughtReply(text)
  const known = useQuery({ ...callOf('GET /v1/ext/canned-replies'), enabled: sought !== undefined }).data?.data
  const replies = sought === undefined ? [] : repliesFor(known ?? [], sought)
  const soughtName = isNote ? soughtPerson(text) : undefined
  const people = soughtName === undefined ? [] : peopleFor(users, soughtName)
  const choices = isNote ? people.length : replies.length
  const isChoosing = people.length > 0 || (sought !== undefined && known !== undefined)
  const at = Math.min(marked, Math.max(0, choices - 1))

  // biome-ignore lint/correctness/useExhaustiveDependencies: its height follows its text
  useLayoutEffect(() => {
    const { current } = field
    if (!current) return
    current.style.height = 'auto'
    current.style.height = `${Math.min(current.scrollHeight, tallestPx)}px`
  }, [text])

  const choose = async (reply: CannedReply): Promise<void> => {
    const { data } = await client.fetchQuery(cannedPreview(reply, chat.id))
    setText(data.text)
    setMarked(0)
    field.current?.focus()
  }
  const name = (person: UserProfile): void => {
    setText(withPerson(text, person))
    setMarked(0)
    field.current?.focus()
  }
  const chooseByKey = (event: KeyboardEvent): boolean => {
    if (!isChoosing || choices === 0) return false
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const [reply, person] = [replies[at], people[at]]
    if (step) setMarked((at + step + choices) % choices)
    else if (event.key !== 'Enter' && event.key !== 'Tab') return false
    else if (reply) void choose(reply)
    else if (person) name(person)
    event.preventDefault()
    return true
  }
  const pressed = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || chooseByKey(event)) return
    if (event.key === 'Escape' && sought !== undefined) setText('')
    else if (event.key === 'Escape') field.current?.blur()
    if (event.key !== 'Enter' || event.shiftKey || isTouch()) return
    event.preventDefault()
    send()
  }
  const pasted = (event: ClipboardEvent): void => {
    const files = [...event.clipboardData.files]
    if (files.length === 0 || isNote) return
    event.preventDefault()
    attach(files)
  }
  return (
    <>
      {people.length > 0 && <MentionMenu id={menu} people={people} at={at} choose={name} />}
      {sought !== undefined && known && (
        <CannedMenu id={menu} chat={chat} replies={replies} at={at} choose={(reply) => void choose(reply)} />
      )}
      <textarea
        ref={field}
        rows={1}
        dir="auto"
        value={text}
        aria-label={isNote ? t('Note') : t('Message')}
        placeholder={
          isNote ? t('A note for the team, @ names somebody') : t('Write a message, or / for a canned reply')
        }
        {...(isChoosing && {
          'aria-autocomplete': 'list' as const,
          'aria-controls': menu,
          'aria-activedescendant': `${menu}-${at}`,
        })}
        onChange={({ target }) => {
          setMarked(0)
          setText(target.value)
        }}
        onKeyDown={pressed}
        onPaste={pasted}
        className={cx(
          'block w-full resize-none bg-transparent px-4 max-sm:text-[16px] pt-3 pb-2 outline-none',
          isNote && 'placeholder:text-warning',
        )}
      />
    </>
  )
}
