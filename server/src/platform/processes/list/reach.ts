import type { Scope } from '../../../scope.ts'
import type { Reach } from '../../roles/types.ts'
import { all, any, not, type Query } from './query.ts'

/** The processes within a role's reach, as `isWithin` judges them one by one. It is part of every list. */
export function reachQuery(scope: Scope, reach: Reach): Query {
  const isOwn: Query = {
    kind: 'field',
    field: 'assignedTo',
    test: { kind: 'in', values: scope.userId === null ? [] : [scope.userId] },
  }
  switch (reach) {
    case 'all':
      return all([])
    case 'own':
      return isOwn
    case 'pod':
      return any([
        { kind: 'field', field: 'belongsTo', test: { kind: 'in', values: scope.podIds } },
        all([not({ kind: 'field', field: 'belongsTo', test: { kind: 'exists' } }), isOwn]),
      ])
    case 'none':
      return any([])
  }
}
