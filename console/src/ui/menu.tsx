import type { LucideIcon } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { cx } from './class-names.ts'
import { Kbd } from './kbd.tsx'

export interface MenuItem {
  label: string
  icon?: LucideIcon
  /** a dot of the team's own colour before the label */
  color?: string
  onSelect: () => void
  isDanger?: boolean
  isDisabled?: boolean
  shortcut?: string
  /** shown with a mark, as the one of several that holds */
  isChosen?: boolean
}

/** A button's menu. `null` among the items draws a line. */
export function Menu({
  trigger,
  items,
  align = 'end',
  isOpen,
  onOpenChange,
}: {
  trigger: ReactNode
  items: readonly (MenuItem | null)[]
  align?: 'start' | 'end'
  /** where something else than its button opens it too */
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
}) {
  return (
    <DropdownMenu.Root {...(isOpen !== undefined && { open: isOpen })} {...(onOpenChange && { onOpenChange })}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-xl"
        >
          {items.map((item, index) =>
            item === null ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing else
              <DropdownMenu.Separator key={index} className="my-1 h-px bg-line" />
            ) : (
              <DropdownMenu.Item
                key={item.label}
                disabled={item.isDisabled ?? false}
                onSelect={item.onSelect}
                className={cx(
                  'pressable flex cursor-pointer items-center gap-2 rounded-md px-2 py-1.5 outline-none data-[disabled]:cursor-default data-[highlighted]:bg-sunken data-[disabled]:opacity-50',
                  item.isDanger && 'text-danger',
                  item.isChosen && 'font-medium text-accent-text',
                )}
              >
                {item.icon && <item.icon aria-hidden className="size-4 shrink-0" />}
                {item.color && (
                  <span aria-hidden className="size-2.5 shrink-0 rounded-full" style={{ background: item.color }} />
                )}
                <span className="flex-1">{item.label}</span>
                {item.shortcut && <Kbd keys={item.shortcut} />}
              </DropdownMenu.Item>
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
