import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { ifMatch, setETag } from '../../http/etag.ts'
import type { Hours } from './hours.ts'
import { WorkingHours, WorkingHoursInput } from './hours-types.ts'
import {
  AssignmentRule,
  AssignmentRuleChanges,
  AssignmentTest,
  AssignmentVerdict,
  NewAssignmentRule,
} from './rule-types.ts'
import type { AssignmentRules } from './rules.ts'
import type { Assignment } from './service.ts'

const tags = ['assignment']
const ruleParams = Type.Object({ ruleId: Type.String({ format: 'uuid', description: 'uuid of the rule' }) })
const numberParams = Type.Object({
  phoneNumberId: Type.String({ maxLength: 40, description: "Meta's id of the number", examples: ['106540352242922'] }),
})
const oneRule = { 200: envelope(AssignmentRule) }
const oneHours = { 200: envelope(WorkingHours) }
const manages = { config: { permission: 'model.manage' } } as const
const changes = { config: { permission: 'model.manage', takesIfMatch: true } } as const

export interface AssignmentParts {
  rules: AssignmentRules
  hours: Hours
  assignment: Assignment
}

export const assignmentRoutes =
  ({ rules, hours, assignment }: AssignmentParts): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/assignment-rules',
      {
        ...manages,
        schema: { summary: 'List assignment rules', tags, response: { 200: envelope(Type.Array(AssignmentRule)) } },
      },
      async ({ scope }) => answer(await rules.list(scope)),
    )

    app.post(
      '/v1/ext/assignment-rule',
      {
        ...manages,
        schema: {
          summary: 'Create an assignment rule',
          description:
            'Who gets the chats of a number and procedure. Where several rules fit a chat, the one that names its number counts, then its procedure, then its plugin.',
          tags,
          body: NewAssignmentRule,
          response: oneRule,
        },
      },
      async ({ scope, body }, reply) => {
        const rule = await rules.create(scope, body)
        setETag(reply, rule.version)
        return answer(rule)
      },
    )

    app.put(
      '/v1/ext/assignment-rule/:ruleId',
      {
        ...changes,
        schema: {
          summary: 'Update an assignment rule',
          description: 'Only the fields that are passed change.',
          tags,
          params: ruleParams,
          body: AssignmentRuleChanges,
          response: oneRule,
        },
      },
      async (request, reply) => {
        const { scope, params, body } = request
        const rule = await rules.update(scope, params.ruleId, body, ifMatch(request))
        setETag(reply, rule.version)
        return answer(rule)
      },
    )

    app.delete(
      '/v1/ext/assignment-rule/:ruleId',
      { ...changes, schema: { summary: 'Delete an assignment rule', tags, params: ruleParams, response: oneRule } },
      async (request) => answer(await rules.delete(request.scope, request.params.ruleId, ifMatch(request))),
    )

    app.post(
      '/v1/ext/assignment-rules/test',
      {
        config: { permission: 'chats.read_own', readsOnly: true },
        schema: {
          summary: 'Say who would get a chat, and why',
          description: 'Changes nothing.',
          tags,
          body: AssignmentTest,
          response: { 200: envelope(AssignmentVerdict) },
        },
      },
      async ({ scope, body }) => answer(await assignment.test(scope, body)),
    )

    app.get(
      '/v1/ext/working-hours',
      {
        config: { permission: 'chats.read_own' },
        schema: { summary: 'List working hours', tags, response: { 200: envelope(Type.Array(WorkingHours)) } },
      },
      async ({ scope }) => answer(await hours.list(scope)),
    )

    app.put(
      '/v1/ext/working-hours',
      {
        ...manages,
        schema: {
          summary: 'Set the working hours of the team',
          description: 'Of all numbers that have none of their own.',
          tags,
          body: WorkingHoursInput,
          response: oneHours,
        },
      },
      async ({ scope, body }) => answer(await hours.set(scope, null, body)),
    )

    app.delete(
      '/v1/ext/working-hours',
      {
        ...manages,
        schema: {
          summary: 'Remove the working hours of the team',
          description: 'It then works always.',
          tags,
          response: oneHours,
        },
      },
      async ({ scope }) => answer(await hours.remove(scope, null)),
    )

    app.put(
      '/v1/ext/working-hours/:phoneNumberId',
      {
        ...manages,
        schema: {
          summary: 'Set the working hours of a number',
          tags,
          params: numberParams,
          body: WorkingHoursInput,
          response: oneHours,
        },
      },
      async ({ scope, params: { phoneNumberId }, body }) => answer(await hours.set(scope, phoneNumberId, body)),
    )

    app.delete(
      '/v1/ext/working-hours/:phoneNumberId',
      {
        ...manages,
        schema: {
          summary: 'Remove the working hours of a number',
          description: 'It then has those of the team.',
          tags,
          params: numberParams,
          response: oneHours,
        },
      },
      async ({ scope, params: { phoneNumberId } }) => answer(await hours.remove(scope, phoneNumberId)),
    )
  }
