import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { type TeamModel, useTeamModel } from '../model/team-model.ts'
import { timeFormat } from '../ui/formats.ts'
import { useTimeZone } from '../ui/time-zone.ts'
import { asText } from '../values/as-text.ts'
import type { FilterField } from './fields.ts'
import type { Condition, Filter } from './filter.ts'
import { operatorName } from './operator-names.ts'
import { relativeNames } from './relative-times.ts'
import { spanNames } from './spans.ts'

interface Words {
  t: TFunction
  language: string
  timeZone: string
  model: TeamModel
  fields: readonly FilterField[]
}

/** Says filters in words: "City is Pune, Goa". */
export function useDescribe(fields: readonly FilterField[]): (filter: Filter) => string {
  const { t, i18n } = useTranslation()
  const model = useTeamModel()
  const timeZone = useTimeZone()
  return (filter) => describe(filter, { t, language: i18n.language, timeZone, model, fields })
}

function describe(filter: Filter, words: Words): string {
  if (filter.kind === 'condition') return describeCondition(filter, words)
  const { t } = words
  const parts = filter.of.map((each) =>
    each.kind === 'group' && each.of.length > 1 && !each.isNot ? `(${describe(each, words)})` : describe(each, words),
  )
  const joined = parts.join(filter.join === 'or' ? ` ${t('or')} ` : ` ${t('and')} `)
  return filter.isNot ? t('not ({{what}})', { what: joined }) : joined
}

function describeCondition(condition: Condition, words: Words): string {
  const { t, fields } = words
  const { operator, value } = condition
  const field = fields.find(({ key }) => key === condition.field)
  const label = field?.label ?? condition.field
  if (operator === 'exists')
    return value === false ? t('{{field}} is empty', { field: label }) : `${label} ${t('is set')}`
  const said = [value].flat().map((each) => describeValue(condition, each, field, words))
  return `${label} ${operatorName(t, operator, field?.kind)} ${said.join(', ')}`
}

function describeValue(condition: Condition, value: unknown, field: FilterField | undefined, words: Words): string {
  const { t, language, timeZone, model } = words
  if (value === undefined || value === '') return '…'
  if (value === null) return t('nothing')
  if (condition.operator === 'within') return spanNames(t)[String(value)] ?? String(value)
  const option = field?.options?.find((each) => each.value === String(value))
  if (option) return option.label
  const relative = typeof value === 'string' && relativeNames(t, value)
  if (relative) return relative
  if (field?.kind === 'moment') {
    const at = typeof value === 'number' ? value : Date.parse(String(value))
    if (Number.isFinite(at)) {
      return timeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at)
    }
  }
  if (field?.attribute && condition.operator !== 'contains' && condition.operator !== 'startsWith') {
    return asText(field.attribute, value, { language, model })
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
