import type { Scope } from '../../scope.ts'
import { permissions, type Role } from '../roles/types.ts'

/** Holds everything, so that it can grant everything. */
export const adminRole = (id: string, now: Date): Role => ({
  id,
  name: 'Admin',
  description: 'May do everything.',
  roleType: 'ADMIN',
  permissions: [...permissions],
  procedures: [{ procedure: '*', read: 'all', write: 'all' }],
  createdAt: now.getTime(),
  updatedAt: now.getTime(),
})

/** The operator at the command line of the server: nobody of the team, who may do everything in it. */
export const operatorScope = (teamId: string): Scope => ({
  teamId,
  userId: null,
  keyId: null,
  sessionId: null,
  role: adminRole('00000000-0000-0000-0000-000000000000', new Date(0)),
  podIds: [],
})
