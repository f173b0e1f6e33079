import { badParam } from '../../graph-error.ts'
import { metaId } from '../../ids.ts'
import { tellTemplateComponents } from '../../webhooks/templates.ts'
import type { Account } from '../../world/account.ts'
import { presentTemplate, type Template } from '../../world/template.ts'
import type { World } from '../../world/world.ts'
import { type Edges, type GraphCall, success } from '../call.ts'
import { pickFields } from '../fields.ts'
import { page } from '../paging.ts'
import { checkComponents, checkTemplate, type Known } from './check.ts'
import { templateError } from './errors.ts'
import { review } from './review.ts'

const usualFields = ['name', 'parameter_format', 'components', 'language', 'status', 'category', 'id']

/** The templates of an account. */
export const templatesOfAccount: Edges<'account'> = {
  'GET message_templates': ({ node: { account }, params }) =>
    page(matching(account, params), params, (template) => pickFields(present(template), params.fields, usualFields)),

  'POST message_templates': createTemplate,

  'DELETE message_templates': deleteTemplates,
}

/** One template. */
export const templateEdges: Edges<'template'> = {
  GET: ({ node: { template }, params }) => pickFields(present(template), params.fields, usualFields),
  POST: updateTemplate,
}

function present(template: Template): Record<string, unknown> {
  return {
    ...presentTemplate(template),
    rejected_reason: template.rejectedReason,
    quality_score: { score: template.qualityScore, date: Math.floor(template.updatedAt / 1000) },
    message_send_ttl_seconds: template.ttlSeconds,
    previous_category: undefined,
    correct_category: undefined,
    cta_url_link_tracking_opted_out: false,
    sub_category: undefined,
    library_template_name: undefined,
    last_updated_time: new Date(template.updatedAt).toISOString(),
  }
}

function createTemplate({ services, node: { account }, params }: GraphCall<'account'>): unknown {
  const { world } = services
  const { ttlSeconds, ...input } = checkTemplate(params, knownTo(world, account))
  const twins = [...account.templates.values()].filter(({ name }) => name === input.name)
  if (twins.some(({ language }) => language === input.language)) {
    throw templateError(
      2388024,
      'Content in this language already exists',
      `There is already ${input.language} content for this template. You can create a new template and try again.`,
    )
  }
  const [first] = twins
  if (first && first.category !== input.category) {
    throw templateError(
      2388022,
      'Template category is different',
      `The template "${input.name}" has category ${first.category} in its other languages.`,
    )
  }
  const now = world.clock.now()
  const template: Template = {
    ...input,
    id: metaId(),
    status: 'PENDING',
    rejectedReason: 'NONE',
    qualityScore: 'UNKNOWN',
    ttlSeconds,
    createdAt: now,
    updatedAt: now,
  }
  world.addTemplate(account, template)
  review(services, account, template, params.allow_category_change !== false)
  return { id: template.id, status: template.status, category: template.category }
}

function updateTemplate({ services, node: { account, template }, params }: GraphCall<'template'>): unknown {
  if (template.status === 'PENDING' || template.status === 'DISABLED') {
    throw templateError(
      2388025,
      'Template can’t be edited',
      'Only templates that are approved, rejected or paused can be edited.',
    )
  }
  if (params.category !== undefined && params.category !== template.category && template.status === 'APPROVED') {
    throw templateError(2388026, 'Category can’t be changed', 'The category of an approved template cannot be changed.')
  }
  if (params.category !== undefined) template.category = String(params.category) as Template['category']
  if (params.message_send_ttl_seconds !== undefined) template.ttlSeconds = Number(params.message_send_ttl_seconds)
  template.updatedAt = services.world.clock.now()
  if (params.components === undefined) return success
  const known = knownTo(services.world, account)
  template.components = checkComponents(params.components, template.category, template.parameterFormat, known)
  template.status = 'PENDING'
  services.sender.later(0, () => void tellTemplateComponents(services, account, template))
  review(services, account, template, params.allow_category_change !== false)
  return success
}

function deleteTemplates({ services: { world }, node: { account }, params }: GraphCall<'account'>): unknown {
  const { name, hsm_id: id } = params
  if (typeof name !== 'string' || name === '') throw badParam('The parameter name is required.')
  const gone = [...account.templates.values()].filter(
    (template) => template.name === name && (id === undefined || template.id === String(id)),
  )
  if (gone.length === 0) {
    throw templateError(2593002, 'Message template not found', `No template is named "${name}" in this account.`)
  }
  for (const template of gone) {
    account.templates.delete(template.id)
    world.removeNode(template.id)
  }
  return success
}

const knownTo = (world: World, account: Account): Known => ({
  flow: (button) =>
    button.flow_json !== undefined || world.flow(account, button.flow_id ?? button.flow_name) !== undefined,
  handle: (handle) => world.uploads.handle(handle) !== undefined || /^https?:\/\//.test(handle),
})

function matching(account: Account, params: Record<string, unknown>): Template[] {
  const fits = (asked: unknown, value: string): boolean =>
    asked === undefined ||
    asked === '' ||
    String(asked)
      .replace(/[[\]"']/g, '')
      .split(',')
      .some((each) => each.trim().toLowerCase() === value.toLowerCase())
  const contains = (asked: unknown, value: string): boolean =>
    asked === undefined || value.toLowerCase().includes(String(asked).toLowerCase())
  return [...account.templates.values()].filter(
    (template) =>
      contains(params.name, template.name) &&
      contains(params.name_or_content, `${template.name} ${JSON.stringify(template.components)}`) &&
      fits(params.status, template.status) &&
      fits(params.language, template.language) &&
      fits(params.category, template.category) &&
      fits(params.quality_score, template.qualityScore),
  )
}
