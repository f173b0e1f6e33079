import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../model/team-model.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { reachName } from '../roles/role-words.ts'

/** How far each role reads and writes a procedure; a role's own line for it wins over that of every procedure. */
export function ProcedureReaders({ procedureId }: { procedureId: string }) {
  const { t } = useTranslation()
  const { roles } = useTeamModel()
  const accessOf = ({ procedures }: (typeof roles)[number]) =>
    procedures.find(({ procedure }) => procedure === procedureId) ??
    procedures.find(({ procedure }) => procedure === '*') ?? { read: 'none' as const, write: 'none' as const }
  return (
    <DataTable
      label={t('Who may see it')}
      rows={roles}
      keyOf={({ id }) => id}
      columns={[
        { key: 'role', title: t('Role'), cell: ({ name }) => name },
        { key: 'read', title: t('reads'), cell: (role) => reachName(t, accessOf(role).read) },
        { key: 'write', title: t('writes'), cell: (role) => reachName(t, accessOf(role).write) },
      ]}
    />
  )
}
