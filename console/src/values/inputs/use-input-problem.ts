import { useCallback, useState } from 'react'
import type { AttributeInputProps } from '../value-type.ts'

type Control = HTMLInputElement | HTMLTextAreaElement

interface InputProblem {
  problem: string | null
  tell: (problem: string | null) => void
  /** of the control that it is about */
  ref: (control: Control | null) => void
}

/** What stands in an input and is not yet a value: told to whoever shows it, and to the form around it, which the browser then does not submit. */
export function useInputProblem(onProblem: AttributeInputProps['onProblem']): InputProblem {
  const [problem, setProblem] = useState<string | null>(null)
  const ref = useCallback((control: Control | null) => control?.setCustomValidity(problem ?? ''), [problem])
  const tell = (found: string | null): void => {
    setProblem(found)
    onProblem?.(found)
  }
  return { problem, tell, ref }
}
