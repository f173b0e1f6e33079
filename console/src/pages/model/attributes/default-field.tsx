import { useTranslation } from 'react-i18next'
import { Field } from '../../../ui/field.tsx'
import { AttributeInput } from '../../../values/attribute-input.tsx'
import { valueTypes } from '../../../values/registry.ts'
import type { AttributeDocument } from '../draft/document.ts'

interface DefaultFieldProps {
  attribute: AttributeDocument
  onChange: (changes: Pick<AttributeDocument, 'default'>) => void
}

/** What stands in it where nothing was given, entered as its values are. */
export function DefaultField({ attribute, onChange }: DefaultFieldProps) {
  const { t } = useTranslation()
  // files and what has many parts belong to one thing, not to all of them
  if (['never', 'button'].includes(valueTypes[attribute.type].endsBy)) return null
  return (
    <Field label={t('Default')} hint={t('For new ones that come without a value.')}>
      {(control) => (
        <AttributeInput
          control={control}
          attribute={{
            ...attribute,
            id: '',
            shortId: 'default',
            ownerType: 'PROCEDURE',
            owner: '',
            filterable: false,
            searchable: false,
            required: false,
            order: 0,
            createdAt: 0,
            updatedAt: 0,
          }}
          value={attribute.default}
          onChange={(value) => onChange({ default: value === '' ? null : value })}
        />
      )}
    </Field>
  )
}
