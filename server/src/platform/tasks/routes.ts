import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { ifMatch, setETag } from '../../http/etag.ts'
import { nullable } from '../../http/schema.ts'
import type { Tasks } from './service.ts'
import { Task, TaskInput, TaskListQuery } from './types.ts'

const tags = ['task']
const response = { 200: envelope(Task) }
const OfProcess = Type.Object({
  procedure: Type.String({ description: 'short id or uuid of the procedure', examples: ['lead'] }),
  process: Type.String({ description: 'uuid or primary key of the process', examples: ['LEAD-000042'] }),
})
const OfStateTask = Type.Object({
  ...OfProcess.properties,
  stateTask: Type.String({ description: 'short id or uuid of the state task', examples: ['call'] }),
})
const ById = Type.Object({ taskId: Type.String({ format: 'uuid', description: 'uuid of the task' }) })

export const taskRoutes =
  (tasks: Tasks): Routes =>
  async (app) => {
    app.post(
      '/v1/ext/p/:procedure/:process/task/:stateTask',
      {
        config: { permission: 'procedure.write' },
        schema: { summary: 'Create a task of a process', tags, params: OfStateTask, body: TaskInput, response },
      },
      async ({ scope, params, body }, reply) => {
        const task = await tasks.create(scope, params.procedure, params.process, params.stateTask, body)
        setETag(reply, task.version)
        return answer(task)
      },
    )

    app.get(
      '/v1/ext/p/:procedure/:process/task',
      {
        config: { permission: 'procedure.read' },
        schema: {
          summary: 'List the tasks of a process, newest first',
          tags,
          params: OfProcess,
          response: { 200: envelope(Type.Array(Task)) },
        },
      },
      async ({ scope, params }) => answer(await tasks.ofProcess(scope, params.procedure, params.process)),
    )

    app.get(
      '/v1/ext/tasks',
      {
        config: { permission: 'procedure.read' },
        schema: {
          summary: 'List tasks, what is due first',
          tags,
          querystring: TaskListQuery,
          response: {
            200: envelope(
              Type.Array(Task),
              Type.Object({ hasMore: Type.Boolean(), nextCursor: nullable(Type.String()) }),
            ),
          },
        },
      },
      async ({ scope, query }) => {
        const { tasks: page, nextCursor } = await tasks.list(scope, query)
        return answer(page, { hasMore: nextCursor !== null, nextCursor })
      },
    )

    app.get(
      '/v1/ext/task/:taskId',
      { config: { permission: 'procedure.read' }, schema: { summary: 'Fetch a task', tags, params: ById, response } },
      async ({ scope, params }, reply) => {
        const task = await tasks.fetch(scope, params.taskId)
        setETag(reply, task.version)
        return answer(task)
      },
    )

    app.put(
      '/v1/ext/task/:taskId',
      {
        config: { permission: 'procedure.write', takesIfMatch: true },
        schema: { summary: 'Update a task', tags, params: ById, body: TaskInput, response },
      },
      async (request, reply) => {
        const task = await tasks.update(request.scope, request.params.taskId, request.body, ifMatch(request))
        setETag(reply, task.version)
        return answer(task)
      },
    )

    app.delete(
      '/v1/ext/task/:taskId',
      { config: { permission: 'procedure.write' }, schema: { summary: 'Delete a task', tags, params: ById, response } },
      async ({ scope, params }) => answer(await tasks.delete(scope, params.taskId)),
    )
  }
