import { flowExchangeRoutes, flowRoutes } from './routes.ts'
import { type FlowParts, Flows } from './service.ts'

/** What answers the Flows of a plugin. */
export function composeFlows(parts: FlowParts) {
  const flows = new Flows(parts)
  const { plugins } = parts
  return { routes: [flowRoutes({ flows, plugins }), flowExchangeRoutes({ flows, plugins })] }
}
