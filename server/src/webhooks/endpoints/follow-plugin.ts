import type { Tx } from '../../database/database.ts'
import { BadInput } from '../../errors.ts'
import type { SafePost } from '../../outgoing/safe-post.ts'
import type { Scope } from '../../scope.ts'
import { mistakesIn } from './read-events.ts'
import { type Endpoints, withAddress } from './service.ts'
import { type EndpointRow, lockEndpointsOfConfig } from './store.ts'
import { chakraEvents, type EndpointKind, type PluginWebhookSettings } from './types.ts'

interface Wanted {
  kind: EndpointKind
  name: string
  url: string
  events: string[]
  /** of the setting that holds the address */
  path: string
}

/**
 * Makes the endpoints of a plugin what its settings say: one for pass-through, one for the Chakra webhook, or none.
 * @throws BadInput that names the setting
 */
export async function followPlugin(
  tx: Tx,
  scope: Scope,
  pluginId: string,
  settings: PluginWebhookSettings,
  { endpoints, safePost, newId }: { endpoints: Endpoints; safePost: SafePost; newId: () => string },
): Promise<void> {
  const wanted = wantedBy(settings)
  for (const { url, path } of wanted) await safePost.assertPublicUrl(url, path)
  const present = await lockEndpointsOfConfig(tx, scope, pluginId)
  for (const row of present) {
    if (!wanted.some(({ kind }) => kind === row.kind)) await endpoints.remove(tx, scope, row)
  }
  for (const { kind, name, url, events } of wanted) {
    const before = present.find((row) => row.kind === kind)
    if (before) {
      const after = { ...withAddress(before, url), events }
      await endpoints.save(tx, scope, { before, after, verb: 'updated' })
    } else {
      await endpoints.insert(tx, scope, { ...blank(newId(), scope), kind, pluginId, name, url, events })
    }
  }
}

function wantedBy(settings: PluginWebhookSettings): Wanted[] {
  const wanted: Wanted[] = []
  if (settings.passThroughWebhookUrl) {
    const events = [
      ...(settings.enableMessageEchoesForPassThroughWebhook ? ['message_echo', 'smb_message_echo'] : []),
      ...(settings.enableSendMessageTemplateEventForPassThroughWebhook ? ['send_message_template'] : []),
    ]
    const path = 'passThroughWebhookUrl'
    wanted.push({ kind: 'PASS_THROUGH', name: 'Pass-through', url: settings.passThroughWebhookUrl, events, path })
  }
  if (settings.chakraWebhookUrl && settings.enableChakraWebhook) {
    const chosen = settings.whichChakraWebhookEventsToSend ?? []
    // an empty list counts as absent
    const events = [...new Set(chosen.length > 0 ? chosen : chakraEvents)]
    const mistakes = mistakesIn('CHAKRA', events).map((mistake) => ({
      ...mistake,
      path: mistake.path?.replace('events', 'whichChakraWebhookEventsToSend') ?? 'whichChakraWebhookEventsToSend',
    }))
    if (mistakes.length > 0) throw new BadInput(mistakes)
    wanted.push({ kind: 'CHAKRA', name: 'Chakra', url: settings.chakraWebhookUrl, events, path: 'chakraWebhookUrl' })
  }
  return wanted
}

function blank(id: string, { userId }: Scope): Omit<EndpointRow, 'kind' | 'pluginId' | 'name' | 'url' | 'events'> {
  const now = new Date()
  return {
    id,
    isOfConfig: true,
    procedureIds: null,
    statusForm: 'STATUS',
    status: 'ACTIVE',
    pauseReason: null,
    pauseMessage: null,
    pausedAt: null,
    failingSince: null,
    failures: 0,
    lastSuccessAt: null,
    createdBy: userId,
    version: 1,
    createdAt: now,
    updatedAt: now,
  }
}
