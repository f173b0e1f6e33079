import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/class-names.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Select } from '../ui/select.tsx'
import { ConditionRow, startOf } from './condition-row.tsx'
import type { FilterField } from './fields.ts'
import { type Filter, type Group, newCondition, newGroup } from './filter.ts'

interface FilterBuilderProps {
  fields: readonly FilterField[]
  group: Group
  onChange: (next: Group) => void
  /** how deep it lies in others */
  depth?: number
  /** absent at the root */
  onRemove?: () => void
}

/** lists take eight levels; more than four nobody reads */
const deepest = 4

/** Conditions that are all required, or any, or none of them; groups nest. */
export function FilterBuilder({ fields, group, onChange, depth = 1, onRemove }: FilterBuilderProps) {
  const { t } = useTranslation()
  const replace = (id: string, next: Filter | null): void =>
    onChange({ ...group, of: group.of.flatMap((each) => (each.id !== id ? [each] : next ? [next] : [])) })
  const [first] = fields
  const fresh = first ? [newCondition(first.key, startOf(first).operator)] : []
  return (
    <fieldset
      aria-label={depth === 1 ? t('Filter') : t('Group of conditions')}
      className={cx('flex flex-col gap-2', depth > 1 && 'rounded-md border border-line bg-canvas p-2.5')}
    >
      {(group.of.length > 1 || group.isNot || depth > 1) && (
        <div className="flex items-center gap-2">
          <Select
            aria-label={t('How the conditions are joined')}
            value={joinKey(group)}
            choices={[
              { value: 'and', label: t('All of these hold') },
              { value: 'or', label: t('Any of these holds') },
              { value: 'none', label: t('None of these holds') },
              { value: 'notAll', label: t('Not all of these hold') },
            ]}
            onChoose={(key) => onChange({ ...group, ...joins[key as keyof typeof joins] })}
          />
          <span className="flex-1" />
          {onRemove && <IconButton icon={X} label={t('Remove the group')} onClick={onRemove} />}
        </div>
      )}
      {group.of.map((each) =>
        each.kind === 'condition' ? (
          <ConditionRow key={each.id} fields={fields} condition={each} onChange={(next) => replace(each.id, next)} />
        ) : (
          <FilterBuilder
            key={each.id}
            fields={fields}
            group={each}
            depth={depth + 1}
            onChange={(next) => replace(each.id, next)}
            onRemove={() => replace(each.id, null)}
          />
        ),
      )}
      <div className="flex gap-1">
        <Button size="sm" look="ghost" icon={Plus} onClick={() => onChange({ ...group, of: [...group.of, ...fresh] })}>
          {t('Add a condition')}
        </Button>
        {depth < deepest && (
          <Button
            size="sm"
            look="ghost"
            icon={Plus}
            onClick={() => onChange({ ...group, of: [...group.of, newGroup(fresh, 'or')] })}
          >
            {t('Add a group')}
          </Button>
        )}
      </div>
    </fieldset>
  )
}

const joins = {
  and: { join: 'and', isNot: false },
  or: { join: 'or', isNot: false },
  none: { join: 'or', isNot: true },
  notAll: { join: 'and', isNot: true },
} as const

const joinKey = ({ join, isNot }: Group): keyof typeof joins =>
  join === 'or' ? (isNot ? 'none' : 'or') : isNot ? 'notAll' : 'and'
