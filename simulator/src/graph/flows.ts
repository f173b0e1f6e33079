import { badParam, GraphError } from '../graph-error.ts'
import { metaId, secret } from '../ids.ts'
import type { Account } from '../world/account.ts'
import type { Flow, FlowProblem } from '../world/flow.ts'
import { Bytes, type Edges, type GraphCall, success } from './call.ts'
import { pickFields } from './fields.ts'
import { page } from './paging.ts'

const categories = [
  'SIGN_UP',
  'SIGN_IN',
  'APPOINTMENT_BOOKING',
  'LEAD_GENERATION',
  'SHOPPING',
  'CONTACT_US',
  'CUSTOMER_SUPPORT',
  'SURVEY',
  'OTHER',
]

const usualFields = ['id', 'name', 'status', 'categories', 'validation_errors']

/** The Flows of an account: https://developers.facebook.com/docs/whatsapp/flows/reference/flowsapi */
export const flowsOfAccount: Edges<'account'> = {
  'GET flows': ({ services: { world, origin }, node: { account }, params }) =>
    page(world.flowsOf(account), params, (flow) =>
      pickFields(present(flow, account, origin()), params.fields, usualFields),
    ),

  'POST flows': ({ services: { world }, node: { account }, params }) => {
    const { name } = params
    if (typeof name !== 'string' || name.trim() === '') throw badParam('The parameter name is required.')
    if (world.flow(account, name)) throw flowError(4016019, `A flow named "${name}" exists already.`)
    const cloned = params.clone_flow_id === undefined ? undefined : world.flow(account, params.clone_flow_id)
    if (params.clone_flow_id !== undefined && !cloned) throw badParam('Param clone_flow_id must be the id of a flow.')
    const now = world.clock.now()
    const json = typeof params.flow_json === 'string' ? params.flow_json : cloned?.json
    const flow: Flow = {
      id: metaId(),
      name,
      status: 'DRAFT',
      categories: readCategories(params.categories),
      endpointUri: params.endpoint_uri as string | undefined,
      json,
      validationErrors: json === undefined ? [] : problemsOf(json),
      previewUntil: now + 30 * 86_400_000,
      previewToken: secret(12),
      createdAt: now,
      updatedAt: now,
    }
    world.addNode(flow.id, { kind: 'flow', account, flow })
    if (params.publish === true || params.publish === 'true') publish(flow)
    return {
      id: flow.id,
      success: true,
      ...(flow.validationErrors.length > 0 && { validation_errors: flow.validationErrors }),
    }
  },
}

export const flowEdges: Edges<'flow'> = {
  GET: ({ services: { origin }, node: { account, flow }, params }) =>
    pickFields(present(flow, account, origin()), params.fields, usualFields),

  POST: ({ services: { world }, node: { flow }, params }) => {
    if (flow.status !== 'DRAFT' && params.name !== undefined) {
      throw flowError(4016003, 'Only a flow in status DRAFT can be renamed.')
    }
    if (typeof params.name === 'string') flow.name = params.name
    if (params.categories !== undefined) flow.categories = readCategories(params.categories)
    if (typeof params.endpoint_uri === 'string') flow.endpointUri = params.endpoint_uri
    flow.updatedAt = world.clock.now()
    return success
  },

  DELETE: ({ services: { world }, node: { flow } }) => {
    if (flow.status !== 'DRAFT') throw flowError(4016001, 'Only a flow in status DRAFT can be deleted; deprecate it.')
    world.removeNode(flow.id)
    return success
  },

  'GET assets': ({ services: { origin }, version, node: { flow }, params }) =>
    page(flow.json === undefined ? [] : [flow], params, ({ id }) => ({
      name: 'flow.json',
      asset_type: 'FLOW_JSON',
      download_url: `${origin()}/${version}/${id}/assets/flow.json?access_token=${flowToken(flow)}`,
    })),

  /** the address that `download_url` names */
  'GET assets/flow.json': ({ node: { flow } }) => new Bytes(Buffer.from(flow.json ?? '{}'), 'application/json'),

  'POST assets': ({ services: { world }, node: { flow }, params, files }) => {
    if (flow.status !== 'DRAFT') throw flowError(4016003, 'Only a flow in status DRAFT can be changed.')
    if (params.asset_type !== 'FLOW_JSON') throw badParam('Param asset_type must be one of {FLOW_JSON}.')
    const json = files.file?.bytes.toString() ?? params.file
    if (typeof json !== 'string' || json === '') throw badParam('The parameter file is required.')
    flow.json = json
    flow.validationErrors = problemsOf(json)
    flow.updatedAt = world.clock.now()
    return { success: true, validation_errors: flow.validationErrors }
  },

  'POST publish': ({ services, node: { account, flow } }) => {
    publish(flow)
    services.sender.later(0, () => void tellStatus(services, account, flow, 'DRAFT'))
    return success
  },

  'POST deprecate': ({ services, node: { account, flow } }) => {
    if (flow.status !== 'PUBLISHED') throw flowError(4016004, 'Only a flow in status PUBLISHED can be deprecated.')
    flow.status = 'DEPRECATED'
    services.sender.later(0, () => void tellStatus(services, account, flow, 'PUBLISHED'))
    return success
  },
}

const flowToken = (flow: Flow): string => flow.previewToken

function tellStatus({ notifier }: GraphCall['services'], account: Account, flow: Flow, old: Flow['status']) {
  return notifier.aboutAccount(account, 'flows', {
    event: 'FLOW_STATUS_CHANGE',
    message: `Flow ${flow.name} changed status from ${old} to ${flow.status}`,
    flow_id: flow.id,
    old_status: old,
    new_status: flow.status,
  })
}

function publish(flow: Flow): void {
  if (flow.status !== 'DRAFT') throw flowError(4016005, `The flow is in status ${flow.status} already.`)
  if (flow.json === undefined) throw flowError(4016010, 'The flow has no JSON; upload it to its assets first.')
  if (flow.validationErrors.length > 0)
    throw flowError(4016011, 'The JSON of the flow has errors; see validation_errors.')
  if (usesEndpoint(flow.json) && !flow.endpointUri) {
    throw flowError(4016012, 'The flow exchanges data; set endpoint_uri before it is published.')
  }
  flow.status = 'PUBLISHED'
}

const usesEndpoint = (json: string): boolean =>
  (JSON.parse(json) as { data_api_version?: string }).data_api_version !== undefined

function flowError(subcode: number, message: string): GraphError {
  return new GraphError(400, {
    message: 'Invalid parameter',
    code: 100,
    error_subcode: subcode,
    error_user_title: 'Flow error',
    error_user_msg: message,
  })
}

function readCategories(value: unknown): string[] {
  const list: unknown = typeof value === 'string' ? JSON.parse(value) : (value ?? ['OTHER'])
  if (!Array.isArray(list) || list.length === 0 || list.some((each) => !categories.includes(String(each)))) {
    throw badParam(`Param categories must be a non-empty list of {${categories.join(', ')}}.`)
  }
  return list.map(String)
}

/** What a Flow's JSON must have at least: a version, and screens with ids and layouts, one of them the last. */
function problemsOf(json: string): FlowProblem[] {
  const problem = (error: string, message: string): FlowProblem => ({
    error,
    error_type: 'FLOW_JSON_ERROR',
    message,
    line_start: 1,
    line_end: 1,
    column_start: 1,
    column_end: 1,
  })
  let parsed: { version?: unknown; screens?: unknown }
  try {
    parsed = JSON.parse(json) as typeof parsed
  } catch (error) {
    return [problem('INVALID_JSON', error instanceof Error ? error.message : String(error))]
  }
  const problems: FlowProblem[] = []
  if (typeof parsed.version !== 'string')
    problems.push(problem('MISSING_REQUIRED_PROPERTY', 'The property "version" is required.'))
  if (!Array.isArray(parsed.screens) || parsed.screens.length === 0) {
    return [...problems, problem('MISSING_REQUIRED_PROPERTY', 'The property "screens" must be a non-empty list.')]
  }
  const screens = parsed.screens as { id?: unknown; layout?: unknown; terminal?: unknown }[]
  for (const [index, screen] of screens.entries()) {
    if (typeof screen.id !== 'string')
      problems.push(problem('MISSING_REQUIRED_PROPERTY', `screens[${index}] needs an "id".`))
    if (typeof screen.layout !== 'object') {
      problems.push(problem('MISSING_REQUIRED_PROPERTY', `screens[${index}] needs a "layout".`))
    }
  }
  if (!screens.some(({ terminal }) => terminal === true)) {
    problems.push(problem('MISSING_TERMINAL_SCREEN', 'One of the screens must be terminal.'))
  }
  return problems
}

function present(flow: Flow, account: Account, origin: string): Record<string, unknown> {
  const parsed =
    flow.validationErrors.length === 0 && flow.json ? (JSON.parse(flow.json) as Record<string, unknown>) : {}
  return {
    id: flow.id,
    name: flow.name,
    status: flow.status,
    categories: flow.categories,
    validation_errors: flow.validationErrors,
    json_version: parsed.version,
    data_api_version: parsed.data_api_version,
    data_channel_uri: flow.endpointUri,
    endpoint_uri: flow.endpointUri,
    preview: {
      preview_url: `${origin}/simulator/flows/${flow.id}?token=${flow.previewToken}`,
      expires_at: new Date(flow.previewUntil).toISOString().replace(/\.\d+Z$/, '+0000'),
    },
    whatsapp_business_account: { id: account.wabaId, name: account.name, currency: account.currency },
    application: {
      id: account.appId,
      name: account.name,
      link: `https://www.facebook.com/games/?app_id=${account.appId}`,
    },
    health_status: { can_send_message: flow.status === 'PUBLISHED' ? 'AVAILABLE' : 'BLOCKED', entities: [] },
    updated_at: new Date(flow.updatedAt).toISOString(),
  }
}
