import { hash } from 'node:crypto'
import type { Problem } from '../../errors.ts'
import { signupScript } from './signup-script.ts'
import type { Connected } from './types.ts'

export interface Page {
  html: string
  /** Content-Security-Policy */
  policy: string
}

export interface FormPage {
  name: string
  /** of an account that is connected again */
  wabaId: string | null
  problems: readonly Problem[]
  /** what was filled in before, without the secrets */
  filled: { wabaId?: string; appId?: string }
  signup: { appId: string; configId: string } | null
}

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 34rem; margin: 2rem auto; padding: 0 1rem; }
label { display: block; margin-top: 1rem; font-weight: 600; }
small { display: block; font-weight: 400; }
input { box-sizing: border-box; width: 100%; padding: .5rem; font: inherit; }
button { margin-top: 1.5rem; padding: .6rem 1.2rem; font: inherit; }
.problem { border-left: 4px solid #c62828; padding: .1rem 1rem; }
`

/** The form: an account's id and token, and Meta's own signup where the operator has set it up. */
export function formPage({ name, wabaId, problems, filled, signup }: FormPage): Page {
  const wrong = problems.map(({ message, hint }) => `<p>${escaped(message)} ${escaped(hint ?? '')}</p>`).join('')
  const invalid = new Set(problems.map(({ path }) => path))
  const field = (id: string, label: string, help: string, attributes: string): string => `
    <label for="${id}">${label}<small id="${id}-help">${help}</small></label>
    <input id="${id}" name="${id}" aria-describedby="${id}-help" ${invalid.has(id) ? 'aria-invalid="true"' : ''} ${attributes}>`
  const script = signup ? signupScript(signup) : null
  return page(
    `Connect ${name || 'a WhatsApp account'}`,
    `<h1>Connect ${escaped(name) || 'a WhatsApp account'}</h1>
  ${wrong && `<div class="problem" role="alert">${wrong}</div>`}
  ${script ? '<p><button type="button" id="signup" hidden>Connect with Facebook</button></p><p role="status" id="signup-status"></p>' : ''}
  <form method="post">
    ${field('wabaId', 'WhatsApp Business account ID', 'In the WhatsApp Manager, under Account tools or in the address of the page.', `required inputmode="numeric" pattern="[0-9]+" value="${escaped(wabaId ?? filled.wabaId ?? '')}" ${wabaId ? 'readonly' : ''}`)}
    ${field('accessToken', 'Access token', 'Of a system user, with whatsapp_business_messaging and whatsapp_business_management.', 'required type="password" autocomplete="off"')}
    ${field('appId', 'App ID', 'Of the app that the token belongs to, in the App Dashboard.', `inputmode="numeric" pattern="[0-9]*" value="${escaped(filled.appId ?? '')}"`)}
    ${field('appSecret', 'App secret', 'In the App Dashboard under App settings, Basic. Without it no messages can be received.', 'type="password" autocomplete="off"')}
    <button type="submit">Connect</button>
  </form>`,
    script,
  )
}

/** The end: what was connected, for people, and as data for the page that opened this one. */
export function donePage(connected: Connected): Page {
  const numbers = connected.whatsappPhoneNumbers
    .map(({ displayPhoneNumber, verifiedName }) => `<li>${escaped(displayPhoneNumber)} ${escaped(verifiedName)}</li>`)
    .join('')
  // a less-than sign could end the element
  const data = JSON.stringify(connected).replaceAll('<', '\\u003c')
  return page(
    'Connected',
    `<h1>The account is connected</h1>
  <ul>${numbers}</ul>
  <p>You may close this page.</p>
  <script type="application/json" id="connected">${data}</script>`,
    null,
  )
}

export const gonePage = (problems: readonly Problem[]): Page =>
  page(
    'This link is not valid',
    `<h1>This link is not valid</h1>
  ${problems.map(({ message, hint }) => `<p>${escaped(message)} ${escaped(hint ?? '')}</p>`).join('')}`,
    null,
  )

function page(title: string, body: string, script: string | null): Page {
  const html = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="referrer" content="no-referrer">
  <title>${escaped(title)}</title>
  <style>${style}</style>
</head>
<body>
  <main>
  ${body}
  </main>
  ${script === null ? '' : `<script>${script}</script>`}
</body>
</html>
`
  const meta =
    script === null
      ? ''
      : `; script-src ${sourceOf(script)} https://connect.facebook.net; connect-src 'self' https://*.facebook.com; frame-src https://*.facebook.com; img-src https://*.facebook.com`
  const policy = `default-src 'none'; style-src ${sourceOf(style)}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'${meta}`
  return { html, policy }
}

const sourceOf = (text: string): string => `'sha256-${hash('sha256', text, 'base64')}'`

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign)
