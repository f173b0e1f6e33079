import type { Chat } from '@nadi/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../model/team-model.ts'
import { Button } from '../ui/button.tsx'
import { FormProblems } from '../ui/form-problems.tsx'
import { Progress } from '../ui/progress.tsx'
import { useClock } from './clock.ts'
import { Formatted } from './formatted.tsx'
import { outbox, type Waiting } from './outbox.ts'
import { QuotedWords } from './quote.tsx'
import { Ticks } from './ticks.tsx'

/** A message that is on its way to the server, or could not go. */
export function WaitingBubble({ chat, waiting }: { chat: Chat; waiting: Waiting }) {
  const { t } = useTranslation()
  const { time } = useClock()
  const { outgoing, state, progress } = waiting
  const { file, text, inReplyTo, copyOf } = outgoing
  return (
    <article aria-label={t('Your message, {{at}}', { at: time(waiting.at) })} className="mt-3 flex flex-col items-end">
      <div className="max-w-[85%] rounded-xl rounded-se-sm bg-bubble-out px-3 py-1.5 shadow-xs ring-1 ring-line/70">
        {inReplyTo && <QuotedWords message={inReplyTo} />}
        {file && (
          <div className="flex min-w-56 flex-col gap-1.5 py-1">
            <span className="flex items-center gap-2">
              <FileText aria-hidden className="size-5 shrink-0 text-ink-soft" />
              <span className="truncate">{file.name}</span>
            </span>
            {progress !== null && state === 'sending' && (
              <Progress done={progress} total={1} label={t('Sending {{name}}', { name: file.name })} />
            )}
          </div>
        )}
        <Formatted text={copyOf ? copyOf.text : text} />
        <p className="mt-0.5 flex items-center justify-end gap-1 text-[11.5px] text-ink-soft leading-4">
          {time(waiting.at)}
          <Ticks status={state === 'failed' || state === 'overtaken' ? 'FAILED' : 'PENDING'} />
        </p>
      </div>
      {state === 'failed' && <Refused chat={chat} waiting={waiting} />}
      {state === 'overtaken' && <Overtaken chat={chat} waiting={waiting} />}
    </article>
  )
}

function Refused({ chat, waiting }: { chat: Chat; waiting: Waiting }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  return (
    <div className="mt-1 flex max-w-[85%] flex-col items-end gap-1.5">
      <FormProblems error={waiting.error} />
      <div className="flex gap-2">
        <Button size="sm" onClick={() => outbox.drop(chat.id, waiting.id)}>
          {t('Discard')}
        </Button>
        <Button size="sm" look="primary" onClick={() => outbox.again(client, chat, waiting.id)}>
          {t('Try again')}
        </Button>
      </div>
    </div>
  )
}

/** Somebody else answered first: their words, before one's own go out as well. */
function Overtaken({ chat, waiting }: { chat: Chat; waiting: Waiting }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const model = useTeamModel()
  const { overtakenBy } = waiting
  const person = model.user(overtakenBy?.user ?? null)?.displayName ?? t('Somebody else')
  return (
    <div role="alert" className="mt-1 flex max-w-[85%] flex-col gap-2 rounded-md bg-warning-soft px-3 py-2">
      <p className="font-medium text-warning">{t('{{person}} has answered first:', { person })}</p>
      <blockquote className="border-warning border-s-2 ps-2">
        <Formatted text={overtakenBy?.text ?? ''} />
      </blockquote>
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={() => outbox.drop(chat.id, waiting.id)}>
          {t('Discard mine')}
        </Button>
        <Button size="sm" look="primary" onClick={() => outbox.again(client, chat, waiting.id)}>
          {t('Send mine too')}
        </Button>
      </div>
    </div>
  )
}
