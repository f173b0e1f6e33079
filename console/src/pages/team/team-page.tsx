import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { Page as Frame } from '../../ui/page.tsx'
import { ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { TeamForm } from './team-form.tsx'

export function Page() {
  const { t } = useTranslation()
  const team = useQuery(callOf('GET /v1/ext/team'))
  return (
    <Frame title={t('Team')} description={t('How the team is called, and where it works.')}>
      {team.isPending ? (
        <SkeletonRows count={4} />
      ) : team.isError ? (
        <ErrorState error={team.error} retry={() => void team.refetch()} />
      ) : (
        <TeamForm key={team.data.data.updatedAt} team={team.data.data} />
      )}
    </Frame>
  )
}
