import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../../database/database.ts'
import type { Models } from '../../platform/model/service.ts'
import type { Graph } from '../graph/client.ts'
import type { Plugins } from '../plugins/service.ts'
import { messageRoutes } from './routes.ts'
import { Senders } from './senders.ts'
import { Messages, type Waiting } from './service.ts'

export function composeMessages(parts: {
  db: Database
  models: Models
  graph: Graph
  plugins: Plugins
  waiting: Waiting
  newId: () => string
  logger: FastifyBaseLogger
}) {
  const { plugins } = parts
  const senders = new Senders(parts)
  const messages = new Messages({ ...parts, senders })
  return { senders, messages, routes: [messageRoutes({ messages, plugins })] }
}
