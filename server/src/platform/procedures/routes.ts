import { Type } from 'typebox'
import type { Routes } from '../../http/app.ts'
import { type AttributeOwner, attributeRoutes } from '../attributes/routes.ts'
import { addPartRoutes } from '../configuration/part-routes.ts'
import type { ModelParts } from '../configuration/parts.ts'
import { ProcedureFields, StateFields, StateTaskFields } from './fields.ts'
import { knownProcedures, procedureKnown, stateTaskOf } from './find.ts'
import { ShownProcedure, ShownState, ShownStateTask, showProcedure, showStateTask } from './shown.ts'

const tag = 'procedure'
const base = '/v1/ext/procedure/:procedure'
const procedure = Type.String({ description: 'short id or uuid of the procedure', examples: ['lead'] })
const params = Type.Object({ procedure })

const ownAttributes: AttributeOwner = {
  tag,
  base,
  params,
  path: (given) => ['procedures', given.procedure ?? ''],
  find: (scope, model, given) => procedureKnown(scope, model, given.procedure ?? ''),
}

const taskAttributes: AttributeOwner = {
  tag,
  base: `${base}/state-task/:stateTask`,
  params: Type.Object({ procedure, stateTask: Type.String({ description: 'short id or uuid', examples: ['call'] }) }),
  path: (given) => ['procedures', given.procedure ?? '', 'stateTasks', given.stateTask ?? ''],
  find: (scope, model, given) =>
    stateTaskOf(procedureKnown(scope, model, given.procedure ?? ''), given.stateTask ?? ''),
}

/** Procedures and all that is part of one: states, attributes and their groups, state tasks and the attributes of their forms. */
export const procedureRoutes =
  (parts: ModelParts): Routes =>
  async (app) => {
    addPartRoutes(app, parts, {
      noun: 'procedure',
      plural: 'procedures',
      tag,
      base: '/v1/ext',
      params: Type.Object({}),
      fields: ProcedureFields,
      required: ['states'],
      examples: [{ shortId: 'visit', states: { PLANNED: {}, DONE: { status: 'COMPLETED' } } }],
      shown: ShownProcedure,
      section: () => ['procedures'],
      list: (scope, model) => knownProcedures(scope, model).map(showProcedure),
    })
    addPartRoutes(app, parts, {
      noun: 'state',
      plural: 'states',
      tag,
      base,
      params,
      fields: StateFields,
      examples: [{ shortId: 'ON_HOLD', color: '#d97706', next: ['NEW'] }],
      shown: ShownState,
      section: (given) => [...ownAttributes.path(given), 'states'],
      list: (scope, model, given) => showProcedure(procedureKnown(scope, model, given.procedure ?? '')).states,
    })
    addPartRoutes(app, parts, {
      noun: 'state task',
      plural: 'state tasks',
      tag,
      base,
      params,
      fields: StateTaskFields,
      examples: [{ shortId: 'visit', states: ['NEW'], attributes: { remarks: 'text' } }],
      shown: ShownStateTask,
      section: (given) => [...ownAttributes.path(given), 'stateTasks'],
      list: (scope, model, given) => procedureKnown(scope, model, given.procedure ?? '').stateTasks.map(showStateTask),
    })
    await app.register(attributeRoutes(parts, ownAttributes))
    await app.register(attributeRoutes(parts, taskAttributes))
  }
