import type { Command } from 'commander'
import { operatorScope } from '../platform/teams/operator.ts'
import { askFor } from './ask.ts'
import { say, withNadi } from './command.ts'

interface Flags {
  shortId?: string
  name?: string
  timeZone?: string
  callingCode?: string
  admin?: string
}

export function addTeam(program: Command): void {
  const team = program.command('team').description('make teams')

  team
    .command('create')
    .description('make a team with its first administrator and an API key; asks for what no flag gives')
    .option('--short-id <id>', 'small letters and digits, such as paisapay; never changes')
    .option('--name <name>', 'such as "PaisaPay"')
    .option('--time-zone <zone>', 'IANA, such as Asia/Kolkata')
    .option('--calling-code <code>', 'of phone numbers written without one, such as 91')
    .option('--admin <username>', 'e-mail address of the first administrator')
    .action(createTeam)

  team
    .command('list')
    .description('list the teams by their short ids')
    .action(() =>
      withNadi(async ({ teams }) => {
        for (const shortId of await teams.shortIds()) console.log(shortId)
      }),
    )
}

async function createTeam(flags: Flags): Promise<void> {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const asked = await askFor({
    shortId: { flag: '--short-id', text: 'Short id of the team (small letters and digits)', given: flags.shortId },
    name: { flag: '--name', text: 'Name of the team', given: flags.name },
    timeZone: { flag: '--time-zone', text: 'Time zone', given: flags.timeZone, fallback: timeZone },
    callingCode: { flag: '--calling-code', text: 'Calling code, such as 91', given: flags.callingCode },
    adminUsername: { flag: '--admin', text: 'E-mail address of the administrator', given: flags.admin },
  })
  await withNadi(async ({ teams, signIn, publicAddress }, config) => {
    // where the server will answer, or does
    publicAddress.listensAt(`http://${config.host}:${config.port}`)
    const { apiKey, scope } = await teams.create({ ...asked, apiKey: config.apiKey })
    const { link } = await signIn.links.make(operatorScope(scope.teamId), asked.adminUsername, 'INVITATION')
    say(`Made the team ${asked.shortId} with its administrator ${asked.adminUsername}.`)
    say(
      link
        ? `The administrator signs in by this link, once, within seven days: ${link}`
        : `An invitation is mailed to ${asked.adminUsername} by the running server.`,
    )
    say('Its API key, shown this once:')
    console.log(apiKey)
  })
}
