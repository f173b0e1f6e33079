import { registerHooks } from 'node:module'
import { violations } from '../../console/test/axe.ts'
import { Nadi } from '../../sdk/src/index.ts'
import { emptyBrowser, newBrowser, open } from './browsing.ts'
import type { ConsoleBench, ConsoleContext, ConsoleServer, Findings } from './measured.ts'

interface Routes {
  areas: readonly { path: string }[]
  signInPages: readonly { path: string }[]
}

/** Each page of the console, read by axe in both colour modes. */
export const accessibility: ConsoleBench = {
  name: 'accessibility',
  run: async (context: ConsoleContext): Promise<Findings> => {
    const server = await context.demo()
    const { areas, signInPages } = await routes()
    const fill = filler(await parameters(server))
    const notes: string[] = []
    const page = await newBrowser(context.browser, server)
    const signedOut = await (await emptyBrowser(context.browser)).newPage()
    const all = [
      ...areas.map(({ path }) => ({ page, path })),
      ...signInPages.map(({ path }) => ({ page: signedOut, path })),
    ].flatMap(({ page, path }) => fill(path).map((address) => ({ page, address })))
    let count = 0
    for (const { page, address } of all) {
      context.say(address)
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
      await open(page, server, address)
      const found = await violations(page)
      count += found.length
      if (found.length > 0) notes.push(`${address}:\n${found.join('\n')}`)
    }
    await page.context().close()
    await signedOut.context().close()
    return {
      figures: [
        {
          what: `axe on ${all.length} pages, light and dark`,
          measured: `${count} violations`,
          target: '0 violations',
          isMet: count === 0,
        },
      ],
      notes,
    }
  },
}

/** The console's own list. It is made for a browser, so its types are not for here; where the client is, Vite tells it. */
async function routes(): Promise<Routes> {
  const client = new URL('../../sdk/src/index.ts', import.meta.url).href
  registerHooks({ resolve: (name, context, next) => next(name === '@nadi/sdk' ? client : name, context) })
  const load = (file: string): Promise<unknown> => import(new URL(`../../console/src/${file}`, import.meta.url).href)
  const { areas } = (await load('app/areas.ts')) as Pick<Routes, 'areas'>
  const { signInPages } = (await load('pages/sign-in/routes.ts')) as Pick<Routes, 'signInPages'>
  return { areas, signInPages }
}

/** What stands for the variable parts of addresses: something of the demo's each. */
async function parameters({ url, key }: ConsoleServer): Promise<Record<string, readonly string[]>> {
  const nadi = new Nadi({ url, apiKey: key })
  const { data: config } = await nadi.call('GET /v1/ext/config')
  const procedure = config.procedures.find(({ shortId }) => shortId === 'lead')
  const { data: processes } = await nadi.call('POST /v1/ext/procedure/{procedure}/process/list', {
    path: { procedure: 'lead' },
    body: { limit: 1 },
  })
  const { data: chats } = await nadi.call('POST /v1/ext/chat', { body: { limit: 1 } })
  const { data: jobs } = await nadi.call('GET /v1/ext/background-jobs', { query: { limit: 1 } })
  const { data: plugins } = await nadi.call('GET /v1/ext/plugin/whatsapp')
  const pluginId = plugins[0]?.id ?? ''
  const { data: templates } = await nadi.call('GET /v1/ext/plugin/whatsapp/{pluginId}/templates', {
    path: { pluginId },
  })
  const ids = (things: readonly { id: string }[]): string[] => things.slice(0, 1).map(({ id }) => id)
  return {
    procedure: procedure ? [procedure.shortId] : [],
    processId: ids(processes),
    chatId: ids(chats),
    jobId: ids(jobs),
    pluginId: [pluginId],
    templateId: ids(templates),
    entity: config.entities.slice(0, 1).map(({ shortId }) => shortId),
    roleId: [...ids(config.roles), 'new'],
    tab: ['states', 'attributes', 'tasks', 'settings'],
    token: ['used-already'],
  }
}

/** The addresses of a path, one for each value of its parameters; what may be left out is also left out. */
const filler =
  (values: Record<string, readonly string[]>) =>
  (path: string): string[] => {
    const [part, isOptional, name] = /\/(\{-)?\$(\w+)\}?/.exec(path) ?? []
    if (part === undefined || name === undefined) return [path]
    const given = values[name] ?? []
    if (given.length === 0) throw new Error(`The demo has nothing to fill ${name} of ${path} with.`)
    return [...(isOptional ? [''] : []), ...given.map((value) => `/${value}`)].flatMap((filled) =>
      filler(values)(path.replace(part, filled)),
    )
  }
