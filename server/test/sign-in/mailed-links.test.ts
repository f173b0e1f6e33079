import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Mailbox, startMailbox } from '../harness/mailbox.ts'
import { startNadi, withTeam } from '../harness/nadi.ts'
import { makeUser } from '../harness/people.ts'
import { testPassword } from '../harness/sign-in.ts'

let mailbox: Mailbox
beforeAll(async () => {
  mailbox = await startMailbox()
})
afterAll(() => mailbox.close())
startNadi(() => ({
  mail: { smtpUrl: mailbox.url, from: 'Nadi <nadi@example.org>' },
  publicUrl: 'https://nadi.example.org',
}))

const tokenIn = (text: string): string =>
  /https:\/\/nadi\.example\.org\/invitation\/([\w-]{64})\s/.exec(text)?.[1] ?? 'none'

test(
  'an invitation is mailed, again where it was not taken at once, and its link stands nowhere else',
  withTeam(async (team) => {
    const { username } = await makeUser(team.api, 'asha@people.example', 'Admin')
    mailbox.refuse(1)

    const made = await team.api.post(`/v1/ext/user/${username}/invitation`)
    const mail = await mailbox.mailTo(username)

    expect(made.body._data).toMatchObject({ link: null, sentTo: username })
    expect(mail.subject).toMatch(/^Your invitation to Team t\w+$/)
    expect(mail.text).toContain(`Hello ${username},`)
    const accepted = await team.as('').post(`/v1/ext/invitation/${tokenIn(mail.text)}`, { password: testPassword })
    expect(accepted.status).toBe(200)
    expect(accepted.headers.get('set-cookie')).toMatch(/; Secure$/)
  }),
)

test(
  'who forgot their password has a link mailed; that nobody has that name is not told',
  withTeam(async (team) => {
    const anybody = team.as('')
    const { username } = await makeUser(team.api, 'ravi@people.example', 'Admin')
    const left = await makeUser(team.api, 'left@people.example', 'Admin')
    await team.api.put(`/v1/ext/user/${left.id}`, { isActive: false })
    expect((await anybody.get('/v1/ext/sign-in-options')).body._data).toEqual({
      password: true,
      oidc: null,
      resetByMail: true,
    })

    const nobody = await anybody.post('/v1/ext/password-reset', { username: 'nobody@people.example' })
    const gone = await anybody.post('/v1/ext/password-reset', { username: left.username })
    const somebody = await anybody.post('/v1/ext/password-reset', { username: ' RAVI@people.example' })
    const mail = await mailbox.mailTo(username)

    for (const { status, body } of [nobody, gone, somebody]) expect([status, body]).toEqual([200, somebody.body])
    expect(mail.subject).toMatch(/^Another password for Team/)
    expect(mailbox.mails.map(({ to }) => to)).not.toContain(left.username)
    const token = tokenIn(mail.text)
    expect((await anybody.get(`/v1/ext/invitation/${token}`)).body._data).toMatchObject({
      purpose: 'PASSWORD_RESET',
      username,
    })
    expect((await anybody.post(`/v1/ext/invitation/${token}`, { password: testPassword })).status).toBe(200)
  }),
)
