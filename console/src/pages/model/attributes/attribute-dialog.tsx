import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../../model/team-model.ts'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { Field } from '../../../ui/field.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { Input, Textarea } from '../../../ui/input.tsx'
import { Select } from '../../../ui/select.tsx'
import type { AttributeDocument, OwnerDocument } from '../draft/document.ts'
import { withThing } from '../draft/things.ts'
import { NameFields, shortIdOf } from '../name-fields.tsx'
import { blankAttribute } from './blank-attribute.ts'
import { DefaultField } from './default-field.tsx'
import { TypeOptions } from './type-options.tsx'

interface AttributeDialogProps {
  /** null: a new one */
  shortId: string | null
  document: OwnerDocument
  edit: (changes: Partial<OwnerDocument>) => void
  isForm: boolean
  onClose: () => void
}

export function AttributeDialog({ shortId: known, document, edit, isForm, onClose }: AttributeDialogProps) {
  const { t } = useTranslation()
  const { types } = useTeamModel()
  const keys = Object.keys(document.attributes)
  const was = known === null ? undefined : document.attributes[known]
  const [attribute, setAttribute] = useState<AttributeDocument>(was ?? blankAttribute)
  const [typed, setTyped] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const shortId = known ?? shortIdOf({ name: attribute.name, shortId: typed })
  const type = types.get(attribute.type)
  const set = (changes: Partial<AttributeDocument>): void => setAttribute({ ...attribute, ...changes })
  // what was meant for another type goes with it
  const setType = (chosen: AttributeDocument['type']): void => {
    const { name, description, required, formula, group } = attribute
    setProblem(null)
    setAttribute({ ...blankAttribute, name, description, required, formula, group, type: chosen })
  }
  const isDerived = attribute.formula !== null
  const keep = (): void => {
    edit({ attributes: withThing(document.attributes, shortId, attribute) })
    onClose()
  }
  return (
    <FormDialog
      title={was ? t('Attribute {{name}}', { name: was.name }) : t('New attribute')}
      action={was ? t('Keep') : t('Add')}
      onClose={onClose}
      onSubmit={keep}
      isBlocked={problem !== null || (known === null && keys.includes(shortId))}
      size="lg"
    >
      <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
        <NameFields
          naming={{ name: attribute.name, shortId: typed }}
          onChange={({ name, shortId: given }) => {
            set({ name })
            setTyped(given)
          }}
          {...(known !== null && { fixedShortId: known })}
          taken={keys}
        />
        <Field label={t('Type')} hint={type?.description} isRequired>
          {(control) => (
            <Combobox
              control={control}
              options={[...types.values()].map(({ type: value, label }) => ({
                value,
                label,
                note: value,
                keywords: [value],
              }))}
              chosen={[attribute.type]}
              onChoose={([chosen]) => chosen && setType(chosen as AttributeDocument['type'])}
            />
          )}
        </Field>
        <Field label={t('Group')}>
          {(control) => (
            <Select
              {...control}
              value={attribute.group ?? ''}
              placeholder={t('Without a group')}
              choices={Object.entries(document.attributeGroups).map(([value, { name }]) => ({ value, label: name }))}
              onChoose={(group) => set({ group: group || null })}
            />
          )}
        </Field>
      </div>
      <Field label={t('Description')} hint={t('Shown to whoever fills it in.')}>
        {(control) => (
          <Input
            {...control}
            value={attribute.description}
            onChange={(event) => set({ description: event.target.value })}
          />
        )}
      </Field>
      <TypeOptions key={attribute.type} attribute={attribute} onChange={set} onProblem={setProblem} />
      <fieldset className="grid grid-cols-2 gap-2 max-sm:grid-cols-1">
        <legend className="sr-only">{t('Rules')}</legend>
        {!isDerived && (
          <Checkbox checked={attribute.required} onChange={(event) => set({ required: event.target.checked })}>
            {t('Required')}
          </Checkbox>
        )}
        {!isDerived && !isForm && type?.canBeUnique && (
          <Checkbox checked={attribute.unique} onChange={(event) => set({ unique: event.target.checked })}>
            {t('Unique')}
          </Checkbox>
        )}
        {!isForm && type?.isFilterable && (
          <Checkbox
            checked={attribute.filterable ?? type.isFilterableByDefault}
            onChange={(event) => set({ filterable: event.target.checked })}
          >
            {t('Lists can filter and sort by it')}
          </Checkbox>
        )}
        {!isForm && type?.isSearchable && (
          <Checkbox
            checked={attribute.searchable ?? type.isSearchableByDefault}
            onChange={(event) => set({ searchable: event.target.checked })}
          >
            {t('Found by a part of its text')}
          </Checkbox>
        )}
      </fieldset>
      {!isDerived && <DefaultField key={`${attribute.type} default`} attribute={attribute} onChange={set} />}
      <Field
        label={t('Formula')}
        hint={t('Empty: it is filled in. Else computed from others, such as loan_amount * 0.02, and never filled in.')}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            spellCheck={false}
            className="font-mono text-[13px]"
            value={attribute.formula ?? ''}
            onChange={({ target: { value } }) =>
              set(value === '' ? { formula: null } : { formula: value, required: false, unique: false, default: null })
            }
          />
        )}
      </Field>
    </FormDialog>
  )
}
