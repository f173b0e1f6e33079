import { type Static, Type } from 'typebox'

export const works = ['create', 'update', 'import', 'send'] as const
/** What a job does with each of its rows. */
export type Work = (typeof works)[number]

export const jobStatuses = ['IN_PROGRESS', 'COMPLETED', 'FAILED', 'CANCELLED'] as const
export type JobStatus = (typeof jobStatuses)[number]

export const entryStatuses = ['INVALID', 'NOT_STARTED', 'SUCCESS', 'ERROR'] as const
export type EntryStatus = (typeof entryStatuses)[number]
export const settledStatuses = ['SUCCESS', 'INVALID', 'ERROR'] as const
export type SettledStatus = (typeof settledStatuses)[number]

/** What a team sees as the type of each job. */
export const jobType = 'bulk_api_job'

const uuid = Type.String({ format: 'uuid', examples: ['01937f5e-7c1a-7b62-9a53-0d6f6f1f2a10'] })
const epoch = Type.Integer({ description: 'epoch milliseconds', examples: [1764000000000] })
const count = Type.Integer({ examples: [12] })

export const BackgroundJob = Type.Object({
  id: uuid,
  createdAt: epoch,
  updatedAt: Type.Integer({ description: 'epoch milliseconds; moves with each chunk that was settled' }),
  completionStatus: Type.Enum([...jobStatuses], {
    description:
      'FAILED: it could not go on, and statusMessage says what to do; COMPLETED also where rows were refused',
  }),
  statusMessage: Type.Union([Type.String(), Type.Null()]),
  startedAt: epoch,
  completedAt: Type.Integer({ description: 'epoch milliseconds; 0 while it is at work' }),
  team: uuid,
  type: Type.String({ examples: [jobType] }),
  work: Type.Enum([...works]),
  procedure: Type.Union([uuid, Type.Null()], { description: 'null of a job that sends messages' }),
  procedureShortId: Type.String({ examples: ['lead'] }),
  createdBy: Type.Union([uuid, Type.Null()]),
  entryCount: Type.Integer({ description: 'rows of the request', examples: [100000] }),
  settledCount: Type.Integer({ description: 'rows whose outcome is known', examples: [42000] }),
  unconfirmedCount: Type.Integer({
    description:
      'of a job that sends: rows counted as ERROR of which it is not known whether they were sent, as their messages say; a status event or a person settles them',
    examples: [0],
  }),
  scheduledFor: Type.Union([epoch, Type.Null()], { description: 'nothing is done before' }),
})
export type BackgroundJob = Static<typeof BackgroundJob>

export const StatusCounts = Type.Object({ INVALID: count, NOT_STARTED: count, SUCCESS: count, ERROR: count })
export type StatusCounts = Static<typeof StatusCounts>

export const EntryProblem = Type.Object({
  code: Type.String({ examples: ['unknown_attribute'] }),
  message: Type.String({ examples: ['There is no attribute "cty" in lead; did you mean "city"?'] }),
  path: Type.Optional(Type.String({ description: 'within the row', examples: ['data.cty'] })),
  hint: Type.Optional(Type.String()),
})

export const Entry = Type.Object({
  id: uuid,
  index: Type.Integer({ description: 'place of the row in the request, from 0' }),
  completionStatus: Type.Enum([...entryStatuses], {
    description: 'INVALID: the row was not valid and not tried; ERROR: it was tried and failed',
  }),
  input: Type.Unknown({ description: 'the row as it was sent' }),
  process: Type.Union([uuid, Type.Null()], { description: 'the process that was made or changed' }),
  chatMessage: Type.Union([uuid, Type.Null()], { description: 'the message that was sent' }),
  errors: Type.Array(EntryProblem),
  createdAt: epoch,
  updatedAt: epoch,
})
export type Entry = Static<typeof Entry>
