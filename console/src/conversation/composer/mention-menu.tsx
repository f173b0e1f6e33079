import { useTranslation } from 'react-i18next'
import type { UserProfile } from '../../model/team-model.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { cx } from '../../ui/class-names.ts'

interface MentionMenuProps {
  id: string
  people: readonly UserProfile[]
  at: number
  choose: (person: UserProfile) => void
}

/** People of the team whom a note may name. */
export function MentionMenu({ id, people, at, choose }: MentionMenuProps) {
  const { t } = useTranslation()
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t('People')}
      className="absolute inset-x-3 bottom-full z-20 mb-1 max-h-72 max-w-80 overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-xl"
    >
      {people.map((person, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the text field that opened it has the keyboard
        <div
          key={person.user}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          tabIndex={-1}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(person)}
          className={cx(
            'pressable flex cursor-pointer items-center gap-2 rounded-md px-2 py-1.5',
            index === at && 'bg-sunken',
          )}
        >
          <Avatar name={person.displayName} size="sm" />
          <span className="truncate">{person.displayName}</span>
        </div>
      ))}
    </div>
  )
}
