import type { NamedTemplate, Told } from './events.store.ts'
import type { MetaButton, MetaComponent } from './meta.ts'

/** One change of a webhook of the account: https://developers.facebook.com/docs/whatsapp/business-management-api/webhooks/components */
export interface TemplateChange {
  field: string
  value: unknown
  /** the entry's time */
  at: Date
}

export const templateFields: ReadonlySet<string> = new Set([
  'message_template_status_update',
  'message_template_quality_update',
  'template_category_update',
  'message_template_components_update',
])

interface Value {
  message_template_id?: string | number
  message_template_name?: string
  message_template_language?: string
  message_template_category?: string
  event?: string
  reason?: string | null
  rejection_info?: { reason?: string; recommendation?: string }
  new_quality_score?: string
  new_category?: string
  message_template_title?: string
  message_template_element?: string
  message_template_footer?: string
  message_template_buttons?: {
    message_template_button_type?: string
    message_template_button_text?: string
    message_template_button_url?: string
    message_template_button_phone_number?: string
  }[]
}

/** What Meta calls an event where it means another's status. */
const statusOf: Record<string, string> = { REINSTATED: 'APPROVED', UNARCHIVED: 'APPROVED' }

/** Which template a change is about; undefined where it names none. */
export function templateOf({ field, value }: TemplateChange): NamedTemplate | undefined {
  if (!templateFields.has(field) || value === null || typeof value !== 'object') return undefined
  const { message_template_id: id, message_template_name: name, message_template_language: language } = value as Value
  if (id === undefined || typeof name !== 'string' || typeof language !== 'string') return undefined
  return { id: String(id), name, language }
}

/**
 * The template after a change: each side holds the latest word on it, so changes may come repeated and in any order. Of two of one second
 * the one counts that comes later in the alphabet, whichever came first.
 */
export function applied(before: Told, { field, value, at }: TemplateChange): Told {
  const told = value as Value
  switch (field) {
    case 'message_template_status_update':
      return withCategory(withStatus(before, told, at), told.message_template_category, at)
    case 'message_template_quality_update': {
      const score = told.new_quality_score
      if (!score || isOlder(at, score, before.qualityAt, before.quality ?? '', before.readAt)) return before
      return { ...before, quality: score, qualityAt: at }
    }
    case 'template_category_update':
      // without it the change only announces one that is to come
      return withCategory(before, told.new_category, at)
    case 'message_template_components_update': {
      const components = withTexts(before.components, told)
      const [is, was] = [JSON.stringify(components), JSON.stringify(before.components)]
      if (isOlder(at, is, before.componentsAt, was, before.readAt)) return before
      return { ...before, components, componentsAt: at }
    }
    default:
      return before
  }
}

function withStatus(before: Told, told: Value, at: Date): Told {
  if (!told.event) return before
  const status = statusOf[told.event] ?? told.event
  if (isOlder(at, status, before.statusAt, before.status, before.readAt)) return before
  const why = [told.rejection_info?.reason, told.rejection_info?.recommendation].filter(Boolean).join(' ')
  const reason = why || (told.reason && told.reason !== 'NONE' ? told.reason : null)
  return {
    ...before,
    status,
    statusAt: at,
    rejectedReason: status === 'APPROVED' ? null : reason,
    isDeleted: status === 'DELETED',
  }
}

function withCategory(before: Told, category: string | undefined, at: Date): Told {
  if (!category || isOlder(at, category, before.categoryAt, before.category, before.readAt)) return before
  return { ...before, category, categoryAt: at }
}

/** Read from Meta well after the change was told: the reading knew of it. Clocks may differ by a minute. */
const clocksDifferMs = 60_000

function isOlder(at: Date, value: string, thenAt: Date | null, then: string, readAt: Date): boolean {
  if (at.getTime() < readAt.getTime() - clocksDifferMs) return true
  if (thenAt === null) return false
  return at < thenAt || (at.getTime() === thenAt.getTime() && value <= then)
}

function withTexts(components: readonly MetaComponent[], told: Value): MetaComponent[] {
  const { message_template_title: title, message_template_element: body, message_template_footer: footer } = told
  const texts: Record<string, string | undefined> = { HEADER: title, BODY: body, FOOTER: footer }
  return components.map((component) => {
    const type = component.type.toUpperCase()
    const text = texts[type]
    if (text !== undefined && (type !== 'HEADER' || component.text !== undefined)) return { ...component, text }
    const buttons = told.message_template_buttons
    if (type !== 'BUTTONS' || !buttons) return component
    return { ...component, buttons: buttons.map((button, index) => withButton(component.buttons?.[index], button)) }
  })
}

function withButton(
  before: MetaButton | undefined,
  told: NonNullable<Value['message_template_buttons']>[number],
): MetaButton {
  const type = told.message_template_button_type ?? before?.type ?? 'QUICK_REPLY'
  return {
    ...(before?.type === type ? before : {}),
    type,
    ...(told.message_template_button_text !== undefined && { text: told.message_template_button_text }),
    ...(told.message_template_button_url !== undefined && { url: told.message_template_button_url }),
    ...(told.message_template_button_phone_number !== undefined && {
      phone_number: told.message_template_button_phone_number,
    }),
  }
}
