import { Command } from 'cmdk'
import { UserRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../../model/team-model.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Button } from '../../../ui/button.tsx'
import { Popover } from '../../../ui/popover.tsx'

interface AssignMenuProps {
  isDisabled: boolean
  /** null: to nobody */
  onAssign: (user: string | null) => void
}

/** The people who may get work, found by typing. */
export function AssignMenu({ isDisabled, onAssign }: AssignMenuProps) {
  const { t } = useTranslation()
  const { users } = useTeamModel()
  const [isOpen, setOpen] = useState(false)
  const assign = (user: string | null): void => {
    setOpen(false)
    onAssign(user)
  }
  const look = 'flex cursor-pointer items-center gap-2 rounded-md px-2 py-1.5 data-[selected=true]:bg-sunken'
  return (
    <Popover
      label={t('Assign')}
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" icon={UserRound} disabled={isDisabled}>
          {t('Assign')}
        </Button>
      }
    >
      <Command label={t('People')} className="-m-2 w-64">
        <Command.Input
          placeholder={t('Find a person …')}
          className="w-full border-line border-b bg-transparent px-2 py-2 outline-none"
        />
        <Command.List className="max-h-64 overflow-y-auto pt-1">
          <Command.Empty className="py-6 text-center text-ink-soft">{t('Nobody found.')}</Command.Empty>
          {users
            .filter(({ isActive }) => isActive)
            .map(({ user, displayName, username }) => (
              <Command.Item
                key={user}
                value={user}
                keywords={[displayName, username]}
                onSelect={() => assign(user)}
                className={look}
              >
                <Avatar name={displayName} size="sm" />
                <span className="truncate">{displayName}</span>
              </Command.Item>
            ))}
          <Command.Item value="nobody" keywords={[t('Nobody')]} onSelect={() => assign(null)} className={look}>
            {t('Nobody')}
          </Command.Item>
        </Command.List>
      </Command>
    </Popover>
  )
}
