import { expect, test } from 'vitest'
import { operatorScope } from '../../../src/platform/teams/operator.ts'
import { applyAccountEvent } from '../../../src/whatsapp/plugins/account-event.ts'
import { type TeamAtHand, withTeam } from '../../harness/nadi.ts'
import { type ConnectedPlugin, connectPlugin, startNadiWithSimulator } from '../../harness/simulator.ts'

startNadiWithSimulator()

const minute = 60_000
const begun = Date.now() - 60 * minute

/** Events as Meta words them, with how many minutes after the first they were told. */
const eventsFor = (displayPhoneNumber: string): [field: string, minutes: number, value: Record<string, unknown>][] => [
  [
    'phone_number_quality_update',
    0,
    { display_phone_number: displayPhoneNumber, event: 'UPGRADE', current_limit: 'TIER_10K' },
  ],
  [
    'phone_number_quality_update',
    1,
    { display_phone_number: displayPhoneNumber, event: 'FLAGGED', current_limit: 'TIER_10K' },
  ],
  [
    'phone_number_quality_update',
    2,
    { display_phone_number: displayPhoneNumber, event: 'DOWNGRADE', current_limit: 'TIER_1K' },
  ],
  [
    'account_update',
    3,
    { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE', waba_ban_date: 'May 2, 2027' } },
  ],
  [
    'account_update',
    4,
    { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE', waba_ban_date: 'May 3, 2027' } },
  ],
  [
    'account_update',
    5,
    {
      event: 'ACCOUNT_RESTRICTION',
      restriction_info: [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: 1_900_000_000 }],
    },
  ],
  ['account_review_update', 6, { decision: 'APPROVED' }],
  [
    'phone_number_name_update',
    7,
    { display_phone_number: displayPhoneNumber, decision: 'APPROVED', requested_verified_name: 'Lucky Shrub' },
  ],
  [
    'account_alerts',
    8,
    {
      entity_type: 'WABA',
      entity_id: 1,
      alert_info: { alert_type: 'OBA_APPROVED', alert_description: 'The account is official now.' },
    },
  ],
]

async function apply(
  { nadi, scope }: TeamAtHand,
  { pluginId, account }: ConnectedPlugin,
  shuffled: (events: ReturnType<typeof eventsFor>) => ReturnType<typeof eventsFor>,
): Promise<void> {
  for (const [field, minutes, value] of shuffled(eventsFor(account.phoneNumbers[0]?.displayPhoneNumber ?? ''))) {
    await nadi.db
      .transaction()
      .execute((tx) =>
        applyAccountEvent(
          tx,
          operatorScope(scope.teamId),
          { id: pluginId },
          { field, value, at: new Date(begun + minutes * minute) },
        ),
      )
  }
  nadi.whatsapp.plugins.drop(scope, pluginId)
}

test(
  'what Meta tells of an account stands in its health, the same in whatever order and however often it is told',
  withTeam(async (team) => {
    const [one, other] = [await connectPlugin(team), await connectPlugin(team)]
    await apply(team, one, (events) => events)
    await apply(team, other, (events) => [...events.toReversed(), ...events.slice(3, 6), ...events])

    const [first, second] = await Promise.all(
      [one, other].map(async ({ pluginId }) => (await team.api.get(`/v1/ext/plugin/whatsapp/${pluginId}`)).body._data),
    )
    expect(first.phoneNumbers[0]).toMatchObject({
      status: 'FLAGGED',
      qualityScore: { score: 'RED' },
      messagingLimitTier: 'TIER_1K',
      verifiedName: 'Lucky Shrub',
    })
    expect(first.health.account).toMatchObject({
      reviewStatus: 'APPROVED',
      restriction: 'Meta restricts the account: RESTRICTED_BIZ_INITIATED_MESSAGING until 2030-03-17 17:46 UTC.',
    })
    expect(first.health.account.alerts).toHaveLength(9)
    expect(first.health.problems.map(({ code }: { code: string }) => code)).toEqual(
      expect.arrayContaining(['account_restricted', 'number_not_registered', 'number_low_quality']),
    )
    expect(second.phoneNumbers[0]).toMatchObject({
      status: 'FLAGGED',
      messagingLimitTier: 'TIER_1K',
      verifiedName: 'Lucky Shrub',
    })
    expect(second.health.account.restriction).toBe(first.health.account.restriction)
    expect(second.health.account.alerts.map(({ kind, at }: { kind: string; at: number }) => [kind, at])).toEqual(
      first.health.account.alerts.map(({ kind, at }: { kind: string; at: number }) => [kind, at]),
    )
  }),
)
