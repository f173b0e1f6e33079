import type { Account, Simulator } from '@nadi/simulator'
import type { DemoApi } from './api.ts'
import { demoCustomer } from './simulator.ts'

/** What a person needs to try WhatsApp. */
export interface DemoWhatsApp {
  /** the address of the phone in the browser */
  phoneUrl: string
  pluginId: string
  phoneNumberId: string
  customer: typeof demoCustomer
}

interface Plugin {
  id: string
  wabaId: string
  graphUrl: string
}

/** Connects the demo team's account at the simulator, by the API as anybody would; on later starts has it subscribe again, since it forgets. */
export async function connectDemo(api: DemoApi, simulator: Simulator): Promise<DemoWhatsApp> {
  const { account, url } = simulator
  const plugins = await api.get<Plugin[]>('/v1/ext/plugin/whatsapp')
  const known = plugins.find(({ wabaId }) => wabaId === account.wabaId)
  const pluginId = known ? await meetAgain(api, known, url) : await connect(api, account, url)
  const phoneNumberId = account.phoneNumbers[0]?.id ?? ''
  return { phoneUrl: `${url}/`, pluginId, phoneNumberId, customer: demoCustomer }
}

async function connect(api: DemoApi, account: Account, graphUrl: string): Promise<string> {
  const { wabaId, accessToken, appId, appSecret, verifyToken } = account
  const { id } = await api.post<Plugin>('/v1/ext/plugin/whatsapp', {
    name: 'PaisaPay at the simulator',
    wabaId,
    accessToken,
    appId,
    appSecret,
    verifyToken,
    graphUrl,
    leadProcedure: 'lead',
  })
  return id
}

async function meetAgain(api: DemoApi, { id, graphUrl }: Plugin, url: string): Promise<string> {
  if (graphUrl === url) await api.post(`/v1/ext/plugin/whatsapp/${id}/check`, undefined)
  else await api.put(`/v1/ext/plugin/whatsapp/${id}`, { graphUrl: url })
  return id
}

interface OpenChat {
  contact: { waId: string; name: string } | null
  whatsappPhoneNumberId: string
  windowEndsAt: number
}

const windowMs = 24 * 3_600_000

/** The simulator forgets at each stop who wrote when; without it no chat could be answered but by a template. */
export async function letSimulatorRemember(api: DemoApi, simulator: Simulator): Promise<void> {
  const chats = await api.post<OpenChat[]>('/v1/ext/chat', { where: { windowEndsAt: { '>': Date.now() } }, limit: 100 })
  for (const { contact, whatsappPhoneNumberId, windowEndsAt } of chats) {
    if (!contact) continue
    const { waId } = simulator.customer(contact.waId, { name: contact.name })
    const conversation = simulator.world.openConversation(whatsappPhoneNumberId, waId)
    conversation.lastInboundAt = Math.max(conversation.lastInboundAt ?? 0, windowEndsAt - windowMs)
  }
}
