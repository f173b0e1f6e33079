/** Someone with WhatsApp on their phone. */
export interface CustomerProfile {
  /** digits with country code: Meta's `wa_id` */
  waId: string
  name: string
  /** shown in place of the number, where they took one */
  username: string | undefined
  /** businesses see their user id alone, no number: `wa_id` and `from` are empty */
  hidesNumber: boolean
  /** false: messages to this number end as failed with 131026 */
  hasWhatsApp: boolean
  /** false: marketing templates end as failed with 131050 */
  takesMarketing: boolean
}
