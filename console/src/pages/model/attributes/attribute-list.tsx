import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../../model/team-model.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Id } from '../../../ui/copy-button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import type { AttributeDocument, OwnerDocument } from '../draft/document.ts'
import { swapped, withoutThing } from '../draft/things.ts'

interface AttributeListProps {
  document: OwnerDocument
  edit: (changes: Partial<OwnerDocument>) => void
  isForm: boolean
  openAttribute: (shortId: string) => void
}

/** Attributes under their groups, in their order. */
export function AttributeList({ document, edit, isForm, openAttribute }: AttributeListProps) {
  const { t } = useTranslation()
  const entries = Object.entries(document.attributes)
  if (entries.length === 0) return <p className="text-ink-soft">{t('There is none yet.')}</p>
  const groups: readonly (readonly [string | null, string])[] = [
    [null, t('Without a group')],
    ...Object.entries(document.attributeGroups).map(([shortId, { name }]) => [shortId, name] as const),
  ]
  const isGrouped = groups.length > 1
  return groups.map(([group, name]) => {
    const inGroup = entries.filter(([, attribute]) => attribute.group === group)
    if (inGroup.length === 0) return null
    return (
      <div key={group ?? ''} className="not-first:mt-5">
        {isGrouped && <h3 className="mb-1 font-medium text-[13px] text-ink-soft">{name}</h3>}
        <ol aria-label={name} className="divide-y divide-line">
          {inGroup.map(([shortId, attribute], index) => (
            <AttributeRow
              key={shortId}
              shortId={shortId}
              attribute={attribute}
              isForm={isForm}
              swapWith={(direction) => {
                const other = inGroup[index + direction]?.[0]
                return other === undefined
                  ? undefined
                  : () => edit({ attributes: swapped(document.attributes, shortId, other) })
              }}
              open={() => openAttribute(shortId)}
              remove={() => edit({ attributes: withoutThing(document.attributes, shortId) })}
            />
          ))}
        </ol>
      </div>
    )
  })
}

interface AttributeRowProps {
  shortId: string
  attribute: AttributeDocument
  isForm: boolean
  /** changes places with the one before or after it; undefined where there is none */
  swapWith: (direction: -1 | 1) => (() => void) | undefined
  open: () => void
  remove: () => void
}

function AttributeRow({ shortId, attribute, isForm, swapWith, open, remove }: AttributeRowProps) {
  const { t } = useTranslation()
  const { types } = useTeamModel()
  const { name, description, required, unique, formula, options } = attribute
  const type = types.get(attribute.type)
  const [up, down] = [swapWith(-1), swapWith(1)]
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-1.5">
          <span className="me-1 font-medium">{name}</span>
          <Badge>{type?.label ?? attribute.type}</Badge>
          {required && <Badge tone="warning">{t('required')}</Badge>}
          {unique && <Badge tone="info">{t('unique')}</Badge>}
          {!isForm && (attribute.filterable ?? type?.isFilterableByDefault) && <Badge>{t('filterable')}</Badge>}
          {!isForm && (attribute.searchable ?? type?.isSearchableByDefault) && <Badge>{t('searchable')}</Badge>}
        </p>
        {description && <p className="text-[13px] text-ink-soft">{description}</p>}
        {formula !== null && (
          <code className="block break-words font-mono text-[12px] text-ink-soft">{`= ${formula}`}</code>
        )}
        {options && (
          <p className="truncate text-[13px] text-ink-soft">{options.map(({ label }) => label).join(', ')}</p>
        )}
        {attribute.default !== null && (
          <p className="text-[13px] text-ink-soft">
            {t('Default: {{value}}', {
              value: typeof attribute.default === 'string' ? attribute.default : JSON.stringify(attribute.default),
            })}
          </p>
        )}
      </div>
      <Id value={shortId} label={t('Copy the short id')} />
      <span className="flex">
        <IconButton icon={ArrowUp} label={t('Move {{name}} up', { name })} disabled={!up} onClick={up} />
        <IconButton icon={ArrowDown} label={t('Move {{name}} down', { name })} disabled={!down} onClick={down} />
        <IconButton icon={Pencil} label={t('Edit {{name}}', { name })} onClick={open} />
        <IconButton icon={Trash2} label={t('Remove {{name}}', { name })} onClick={remove} />
      </span>
    </li>
  )
}
