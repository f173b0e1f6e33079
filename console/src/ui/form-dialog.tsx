import { type FormEvent, type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { FormProblems } from './form-problems.tsx'

interface FormDialogProps {
  /** left out: it is there as long as it stands in the page */
  isOpen?: boolean
  title: string
  description?: string | undefined
  /** what its button does, in a verb; left out: it saves */
  action?: string
  onClose: () => void
  onSubmit: () => void
  isBusy?: boolean
  /** what was filled in cannot be taken yet */
  isBlocked?: boolean
  /** what it does cannot be taken back */
  isDanger?: boolean
  /** what was refused */
  error?: unknown
  /** of the fields, which show what is wrong with them themselves */
  paths?: readonly string[]
  size?: 'sm' | 'md' | 'lg'
  /** of the fields, in place of one below the other */
  className?: string
  children: ReactNode
}

/** A dialog that is a form: Enter submits it. */
export function FormDialog({
  isOpen = true,
  title,
  description,
  action,
  onClose,
  onSubmit,
  isBusy = false,
  isBlocked = false,
  isDanger = false,
  error,
  paths = [],
  size = 'md',
  className = 'flex flex-col gap-4',
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
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      {...(description !== undefined && { description })}
      size={size}
      footer={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button
            look={isDanger ? 'danger' : 'primary'}
            type="submit"
            form={formId}
            isBusy={isBusy}
            disabled={isBlocked}
          >
            {action ?? t('Save')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className={className}>
        {children}
        <FormProblems error={error} paths={paths} />
      </form>
    </Dialog>
  )
}
