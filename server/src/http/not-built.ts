import { NotBuilt } from '../errors.ts'

/** Calls that the API has in its WhatsApp half, which is not there yet: docs/compatibility.md. */
const notBuilt = /^\/v\d+\/(ext\/)?(plugin|whatsapp)(\/|$)/

/** @throws NotBuilt for a call that Nadi will answer one day, rather than saying that there is no such call */
export function refuseNotBuilt(path: string): void {
  if (!notBuilt.test(path)) return
  throw new NotBuilt(`${path} belongs to the WhatsApp half of the API, which this version of Nadi does not have yet.`, {
    hint: 'The README lists what is there.',
  })
}
