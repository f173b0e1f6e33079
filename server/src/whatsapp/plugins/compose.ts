import type { Vault } from '../../secrets/vault.ts'
import type { WhatsAppParts } from '../compose.ts'
import type { Graph } from '../graph/client.ts'
import { Checkup } from './checkup.ts'
import { Connections } from './connections.ts'
import { Directory, type FollowPlugin } from './directory.ts'
import { directoryRoutes } from './directory-routes.ts'
import { pluginRoutes } from './routes.ts'
import type { Plugins } from './service.ts'

interface Parts extends WhatsAppParts {
  vault: Vault
  graph: Graph
  plugins: Plugins
  followPlugin: FollowPlugin
}

export function composePlugins(parts: Parts) {
  const checkup = new Checkup(parts)
  const connections = new Connections({ ...parts, checkup, graphUrls: parts.config.graphUrls })
  return { checkup, connections, routes: [pluginRoutes(connections), directoryRoutes(new Directory(parts))] }
}
