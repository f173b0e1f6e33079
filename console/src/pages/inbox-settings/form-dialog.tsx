import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FormProblems } from '../../ui/form-problems.tsx'

interface FormDialogProps {
  title: string
  onClose: () => void
  onSave: () => void
  isSaving: boolean
  error: unknown
  /** of the fields, which show what is wrong with them themselves */
  paths: readonly string[]
  children: ReactNode
}

/** One thing, to be made or changed. */
export function FormDialog({ title, onClose, onSave, isSaving, error, paths, children }: FormDialogProps) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="primary" type="submit" form={id} isBusy={isSaving}>
            {t('Save')}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          onSave()
        }}
      >
        <FormProblems error={error} paths={paths} />
        {children}
      </form>
    </Dialog>
  )
}
