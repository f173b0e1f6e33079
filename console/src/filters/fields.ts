import type { Attribute, Procedure } from '@nadi/sdk'
import { useTranslation } from 'react-i18next'
import { type TeamModel, useTeamModel } from '../model/team-model.ts'
import type { Option } from '../ui/combobox.tsx'
import { useStatusNames } from '../values/status-names.ts'
import { type Operator, operators } from './filter.ts'

/** What one can filter by: a field that every process has, or an attribute that lists know an index of. */
export interface FilterField {
  key: string
  label: string
  /** how its values are given */
  kind: 'choice' | 'moment' | 'day' | 'number' | 'text'
  operators: readonly Operator[]
  /** of a choice */
  options?: readonly Option[]
  attribute?: Attribute
}

const ofChoice: readonly Operator[] = ['in', '!=', 'exists']
const ofMoment: readonly Operator[] = ['within', '>=', '<', '>', '<=', '=', '!=', 'exists']
const moments = new Set<Attribute['type']>(['datetime', 'datetimeISO8601'])
const numbers = new Set<Attribute['type']>(['integer', 'integerId', 'number', 'float', 'decimal'])

/** In the order in which they are offered. */
export function useFilterFields(procedure: Procedure): readonly FilterField[] {
  const { t } = useTranslation()
  const model = useTeamModel()
  const statusNames = useStatusNames()
  const people = model.users.map(({ user, displayName, username }) => ({
    value: user,
    label: displayName,
    note: username,
  }))
  // a shared view shows each their own
  const meOrOthers = [{ value: 'me', label: t('Me'), note: t('whoever looks') }, ...people]
  const states = procedure.states.map(({ shortId, name }) => ({ value: shortId, label: name }))
  const statuses = Object.entries(statusNames).map(([value, label]) => ({ value, label }))
  const pods = model.pods.map(({ id, name }) => ({ value: id, label: name }))
  const choice = (key: string, label: string, options: readonly Option[], isAlwaysThere = false): FilterField => ({
    key,
    label,
    kind: 'choice',
    options,
    operators: isAlwaysThere ? ['in', '!='] : ofChoice,
  })
  const moment = (key: string, label: string, isAlwaysThere = false): FilterField => ({
    key,
    label,
    kind: 'moment',
    operators: isAlwaysThere ? ofMoment.filter((operator) => operator !== 'exists') : ofMoment,
  })
  return [
    choice('state', t('State'), states, true),
    choice('status', t('Status'), statuses, true),
    choice('assignedTo', t('Assigned to'), meOrOthers),
    moment('nextActionAt', t('Next action')),
    moment('createdAt', t('Created'), true),
    choice('createdBy', t('Created by'), meOrOthers),
    choice('belongsTo', t('Pod'), pods),
    ...model.attributesOf(procedure.id).flatMap((attribute) => ofAttribute(attribute, model, people) ?? []),
  ]
}

/** Undefined for one that no list can be filtered by. */
function ofAttribute(attribute: Attribute, model: TeamModel, people: readonly Option[]): FilterField | undefined {
  const { shortId: key, name: label, type, filterable, searchable } = attribute
  const known = new Set(model.types.get(type)?.operators)
  const allowed = operators.filter((operator) => {
    const isText = operator === 'contains' || operator === 'startsWith'
    return known.has(operator) && (isText ? searchable : filterable)
  })
  if (allowed.length === 0) return undefined
  const field = { key, label, attribute }
  const options =
    attribute.options?.map((option) => ({ value: String(option.value), label: option.label })) ??
    (type === 'user' || type === 'userCollection' ? people : undefined)
  if (options) return { ...field, kind: 'choice', options, operators: ofChoice }
  if (moments.has(type)) return { ...field, kind: 'moment', operators: ofMoment }
  if (type === 'date') return { ...field, kind: 'day', operators: ofMoment }
  return { ...field, kind: numbers.has(type) ? 'number' : 'text', operators: allowed }
}
