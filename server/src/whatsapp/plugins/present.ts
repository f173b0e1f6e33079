import type { TeamModel } from '../../platform/model/types.ts'
import { isRegistered, problemsOf, qualityOf, restrictionOf, unknownHealth } from './health.ts'
import type { PhoneNumber, Plugin } from './plugin.ts'
import type { ShownNumber, ShownPlugin } from './types.ts'

export const webhookPath = (pluginId: string): string => `/webhooks/whatsapp/${pluginId}`

/** A plugin as answered: without its secrets. */
export function presentPlugin(
  plugin: Plugin,
  { model, origin }: { model: TeamModel; origin: string | undefined },
): ShownPlugin {
  const { token, webhook, account, checkedAt } = plugin.health ?? unknownHealth
  return {
    id: plugin.id,
    name: plugin.name,
    provider: 'whatsapp',
    status: plugin.status,
    wabaId: plugin.wabaId,
    graphUrl: plugin.graphUrl,
    appId: plugin.appId,
    hasAccessToken: plugin.accessToken !== '',
    hasAppSecret: plugin.appSecret !== null,
    webhookUrl: origin === undefined ? webhookPath(plugin.id) : origin + webhookPath(plugin.id),
    leadProcedure: plugin.leadProcedureId,
    leadProcedureShortId: (plugin.leadProcedureId && model.procedures.get(plugin.leadProcedureId)?.shortId) || null,
    phoneNumbers: plugin.numbers.map((number) => presentNumber(plugin, number)),
    health: {
      isHealthy: plugin.status === 'CONNECTED' && problemsOf(plugin).length === 0,
      checkedAt: checkedAt === 0 ? null : checkedAt,
      token: {
        isValid: token.isValid,
        expiresAt: token.expiresAt,
        dataAccessExpiresAt: token.dataAccessExpiresAt,
        scopes: token.scopes,
      },
      webhook: { isSubscribed: webhook.isSubscribed, callbackUrl: webhook.callbackUrl },
      account: {
        name: account.name,
        reviewStatus: account.reviewStatus,
        restriction: restrictionOf(account),
        alerts: account.alerts,
      },
      numbers: plugin.numbers.map(({ id, details }) => ({
        phoneNumberId: id,
        displayPhoneNumber: details.display_phone_number ?? '',
        isRegistered: isRegistered(details.status),
        quality: qualityOf(details),
        messagingLimitTier: details.messaging_limit_tier ?? null,
        throughput: details.throughput?.level ?? null,
      })),
      problems: problemsOf(plugin),
    },
    client: plugin.client,
    createdAt: plugin.createdAt.getTime(),
    updatedAt: plugin.updatedAt.getTime(),
  }
}

/** A number in the words of the contract. */
export const presentNumber = (plugin: Plugin, { id, digits, details }: PhoneNumber): ShownNumber => ({
  id,
  waba: plugin.wabaId,
  displayPhoneNumber: details.display_phone_number ?? `+${digits}`,
  verifiedName: details.verified_name ?? '',
  status: details.status ?? 'UNKNOWN',
  chakraStatus: plugin.status,
  accountMode: details.account_mode ?? 'LIVE',
  qualityScore: { score: qualityOf(details) },
  messagingLimitTier: details.messaging_limit_tier ?? null,
  codeVerificationStatus: details.code_verification_status ?? 'UNKNOWN',
  nameStatus: details.name_status ?? 'UNKNOWN',
  platformType: details.platform_type ?? 'CLOUD_API',
  throughput: { level: details.throughput?.level ?? 'STANDARD' },
  plugin: plugin.id,
})
