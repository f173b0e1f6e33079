import type { Database } from '../../database/database.ts'
import type { PublicAddress } from '../../http/public-address.ts'
import type { Models } from '../../platform/model/service.ts'
import type { Storage } from '../../storage/storage.ts'
import type { Graph } from '../graph/client.ts'
import type { Plugins } from '../plugins/service.ts'
import { PublicMedia } from './public-media.ts'
import { mediaRoutes } from './routes.ts'
import { Media } from './service.ts'

export interface MediaParts {
  db: Database
  models: Models
  storage: Storage
  graph: Graph
  plugins: Plugins
  /** where files lie while they are on their way */
  incoming: string
  publicAddress: PublicAddress
  newId: () => string
}

/** Files that come with messages, and files for messages. */
export function composeMedia(parts: MediaParts) {
  const media = new Media(parts)
  return { media, routes: [mediaRoutes({ ...parts, media, publicMedia: new PublicMedia(parts) })] }
}
