import { type Static, Type } from 'typebox'

export const PluginParams = Type.Object({
  pluginId: Type.String({ format: 'uuid', description: 'uuid of the plugin, as the console shows it' }),
})

export const chakraEvents = ['message', 'status', 'message_echo', 'smb_message_echo'] as const

const settings = {
  passThroughWebhookUrl: Type.String({ description: 'gets every event as Meta sent it; "" for none' }),
  enableMessageEchoesForPassThroughWebhook: Type.Boolean(),
  enableSendMessageTemplateEventForPassThroughWebhook: Type.Boolean(),
  enableChakraWebhook: Type.Boolean(),
  chakraWebhookUrl: Type.String({ description: 'gets the events chosen below; "" for none' }),
  whichChakraWebhookEventsToSend: Type.Array(Type.Enum([...chakraEvents])),
}

/** What leaves for the team's own systems. */
export const WebhookSettings = Type.Object(settings)
export type WebhookSettings = Static<typeof WebhookSettings>

export const defaultWebhookSettings: WebhookSettings = {
  passThroughWebhookUrl: '',
  enableMessageEchoesForPassThroughWebhook: false,
  enableSendMessageTemplateEventForPassThroughWebhook: false,
  enableChakraWebhook: false,
  chakraWebhookUrl: '',
  whichChakraWebhookEventsToSend: [],
}
