import type { Command } from 'commander'
import { say, withNadi } from './command.ts'
import { operatorOf } from './operator.ts'

interface CreateFlags {
  team?: string
  role: string
  name: string
  description?: string
  user?: string
}

export function addKey(program: Command): void {
  const key = program.command('key').description("make, list and revoke a team's API keys")

  key
    .command('create')
    .description('make an API key; it is printed this once')
    .option('--team <id>', 'short id of the team, where there are several')
    .requiredOption('--role <role>', 'name or uuid of its role')
    .requiredOption('--name <name>', 'what the key is for')
    .option('--description <text>')
    .option('--user <username>', 'in whose name the key acts; nobody where it is left out')
    .action(createKey)

  key
    .command('list')
    .description('list the keys that work, without their secrets')
    .option('--team <id>', 'short id of the team, where there are several')
    .action(({ team }: { team?: string }) =>
      withNadi(async ({ teams, keys }) => {
        const scope = await operatorOf({ teams }, team)
        for (const { id, name, hint, roleName, username } of await keys.list(scope, { isRevoked: false })) {
          console.log([id, hint, name, roleName, username ?? '-'].join('\t'))
        }
      }),
    )

  key
    .command('revoke')
    .description('end a key at once and for good')
    .argument('<id>', 'uuid of the key, as `nadi key list` shows it')
    .option('--team <id>', 'short id of the team, where there are several')
    .action((id: string, { team }: { team?: string }) =>
      withNadi(async ({ teams, keys }) => {
        const { name } = await keys.revoke(await operatorOf({ teams }, team), id)
        say(`Revoked the key "${name}".`)
      }),
    )
}

async function createKey({ team, role, name, description = '', user }: CreateFlags): Promise<void> {
  await withNadi(async ({ teams, keys }) => {
    const scope = await operatorOf({ teams }, team)
    const created = await keys.create(scope, { name, description, role, user: user ?? null })
    say(`Made a key with the role ${created.roleName}. It is shown this once:`)
    console.log(created.key)
  })
}
