import type { BackgroundJobEntry } from '@nadi/sdk'
import i18n from 'i18next'
import { api } from '../../api/client.ts'
import { saveTable, type Table } from './csv.ts'

/** Saves the rows that a job refused as they stood in the file, each with its number and what is wrong. */
export async function saveRefused(jobId: string, table: Table): Promise<void> {
  const response = await api.raw('GET /v1/ext/background-job/{id}/entries/refused', { path: { id: jobId } })
  const lines = (await response.text()).split('\n').filter((line) => line !== '')
  const [row, problem] = [i18n.t('Row'), i18n.t('Problem')]
  const refused = lines.map((line) => {
    const { index, errors } = JSON.parse(line) as Pick<BackgroundJobEntry, 'index' | 'errors'>
    const told = errors.map(({ message, hint }) => [message, hint].filter(Boolean).join(' ')).join(' ')
    return { ...table.rows[index], [row]: String(index + 1), [problem]: told }
  })
  saveTable(`${table.fileName.replace(/\.\w+$/, '')}-refused.csv`, [...table.columns, row, problem], refused)
}
