/** What a spreadsheet would run as a formula: https://owasp.org/www-community/attacks/CSV_Injection */
const formula = /^[=+\-@\t\r＝＋－＠]/
/** Numbers and phone numbers may begin with a sign: they compute nothing. */
const plainNumber = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i

/** One field of a CSV file, RFC 4180. A text that begins like a formula gets an apostrophe, which spreadsheets take for "this is text". */
export function csvField(value: unknown): string {
  const text = asText(value)
  const safe = formula.test(text) && !plainNumber.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const csvLine = (values: readonly unknown[]): string => `${values.map(csvField).join(',')}\r\n`

function asText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  return JSON.stringify(value)
}
