import { Switch as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { useId } from 'react'

interface SwitchProps {
  isOn: boolean
  onSwitch: (isOn: boolean) => void
  isDisabled?: boolean
  children: ReactNode
}

/** Takes effect at once. What waits for a button to save it is a `Checkbox`. */
export function Switch({ isOn, onSwitch, isDisabled, children }: SwitchProps) {
  const id = useId()
  return (
    <div className="flex items-center gap-2.5">
      <Radix.Root
        id={id}
        checked={isOn}
        onCheckedChange={onSwitch}
        disabled={isDisabled}
        className="h-5 w-9 shrink-0 rounded-full border border-line-strong bg-sunken p-0.5 transition-colors disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
      >
        <Radix.Thumb className="block size-3.5 rounded-full bg-line-strong transition-transform data-[state=checked]:translate-x-4 data-[state=checked]:bg-accent-ink rtl:data-[state=checked]:-translate-x-4" />
      </Radix.Root>
      <label htmlFor={id} className="cursor-pointer">
        {children}
      </label>
    </div>
  )
}
