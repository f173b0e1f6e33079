import type { Command } from 'commander'
import { showUserToPeople } from '../platform/users/show.ts'
import { say, withNadi } from './command.ts'
import { operatorOf } from './operator.ts'

interface CreateFlags {
  team?: string
  role: string
  firstName?: string
  lastName?: string
}

export function addUser(program: Command): void {
  const user = program.command('user').description("make, list, activate and deactivate a team's users")
  const ofTeam = (name: string, description: string): Command =>
    user.command(name).description(description).option('--team <id>', 'short id of the team, where there are several')

  ofTeam('create', 'make a user')
    .argument('<username>', 'an e-mail address')
    .requiredOption('--role <role>', 'name or uuid of the role')
    .option('--first-name <name>')
    .option('--last-name <name>')
    .action(createUser)

  ofTeam('list', 'list the users').action(({ team }: { team?: string }) =>
    withNadi(async ({ teams, users }) => {
      const scope = await operatorOf({ teams }, team)
      const query = { limit: 100, isDeleted: false, total: false }
      for (let skip = 0, hasMore = true; hasMore; skip += query.limit) {
        const page = await users.list(scope, { ...query, skip }, showUserToPeople)
        for (const { username, displayName, role, isActive } of page.users) {
          console.log([username, displayName, role, isActive ? 'active' : 'not active'].join('\t'))
        }
        hasMore = page.hasMore
      }
    }),
  )

  ofTeam('password', 'make a one-time password for a user, who must change it at once; their sessions end')
    .argument('<username>')
    .action((username: string, { team }: { team?: string }) =>
      withNadi(async ({ teams, signIn }) => {
        const password = await signIn.passwords.setOneTime(await operatorOf({ teams }, team), username)
        say(`The next sign-in of ${username}, who must change it then, is with:`)
        console.log(password)
      }),
    )

  ofTeam('activate', 'let a user work again').argument('<username>').action(setActive(true))
  ofTeam('deactivate', 'keep a user from working; their keys stop').argument('<username>').action(setActive(false))
}

async function createUser(username: string, { team, role, ...names }: CreateFlags): Promise<void> {
  await withNadi(async ({ teams, users }) => {
    const created = await users.create(await operatorOf({ teams }, team), { username, role, ...names })
    say(`Made the user ${created.username}:`)
    console.log(created.id)
  })
}

const setActive =
  (isActive: boolean) =>
  (username: string, { team }: { team?: string }): Promise<void> =>
    withNadi(async ({ teams, users }) => {
      const scope = await operatorOf({ teams }, team)
      const user = await users.update(scope, username, { isActive })
      say(`${user.displayName} (${user.username}) is ${isActive ? 'active' : 'not active'} now.`)
    })
