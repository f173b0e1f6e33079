const secrets = ['access_token', 'appsecret_proof']

/** Meta writes the token into the addresses of the next and previous page; it never leaves Nadi. `after` and `before` stand in `cursors`, too. */
export function withoutSecrets(body: unknown): unknown {
  const { paging } = (body ?? {}) as { paging?: Record<string, unknown> }
  if (!paging || typeof paging !== 'object') return body
  const cleaned = Object.entries(paging).map(([name, value]) => [
    name,
    typeof value === 'string' ? cleanUrl(value) : value,
  ])
  return { ...(body as object), paging: Object.fromEntries(cleaned) }
}

function cleanUrl(text: string): string {
  if (!URL.canParse(text)) return text
  const url = new URL(text)
  for (const name of secrets) url.searchParams.delete(name)
  return url.href
}
