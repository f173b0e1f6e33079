import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../../database/database.ts'
import type { BackgroundJobs } from '../../platform/background-jobs/service.ts'
import type { Graph } from '../graph/client.ts'
import type { Senders } from '../messages/senders.ts'
import type { Plugins } from '../plugins/service.ts'
import type { Templates } from '../templates/service.ts'
import { BatchWork } from './batch.ts'
import { Batches } from './batches.ts'
import { Lanes } from './lanes.ts'
import type { Consent } from './opted-out.ts'
import { batchRoutes } from './routes.ts'
import { dropQueued } from './stop-job.ts'

export function composeSending(parts: {
  db: Database
  graph: Graph
  plugins: Plugins
  templates: Templates
  consent: Consent
  senders: Senders
  backgroundJobs: BackgroundJobs
  incoming: string
  newId: () => string
  logger: FastifyBaseLogger
}) {
  const { senders, backgroundJobs } = parts
  const lanes = new Lanes({ ...parts, senderId: senders.id })
  senders.whenOneDied(lanes.takeOver)
  backgroundJobs.whenCancelled((tx, scope, jobId) => dropQueued(tx, scope, jobId, 'The batch was cancelled.'))
  return { lanes, work: new BatchWork(parts), routes: [batchRoutes(new Batches(parts), parts)] }
}
