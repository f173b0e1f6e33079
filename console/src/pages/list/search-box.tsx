import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShortcuts } from '../../app/shortcuts.tsx'
import { Input } from '../../ui/input.tsx'

interface SearchBoxProps {
  value: string
  onSearch: (text: string) => void
}

/** typing rests for so many milliseconds before it is asked */
const rest = 200
/** the API finds by two letters or more */
const fewest = 2

/** Finds by name, key or number as one types. */
export function SearchBox({ value, onSearch }: SearchBoxProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(value)
  const [before, setBefore] = useState(value)
  const [sent, setSent] = useState(value)
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  if (value !== before) {
    setBefore(value)
    // by other means than typing, such as another view
    if (value !== sent) setText(value)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  useShortcuts([{ keys: 'f', label: t('Search in the list'), group: t('List'), run: () => input.current?.focus() }])
  const type = (next: string): void => {
    setText(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      const search = [...next.trim()].length >= fewest ? next.trim() : ''
      setSent(search)
      if (search !== value) onSearch(search)
    }, rest)
  }
  return (
    <div className="relative w-56 max-sm:w-full">
      <Search
        aria-hidden
        className="pointer-events-none absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-ink-soft"
      />
      <Input
        ref={input}
        type="search"
        aria-label={t('Search in the list')}
        placeholder={t('Search …')}
        value={text}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
        className="h-7 ps-8 text-[13px]"
      />
    </div>
  )
}
