import type { Plugin } from '../plugins/plugin.ts'

/** Meta writes the token of who asked into the addresses of further pages; whoever asked us has another key. */
export function withoutSecrets(text: string, { accessToken, proof }: Plugin): string {
  if (accessToken === '') return text
  const cleaned = text.replaceAll(/((?:\?|&|\\u0026)(?:access_token|appsecret_proof)=)[^"&\\]*/g, '$1')
  return [accessToken, encodeURIComponent(accessToken), ...(proof ? [proof] : [])].reduce(
    (kept, secret) => kept.replaceAll(secret, ''),
    cleaned,
  )
}
