import { useTranslation } from 'react-i18next'
import { stateOf, useTeamModel } from '../../model/team-model.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { useStatusNames } from '../status-names.ts'
import { type AttributeInputProps, listOf } from '../value-type.ts'

/** One or several of an attribute's options. */
export function EnumInput({ attribute, value, onChange, control, isDisabled = false }: AttributeInputProps) {
  const isMultiple = attribute.type.startsWith('multi')
  const options = attribute.options ?? []
  const originalOf = (chosen: string): string | number =>
    options.find((option) => String(option.value) === chosen)?.value ?? chosen
  return (
    <Combobox
      control={control}
      options={options.map((option) => ({ value: String(option.value), label: option.label }))}
      chosen={listOf(value)}
      isMultiple={isMultiple}
      isDisabled={isDisabled}
      onChoose={(chosen) =>
        onChange(isMultiple ? chosen.map(originalOf) : chosen[0] === undefined ? null : originalOf(chosen[0]))
      }
    />
  )
}

export function BooleanInput({ value, onChange, control, isDisabled = false }: AttributeInputProps) {
  const { t } = useTranslation()
  return (
    <Combobox
      control={control}
      options={[
        { value: 'true', label: t('Yes') },
        { value: 'false', label: t('No') },
      ]}
      chosen={listOf(value)}
      isDisabled={isDisabled}
      onChoose={([chosen]) => onChange(chosen === undefined ? null : chosen === 'true')}
    />
  )
}

/** People of the team; those who left only where they are chosen already. */
export function UserInput({ attribute, value, onChange, control, isDisabled = false }: AttributeInputProps) {
  const { t } = useTranslation()
  const { users } = useTeamModel()
  const isMultiple = attribute.type === 'userCollection'
  const chosen = listOf(value)
  return (
    <Combobox
      control={control}
      options={users
        .filter(({ isActive, user }) => isActive || chosen.includes(user))
        .map(({ user, displayName, username }) => ({
          value: user,
          label: displayName,
          note: username,
          keywords: [username],
          icon: <Avatar name={displayName} size="sm" />,
        }))}
      chosen={chosen}
      isMultiple={isMultiple}
      isDisabled={isDisabled}
      placeholder={t('Choose a person …')}
      onChoose={(people) => onChange(isMultiple ? people : (people[0] ?? null))}
    />
  )
}

/** A state of the procedure that the attribute names, else of any. */
export function StateInput({ attribute, value, onChange, control, isDisabled = false }: AttributeInputProps) {
  const { procedures } = useTeamModel()
  const meant = procedures.filter(({ shortId }) => attribute.target === null || shortId === attribute.target)
  const options = meant.flatMap((procedure) =>
    procedure.states.map((state) => ({
      value: state.id,
      label: stateOf(procedure, state.id)?.name ?? state.shortId,
      ...(meant.length > 1 && { note: procedure.name }),
      icon: <span aria-hidden className="size-2 rounded-full" style={{ background: state.color }} />,
    })),
  )
  return (
    <Combobox
      control={control}
      options={options}
      chosen={listOf(value)}
      isDisabled={isDisabled}
      onChoose={([chosen = null]) => onChange(chosen)}
    />
  )
}

export function StatusInput({ value, onChange, control, isDisabled = false }: AttributeInputProps) {
  const names = useStatusNames()
  return (
    <Combobox
      control={control}
      options={Object.entries(names).map(([status, label]) => ({ value: status, label }))}
      chosen={listOf(value)}
      isDisabled={isDisabled}
      onChoose={([chosen = null]) => onChange(chosen)}
    />
  )
}
