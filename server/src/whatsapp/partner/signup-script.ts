import { graphVersion } from '../graph/version.ts'

/**
 * Meta's Embedded Signup in the page: its window tells the account by a message, and ends with a code; both go to the form's own address.
 * https://developers.facebook.com/docs/whatsapp/embedded-signup/implementation
 */
export const signupScript = ({ appId, configId }: { appId: string; configId: string }): string => `
const button = document.getElementById('signup')
const status = document.getElementById('signup-status')
let wabaId = ''
let code = ''
const send = async () => {
  if (!wabaId || !code) return
  status.textContent = 'Connecting …'
  const answer = await fetch(location.href, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ wabaId, code }),
  })
  const body = await answer.json()
  status.textContent = answer.ok ? 'The account is connected. You may close this page.' : body._errors.join(' ')
}
window.addEventListener('message', ({ origin, data }) => {
  if (!/^https:\\/\\/([a-z0-9-]+\\.)?facebook\\.com$/.test(origin)) return
  try {
    const told = JSON.parse(data)
    if (told.type !== 'WA_EMBEDDED_SIGNUP' || !told.data?.waba_id) return
    wabaId = told.data.waba_id
    send()
  } catch {
    // Facebook sends other messages too, which are no JSON
  }
})
window.fbAsyncInit = () => {
  FB.init({ appId: '${appId}', autoLogAppEvents: false, xfbml: false, version: '${graphVersion}' })
  button.hidden = false
}
button.addEventListener('click', () => {
  FB.login(
    ({ authResponse }) => {
      code = authResponse?.code ?? ''
      send()
    },
    {
      config_id: '${configId}',
      response_type: 'code',
      override_default_response_type: true,
      extras: { setup: {}, sessionInfoVersion: '3' },
    },
  )
})
const sdk = document.createElement('script')
sdk.src = 'https://connect.facebook.net/en_US/sdk.js'
sdk.async = true
document.body.append(sdk)
`
