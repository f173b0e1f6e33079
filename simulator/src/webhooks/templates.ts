import type { Services } from '../graph/call.ts'
import type { Account } from '../world/account.ts'
import type { Template, TemplateCategory, TemplateStatus } from '../world/template.ts'
import type { WebhookAnswer } from './sender.ts'

type Told = Pick<Services, 'world' | 'notifier'>

export interface Decision {
  /** Meta's name of the reason: `INVALID_FORMAT`, `ABUSIVE_CONTENT` … */
  reason?: string
  /** in words, what is wrong and what would be right */
  rejection?: { reason: string; recommendation: string }
}

/** A template is approved, rejected, paused or disabled. */
export function setTemplateStatus(
  { world, notifier }: Told,
  account: Account,
  template: Template,
  status: TemplateStatus,
  { reason = 'NONE', rejection }: Decision = {},
): Promise<WebhookAnswer> {
  template.status = status
  template.rejectedReason = reason
  template.updatedAt = world.clock.now()
  return notifier.aboutAccount(account, 'message_template_status_update', {
    event: status,
    ...naming(template),
    reason,
    message_template_category: template.category,
    ...(rejection && { rejection_info: rejection }),
    ...(status === 'PAUSED' && {
      other_info: { title: 'FIRST_PAUSE', description: 'The template was paused for 3 hours because of low quality.' },
    }),
  })
}

export function setTemplateCategory(
  { notifier }: Told,
  account: Account,
  template: Template,
  category: TemplateCategory,
): Promise<WebhookAnswer> {
  const previous = template.category
  template.category = category
  return notifier.aboutAccount(account, 'template_category_update', {
    ...naming(template),
    previous_category: previous,
    new_category: category,
  })
}

export function setTemplateQuality(
  { notifier }: Told,
  account: Account,
  template: Template,
  quality: Template['qualityScore'],
): Promise<WebhookAnswer> {
  const previous = template.qualityScore
  template.qualityScore = quality
  return notifier.aboutAccount(account, 'message_template_quality_update', {
    previous_quality_score: previous,
    new_quality_score: quality,
    ...naming(template),
  })
}

/** Its components changed. */
export function tellTemplateComponents(
  { notifier }: Told,
  account: Account,
  template: Template,
): Promise<WebhookAnswer> {
  const part = (type: string) => template.components.find((component) => component.type === type)
  const buttons = part('BUTTONS')?.buttons ?? []
  return notifier.aboutAccount(account, 'message_template_components_update', {
    ...naming(template),
    ...(part('HEADER')?.text !== undefined && { message_template_title: part('HEADER')?.text }),
    message_template_element: part('BODY')?.text ?? '',
    ...(part('FOOTER')?.text !== undefined && { message_template_footer: part('FOOTER')?.text }),
    ...(buttons.length > 0 && {
      message_template_buttons: buttons.map((button) => ({
        message_template_button_type: button.type,
        message_template_button_text: button.text,
        ...(button.url !== undefined && { message_template_button_url: button.url }),
        ...(button.phone_number !== undefined && { message_template_button_phone_number: button.phone_number }),
      })),
    }),
  })
}

/** Meta's webhooks write the id as a number, although its other ids are strings. */
const naming = ({ id, name, language }: Template) => ({
  message_template_id: Number(id),
  message_template_name: name,
  message_template_language: language,
})
