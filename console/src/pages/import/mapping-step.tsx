import type { NewProcess, Procedure } from '@nadi/sdk'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../model/team-model.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Select } from '../../ui/select.tsx'
import type { Table } from './csv.ts'
import { guessMapping, type Mapping, targetsOf, toProcesses } from './targets.ts'

interface MappingStepProps {
  procedure: Procedure
  table: Table
  mapping: Mapping | undefined
  onBack: () => void
  onMapped: (mapping: Mapping, processes: NewProcess[]) => void
}

/** Which column fills what; columns named alike are found by themselves. */
export function MappingStep({ procedure, table, mapping: before, onBack, onMapped }: MappingStepProps) {
  const { t } = useTranslation()
  const model = useTeamModel()
  const targets = targetsOf(t, model, procedure)
  const [mapping, setMapping] = useState<Mapping>(() => before ?? guessMapping(table.columns, targets))
  const used = new Set(Object.values(mapping))
  const missing = targets.filter(({ id, isRequired }) => isRequired && !used.has(id) && !isNumbered(procedure, id))
  const choose = (column: string, target: string): void => {
    const { [column]: _before, ...rest } = mapping
    setMapping(target === '' ? rest : { ...rest, [column]: target })
  }
  const choicesFor = (column: string) =>
    targets.map(({ id, label, isRequired, isMulti }) => ({
      value: id,
      label: [label, isRequired && '*', isMulti && t('(several, with ; between)')].filter(Boolean).join(' '),
      isDisabled: used.has(id) && mapping[column] !== id,
    }))
  return (
    <>
      <p className="mb-4 text-ink-soft">
        {t('{{file}}: {{rows}} rows. Say what each column is; what is left out is not imported.', {
          file: table.fileName,
          rows: table.rows.length.toLocaleString(),
        })}
      </p>
      <DataTable
        label={t('Columns')}
        rows={table.columns}
        keyOf={(column) => column}
        columns={[
          {
            key: 'column',
            title: t('Column of the file'),
            cell: (column) => <span className="font-medium">{column}</span>,
          },
          {
            key: 'samples',
            title: t('For example'),
            cell: (column) => (
              <span className="line-clamp-2 max-w-sm text-ink-soft">{samplesOf(table, column).join(' · ')}</span>
            ),
          },
          {
            key: 'target',
            title: t('Becomes'),
            className: 'w-72',
            cell: (column) => (
              <Select
                aria-label={t('{{column}} becomes', { column })}
                value={mapping[column] ?? ''}
                placeholder={t('is left out')}
                choices={choicesFor(column)}
                onChoose={(target) => choose(column, target)}
                className="w-full"
              />
            ),
          },
        ]}
      />
      {missing.length > 0 && (
        <p role="status" className="mt-4 rounded-md bg-warning-soft px-3 py-2 text-warning">
          {t('No column fills {{names}}, which every process needs.', {
            names: missing.map(({ label }) => label).join(', '),
          })}
        </p>
      )}
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onBack}>{t('Another file')}</Button>
        <Button
          look="primary"
          disabled={used.size === 0}
          onClick={() => onMapped(mapping, toProcesses(table, mapping, targets))}
        >
          {t('Preview')}
        </Button>
      </div>
    </>
  )
}

const isNumbered = ({ numbering, primaryKey }: Procedure, target: string): boolean =>
  numbering !== null && target === `data.${primaryKey}`

function samplesOf({ rows }: Table, column: string): string[] {
  const samples = new Set<string>()
  for (const row of rows) {
    const text = row[column]?.trim()
    if (text) samples.add(text)
    if (samples.size === 3) break
  }
  return [...samples]
}
