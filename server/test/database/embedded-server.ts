// A server reduced to its database, for tests that kill it: `node embedded-server.ts FOLDER` prints one line when ready.
import { startEmbeddedPostgres } from '../../src/database/embedded/start.ts'

const [dataDir = ''] = process.argv.slice(2)
const { url } = await startEmbeddedPostgres({ dataDir, log: () => undefined })
console.log(url)
setInterval(() => undefined, 60_000)
