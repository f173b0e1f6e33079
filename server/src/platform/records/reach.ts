import { Forbidden, NotFound } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import { nearest } from '../attributes/nearest.ts'
import type { Entity, TeamModel } from '../model/types.ts'
import { accessTo } from '../roles/access.ts'

/**
 * A record belongs to the processes that share it, so a role reaches the records of the processes that it reaches; all of them where it reaches
 * all processes of one procedure of the entity.
 */
export interface RecordReach {
  reachesAll: boolean
  /** procedures of whose processes it reaches those of its pods and its own */
  podProcedures: string[]
  /** procedures of whose processes it reaches its own */
  ownProcedures: string[]
}

/**
 * The entity that a path names, by short id or uuid, and how far the role reaches into its records.
 * @throws NotFound where there is none or the role reads nothing of it, Forbidden where it may read but not write
 */
export function entityReached(
  scope: Scope,
  model: TeamModel,
  name: string,
  purpose: 'read' | 'write',
): { entity: Entity; reach: RecordReach } {
  const entity = model.entityByShortId.get(name) ?? model.entities.get(name.toLowerCase())
  const procedures = [...model.procedures.values()].filter((procedure) => entity && procedure.entity?.id === entity.id)
  const isSeen = procedures.some(({ id }) => accessTo(scope.role, id).read !== 'none')
  if (!entity || !isSeen) {
    const near = nearest(name, model.entityByShortId.keys())
    throw new NotFound(
      `There is no entity "${name}" that this key may see${near && near !== name ? `; did you mean "${near}"?` : '.'}`,
      { code: 'unknown_entity', path: 'entity', hint: 'GET /v1/ext/config lists the entities and their short ids.' },
    )
  }
  const reaching = (reach: 'all' | 'pod' | 'own'): string[] =>
    procedures.filter(({ id }) => accessTo(scope.role, id)[purpose] === reach).map(({ id }) => id)
  const reach: RecordReach = {
    reachesAll: reaching('all').length > 0,
    podProcedures: reaching('pod'),
    ownProcedures: reaching('own'),
  }
  if (!reach.reachesAll && reach.podProcedures.length + reach.ownProcedures.length === 0) {
    throw new Forbidden(`The role "${scope.role.name}" may read ${entity.shortId} records but not write them.`, {
      code: 'entity_read_only',
      hint: 'Use a key whose role may write a procedure of this entity.',
    })
  }
  return { entity, reach }
}
