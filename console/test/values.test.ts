import type { Locator } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { startBrowser } from '../../server/test/harness/browser.ts'
import { applyModel } from '../../server/test/harness/model.ts'
import { startNadi, withTeam } from '../../server/test/harness/nadi.ts'
import { expectAccessible, openConsole } from './harness.ts'

startNadi()
startBrowser()

const profile = {
  type: 'object',
  properties: { level: { type: 'integer' }, since: { type: 'string' } },
  required: ['level'],
}

/** A trip has an attribute of each kind that has an input of its own. */
const model = {
  procedures: {
    trip: {
      primaryKey: 'trip_id',
      states: { NEW: {}, GONE: { status: 'COMPLETED' } },
      attributes: {
        trip_id: { type: 'stringId', name: 'Trip id' },
        seats: { type: 'integer', name: 'Seats' },
        price: { type: 'decimal', name: 'Price', scale: 2 },
        guided: { type: 'boolean', name: 'Guided' },
        meals: { type: 'multiStringEnum', name: 'Meals', options: { VEG: 'Vegetarian', FISH: 'Fish', MEAT: 'Meat' } },
        stops: { type: 'multiString', name: 'Stops' },
        day: { type: 'date', name: 'Day' },
        leaves: { type: 'datetime', name: 'Leaves' },
        place: { type: 'geolocation', name: 'Place' },
        home: { type: 'address', name: 'Home' },
        visit: { type: 'booking', name: 'Visit' },
        shopping: { type: 'cart', name: 'Shopping' },
        extra: { type: 'json', name: 'Extra' },
        profile: { type: 'customObject', name: 'Profile', schema: profile },
        guide: { type: 'user', name: 'Guide' },
        before: { type: 'process', name: 'Trip before', target: 'trip' },
        reached: { type: 'state', name: 'Reached', target: 'trip' },
        papers: { type: 'documents', name: 'Papers' },
        page: { type: 'html', name: 'Page' },
      },
    },
  },
}
const trips = '/v1/ext/procedure/trip/process'

test(
  'each kind of attribute is entered in its own way where it stands, and stored as the API has it',
  {
    timeout: 180_000,
  },
  withTeam(async (team) => {
    const { api, scope } = team
    await applyModel(api, model)
    const earlier = (await api.post(trips, { data: { trip_id: 'T-1' } })).body._data
    const { id, state } = (await api.post(trips, { data: { trip_id: 'T-2' } })).body._data
    const page = await openConsole(team, `/p/trip/${id}`)
    const details = page.getByRole('region', { name: 'Details' })
    const stored = async (name: string) => (await api.get(`${trips}/${id}`)).body._data.data[name]
    const becomes = (name: string, value: unknown) =>
      vi.waitFor(async () => expect(await stored(name)).toEqual(value), 20_000)
    const begin = (label: string) => details.getByRole('button', { name: `Edit ${label}`, exact: true }).click()
    const type = async (label: string, text: string, end = 'Enter'): Promise<Locator> => {
      await begin(label)
      const input = details.getByLabel(label, { exact: true })
      await input.fill(text)
      await input.press(end)
      return input
    }
    const choose = async (label: string, ...options: string[]): Promise<void> => {
      await begin(label)
      for (const name of options) await page.getByRole('option', { name }).click()
      await page.keyboard.press('Escape')
    }

    await type('Seats', '12')
    await becomes('seats', 12)
    await type('Price', '1499.5')
    await becomes('price', '1499.50')
    await choose('Guided', 'Yes')
    await becomes('guided', true)
    await choose('Meals', 'Vegetarian', 'Fish')
    await becomes('meals', ['VEG', 'FISH'])
    await type('Day', '2027-01-05')
    await becomes('day', '2027-01-05')
    await type('Leaves', '2027-01-05T06:30')
    // by the clocks of the team, in whichever zone the browser is
    await becomes('leaves', Date.parse('2027-01-05T06:30:00+05:30'))

    const stops = await type('Stops', 'Pune')
    await stops.fill('Goa')
    await stops.press('Tab')
    await page.getByRole('heading', { level: 1 }).click()
    await becomes('stops', ['Pune', 'Goa'])
    // both are pasted at once
    await type('Place', '18.5204, 73.8567')
    await becomes('place', [18.5204, 73.8567])

    await begin('Home')
    await details.getByLabel('Line 1').fill('12 Main Street')
    await details.getByLabel('City').fill('Pune')
    await details.getByRole('button', { name: 'Save' }).click()
    await becomes('home', { line1: '12 Main Street', city: 'Pune' })
    await begin('Visit')
    await details.getByLabel('Title').fill('Fort')
    await details.getByText('Say when it starts.').waitFor()
    await details.getByLabel('Starts').fill('2027-01-06T10:00')
    await details.getByRole('button', { name: 'Save' }).click()
    await becomes('visit', { title: 'Fort', startsAt: Date.parse('2027-01-06T10:00:00+05:30') })
    await begin('Shopping')
    await details.getByRole('button', { name: 'Add a product' }).click()
    await details.getByLabel('Product 1', { exact: true }).fill('TENT')
    await details.getByLabel('Quantity of product 1').fill('2')
    await details.getByLabel('Price of product 1').fill('499')
    await details.getByText('Total 998').waitFor()
    await expectAccessible(page)
    await details.getByRole('button', { name: 'Save' }).click()
    await becomes('shopping', { items: [{ productId: 'TENT', quantity: 2, price: 499 }] })

    await begin('Extra')
    await details.getByLabel('Extra', { exact: true }).fill('{"a": ')
    await details.getByText('This is not JSON yet').waitFor()
    expect(await details.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
    await details.getByLabel('Extra', { exact: true }).fill('{"a": [1]}')
    await details.getByRole('button', { name: 'Save' }).click()
    await becomes('extra', { a: [1] })
    await begin('Profile')
    await details.getByLabel('Profile', { exact: true }).fill('{"since": "2026"}')
    await details.getByRole('button', { name: 'Save' }).click()
    await details.getByText('profile does not match its schema').waitFor()
    expect(await stored('profile')).toBeUndefined()

    await begin('Guide')
    await page.getByRole('option').first().click()
    await becomes('guide', scope.userId)
    await choose('Reached', 'Gone')
    await vi.waitFor(async () => expect(await stored('reached')).not.toBeUndefined(), 20_000)
    expect(await stored('reached')).not.toBe(state)
    await begin('Trip before')
    await page.getByPlaceholder('Search …').last().fill('T-1')
    await page.getByRole('option', { name: 'T-1' }).click()
    await becomes('before', earlier.id)
    await details.getByRole('link', { name: 'T-1' }).waitFor()

    // what a customer or a program wrote is shown in words, and runs nothing
    await type(
      'Page',
      '<p>Hello</p><script>document.title = "taken"</script><img src="x" onerror="alert(1)">',
      'Control+Enter',
    )
    await details.getByText('Hello', { exact: true }).waitFor()
    expect(await page.title()).toBe('T-2 · Nadi')
    await type('Papers', 'https://example.com/files/passport%20scan.pdf')
    await page.getByRole('heading', { level: 1 }).click()
    await details.getByRole('link', { name: 'passport scan.pdf' }).waitFor()
    await expectAccessible(page)
  }),
)
