import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { ifMatch, setETag } from '../../http/etag.ts'
import type { Views } from './service.ts'
import { NewView, NewViewOf, of, View, ViewChanges } from './types.ts'

const tags = ['views']
const params = Type.Object({
  procedure: Type.String({ description: 'short id or uuid of the procedure', examples: ['lead'] }),
})
const byId = Type.Object({ viewId: Type.String({ format: 'uuid', description: 'uuid of the view' }) })
const many = { 200: envelope(Type.Array(View)) }
const one = { 200: envelope(View) }
const whose = "One's own, and those that others share with all who read the list."
const whoChanges =
  'Its owner, or of a shared view also a role with the permission model.manage; for whoever reads the list that it is of.'

export const viewRoutes =
  (views: Views): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/procedure/:procedure/views',
      {
        config: { permission: 'procedure.read' },
        schema: { summary: 'List views of a procedure', description: whose, tags, params, response: many },
      },
      async ({ scope, params }) => answer(await views.listOfProcedure(scope, params.procedure)),
    )

    app.post(
      '/v1/ext/procedure/:procedure/view',
      {
        config: { permission: 'procedure.read' },
        schema: {
          summary: 'Save a view of a procedure',
          description:
            'For whoever reads the procedure; it is private unless it is shared. Its where, search and orderBy are read as a list would read them, and refused as there.',
          tags,
          params,
          body: NewView,
          response: one,
        },
      },
      async ({ scope, params, body }, reply) => {
        const view = await views.createOfProcedure(scope, params.procedure, body)
        setETag(reply, view.version)
        return answer(view)
      },
    )

    app.get(
      '/v1/ext/views',
      {
        config: { permission: 'chats.read_own' },
        schema: {
          summary: 'List views of the chats',
          description: whose,
          tags,
          querystring: Type.Object({ of }, { additionalProperties: false }),
          response: many,
        },
      },
      async ({ scope }) => answer(await views.listOfChats(scope)),
    )

    app.post(
      '/v1/ext/view',
      {
        config: { permission: 'chats.read_own' },
        schema: { summary: 'Save a view of the chats', tags, body: NewViewOf, response: one },
      },
      async ({ scope, body: { of: _of, ...view } }, reply) => {
        const saved = await views.createOfChats(scope, view)
        setETag(reply, saved.version)
        return answer(saved)
      },
    )

    app.put(
      '/v1/ext/view/:viewId',
      {
        config: { permission: 'authenticated', takesIfMatch: true },
        schema: {
          summary: 'Change a view',
          description: whoChanges,
          tags,
          params: byId,
          body: ViewChanges,
          response: one,
        },
      },
      async (request, reply) => {
        const { scope, params, body } = request
        const view = await views.update(scope, params.viewId, body, ifMatch(request))
        setETag(reply, view.version)
        return answer(view)
      },
    )

    app.delete(
      '/v1/ext/view/:viewId',
      {
        config: { permission: 'authenticated', takesIfMatch: true },
        schema: { summary: 'Delete a view', description: whoChanges, tags, params: byId, response: one },
      },
      async (request) => answer(await views.delete(request.scope, request.params.viewId, ifMatch(request))),
    )

    app.post(
      '/v1/ext/view/:viewId/restore',
      {
        config: { permission: 'authenticated' },
        schema: { summary: 'Restore a deleted view', description: whoChanges, tags, params: byId, response: one },
      },
      async ({ scope, params }, reply) => {
        const view = await views.restore(scope, params.viewId)
        setETag(reply, view.version)
        return answer(view)
      },
    )
  }
