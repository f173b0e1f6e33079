import type { Procedure } from '@nadi/sdk'
import { ListFilter, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Popover } from '../ui/popover.tsx'
import { startOf } from './condition-row.tsx'
import { useDescribe } from './describe.ts'
import { useFilterFields } from './fields.ts'
import { type Group, newCondition, newGroup, replaced } from './filter.ts'
import { FilterBuilder } from './filter-builder.tsx'
import { filterOf, type Where, whereOf } from './where.ts'

interface FilterBarProps {
  procedure: Procedure
  where: Where | undefined
  /** undefined: no filter */
  onChange: (where: Where | undefined) => void
}

/** The filter of a list as chips in words, and the panel in which it is built. */
export function FilterBar({ procedure, where, onChange }: FilterBarProps) {
  const { t } = useTranslation()
  const fields = useFilterFields(procedure)
  const describe = useDescribe(fields)
  // what is being built may be ahead of what is asked: a condition without a value asks nothing
  const [draft, setDraft] = useState<Group | null>(null)
  const shown = filterOf(where)
  const isAll = shown.join === 'and' && !shown.isNot
  const chips = isAll ? shown.of : [shown]
  const [first] = fields
  const open = (): void =>
    setDraft(shown.of.length > 0 || !first ? shown : newGroup([newCondition(first.key, startOf(first).operator)]))
  const build = (next: Group): void => {
    setDraft(next)
    onChange(whereOf(next))
  }
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1.5">
      <Popover
        label={t('Filter')}
        isOpen={draft !== null}
        onOpenChange={(isOpen) => (isOpen ? open() : setDraft(null))}
        trigger={
          <Button size="sm" icon={ListFilter}>
            {t('Filter')}
          </Button>
        }
      >
        {draft && (
          <div className="w-[38rem] max-w-full">
            <FilterBuilder fields={fields} group={draft} onChange={build} />
          </div>
        )}
      </Popover>
      {chips.map((chip) => (
        <span
          key={describe(chip)}
          className="inline-flex h-7 max-w-full items-center rounded-md border border-line bg-surface text-[13px]"
        >
          <button
            type="button"
            onClick={open}
            className="pressable min-w-0 truncate rounded-s-md px-2 py-1 hover:bg-sunken"
            title={describe(chip)}
          >
            {describe(chip)}
          </button>
          <button
            type="button"
            aria-label={t('Remove the filter {{what}}', { what: describe(chip) })}
            onClick={() => onChange(isAll ? whereOf(replaced(shown, chip.id, null)) : undefined)}
            className="pressable inline-flex items-center justify-center rounded-e-md border-line border-s p-1.5 text-ink-soft hover:bg-sunken hover:text-ink"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </span>
      ))}
      {chips.length > 1 && (
        <Button size="sm" look="ghost" onClick={() => onChange(undefined)}>
          {t('Clear')}
        </Button>
      )}
    </div>
  )
}
