import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { readAgainFor } from '../../../api/invalidate.ts'
import { callOf } from '../../../api/query.ts'
import { tell } from '../../../ui/toast.ts'
import { differenceOf } from './difference.ts'

export type Draft<Document> = ReturnType<typeof useDraft<Document & object>>

/**
 * Collects the edits of a page, and asks what applying them would change. Nothing is written before `apply`.
 * @param path where the document stands in a configuration, such as `procedures.lead`
 * @param current as the team has it now
 */
export function useDraft<Document extends object>(path: string, current: Document) {
  const { t } = useTranslation()
  const client = useQueryClient()
  // the first is what the team had when the edits began, the last what is on the page
  const [steps, setSteps] = useState<readonly Document[]>([])
  const first = steps[0] ?? current
  const document = steps.at(-1) ?? current
  const change = useMemo(() => {
    const { fields, remove } = differenceOf(asFields(first), asFields(document), path)
    const [section = '', name = ''] = path.split('.')
    return { config: Object.keys(fields).length > 0 ? { [section]: { [name]: fields } } : {}, remove }
  }, [first, document, path])
  const hasEdits = Object.keys(change.config).length > 0 || change.remove.length > 0
  const plan = useQuery({
    ...callOf('POST /v1/ext/config/plan', { body: change }),
    enabled: hasEdits,
    placeholderData: keepPreviousData,
  })
  const applying = useMutation({
    meta: { showsErrors: true },
    mutationFn: (allowLoss: boolean) => api.call('POST /v1/ext/config/apply', { body: { ...change, allowLoss } }),
    onSuccess: async () => {
      await readAgainFor(client, ['model.changed'])
      setSteps([])
      tell(t('The changes are applied'))
    },
  })
  const go = (next: readonly Document[]): void => {
    applying.reset()
    setSteps(next)
  }
  return {
    document,
    hasEdits,
    plan,
    applying,
    edit: (changes: Partial<Document>): void =>
      go([...(steps.length > 0 ? steps : [current]), { ...document, ...changes }]),
    undo: (): void => go(steps.length > 2 ? steps.slice(0, -1) : []),
    discard: (): void => go([]),
  }
}

const asFields = (document: object): Readonly<Record<string, unknown>> => ({ ...document })
