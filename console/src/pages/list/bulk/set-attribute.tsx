import type { Attribute, Procedure } from '@nadi/sdk'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../../model/team-model.ts'
import { Button } from '../../../ui/button.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { Field } from '../../../ui/field.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { AttributeInput } from '../../../values/attribute-input.tsx'

interface SetAttributeProps {
  procedure: Procedure
  isDisabled: boolean
  /** null clears it */
  onSet: (attribute: Attribute, value: unknown) => void
}

/** One attribute and one value for all rows that are chosen. */
export function SetAttribute({ procedure, isDisabled, onSet }: SetAttributeProps) {
  const { t } = useTranslation()
  const model = useTeamModel()
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState<string>()
  const [value, setValue] = useState<unknown>(null)
  // one value in many would be refused, a formula can't be set
  const attributes = model
    .attributesOf(procedure.id)
    .filter(({ formula, unique, shortId }) => formula === null && !unique && shortId !== procedure.primaryKey)
  const attribute = attributes.find(({ shortId }) => shortId === chosen)
  const close = (): void => {
    setOpen(false)
    setChosen(undefined)
    setValue(null)
  }
  return (
    <>
      <Button size="sm" disabled={isDisabled} onClick={() => setOpen(true)}>
        {t('Set a value')}
      </Button>
      <FormDialog
        isOpen={isOpen}
        onClose={close}
        title={t('Set a value in all chosen rows')}
        action={value === null ? t('Clear it') : t('Set')}
        onSubmit={() => {
          if (attribute) onSet(attribute, value)
          close()
        }}
        isBlocked={!attribute}
        size="sm"
      >
        <Field label={t('Attribute')}>
          {(control) => (
            <Combobox
              control={control}
              options={attributes.map(({ shortId, name }) => ({ value: shortId, label: name, keywords: [shortId] }))}
              chosen={chosen === undefined ? [] : [chosen]}
              onChoose={([next]) => {
                setChosen(next)
                setValue(null)
              }}
            />
          )}
        </Field>
        {attribute && (
          <Field label={t('Value')} hint={t('Left empty, it is cleared.')}>
            {(control) => (
              <AttributeInput
                key={attribute.id}
                attribute={attribute}
                value={value}
                onChange={setValue}
                control={control}
              />
            )}
          </Field>
        )}
      </FormDialog>
    </>
  )
}
