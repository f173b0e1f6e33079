import Papa from 'papaparse'
import { saveFile } from '../../ui/save-file.ts'

export interface Table {
  fileName: string
  columns: readonly string[]
  rows: readonly Readonly<Record<string, string>>[]
}

/**
 * Reads a file of values with a line of column names, whatever stands between them (comma, semicolon, tab).
 * @throws Error with a sentence that says where it is wrong
 */
export const readTable = (file: File): Promise<Table> =>
  new Promise((resolve, reject) => {
    Papa.parse<Record<string, string>>(file, {
      header: true,
      skipEmptyLines: 'greedy',
      transformHeader: (name) => name.trim(),
      error: reject,
      complete: ({ data, errors, meta }) => {
        const [first] = errors.filter(({ code }) => code !== 'UndetectableDelimiter')
        const columns = (meta.fields ?? []).filter((name) => name !== '')
        if (first) reject(new Error(`${first.message}${first.row === undefined ? '' : ` (row ${first.row + 1})`}`))
        else resolve({ fileName: file.name, columns, rows: data })
      },
    })
  })

/** Offers a table for saving, in a form that spreadsheets read as UTF-8. */
export function saveTable(
  fileName: string,
  columns: readonly string[],
  rows: readonly Readonly<Record<string, string>>[],
): void {
  const text = Papa.unparse(
    { fields: [...columns], data: rows.map((row) => columns.map((column) => row[column] ?? '')) },
    { escapeFormulae: true },
  )
  saveFile(new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' }), fileName)
}
