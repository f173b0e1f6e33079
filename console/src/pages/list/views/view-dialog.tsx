import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { FormProblems } from '../../../ui/form-problems.tsx'
import { Input } from '../../../ui/input.tsx'
import { problemAt } from '../../../ui/problems.ts'
import { Switch } from '../../../ui/switch.tsx'
import type { View } from '../use-list.ts'

type Named = Pick<View, 'name' | 'isShared'>

interface ViewDialogProps {
  isOpen: boolean
  title: string
  action: string
  start: Named
  error: unknown
  isBusy: boolean
  onClose: () => void
  onSave: (named: Named) => void
}

/** Gives a view its name, and says who sees it. */
export function ViewDialog({ isOpen, title, action, onClose, isBusy, ...form }: ViewDialogProps) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button type="submit" form={id} look="primary" isBusy={isBusy}>
            {action}
          </Button>
        </>
      }
    >
      <ViewForm id={id} {...form} />
    </Dialog>
  )
}

/** Begins anew each time the dialog opens. */
function ViewForm({ id, start, error, onSave }: Pick<ViewDialogProps, 'start' | 'error' | 'onSave'> & { id: string }) {
  const { t } = useTranslation()
  const [name, setName] = useState(start.name)
  const [isShared, setShared] = useState(start.isShared)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onSave({ name, isShared })
  }
  return (
    <form id={id} onSubmit={submit} className="flex flex-col gap-4">
      <FormProblems error={error} paths={['name']} />
      <Field label={t('Name')} error={problemAt(error, 'name')} isRequired>
        {(control) => (
          <Input {...control} value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <Switch isOn={isShared} onSwitch={setShared}>
        {t('Share with everybody who reads this list')}
      </Switch>
    </form>
  )
}
