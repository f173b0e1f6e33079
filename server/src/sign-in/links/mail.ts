import type { Mail } from '../../mail/mailer.ts'
import type { LinkPurpose } from './types.ts'

export interface Mailed {
  purpose: LinkPurpose
  to: string
  displayName: string
  teamName: string
  link: string
}

/** What the mail with a link says. */
export function mailWithLink({ purpose, to, displayName, teamName, link }: Mailed): Mail {
  const { subject, first, last } = texts[purpose](teamName)
  return { to, subject, text: `Hello ${displayName},\n\n${first}\n\n${link}\n\n${last}\n` }
}

const texts: Record<LinkPurpose, (team: string) => { subject: string; first: string; last: string }> = {
  INVITATION: (team) => ({
    subject: `Your invitation to ${team}`,
    first: `you are invited to work with ${team}. Open this link to set your password:`,
    last: 'It is good once, within seven days.',
  }),
  PASSWORD_RESET: (team) => ({
    subject: `Another password for ${team}`,
    first: `open this link to set another password for ${team}:`,
    last: 'It is good once, within an hour. If you did not ask for it, leave it alone: your password stays as it is.',
  }),
}
