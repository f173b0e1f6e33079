import type { Attribute, HistoryEntry, Procedure } from '@nadi/sdk'
import i18n from 'i18next'
import { stateOf, type TeamModel } from '../../model/team-model.ts'
import { timeFormat } from '../../ui/formats.ts'
import { asText } from '../../values/as-text.ts'
import { isObject } from '../../values/json.ts'

export interface ToldChange {
  label: string
  /** in words; empty where there was nothing */
  from: string
  to: string
}

interface Words {
  model: TeamModel
  procedure: Procedure
  language: string
  timeZone: string
}

/** What an entry of the history says changed, in the words of the team: names of attributes, states and people, not their ids. */
export function toldChanges(entry: HistoryEntry, words: Words): ToldChange[] {
  const { from, to } = entry
  const names = new Set([...Object.keys(from ?? {}), ...Object.keys(to ?? {})])
  return [...names]
    .flatMap((name): ToldChange[] => {
      if (name === 'data' || name === 'record' || (name === 'status' && saysStatus.has(entry.kind))) return []
      const told = rootField(name, words)
      return told ? [changeOf(told.label, told.text, from?.[name], to?.[name])] : []
    })
    .concat(
      dataChanges(attributesOf(entry, words), from?.data, to?.data, words),
      recordChanges(within(from?.record), within(to?.record), words),
    )
    .filter((change) => change.from !== change.to)
}

/** kinds whose title says the status already */
const saysStatus = new Set(['task.completed', 'task.cancelled'])

const within = (record: unknown): unknown => (isObject(record) ? record.data : undefined)

function attributesOf({ stateTask }: HistoryEntry, { model, procedure }: Words): readonly Attribute[] {
  if (stateTask === null) return model.attributesOf(procedure.id)
  const owner = model.stateTasksOf(procedure.id).find(({ shortId, id }) => shortId === stateTask || id === stateTask)
  return owner ? model.attributesOf(owner.id) : []
}

/** A record has names of its own, which may be those of the process too. */
function recordChanges(from: unknown, to: unknown, words: Words): ToldChange[] {
  const { model, procedure } = words
  const entity = model.entities.find(({ id }) => id === procedure.entity)
  if (!entity) return []
  return dataChanges(model.attributesOf(entity.id), from, to, words).map((change) => ({
    ...change,
    label: `${entity.name}: ${change.label}`,
  }))
}

/** In the order of the attributes. */
function dataChanges(attributes: readonly Attribute[], from: unknown, to: unknown, words: Words): ToldChange[] {
  const before = isObject(from) ? from : {}
  const after = isObject(to) ? to : {}
  const changed = new Set([...Object.keys(before), ...Object.keys(after)])
  const known = attributes.filter(({ shortId }) => changed.delete(shortId))
  return [
    ...known.map((attribute) =>
      changeOf(
        attribute.name,
        (value) => asText(attribute, value, words),
        before[attribute.shortId],
        after[attribute.shortId],
      ),
    ),
    // an attribute that was removed since has no type to read its values by
    ...[...changed].map((shortId) => changeOf(shortId, plain, before[shortId], after[shortId])),
  ]
}

const changeOf = (label: string, text: (value: unknown) => string, from: unknown, to: unknown): ToldChange => ({
  label,
  from: from === undefined || from === null ? '' : text(from),
  to: to === undefined || to === null ? '' : text(to),
})

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

function rootField(name: string, { model, procedure, language, timeZone }: Words) {
  const time = (value: unknown): string =>
    timeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(Number(value))
  const person = (value: unknown): string => model.user(String(value))?.displayName ?? String(value)
  const statuses: Record<string, string> = {
    OPEN: i18n.t('Open'),
    COMPLETED: i18n.t('Completed'),
    CANCELLED: i18n.t('Cancelled'),
  }
  switch (name) {
    case 'state':
      return {
        label: i18n.t('State'),
        text: (value: unknown) => stateOf(procedure, String(value))?.name ?? String(value),
      }
    case 'status':
      return { label: i18n.t('Status'), text: (value: unknown) => statuses[String(value)] ?? String(value) }
    case 'assignedTo':
      return { label: i18n.t('Assigned to'), text: person }
    case 'belongsTo':
      return {
        label: i18n.t('Pod'),
        text: (value: unknown) => model.pods.find(({ id }) => id === value)?.name ?? String(value),
      }
    case 'nextActionAt':
      return { label: i18n.t('Next action'), text: time }
    case 'dueBy':
      return { label: i18n.t('Due'), text: time }
    default:
      // ids of the task and its state task: the entry's title names them
      return null
  }
}
