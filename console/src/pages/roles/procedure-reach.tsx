import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../model/team-model.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Select } from '../../ui/select.tsx'
import type { RoleDraft } from './role-form.tsx'
import { type Reach, reaches, reachName } from './role-words.ts'

interface ProcedureReachProps {
  entries: RoleDraft['procedures']
  onChange: (entries: RoleDraft['procedures']) => void
}

/** A line for each procedure, or `*`: how far the role reads and writes there. */
export function ProcedureReach({ entries, onChange }: ProcedureReachProps) {
  const { t } = useTranslation()
  const model = useTeamModel()
  const nameOf = (procedure: string): string =>
    procedure === '*' ? t('Every procedure') : (model.procedure(procedure)?.name ?? procedure)
  const free = ['*', ...model.procedures.map(({ id }) => id)].filter(
    (each) => !entries.some(({ procedure }) => procedure === each),
  )
  const set = (procedure: string, changes: { read?: Reach; write?: Reach }): void =>
    onChange(entries.map((entry) => (entry.procedure === procedure ? withinReading({ ...entry, ...changes }) : entry)))
  const choices = reaches.map((reach) => ({ value: reach, label: reachName(t, reach) }))
  return (
    <div className="flex flex-col gap-3">
      {entries.map(({ procedure, read, write }) => (
        <div key={procedure} className="grid grid-cols-[1fr_auto_auto_auto] items-center gap-3 max-sm:grid-cols-2">
          <span className="font-medium">{nameOf(procedure)}</span>
          <span className="flex items-center gap-2 text-ink-soft">
            {t('reads')}
            <Select
              aria-label={t('reads of {{procedure}}', { procedure: nameOf(procedure) })}
              value={read}
              choices={choices}
              onChoose={(reach) => set(procedure, { read: reach as Reach })}
            />
          </span>
          <span className="flex items-center gap-2 text-ink-soft">
            {t('writes')}
            <Select
              aria-label={t('writes of {{procedure}}', { procedure: nameOf(procedure) })}
              value={write}
              choices={choices}
              onChoose={(reach) => set(procedure, { write: reach as Reach })}
            />
          </span>
          <IconButton
            icon={Trash2}
            label={t('Take away {{procedure}}', { procedure: nameOf(procedure) })}
            onClick={() => onChange(entries.filter((entry) => entry.procedure !== procedure))}
          />
        </div>
      ))}
      {entries.length === 0 && <p className="text-ink-soft">{t('The role sees no processes.')}</p>}
      {free.length > 0 && (
        <div>
          <Menu
            align="start"
            trigger={
              <Button size="sm" icon={Plus}>
                {t('Add a procedure')}
              </Button>
            }
            items={free.map((procedure) => ({
              label: nameOf(procedure),
              onSelect: () => onChange([...entries, { procedure, read: 'all', write: 'none' }]),
            }))}
          />
        </div>
      )}
    </div>
  )
}

/** A role writes only what it can read. */
const withinReading = (entry: RoleDraft['procedures'][number]): RoleDraft['procedures'][number] =>
  reaches.indexOf(entry.write) > reaches.indexOf(entry.read) ? { ...entry, write: entry.read } : entry
