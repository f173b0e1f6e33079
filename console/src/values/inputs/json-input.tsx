import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Textarea } from '../../ui/input.tsx'
import { type AttributeInputProps, isAbsent } from '../value-type.ts'
import { SchemaHint } from './schema-hint.tsx'
import { useInputProblem } from './use-input-problem.ts'

/** JSON as text. It is checked as one types; whether it matches the attribute's schema the server says, in one sentence, when it is saved. */
export function JsonInput({ attribute, value, onChange, onProblem, control, isDisabled = false }: AttributeInputProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(() => (isAbsent(value) ? '' : JSON.stringify(value, null, 2)))
  const { problem, tell, ref } = useInputProblem(onProblem)
  const changed = (next: string): void => {
    setText(next)
    if (next.trim() === '') {
      tell(null)
      onChange(null)
      return
    }
    try {
      const parsed: unknown = JSON.parse(next)
      tell(null)
      onChange(parsed)
    } catch (error) {
      tell(t('This is not JSON yet: {{reason}}', { reason: error instanceof Error ? error.message : '' }))
    }
  }
  return (
    <div className="flex flex-col gap-1">
      <Textarea
        {...control}
        ref={ref}
        {...(problem && { 'aria-invalid': true })}
        dir="ltr"
        spellCheck={false}
        rows={6}
        value={text}
        disabled={isDisabled}
        onChange={(event) => changed(event.target.value)}
        className="field-sizing-content max-h-96 min-h-32 font-mono text-[12.5px]"
      />
      {problem && !onProblem && (
        <p role="status" className="text-[12.5px] text-danger">
          {problem}
        </p>
      )}
      {attribute.schema && <SchemaHint schema={attribute.schema} />}
    </div>
  )
}
