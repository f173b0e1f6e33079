/**
 * Templates in Meta's own form, as `GET /{waba}/message_templates` answers them and `POST` takes them.
 * https://developers.facebook.com/docs/business-messaging/whatsapp/templates/overview
 */
export interface MetaButton {
  type: string
  text?: string
  url?: string
  phone_number?: string
  example?: unknown
  otp_type?: string
  autofill_text?: string
  supported_apps?: unknown
  zero_tap_terms_accepted?: boolean
  flow_id?: string
  flow_name?: string
  flow_json?: string
  flow_action?: string
  navigate_screen?: string
}

export interface MetaCard {
  components: MetaComponent[]
}

export interface MetaComponent {
  type: string
  format?: string
  text?: string
  example?: Record<string, unknown>
  buttons?: MetaButton[]
  cards?: MetaCard[]
  limited_time_offer?: { text?: string; has_expiration?: boolean }
  add_security_recommendation?: boolean
  code_expiration_minutes?: number
}

/** One parameter of a message that sends a template. */
export type MetaParameter =
  | { type: 'text'; text: string; parameter_name?: string }
  | { type: 'image'; image: MetaMedia }
  | { type: 'video'; video: MetaMedia }
  | { type: 'document'; document: MetaMedia & { filename?: string } }
  | { type: 'location'; location: { latitude: string; longitude: string; name?: string; address?: string } }
  | { type: 'product'; product: { product_retailer_id: string; catalog_id: string } }
  | { type: 'payload'; payload: string }
  | { type: 'coupon_code'; coupon_code: string }
  | { type: 'action'; action: Record<string, unknown> }
  | { type: 'limited_time_offer'; limited_time_offer: { expiration_time_ms: number } }

export interface MetaMedia {
  link?: string
  id?: string
}

/** One component of a message that sends a template. */
export interface SentComponent {
  type: 'header' | 'body' | 'button' | 'limited_time_offer' | 'carousel'
  sub_type?: string
  index?: string
  parameters?: MetaParameter[]
  cards?: { card_index: number; components: SentComponent[] }[]
}

/** The `template` of a message as Meta takes it: https://developers.facebook.com/docs/whatsapp/cloud-api/messages/template-messages */
export interface SentTemplate {
  name: string
  language: { policy: 'deterministic'; code: string }
  components?: SentComponent[]
}
