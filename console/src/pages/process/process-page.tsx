import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useProcedure } from '../../model/team-model.ts'
import { processQuery } from '../../process/use-process.ts'
import { Page as Frame } from '../../ui/page.tsx'
import { ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { ProcessView } from './process-view.tsx'

/** One process with all that belongs to it. */
export function Page() {
  const params = useParams({ strict: false }) as { procedure: string; processId: string }
  const procedure = useProcedure(params.procedure)
  const name = { procedure: procedure.shortId, processId: params.processId }
  const { data, error, refetch } = useQuery(processQuery(name))
  if (data) return <ProcessView key={name.processId} process={data.data} procedure={procedure} />
  return (
    <Frame title={procedure.name} back={{ to: `/p/${procedure.shortId}`, label: procedure.name }}>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : <SkeletonRows count={10} />}
    </Frame>
  )
}
