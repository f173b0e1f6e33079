/**
 * Whether a client would rather have JSON than the bytes of a picture: it names application/json, and takes pictures only with a lower
 * preference (RFC 9110, 12.5.1) or not at all.
 */
export function prefersJson(accept: string | undefined): boolean {
  let json = 0
  let bytes = 0
  for (const range of (accept ?? '').toLowerCase().split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim())
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
    const quality = weight === undefined ? 1 : Number(weight) || 0
    if (type === 'application/json') json = Math.max(json, quality)
    else if (type === '*/*' || type.startsWith('image/')) bytes = Math.max(bytes, quality)
  }
  return json > bytes
}
