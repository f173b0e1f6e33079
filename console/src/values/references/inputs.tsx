import { useQueries, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { useTeamModel } from '../../model/team-model.ts'
import { Combobox, type Option } from '../../ui/combobox.tsx'
import { identifierOf } from '../identifier.ts'
import { useStatusNames } from '../status-names.ts'
import { type AttributeInputProps, listOf } from '../value-type.ts'
import { useProcessHere } from './process-here.ts'
import { recordTitle } from './record-title.ts'
import { type ReferencedProcess, useProcesses, useRecords, useTasks } from './use-referenced.ts'

/** Processes found by what people type: names, numbers, keys. */
export function ProcessInput({ attribute, value, onChange, control, isDisabled = false }: AttributeInputProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const chosen = listOf(value)
  const known = useProcesses(chosen, attribute.target)
  const found = useFound(useDeferredValue(text), attribute.target)
  const all = new Map([...known, ...found])
  return (
    <Chooser
      {...{ attribute, value, onChange, control, isDisabled }}
      placeholder={t('Find by name, number, key …')}
      onSearch={setText}
      options={[...all.values()].map(({ process, procedure }) => {
        const { title, note } = identifierOf(process, procedure)
        return { value: process.id, label: title, note: note || procedure.name }
      })}
    />
  )
}

/** The newest records of the entity; an older one by its id. */
export function RecordInput({ attribute, value, onChange, control, isDisabled = false }: AttributeInputProps) {
  const { t } = useTranslation()
  const model = useTeamModel()
  const entity = model.entities.find(({ shortId }) => shortId === attribute.target)
  const known = useRecords(listOf(value), attribute.target)
  const newest = useQuery({
    ...callOf('GET /v1/ext/entity/{entity}/records', {
      path: { entity: entity?.shortId ?? '' },
      query: { limit: 100 },
    }),
    enabled: entity !== undefined,
  })
  const all = new Map([...known, ...(newest.data?.data ?? []).map((record) => [record.id, record] as const)])
  return (
    <Chooser
      {...{ attribute, value, onChange, control, isDisabled }}
      placeholder={t('Choose a record …')}
      options={[...all.values()].map((record) => ({
        value: record.id,
        label: recordTitle(record, entity ? model.attributesOf(entity.id) : []),
        note: `…${record.id.slice(-6)}`,
        keywords: Object.values(record.data).map(String),
      }))}
    />
  )
}

/** Tasks of the process on whose page one is. */
export function TaskInput({ attribute, value, onChange, control, isDisabled = false }: AttributeInputProps) {
  const { t } = useTranslation()
  const here = useProcessHere()
  const statuses = useStatusNames()
  const known = useTasks(listOf(value))
  const own = useQuery({
    ...callOf('GET /v1/ext/p/{procedure}/{process}/task', {
      path: { procedure: here?.procedure ?? '', process: here?.process ?? '' },
    }),
    enabled: here !== null,
  })
  const fitting = (own.data?.data ?? []).filter(
    ({ stateTaskShortId }) => attribute.target === null || stateTaskShortId === attribute.target,
  )
  const all = new Map([...known, ...fitting.map((task) => [task.id, task] as const)])
  return (
    <Chooser
      {...{ attribute, value, onChange, control, isDisabled }}
      placeholder={t('Choose a task …')}
      options={[...all.values()].map(({ id, title, status, createdAt }) => ({
        value: id,
        label: title,
        note: `${statuses[status]} · ${new Date(createdAt).toLocaleDateString()}`,
      }))}
    />
  )
}

interface ChooserProps extends AttributeInputProps {
  options: readonly Option[]
  placeholder: string
  onSearch?: (text: string) => void
}

function Chooser({ attribute, value, onChange, control, isDisabled = false, options, ...rest }: ChooserProps) {
  const isMultiple = attribute.type.endsWith('Collection')
  return (
    <Combobox
      control={control}
      options={options}
      chosen={listOf(value)}
      isMultiple={isMultiple}
      isDisabled={isDisabled}
      onChoose={(ids) => onChange(isMultiple ? ids : (ids[0] ?? null))}
      {...rest}
    />
  )
}

function useFound(text: string, target: string | null): Map<string, ReferencedProcess> {
  const { procedures } = useTeamModel()
  const search = text.trim()
  const meant = procedures.filter(({ shortId }) => target === null || shortId === target)
  const results = useQueries({
    queries: meant.map(({ shortId }) =>
      callOf('POST /v1/ext/procedure/{procedure}/process/list', {
        path: { procedure: shortId },
        // the newest, until something is typed
        body: { limit: 10, ...(search.length >= 2 && { search }) },
      }),
    ),
  })
  return new Map(
    meant.flatMap((procedure, index) =>
      (results[index]?.data?.data ?? []).map((process) => [process.id, { process, procedure }] as const),
    ),
  )
}
