import type { ChatMessage } from '@nadi/sdk'
import { List, Reply } from 'lucide-react'
import { TemplateButtons } from '../../templates/template-buttons.tsx'
import { Formatted } from '../formatted.tsx'
import { type Fields, fieldsOf, listOf, textOf } from '../meta-fields.ts'
import { AttachmentView } from './attachment-view.tsx'

/** Buttons, lists and the like that were sent, or the choice that answers them. */
export function Interactive({ interactive, message }: { interactive: Fields; message: ChatMessage }) {
  const { header, body, footer, action } = interactive
  const reply = fieldsOf(interactive[textOf(interactive.type) ?? ''])
  const title = textOf(reply.title)
  if (title !== undefined) {
    return (
      <span className="flex items-start gap-2">
        <Reply aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-soft" />
        <span>
          <span className="block font-medium">{title}</span>
          {textOf(reply.description) && <span className="block text-ink-soft">{textOf(reply.description)}</span>}
        </span>
      </span>
    )
  }
  if (message.direction === 'INBOUND') return <Formatted text={message.text} />
  const heading = textOf(fieldsOf(header).text)
  const words = textOf(fieldsOf(body).text)
  const small = textOf(fieldsOf(footer).text)
  return (
    <div className="flex flex-col gap-1.5">
      {message.attachments.map((attachment) => (
        <AttachmentView key={attachment.mediaId ?? attachment.url} attachment={attachment} />
      ))}
      {heading && (
        <strong>
          <Formatted text={heading} />
        </strong>
      )}
      {words && <Formatted text={words} />}
      {small && <span className="text-[12.5px] text-ink-soft">{small}</span>}
      <Choices action={fieldsOf(action)} />
    </div>
  )
}

function Choices({ action }: { action: Fields }) {
  const buttons = listOf(action.buttons).map((button) => textOf(fieldsOf(fieldsOf(button).reply).title))
  const parameters = fieldsOf(action.parameters)
  const link = textOf(parameters.display_text) ?? textOf(parameters.flow_cta)
  const shown = [...buttons, link].filter((text) => text !== undefined)
  const sections = listOf(action.sections).map(fieldsOf)
  return (
    <>
      <TemplateButtons
        buttons={shown.map((text) => ({
          kind: text === link ? 'url' : 'quick_reply',
          text,
          url: textOf(parameters.url) ?? null,
        }))}
      />
      {sections.length > 0 && (
        <details className="border-line border-t pt-1.5">
          <summary className="flex cursor-pointer items-center justify-center gap-1.5 font-medium text-accent-text">
            <List aria-hidden className="size-4" />
            {textOf(action.button) ?? ''}
          </summary>
          <ul className="mt-1.5 flex flex-col gap-1">
            {sections
              .flatMap(({ rows }) => listOf(rows).map(fieldsOf))
              .map(({ id, title, description }) => (
                <li key={textOf(id)}>
                  {textOf(title)}
                  {textOf(description) && (
                    <span className="block text-[12.5px] text-ink-soft">{textOf(description)}</span>
                  )}
                </li>
              ))}
          </ul>
        </details>
      )}
    </>
  )
}
