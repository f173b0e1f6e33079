import { Check, Minus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../model/team-model.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge, ColorBadge } from '../../ui/badge.tsx'
import { Time } from '../../ui/time.tsx'
import { type Status, useStatusNames } from '../status-names.ts'
import { listOf, type ShownValueProps } from '../value-type.ts'

export function YesOrNo({ value, isFull }: ShownValueProps) {
  const { t } = useTranslation()
  const Icon = value ? Check : Minus
  const word = value ? t('Yes') : t('No')
  return (
    <span className="inline-flex items-center gap-1.5">
      <Icon
        {...(isFull ? { 'aria-hidden': true } : { role: 'img', 'aria-label': word })}
        className={value ? 'size-4 text-success' : 'size-4 text-ink-soft'}
      />
      {isFull && word}
    </span>
  )
}

export const Moment = ({ value }: ShownValueProps) => <Time at={new Date(value as string | number).getTime()} isExact />

export const Enums = ({ attribute, value }: ShownValueProps) => (
  <span className="inline-flex flex-wrap gap-1">
    {[value].flat().map((each) => (
      <Badge key={String(each)}>
        {attribute.options?.find((option) => option.value === each)?.label ?? String(each)}
      </Badge>
    ))}
  </span>
)

export const Chips = ({ value }: ShownValueProps) => (
  <span className="inline-flex flex-wrap gap-1">
    {listOf(value).map((text, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same text may stand twice
      <Badge key={index}>{text}</Badge>
    ))}
  </span>
)

export function People({ value }: ShownValueProps) {
  const model = useTeamModel()
  return (
    <span className="inline-flex flex-wrap gap-x-3 gap-y-1">
      {listOf(value).map((id) => {
        const name = model.user(id)?.displayName ?? id
        return (
          <span key={id} className="inline-flex items-center gap-1.5">
            <Avatar name={name} size="sm" />
            {name}
          </span>
        )
      })}
    </span>
  )
}

export function StateShown({ value }: ShownValueProps) {
  const { procedures } = useTeamModel()
  const state = procedures.flatMap(({ states }) => states).find(({ id }) => id === value)
  return <ColorBadge color={state?.color ?? null}>{state?.name ?? String(value)}</ColorBadge>
}

const tones = { OPEN: 'info', COMPLETED: 'success', CANCELLED: 'neutral' } as const

export function StatusShown({ value }: ShownValueProps) {
  const names = useStatusNames()
  const status = value as Status
  return <Badge tone={tones[status]}>{names[status]}</Badge>
}

export const Code = ({ value }: ShownValueProps) => (
  <code dir="ltr" className="font-mono tracking-widest">
    {String(value)}
  </code>
)
