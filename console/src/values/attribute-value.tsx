import type { Attribute } from '@nadi/sdk'
import { Check, Minus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../model/team-model.ts'
import { Badge } from '../ui/badge.tsx'
import { Time } from '../ui/time.tsx'
import { asText } from './as-text.ts'

/** A value of an attribute as people read it, on one line. Absent ones show nothing. */
export function AttributeValue({ attribute, value }: { attribute: Attribute; value: unknown }) {
  const { t, i18n } = useTranslation()
  const model = useTeamModel()
  if (value === undefined || value === null || value === '') return null
  const { type } = attribute
  if (type === 'boolean') {
    return value ? (
      <Check aria-label={t('yes')} className="size-4 text-success" />
    ) : (
      <Minus aria-label={t('no')} className="size-4 text-ink-soft" />
    )
  }
  if (type === 'datetime' || type === 'datetimeISO8601')
    return <Time at={new Date(value as string | number).getTime()} isExact />
  if (type.endsWith('Enum')) {
    return (
      <span className="inline-flex flex-wrap gap-1">
        {[value].flat().map((each) => (
          <Badge key={String(each)}>
            {attribute.options?.find((option) => option.value === each)?.label ?? String(each)}
          </Badge>
        ))}
      </span>
    )
  }
  if (type === 'email')
    return (
      <a className="text-accent-text hover:underline" href={`mailto:${value}`}>
        {String(value)}
      </a>
    )
  if (type === 'phone')
    return (
      <a className="text-accent-text hover:underline" href={`tel:${value}`} dir="ltr">
        {String(value)}
      </a>
    )
  if (type === 'url' || type === 'document') {
    return (
      <a className="text-accent-text hover:underline" href={String(value)} target="_blank" rel="noreferrer noopener">
        {String(value)}
      </a>
    )
  }
  return <>{asText(attribute, value, { language: i18n.language, model })}</>
}
