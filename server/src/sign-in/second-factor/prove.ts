import { Unauthorized } from '../../errors.ts'
import type { Attempt } from '../attempts/service.ts'
import type { PersonScope } from '../member.ts'
import type { SecondFactors } from './service.ts'

/**
 * What comes after the first proof of who somebody is.
 * @throws Unauthorized where the person has a second factor, and `code` is not it
 */
export async function proveSecondFactor(
  secondFactors: SecondFactors,
  scope: PersonScope,
  code: string | undefined,
  attempt: Attempt,
): Promise<void> {
  if (!(await secondFactors.has(scope, scope.userId))) return
  if (!code) {
    await attempt.givenBack()
    throw new Unauthorized('The second factor is needed as well: send its present code as "code".', {
      code: 'second_factor_needed',
      path: 'code',
      hint: 'Without the device, one of the recovery codes will do.',
    })
  }
  if (await secondFactors.spend(scope, scope.userId, code)) return
  throw new Unauthorized('"code" is not right, or was used already.', {
    code: 'wrong_code',
    path: 'code',
    hint: 'Wait for the next code of the device.',
  })
}
