import { useParams } from '@tanstack/react-router'
import { useProcedure } from '../../model/team-model.ts'
import { ProcessList } from './process-list.tsx'

/** All processes of a procedure. */
export function Page() {
  const { procedure = '' } = useParams({ strict: false })
  const found = useProcedure(procedure)
  return <ProcessList key={found.id} procedure={found} />
}
