import type { Problem } from '../../../errors.ts'
import type { ConfigurationDocument } from '../document/format.ts'
import type { Inventory } from '../inventory.ts'
import type { ModelSpec } from '../spec.ts'
import { type Lay, type Layer, layThings } from './layer.ts'
import { layEntity } from './owners.ts'
import { layRole, layTeam, layUser } from './people.ts'
import { layProcedure } from './procedures.ts'

interface OverlayOptions {
  /**
   * The document is the whole truth of every section that it has: things that it leaves out are removed, and fields that it leaves out go
   * back to their defaults. Without it, what is left out stays as it is.
   */
  prune: boolean
  /** paths of things to remove */
  remove: ReadonlySet<string>
}

/** The model that a team shall have: what it has, with the document laid over it. A removed thing that is named again comes back as it was. */
export function overlay(
  { everything, removed }: Inventory,
  document: ConfigurationDocument,
  { prune, remove }: OverlayOptions,
): { target: ModelSpec; problems: Problem[] } {
  const problems: Problem[] = []
  const team = layTeam(everything.team, document.team ?? {})
  const layer: Layer = {
    context: team,
    problems,
    isGone: (path) => removed.has(path) || remove.has(path),
    wasRemoved: (path) => removed.has(path),
  }
  const section = <S, D>(name: keyof ModelSpec, lay: Lay<S, D>): Map<string, S> =>
    layThings(
      layer,
      name,
      everything[name] as unknown as Map<string, S>,
      document[name] as unknown as Map<string, D> | undefined,
      prune && document[name] !== undefined,
      lay,
    )
  const target: ModelSpec = {
    team,
    entities: section('entities', layEntity),
    procedures: section('procedures', layProcedure),
    pods: section('pods', () => ({})),
    skills: section('skills', () => ({})),
    roles: section('roles', layRole),
    users: section('users', layUser),
  }
  return { target, problems }
}
