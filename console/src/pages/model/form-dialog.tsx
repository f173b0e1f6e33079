import { type FormEvent, type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

interface FormDialogProps {
  title: string
  description?: string
  /** what its button does, in a verb */
  action: string
  onClose: () => void
  onSubmit: () => void
  isBusy?: boolean
  /** what was filled in cannot be taken yet */
  isBlocked?: boolean
  size?: 'sm' | 'md' | 'lg'
  children: ReactNode
}

/** A dialog that is a form: Enter submits it. */
export function FormDialog({
  title,
  description,
  action,
  onClose,
  onSubmit,
  isBusy = false,
  isBlocked = false,
  size = 'md',
  children,
}: FormDialogProps) {
  const { t } = useTranslation()
  const formId = useId()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      {...(description !== undefined && { description })}
      size={size}
      footer={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="primary" type="submit" form={formId} isBusy={isBusy} disabled={isBlocked}>
            {action}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        {children}
      </form>
    </Dialog>
  )
}
