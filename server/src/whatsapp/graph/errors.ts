export interface Explained {
  /** what happened: a whole sentence */
  says: string
  /** what to do about it */
  advice: string
}

/**
 * Meta's codes in words. Sources: Meta's pages "Cloud API error codes", "Handle errors" of the Graph API, and the references of templates,
 * calling, groups and blocking.
 */
const codes: Record<number, readonly [says: string, advice: string]> = {
  0: ['Meta could not authenticate the app.', 'Connect the plugin again with a new access token.'],
}

const permission: readonly [string, string] = [
  'The access token lacks a permission that this call needs, or the permission was taken away.',
  'Give the token whatsapp_business_messaging and whatsapp_business_management, and its system user full control of the WhatsApp account; then update the plugin with the new token.',
]

export function explain(code: number, _subcode?: number): Explained {
  const found = codes[code] ?? (code === 3 || code === 10 || (code >= 200 && code <= 299) ? permission : undefined)
  const [says, advice] = found ?? [
    'Meta refused the request.',
    'Read what Meta says; its page "Cloud API error codes" lists every code.',
  ]
  return { says, advice }
}
