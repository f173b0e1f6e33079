import { Secret, TOTP } from 'otpauth'
import type { Database, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { BadInput, Conflict, NotFound } from '../../errors.ts'
import { recordEvent } from '../../events/record.ts'
import type { Models } from '../../platform/model/service.ts'
import type { TeamModel } from '../../platform/model/types.ts'
import { assertMayGive } from '../../platform/users/permission.ts'
import type { Scope } from '../../scope.ts'
import type { Vault } from '../../secrets/vault.ts'
import { memberMeant } from '../member.ts'
import type { Passwords } from '../passwords/service.ts'
import { ownSession } from '../sessions/service.ts'
import { hashRecoveryCode, looksLikeRecoveryCode, newRecoveryCodes } from './recovery-codes.ts'
import * as store from './store.ts'
import type { RecoveryCodes, StartedSecondFactor } from './types.ts'

const period = 30
/** A code of the step before or after is accepted too, for clocks that differ. */
const tolerance = 1

export class SecondFactors {
  readonly #db: Database
  readonly #models: Models
  readonly #vault: Vault
  readonly #passwords: Passwords

  constructor(parts: { db: Database; models: Models; vault: Vault; passwords: Passwords }) {
    this.#db = parts.db
    this.#models = parts.models
    this.#vault = parts.vault
    this.#passwords = parts.passwords
  }

  async has(scope: Scope, userId: string): Promise<boolean> {
    return store.hasConfirmed(scope.transaction ?? this.#db, scope, userId)
  }

  /** A new secret for one's device. It asks for nothing until it is confirmed. @throws Conflict where one is on already */
  async start(scope: Scope): Promise<StartedSecondFactor> {
    const { userId } = ownSession(scope)
    const model = await this.#models.of(scope)
    const secret = new Secret({ size: 20 })
    const isPut = await inTransaction(this.#db, scope, (tx) =>
      store.putSecret(tx, scope, userId, this.#vault.seal(secret.base32)),
    )
    if (!isPut) {
      throw new Conflict('You have a second factor already.', {
        code: 'second_factor_on',
        hint: 'DELETE /v1/ext/session/second-factor turns it off; then another device can be set up.',
      })
    }
    return { secret: secret.base32, uri: totp(secret.base32, labelOf(model, userId)).toString() }
  }

  /** The first code of the device turns it on. @throws BadInput where the code is wrong */
  async confirm(scope: Scope, code: string): Promise<RecoveryCodes> {
    const { userId } = ownSession(scope)
    return inTransaction(this.#db, scope, async (tx) => {
      const factor = await store.findToUse(tx, scope, userId)
      if (!factor || factor.isConfirmed) {
        throw new Conflict('No second factor waits to be confirmed.', {
          code: 'nothing_to_confirm',
          hint: 'POST /v1/ext/session/second-factor starts it.',
        })
      }
      if (!(await this.#acceptCode(tx, scope, userId, factor, code))) throw wrongCode()
      const recoveryCodes = newRecoveryCodes()
      await store.insertRecoveryCodes(tx, scope, userId, recoveryCodes.map(hashRecoveryCode))
      await recordEvent(tx, scope, { kind: 'second_factor.enabled', subjectId: userId, before: null, after: {} })
      return { recoveryCodes }
    })
  }

  /** Whether it is a code of the person's device, or a recovery code, that was not used before; from now on it was. */
  spend(scope: Scope, userId: string, code: string): Promise<boolean> {
    return inTransaction(this.#db, scope, async (tx) => {
      const factor = await store.findToUse(tx, scope, userId)
      if (!factor?.isConfirmed) return false
      if (looksLikeRecoveryCode(code)) return store.spendRecoveryCode(tx, scope, userId, hashRecoveryCode(code))
      return this.#acceptCode(tx, scope, userId, factor, code)
    })
  }

  /** One's own, which takes the password: an open screen is not enough. */
  async remove(scope: Scope, { password, address }: { password: string; address: string }): Promise<void> {
    const { userId } = ownSession(scope)
    await this.#passwords.prove(scope, { password, address, path: 'password' })
    await this.#remove(scope, userId)
  }

  /** Of a person who lost their device. @throws Forbidden where their role exceeds that of who asks */
  async removeOf(scope: Scope, reference: string): Promise<void> {
    const model = await this.#models.of(scope)
    const member = memberMeant(model, reference)
    assertMayGive(scope, member.roleId, model)
    await this.#remove(scope, member.id)
  }

  async #remove(scope: Scope, userId: string): Promise<void> {
    await inTransaction(this.#db, scope, async (tx) => {
      if (!(await store.deleteSecondFactor(tx, scope, userId))) throw new NotFound('There is no second factor.')
      await recordEvent(tx, scope, { kind: 'second_factor.disabled', subjectId: userId, before: {}, after: null })
    })
  }

  async #acceptCode(
    tx: Tx,
    scope: Scope,
    userId: string,
    { secret, lastStep }: store.SecondFactorRow,
    code: string,
  ): Promise<boolean> {
    const timestamp = Date.now()
    const token = code.replaceAll(/\s/g, '')
    const delta = totp(this.#vault.open(secret)).validate({ token, timestamp, window: tolerance })
    if (delta === null) return false
    const step = Math.floor(timestamp / (period * 1000)) + delta
    if (step <= lastStep) return false
    await store.acceptStep(tx, scope, userId, step)
    return true
  }
}

const totp = (base32: string, shown: { issuer?: string; label?: string } = {}): TOTP =>
  new TOTP({ ...shown, secret: base32, algorithm: 'SHA1', digits: 6, period })

/** What the device shows beside its codes. */
const labelOf = (model: TeamModel, userId: string) => ({
  issuer: `Nadi ${model.team.name}`.replaceAll(':', ' '),
  label: model.users.get(userId)?.username ?? '',
})

const wrongCode = (): BadInput =>
  new BadInput('"code" is not the present code of the device.', {
    code: 'wrong_code',
    path: 'code',
    hint: 'Wait for the next one; the clocks of the device and of this server must agree.',
  })
