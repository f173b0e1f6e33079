import type { Config } from '../config.ts'
import type { SeededDemo } from '../demo/seed.ts'
import type { DemoWhatsApp } from '../demo/whatsapp.ts'

/** What a person sees when the server is up: where it is, and one line to paste that works. */
export function welcome(now: { url: string; demo: SeededDemo | null; hasTeams: boolean; config: Config }): string {
  const lines = [
    '',
    `Nadi is ready at ${now.url}`,
    `  API explorer   ${now.url}/docs`,
    `  OpenAPI        ${now.url}/openapi.json`,
  ]
  if (now.demo) {
    lines.push(
      `  demo team      ${now.demo.leads} leads`,
      ...signIn(now.url, now.demo),
      `  API key        ${now.demo.apiKey}`,
      '',
      'Try it: complete a call task on lead LEAD-000042',
      '',
      completeCall(now.url, now.demo.apiKey),
    )
    if (now.demo.whatsapp) lines.push('', ...tryWhatsApp(now.url, now.demo.apiKey, now.demo.whatsapp))
  } else if (!now.hasTeams) {
    lines.push(
      '',
      'There is no team yet. Make the first one with its administrator and a key:',
      '',
      '  npm run nadi -- team create',
    )
  }
  return `${lines.join('\n')}\n`
}

function signIn(url: string, { username, password }: SeededDemo): string[] {
  const at = `  sign in        at ${url}/ as ${username}`
  if (password === null) {
    return [
      `${at} with the password that was set on the first start;`,
      `                 npm run nadi -- user password ${username} makes another`,
    ]
  }
  return [
    `${at} with ${password}`,
    '                 (to be changed then; priya@paisapay.com, a manager, and sameer@paisapay.com, an agent, begin with the same)',
  ]
}

function completeCall(url: string, key: string): string {
  const body = {
    data: {
      call_disposition: 'RNR',
      next_call_time: '2023-11-15T09:30:00',
      remarks: 'Couldnt reach out to the customer',
    },
    status: 'COMPLETED',
    assignedTo: 'alex@paisapay.com',
  }
  return curl(`${url}/v1/ext/p/lead/LEAD-000042/task/call`, key, body)
}

function tryWhatsApp(url: string, key: string, whatsapp: DemoWhatsApp): string[] {
  const { phoneUrl, pluginId, phoneNumberId, customer } = whatsapp
  const body = {
    messaging_product: 'whatsapp',
    to: customer.number,
    type: 'text',
    text: { body: `Hello ${customer.name.split(' ')[0]}, how can we help?` },
  }
  return [
    `And WhatsApp, without Meta: open the phone at ${phoneUrl}, pick ${customer.name}, write "hello", and answer:`,
    '',
    curl(`${url}/v1/ext/plugin/whatsapp/${pluginId}/api/v23.0/${phoneNumberId}/messages`, key, body),
  ]
}

function curl(url: string, key: string, body: object): string {
  return [
    `curl -sS '${url}'`,
    `-H 'Authorization: Bearer ${key}'`,
    `-H 'Content-Type: application/json'`,
    `-d '${JSON.stringify(body)}'`,
  ].join(' ')
}
