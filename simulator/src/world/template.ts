export type TemplateStatus = 'APPROVED' | 'PENDING' | 'REJECTED' | 'PAUSED' | 'DISABLED'
export type TemplateCategory = 'MARKETING' | 'UTILITY' | 'AUTHENTICATION'

/** A message template as Meta keeps it, in one language. */
export interface Template {
  id: string
  name: string
  language: string
  category: TemplateCategory
  status: TemplateStatus
  parameterFormat: 'POSITIONAL' | 'NAMED'
  components: TemplateComponent[]
  rejectedReason: string
  qualityScore: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN'
  ttlSeconds: number | undefined
  createdAt: number
  updatedAt: number
}

export interface TemplateComponent {
  type: 'HEADER' | 'BODY' | 'FOOTER' | 'BUTTONS' | 'CAROUSEL' | 'LIMITED_TIME_OFFER' | 'CALL_PERMISSION_REQUEST'
  format?: 'TEXT' | 'IMAGE' | 'VIDEO' | 'GIF' | 'DOCUMENT' | 'LOCATION' | 'PRODUCT'
  text?: string
  example?: TemplateExample
  buttons?: TemplateButton[]
  cards?: { components: TemplateComponent[] }[]
  limited_time_offer?: { text?: string; has_expiration?: boolean }
  add_security_recommendation?: boolean
  code_expiration_minutes?: number
}

export interface TemplateExample {
  header_text?: string[]
  header_handle?: string[]
  body_text?: string[][] | string[]
  header_text_named_params?: { param_name: string; example: string }[]
  body_text_named_params?: { param_name: string; example: string }[]
}

export interface TemplateButton {
  type: TemplateButtonType
  text?: string
  url?: string
  phone_number?: string
  example?: string[] | string
  otp_type?: 'COPY_CODE' | 'ONE_TAP' | 'ZERO_TAP'
  flow_id?: string
  flow_name?: string
  flow_json?: string
  flow_action?: string
  navigate_screen?: string
  [other: string]: unknown
}

export type TemplateButtonType =
  | 'QUICK_REPLY'
  | 'URL'
  | 'PHONE_NUMBER'
  | 'COPY_CODE'
  | 'OTP'
  | 'FLOW'
  | 'CATALOG'
  | 'MPM'
  | 'SPM'
  | 'VOICE_CALL'
  | 'APP'
  | 'EXTENSION'
  | 'ORDER_DETAILS'
  | 'POSTBACK'
  | 'REMINDER'
  | 'SEND_LOCATION'

/** Names of the parameters in a text, in order, each once: `1`, `2` … or words. */
export function parametersOf(text: string | undefined): string[] {
  return [...new Set([...(text ?? '').matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name as string))]
}

/** How Meta lists it. */
export function presentTemplate(template: Template): Record<string, unknown> {
  return {
    name: template.name,
    parameter_format: template.parameterFormat,
    components: template.components,
    language: template.language,
    status: template.status,
    category: template.category,
    id: template.id,
  }
}
