import type { Message } from '../world/message.ts'
import type { Template, TemplateButton } from '../world/template.ts'
import type { World } from '../world/world.ts'

/** Something in a message that a customer can tap, and the message that the tap makes; none for links and calls. */
export interface Tappable {
  kind: 'reply' | 'list_row' | 'quick_reply' | 'url' | 'phone_number' | 'copy_code' | 'flow' | 'other'
  title: string
  description?: string
  /** where a link leads, which number is called, what is copied */
  target?: string
  /** the message that the tap makes, without context */
  reply?: Record<string, unknown>
}

type Anything = Record<string, unknown>

/** All that can be tapped in a message of the business, in the order in which it is shown. */
export function tappables(world: World, message: Message): Tappable[] {
  const content = message.body[message.type]
  if (message.type === 'interactive') return interactiveTappables(content as Anything)
  if (message.type === 'template') return templateTappables(world, message, content as Anything)
  return []
}

function interactiveTappables({ type, action }: Anything): Tappable[] {
  const acted = action as Anything
  if (type === 'button') {
    const buttons = acted.buttons as { reply: { id: string; title: string } }[]
    return buttons.map(({ reply: { id, title } }) => ({
      kind: 'reply',
      title,
      reply: { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id, title } } },
    }))
  }
  if (type === 'list') {
    const sections = acted.sections as { rows: { id: string; title: string; description?: string }[] }[]
    return sections.flatMap(({ rows }) =>
      rows.map((row) => ({
        kind: 'list_row' as const,
        title: row.title,
        ...(row.description !== undefined && { description: row.description }),
        reply: { type: 'interactive', interactive: { type: 'list_reply', list_reply: row } },
      })),
    )
  }
  const parameters = (acted.parameters ?? {}) as Record<string, string>
  if (type === 'cta_url') {
    return [{ kind: 'url', title: parameters.display_text ?? '', target: parameters.url ?? '' }]
  }
  if (type === 'flow') return [{ kind: 'flow', title: parameters.flow_cta ?? '' }]
  if (type === 'location_request_message') return [{ kind: 'other', title: 'Send location' }]
  if (type === 'call_permission_request') return [{ kind: 'other', title: 'Allow calls' }]
  return []
}

/** The template that a message was made of, as it is now. */
export function templateOf(world: World, message: Message): Template | undefined {
  const { name, language } = message.body.template as { name: string; language: { code: string } }
  const account = world.accounts.get(message.wabaId)
  return (
    account && [...account.templates.values()].find((each) => each.name === name && each.language === language.code)
  )
}

function templateTappables(world: World, message: Message, sent: Anything): Tappable[] {
  const template = templateOf(world, message)
  const buttons = template?.components.find(({ type }) => type === 'BUTTONS')?.buttons ?? []
  return buttons.map((button, index) => templateTappable(button, parameterOf(sent, index)))
}

/** The one parameter that was sent for a button. */
function parameterOf({ components }: Anything, index: number): Record<string, string> | undefined {
  const sent = (
    components as { type: string; index?: unknown; parameters?: Record<string, string>[] }[] | undefined
  )?.find((component) => component.type.toLowerCase() === 'button' && Number(component.index) === index)
  return sent?.parameters?.[0]
}

function templateTappable(button: TemplateButton, parameter: Record<string, string> | undefined): Tappable {
  const title = button.text ?? ''
  switch (button.type) {
    case 'QUICK_REPLY':
      return {
        kind: 'quick_reply',
        title,
        reply: { type: 'button', button: { payload: parameter?.payload ?? title, text: title } },
      }
    case 'URL':
    case 'OTP':
      return { kind: 'url', title, target: (button.url ?? '').replace(/\{\{\s*\w+\s*\}\}/, parameter?.text ?? '') }
    case 'PHONE_NUMBER':
      return { kind: 'phone_number', title, target: button.phone_number ?? '' }
    case 'COPY_CODE':
      return { kind: 'copy_code', title: title || 'Copy code', target: parameter?.coupon_code ?? '' }
    case 'FLOW':
      return { kind: 'flow', title }
    default:
      return { kind: 'other', title }
  }
}
