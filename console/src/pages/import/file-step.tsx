import type { Procedure } from '@nadi/sdk'
import { Download, FileSpreadsheet } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../model/team-model.ts'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { readTable, saveTable, type Table } from './csv.ts'
import { targetsOf } from './targets.ts'

export function FileStep({ procedure, onRead }: { procedure: Procedure; onRead: (table: Table) => void }) {
  const { t } = useTranslation()
  const model = useTeamModel()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const read = async (file: File | undefined): Promise<void> => {
    if (!file) return
    try {
      const table = await readTable(file)
      if (table.rows.length === 0)
        return setProblem(
          t('{{file}} holds no rows below its first line, which names the columns.', { file: file.name }),
        )
      onRead(table)
    } catch (error) {
      setProblem(t('{{file}} could not be read: {{why}}', { file: file.name, why: (error as Error).message }))
    }
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    void read(event.dataTransfer.files[0])
  }
  const saveTemplate = (): void => {
    const columns = targetsOf(t, model, procedure).map(({ label }) => label)
    saveTable(`${procedure.shortId}.csv`, columns, [])
  }
  return (
    <div className="mx-auto max-w-2xl">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same by keyboard */}
      <div
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cx(
          'flex flex-col items-center gap-3 rounded-xl border-2 border-dashed p-12 text-center',
          isOver ? 'border-accent bg-accent-soft' : 'border-line-strong/60 bg-surface',
        )}
      >
        <FileSpreadsheet aria-hidden className="size-10 text-ink-soft" />
        <p className="font-medium">{t('Drop a CSV file here')}</p>
        <p className="text-ink-soft">
          {t('Its first line names the columns. Nothing is written before you have seen what would happen.')}
        </p>
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          aria-label={t('CSV file')}
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => void read(event.target.files?.[0])}
        />
        <div className="flex flex-wrap justify-center gap-2">
          <Button look="primary" onClick={() => input.current?.click()}>
            {t('Choose a file')}
          </Button>
          <Button icon={Download} onClick={saveTemplate}>
            {t('An empty file with all columns')}
          </Button>
        </div>
      </div>
      {problem && (
        <p role="alert" className="mt-4 rounded-md bg-danger-soft px-3 py-2 text-danger">
          {problem}
        </p>
      )}
    </div>
  )
}
