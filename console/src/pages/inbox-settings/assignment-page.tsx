import type { Calls } from '@nadi/sdk'
import { useQuery } from '@tanstack/react-query'
import { Plus, Route } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { callOf } from '../../api/query.ts'
import { useTeamModel } from '../../model/team-model.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { AssignmentTrial } from './assignment-trial.tsx'
import { Frame } from './frame.tsx'
import { RowActions } from './row-actions.tsx'
import { RuleForm } from './rule-form.tsx'
import { useRemoval } from './use-removal.ts'

export type AssignmentRule = Calls['GET /v1/ext/assignment-rules']['data'][number]

/** Who gets the chats of which number and procedure. */
export function Page() {
  const { t } = useTranslation()
  const model = useTeamModel()
  const [open, setOpen] = useState<AssignmentRule | 'new' | null>(null)
  const rules = useQuery(callOf('GET /v1/ext/assignment-rules'))
  const numbers = useQuery(callOf('GET /v1/ext/whatsapp-phone-number')).data?.data ?? []
  const remove = useRemoval('assignment_rule.')
  const rows = rules.data?.data ?? []
  const named = (names: readonly (string | undefined)[]): string => names.filter(Boolean).join(', ')
  const whom = ({ users, pods, skills }: AssignmentRule): string =>
    named([
      ...users.map((id) => model.user(id)?.displayName),
      ...pods.map((id) => model.pods.find((pod) => pod.id === id)?.name),
      ...skills.map((id) => model.skills.find((skill) => skill.id === id)?.name),
    ]) || t('Anybody')
  const make = (
    <Button look="primary" icon={Plus} onClick={() => setOpen('new')}>
      {t('New rule')}
    </Button>
  )
  return (
    <Frame actions={make}>
      {rules.isPending ? (
        <SkeletonRows />
      ) : rules.isError ? (
        <ErrorState error={rules.error} retry={rules.refetch} />
      ) : rows.length === 0 ? (
        <EmptyState icon={Route} title={t('There is no assignment rule yet')} action={make}>
          {t('Without one a chat belongs to whoever answers it first.')}
        </EmptyState>
      ) : (
        <DataTable
          label={t('Assignment rules')}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'name',
              title: t('Rule'),
              cell: ({ name, isActive }) => (
                <span className="flex items-center gap-2 font-medium">
                  {name}
                  {!isActive && <Badge>{t('off')}</Badge>}
                </span>
              ),
            },
            {
              key: 'of',
              title: t('Chats of'),
              cell: ({ whatsappPhoneNumberId, procedure }) =>
                named([
                  numbers.find(({ id }) => id === whatsappPhoneNumberId)?.displayPhoneNumber ??
                    whatsappPhoneNumberId ??
                    undefined,
                  procedure === null ? undefined : model.procedure(procedure)?.name,
                ]) || t('Any number and process'),
            },
            { key: 'whom', title: t('Go to'), cell: whom },
            {
              key: 'how',
              title: t('How'),
              cell: ({ strategy, mostChats }) =>
                named([
                  strategy === 'ROUND_ROBIN' ? t('in turn') : t('to the least busy'),
                  mostChats === null ? undefined : t('at most {{count}} open chats', { count: mostChats }),
                ]),
            },
            {
              key: 'do',
              title: '',
              cell: (rule) => (
                <RowActions
                  name={rule.name}
                  edit={() => setOpen(rule)}
                  remove={() =>
                    void remove(rule.name, t('Chats that have somebody keep them.'), () =>
                      api.call('DELETE /v1/ext/assignment-rule/{ruleId}', { path: { ruleId: rule.id } }),
                    )
                  }
                />
              ),
            },
          ]}
        />
      )}
      {rows.length > 0 && <AssignmentTrial />}
      {open && <RuleForm rule={open === 'new' ? null : open} close={() => setOpen(null)} />}
    </Frame>
  )
}
