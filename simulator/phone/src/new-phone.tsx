import { type FormEvent, useId, useState } from 'react'
import type { BusinessNumber } from './api.ts'

interface Props {
  numbers: BusinessNumber[]
  start: (number: string, name: string, phoneNumberId: string) => Promise<void>
}

/** Makes a customer with a number of their own, who writes to a number of the business. */
export function NewPhone({ numbers, start }: Props) {
  const id = useId()
  const [number, setNumber] = useState('')
  const [name, setName] = useState('')
  const [to, setTo] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void start(number, name, to || (numbers[0]?.phoneNumberId ?? ''))
    setNumber('')
    setName('')
  }
  return (
    <form className="new-phone" onSubmit={submit} aria-label="New phone">
      <label htmlFor={`${id}number`}>Customer&apos;s number</label>
      <input
        id={`${id}number`}
        type="tel"
        required
        pattern="\+?[0-9 \-]{7,20}"
        title="The number with its country's code, 7 to 15 digits"
        placeholder="+91 98765 43210"
        value={number}
        onChange={(event) => setNumber(event.target.value)}
      />
      <label htmlFor={`${id}name`}>Name</label>
      <input
        id={`${id}name`}
        placeholder="Asha Rao"
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.target.value)}
      />
      {numbers.length > 1 && (
        <>
          <label htmlFor={`${id}to`}>Writes to</label>
          <select id={`${id}to`} value={to} onChange={(event) => setTo(event.target.value)}>
            {numbers.map((each) => (
              <option key={each.phoneNumberId} value={each.phoneNumberId}>
                {each.verifiedName} {each.displayPhoneNumber}
              </option>
            ))}
          </select>
        </>
      )}
      <button type="submit" disabled={numbers.length === 0}>
        Open chat
      </button>
    </form>
  )
}
