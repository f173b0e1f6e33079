import { Check, LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldControl } from '../ui/field.tsx'
import { ConflictNotice } from './conflict-notice.tsx'
import type { FieldPath } from './field-path.ts'
import type { ProcessEditor } from './use-process-editor.ts'

interface FieldRowProps {
  /** of the input, which the label names */
  id: string
  label: string
  path: FieldPath
  editor: ProcessEditor
  isRequired?: boolean | undefined
  /** a value as it is read; null where it is absent */
  show: (value: unknown) => ReactNode
  /** what is wrong with what is typed */
  message: string | null
  children: ReactNode
}

/** A field with its label before it, whether it is saved, and below it what is wrong or who was first. */
export function FieldRow({ id, label, path, editor, isRequired, show, message, children }: FieldRowProps) {
  const { t } = useTranslation()
  const saving = editor.savingOf(path)
  return (
    <div className="group grid grid-cols-[minmax(6.5rem,11rem)_minmax(0,1fr)] items-start gap-x-3 py-0.5 max-sm:grid-cols-[7rem_minmax(0,1fr)] max-sm:has-[input,textarea]:grid-cols-1 sm:@max-md:grid-cols-[7rem_minmax(0,1fr)]">
      <div className="flex min-h-8.5 items-center gap-1.5 text-[13px] text-ink-soft max-sm:min-h-[42px]">
        <label htmlFor={id} className="min-w-0 break-words">
          {label}
          {isRequired && (
            <span className="text-danger" title={t('required')}>
              {' *'}
            </span>
          )}
        </label>
        <SavedSign is={saving?.is} />
      </div>
      <div className="min-w-0">
        {children}
        {message && (
          <p id={`${id}-says`} role="alert" className="px-2 pt-1 text-[12.5px] text-danger">
            {message}
          </p>
        )}
        {saving?.is === 'conflict' && (
          <ConflictNotice
            conflict={saving}
            show={show}
            keepTheirs={() => editor.dismiss(path)}
            useMine={() => void editor.save(path, saving.mine, saving.theirs)}
          />
        )}
      </div>
    </div>
  )
}

/** What ties an input to its row. */
export const controlOf = (id: string, message: string | null, isRequired?: boolean): FieldControl => ({
  id,
  ...(message && { 'aria-describedby': `${id}-says`, 'aria-invalid': true }),
  ...(isRequired && { 'aria-required': true }),
})

/** What the server refused of a field, in its words. */
export function refusalAt(editor: ProcessEditor, path: FieldPath): string | null {
  const saving = editor.savingOf(path)
  return saving?.is === 'refused' ? [saving.message, saving.hint].filter(Boolean).join(' ') : null
}

function SavedSign({ is }: { is: string | undefined }) {
  const { t } = useTranslation()
  return (
    <span role="status" className="inline-flex items-center gap-1 text-[12px]">
      {is === 'saving' && <LoaderCircle aria-label={t('Saving')} className="size-3.5 animate-spin" />}
      {is === 'saved' && (
        <>
          <Check aria-hidden className="size-3.5 text-success" />
          <span className="text-success">{t('Saved')}</span>
        </>
      )}
    </span>
  )
}
