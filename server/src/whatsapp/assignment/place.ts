import { NotFound } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import type { Plugins } from '../plugins/service.ts'

/** @throws NotFound where no plugin of the team has the number, connected or not */
export async function numberMeant(plugins: Plugins, scope: Scope, phoneNumberId: string): Promise<void> {
  const all = await plugins.list(scope)
  if (all.some(({ numbers }) => numbers.some(({ id }) => id === phoneNumberId))) return
  throw new NotFound(`No plugin of this team has the phone number ${phoneNumberId}.`, {
    code: 'no_such_phone_number',
    path: 'whatsappPhoneNumberId',
    hint: "GET /v1/ext/whatsapp-phone-number lists the numbers; `id` is Meta's phone-number id, not the number itself.",
  })
}
