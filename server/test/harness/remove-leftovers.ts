// What `npm test` calls when it was interrupted.
import { removeLeftovers } from './data-dir.ts'

await removeLeftovers()
