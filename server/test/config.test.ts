import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'

let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'nadi-config-'))
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))

const read = (env: Record<string, string>) => readConfig({ NADI_DATA_DIR: dataDir, ...env }, dataDir)

test('mail and single sign-on are off until they are set', () => {
  expect(read({})).toMatchObject({ mail: null, oidc: null, trustedProxies: [] })
  const set = read({
    NADI_SMTP_URL: 'smtps://nadi:secret@mail.example.org',
    NADI_MAIL_FROM: 'Nadi <nadi@example.org>',
    NADI_OIDC_ISSUER: 'https://accounts.example.org',
    NADI_OIDC_CLIENT_ID: 'nadi',
    NADI_OIDC_CLIENT_SECRET: 'secret',
    NADI_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8',
  })
  expect(set).toMatchObject({
    mail: { smtpUrl: 'smtps://nadi:secret@mail.example.org', from: 'Nadi <nadi@example.org>' },
    oidc: { issuer: 'https://accounts.example.org', clientId: 'nadi', clientSecret: 'secret', name: 'single sign-on' },
    trustedProxies: ['127.0.0.1', '10.0.0.0/8'],
  })
})

test('every mistake in them is told at once, and no secret with it', () => {
  const env = {
    NADI_SMTP_URL: 'https://nadi:secret@mail.example.org',
    NADI_MAIL_FROM: 'nobody',
    NADI_OIDC_ISSUER: 'http://accounts.example.org',
    NADI_OIDC_CLIENT_ID: 'nadi',
    NADI_OIDC_CLIENT_SECRET: 'secret',
    NADI_TRUSTED_PROXIES: 'proxy.example.org',
  }
  const mistakes = (given: Record<string, string>): string[] => {
    try {
      read(given)
      return []
    } catch (error) {
      return (error as Error).message.split('\n')
    }
  }

  const told = mistakes(env)

  expect(told.map((line) => line.split(' ')[0])).toEqual([
    'NADI_SMTP_URL',
    'NADI_MAIL_FROM',
    'NADI_OIDC_ISSUER',
    'NADI_TRUSTED_PROXIES',
  ])
  expect(told.join()).not.toContain('secret')
  expect(mistakes({ NADI_SMTP_URL: 'smtp://mail.example.org', NADI_OIDC_CLIENT_ID: 'nadi' })).toEqual([
    'NADI_SMTP_URL and NADI_MAIL_FROM belong together: set both, or neither.',
    'NADI_OIDC_ISSUER, NADI_OIDC_CLIENT_ID and NADI_OIDC_CLIENT_SECRET belong together: set all, or none.',
  ])
})
