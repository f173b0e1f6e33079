import { useEffect, useState } from 'react'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'

interface IdFieldProps {
  label: string
  placeholder?: string
  /** '': any */
  value: string
  onSearch: (id: string) => void
}

/** an id has as many letters at least */
const shortestId = 32

/** Finds by an id. Ids are pasted: what is typed letter by letter is asked for on Enter. */
export function IdField({ label, placeholder, value, onSearch }: IdFieldProps) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  return (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          type="search"
          placeholder={placeholder}
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value)
            if (target.value === '' || target.value.length >= shortestId) onSearch(target.value.trim())
          }}
          onKeyDown={({ key }) => key === 'Enter' && onSearch(typed.trim())}
        />
      )}
    </Field>
  )
}
