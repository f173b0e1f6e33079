import type { WhatsAppParts } from '../compose.ts'
import type { Graph } from '../graph/client.ts'
import type { Messages } from '../messages/service.ts'
import type { Plugins } from '../plugins/service.ts'
import type { Consent } from '../sending/opted-out.ts'
import { TemplatePassThrough } from './pass-through.ts'
import { templatePassThroughRoutes } from './pass-through-routes.ts'
import { templateRoutes } from './routes.ts'
import { TemplateSending } from './sending.ts'
import { templateSendingRoutes } from './sending-routes.ts'
import { Templates } from './service.ts'

interface Parts extends WhatsAppParts {
  graph: Graph
  plugins: Plugins
  messages: Messages
  consent: Consent
}

/** Templates: kept, checked, filled, sent, and Meta's own calls for them. */
export function composeTemplates(parts: Parts) {
  const { plugins } = parts
  const templates = new Templates(parts)
  const passThrough = new TemplatePassThrough({ ...parts, templates })
  const sending = new TemplateSending({ ...parts, templates })
  return {
    templates,
    routes: [
      templateRoutes(templates, plugins),
      templatePassThroughRoutes(passThrough),
      templateSendingRoutes(sending),
    ],
  }
}
