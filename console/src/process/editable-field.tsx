import { Pencil } from 'lucide-react'
import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/class-names.ts'
import { isSameValue } from '../values/json.ts'
import type { AttributeInputProps, ValueType } from '../values/value-type.ts'
import type { FieldPath } from './field-path.ts'
import { controlOf, FieldRow, refusalAt } from './field-row.tsx'
import type { ProcessEditor } from './use-process-editor.ts'

export type EditedValue = Required<Pick<AttributeInputProps, 'value' | 'onChange' | 'onProblem' | 'control'>>

export interface EditableFieldProps {
  label: string
  path: FieldPath
  /** as it is stored */
  value: unknown
  editor: ProcessEditor
  endsBy: Exclude<ValueType['endsBy'], 'never'>
  /** several may be chosen, one after the other */
  isMultiple?: boolean
  isRequired?: boolean
  isReadOnly?: boolean
  /** a value as it is read; null where it is absent */
  show: (value: unknown) => ReactNode
  input: (edited: EditedValue) => ReactNode
}

const popup = '[data-radix-popper-content-wrapper]'

/**
 * A field that is read until one presses it, edited where it stands, and saved when one leaves it or presses Enter. Escape takes back what was
 * typed. What the server refuses stays, with the reason below it.
 */
export function EditableField(props: EditableFieldProps) {
  const { label, path, value, editor, endsBy, isMultiple = false, isRequired = false, isReadOnly = false } = props
  const { t } = useTranslation()
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const [isEditing, setEditing] = useState(false)
  const [draft, setDraft] = useState<unknown>(null)
  const [problem, setProblem] = useState<string | null>(null)
  // a blur may come before React has rendered the change before it
  const edit = useRef<{ draft: unknown; base: unknown; problem: string | null } | null>(null)
  const saving = editor.savingOf(path)
  const standing = saving?.is === 'saving' || saving?.is === 'refused' ? saving.value : value
  const message = problem ?? refusalAt(editor, path)

  const begin = (): void => {
    edit.current = { draft: standing, base: value, problem: null }
    setDraft(standing)
    setEditing(true)
  }
  const end = (goesBack: boolean): void => {
    edit.current = null
    setProblem(null)
    setEditing(false)
    if (goesBack) requestAnimationFrame(() => opener.current?.focus())
  }
  const finish = (goesBack: boolean): void => {
    const { current } = edit
    if (!current || current.problem !== null) return
    end(goesBack)
    if (!isSameValue(current.draft, current.base)) void editor.save(path, current.draft, current.base)
    else editor.dismiss(path)
  }
  const change = (next: unknown): void => {
    const { current } = edit
    if (!current) return
    current.draft = next
    setDraft(next)
    if (endsBy !== 'choosing') return
    if (isMultiple) {
      void editor.save(path, next, current.base)
      current.base = next
    } else finish(true)
  }
  const noteProblem = (found: string | null): void => {
    if (edit.current) edit.current.problem = found
    setProblem(found)
  }
  const left = ({ relatedTarget }: FocusEvent): void => {
    // the window itself was left, for a file to choose or another tab: the focus comes back
    if (box.current?.contains(document.activeElement)) return
    const isWithin =
      relatedTarget instanceof Element && (box.current?.contains(relatedTarget) || relatedTarget.closest(popup))
    if (isWithin) return
    if (endsBy === 'leaving') finish(false)
    if (endsBy === 'choosing' && !document.querySelector(popup)) end(false)
  }
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation()
      end(true)
      editor.dismiss(path)
    }
    if (event.key !== 'Enter' || endsBy === 'choosing') return
    const isLong = event.target instanceof HTMLTextAreaElement
    if (isLong ? !(event.metaKey || event.ctrlKey) : event.target instanceof HTMLButtonElement) return
    event.preventDefault()
    finish(true)
  }

  useEffect(() => {
    if (!isEditing) return
    const first = box.current?.querySelector<HTMLElement>('input, textarea, select, button')
    first?.focus()
    if (first instanceof HTMLInputElement && ['text', 'email', 'tel', 'url'].includes(first.type)) first.select()
    if (first?.role === 'combobox') first.click()
  }, [isEditing])

  return (
    <FieldRow {...{ id, label, path, editor, isRequired, message }} show={props.show}>
      {isEditing ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: it hears what its inputs leave unheard
        <div ref={box} onBlur={left} onKeyDown={pressed}>
          {props.input({
            value: draft,
            onChange: change,
            onProblem: noteProblem,
            control: controlOf(id, message, isRequired),
          })}
          {endsBy === 'button' && (
            <div className="mt-2 flex gap-2">
              <Button size="sm" look="primary" onClick={() => finish(true)} disabled={problem !== null}>
                {t('Save')}
              </Button>
              <Button size="sm" look="ghost" onClick={() => end(true)}>
                {t('Cancel')}
              </Button>
            </div>
          )}
        </div>
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same for the keyboard
        // biome-ignore lint/a11y/useKeyWithClickEvents: the same
        <div
          onClick={isReadOnly ? undefined : begin}
          className={cx(
            'flex min-h-8.5 items-center gap-1 rounded-md border px-2 py-1 max-sm:min-h-[42px] max-sm:py-0',
            message ? 'border-danger' : 'border-transparent',
            !isReadOnly && 'cursor-text group-hover:border-line group-hover:bg-surface',
          )}
        >
          <div className="min-w-0 flex-1 break-words">
            {props.show(standing) ?? <span className="text-ink-soft">{isReadOnly ? '–' : t('Empty')}</span>}
          </div>
          {!isReadOnly && (
            <button
              ref={opener}
              id={id}
              type="button"
              aria-label={t('Edit {{name}}', { name: label })}
              className="pressable inline-flex size-6 shrink-0 items-center justify-center rounded text-ink-soft opacity-0 hover:text-ink focus-visible:opacity-100 group-hover:opacity-100 max-sm:opacity-100"
            >
              <Pencil aria-hidden className="size-3.5" />
            </button>
          )}
        </div>
      )}
    </FieldRow>
  )
}
