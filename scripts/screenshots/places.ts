import type { Nadi } from '../../sdk/src/index.ts'

/** What stands in the addresses of the demo team's things. */
export interface Places {
  pluginId: string
  templateId: string
  processId: string
  roleId: string
  jobId: string
  /** whose customer waits for an answer */
  openChatId: string
  /** whose customer has been silent for a day, so that only a template reaches them */
  closedChatId: string
}

export async function findPlaces(nadi: Nadi): Promise<Places> {
  const first = async <T>(name: string, list: Promise<{ data: readonly T[] }>): Promise<T> => {
    const [found] = (await list).data
    if (!found) throw new Error(`The demo team has no ${name}.`)
    return found
  }
  const plugin = await first('WhatsApp account', nadi.call('GET /v1/ext/plugin/whatsapp'))
  const template = await first(
    'template',
    nadi.call('GET /v1/ext/plugin/whatsapp/{pluginId}/templates', { path: { pluginId: plugin.id } }),
  )
  const lead = await first(
    'lead',
    nadi.call('POST /v1/ext/procedure/{procedure}/process/list', {
      path: { procedure: 'lead' },
      body: { where: { lead_id: 'LEAD-000042' } },
    }),
  )
  const role = await first('role', nadi.call('GET /v1/ext/roles'))
  const job = await first('job', nadi.call('GET /v1/ext/background-jobs'))
  const newestChat = (where: Record<string, unknown>) =>
    first('chat', nadi.call('POST /v1/ext/chat', { body: { where, orderField: 'lastMessageAt', limit: 1 } }))
  return {
    pluginId: plugin.id,
    templateId: template.id,
    processId: lead.id,
    roleId: role.id,
    jobId: job.id,
    openChatId: (await newestChat({ status: 'OPEN', assignedTo: 'sameer@paisapay.com' })).id,
    closedChatId: (await newestChat({ status: 'OPEN', windowEndsAt: { '<': Date.now() } })).id,
  }
}
