import type { TFunction } from 'i18next'
import { ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { MetaButton } from '../../../../../server/src/whatsapp/templates/meta.ts'
import { parametersOf } from '../../../../../server/src/whatsapp/templates/parameters.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Input } from '../../../ui/input.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { type DraftButton, newButton } from './draft.ts'
import { findingAt, findingText } from './finding-words.ts'
import type { PartProps } from './template-builder.tsx'

interface ButtonFieldsProps extends Pick<PartProps, 'problems'> {
  buttons: readonly DraftButton[]
  onChange: (buttons: readonly DraftButton[]) => void
  /** in findings: `BUTTONS` */
  place: string
  types: readonly string[]
  most: number
}

export function ButtonFields({ buttons, onChange, problems, place, types, most }: ButtonFieldsProps) {
  const { t } = useTranslation()
  const change = (key: string, meta: Partial<MetaButton>): void =>
    onChange(buttons.map((each) => (each.key === key ? { ...each, meta: { ...each.meta, ...meta } } : each)))
  const raise = (index: number): void =>
    onChange(buttons.toSpliced(index - 1, 2, ...buttons.slice(index - 1, index + 1).toReversed()))
  const ofAll = problems.filter(({ path }) => path === `${place}.buttons`)
  return (
    <div className="flex flex-col gap-3">
      {buttons.map((button, index) => (
        <ButtonItem
          key={button.key}
          button={button}
          number={index + 1}
          problemAt={(field) => findingAt(t, problems, `${place}.buttons.${index}${field && `.${field}`}`)}
          change={(meta) => change(button.key, meta)}
          raise={index > 0 ? () => raise(index) : undefined}
          remove={() => onChange(buttons.filter(({ key }) => key !== button.key))}
        />
      ))}
      {ofAll.map((finding) => (
        <p key={finding.message} className="text-[12.5px] text-danger">
          {findingText(t, finding)}
        </p>
      ))}
      <div>
        <Menu
          align="start"
          trigger={
            <Button size="sm" icon={Plus} disabled={buttons.length >= most}>
              {t('Add a button')}
            </Button>
          }
          items={types.map((type) => ({
            label: typeName(t, type),
            onSelect: () => onChange([...buttons, newButton({ type, ...(type !== 'COPY_CODE' && { text: '' }) })]),
          }))}
        />
      </div>
    </div>
  )
}

interface ButtonItemProps {
  button: DraftButton
  number: number
  problemAt: (field: string) => string | undefined
  change: (meta: Partial<MetaButton>) => void
  raise: (() => void) | undefined
  remove: () => void
}

function ButtonItem({ button: { meta }, number, problemAt, change, raise, remove }: ButtonItemProps) {
  const { t } = useTranslation()
  const type = meta.type.toUpperCase()
  const example = [meta.example].flat()[0]
  const input = (name: 'text' | 'url' | 'phone_number' | 'flow_id', label: string, kind = 'text') => {
    const value = meta[name] ?? ''
    return (
      <Field label={label} error={value === '' ? undefined : problemAt(name)}>
        {(control) => (
          <Input
            {...control}
            type={kind}
            dir="auto"
            value={value}
            onChange={({ target }) => change({ [name]: target.value })}
          />
        )}
      </Field>
    )
  }
  return (
    <fieldset className="flex flex-col gap-3 rounded-lg border border-line p-3">
      <legend className="sr-only">{t('Button {{number}}', { number })}</legend>
      <div className="flex items-center gap-1">
        <span className="flex-1 font-medium text-[13px]">{typeName(t, type)}</span>
        {raise && <IconButton icon={ArrowUp} label={t('Move button {{number}} up', { number })} onClick={raise} />}
        <IconButton icon={Trash2} label={t('Remove button {{number}}', { number })} onClick={remove} />
      </div>
      {type !== 'COPY_CODE' && input('text', t('Text of button {{number}}', { number }))}
      {type === 'URL' && input('url', t('Address of button {{number}}', { number }))}
      {type === 'PHONE_NUMBER' && input('phone_number', t('Number of button {{number}}', { number }), 'tel')}
      {type === 'FLOW' && input('flow_id', t('Flow id of button {{number}}', { number }))}
      {(type === 'COPY_CODE' || parametersOf(meta.url).length > 0) && (
        <Field
          label={type === 'COPY_CODE' ? t('Example of the code') : t('Example of the whole address')}
          error={problemAt('example')}
        >
          {(control) => (
            <Input
              {...control}
              value={typeof example === 'string' ? example : ''}
              onChange={({ target }) => change({ example: type === 'COPY_CODE' ? target.value : [target.value] })}
            />
          )}
        </Field>
      )}
    </fieldset>
  )
}

function typeName(t: TFunction, type: string): string {
  const names: Record<string, string> = {
    QUICK_REPLY: t('Quick reply'),
    URL: t('Open an address'),
    PHONE_NUMBER: t('Call a number'),
    COPY_CODE: t('Copy an offer code'),
    FLOW: t('Open a Flow'),
    OTP: t('Copy the one-time password'),
  }
  return names[type] ?? type
}
