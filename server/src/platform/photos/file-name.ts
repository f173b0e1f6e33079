/** The last part of a path, without what some system or header would stumble over. */
export function safeFilename(given: string | undefined, extension: string): string {
  const last = (given ?? '').split(/[/\\]/).at(-1) ?? ''
  const name = last
    .normalize('NFC')
    .toWellFormed()
    // control characters, the marks that turn the direction of text, and what Windows forbids
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"|?*\ufffd]/gu, '')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  return [...name].slice(0, 200).join('') || `photo.${extension}`
}

/** RFC 6266: plain ASCII for old clients, the whole name beside it. */
export const contentDisposition = (filename: string): string => {
  const ascii = filename.replace(/[^\x20-\x7e]|[%"\\]/g, '_')
  const encoded = encodeURIComponent(filename).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)
  return `inline; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
