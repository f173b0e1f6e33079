// A server reduced to its database, for tests that kill it: `node embedded-server.ts FOLDER` prints one line when ready. It ends when its
// input does, so that tests which are interrupted leave no process.
import { startEmbeddedPostgres } from '../../src/database/embedded/start.ts'

const [dataDir = ''] = process.argv.slice(2)
const { url } = await startEmbeddedPostgres({ dataDir, log: () => undefined })
console.log(url)
process.stdin.resume()
