import type { Process } from '@nadi/sdk'
import { useTeamModel } from '../model/team-model.ts'
import { AttributeField } from './attribute-field.tsx'
import { attributesInGroups } from './attribute-groups.ts'
import type { FieldPath } from './field-path.ts'
import type { ProcessEditor } from './use-process-editor.ts'

interface AttributeListProps {
  process: Process
  /** of the procedure or of its entity */
  ownerId: string
  /** whose values are shown: the process's own, or those of its record */
  of: 'process' | 'record'
  editor: ProcessEditor
  isReadOnly: boolean
}

/** All attributes under their groups, each edited in place; those that a formula computes are only read. */
export function AttributeList({ process, ownerId, of, editor, isReadOnly }: AttributeListProps) {
  const groups = attributesInGroups(useTeamModel(), ownerId)
  const source = of === 'process' ? process : process.record
  const prefix = of === 'process' ? 'data' : 'record.data'
  return groups.map(({ name, attributes }) => (
    <section key={name ?? ''} {...(name && { 'aria-label': name })} className="mb-3 last:mb-0">
      {name && <h3 className="mt-2 mb-1 font-medium text-[12.5px] text-ink-soft uppercase tracking-wide">{name}</h3>}
      {attributes.map((attribute) => (
        <AttributeField
          key={attribute.id}
          attribute={attribute}
          path={`${prefix}.${attribute.shortId}` as FieldPath}
          value={(attribute.formula === null ? source?.data : source?.derivedData)?.[attribute.shortId] ?? null}
          editor={editor}
          isReadOnly={isReadOnly}
        />
      ))}
    </section>
  ))
}
