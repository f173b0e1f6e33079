import type { Database } from '../../database/database.ts'
import type { Models } from '../../platform/model/service.ts'
import type { Chats } from '../chats/service.ts'
import type { Plugins } from '../plugins/service.ts'
import { Hours } from './hours.ts'
import { assignmentRoutes } from './routes.ts'
import { AssignmentRules } from './rules.ts'
import { Assignment } from './service.ts'

/** Who gets which chat, and when. */
export function composeAssignment(parts: {
  db: Database
  models: Models
  plugins: Plugins
  chats: Chats
  newId: () => string
}) {
  const hours = new Hours(parts)
  const assignment = new Assignment({ ...parts, hours })
  const rules = new AssignmentRules(parts)
  return { assignment, routes: [assignmentRoutes({ rules, hours, assignment })] }
}
