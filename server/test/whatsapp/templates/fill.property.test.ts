import { startSimulator } from '@nadi/simulator'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { BadInput } from '../../../src/errors.ts'
import { type Fillable, fillTemplate } from '../../../src/whatsapp/templates/fill.ts'
import type { Given, MappingEntry } from '../../../src/whatsapp/templates/given.ts'
import type { MetaButton, MetaComponent, SentTemplate } from '../../../src/whatsapp/templates/meta.ts'
import { readableTemplate, renderTemplate } from '../../../src/whatsapp/templates/render.ts'

const simulator = await startSimulator({ settings: { statuses: [], pairBurst: null, throughputPerSecond: null } })
afterAll(() => simulator.close())

const word = fc.stringMatching(/^[a-zà-ü₹0-9 ]{1,12}$/).map((text) => text.trim().replaceAll(/ +/g, ' ') || 'x')
const names = (isNamed: boolean, most: number) =>
  fc
    .integer({ min: 0, max: most })
    .map((count) =>
      Array.from({ length: count }, (_, index) => (isNamed ? `name_${'abcdefgh'[index]}` : String(index + 1))),
    )
const textWith = (parameters: readonly string[]): string =>
  `Hello ${parameters.map((name) => `{{${name}}}`).join(' and ')} there.`

interface Header {
  component: MetaComponent
  given: Given
}

const header = (isNamed: boolean): fc.Arbitrary<Header | null> =>
  fc.oneof(
    fc.constant(null),
    fc.constant<Header>({ component: { type: 'HEADER', format: 'TEXT', text: 'News' }, given: {} }),
    word.map(
      (text): Header => ({
        component: { type: 'HEADER', format: 'TEXT', text: `Our ${isNamed ? '{{what}}' : '{{1}}'}` },
        given: { headerMapping: [{ schemaPropertyName: isNamed ? 'what' : '1', schemaPropertyValue: text }] },
      }),
    ),
    fc.constant<Header>({
      component: { type: 'HEADER', format: 'IMAGE' },
      given: { imageUrl: 'https://example.com/a.jpg' },
    }),
    fc.constant<Header>({
      component: { type: 'HEADER', format: 'VIDEO' },
      given: { videoUrl: 'https://example.com/a.mp4' },
    }),
    fc.constant<Header>({
      component: { type: 'HEADER', format: 'DOCUMENT' },
      given: { documentUrl: 'https://example.com/a%20b.pdf' },
    }),
    fc.constant<Header>({
      component: { type: 'HEADER', format: 'LOCATION' },
      given: { locationLatitude: '18.52', locationLongitude: 73.85, locationName: 'Pune', locationAddress: 'FC Road' },
    }),
  )

const button: fc.Arbitrary<{ button: MetaButton; value: string | null }> = fc.oneof(
  fc.constant({ button: { type: 'QUICK_REPLY', text: 'Yes' }, value: null }),
  word.map((value) => ({ button: { type: 'QUICK_REPLY', text: 'No' }, value })),
  fc.constant({ button: { type: 'URL', text: 'Shop', url: 'https://example.com/' }, value: null }),
  fc.constant({ button: { type: 'URL', text: 'Shop', url: 'https://example.com/{{1}}' }, value: 'sku-42' }),
  fc.constant({ button: { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+919812345678' }, value: null }),
  fc.constant({ button: { type: 'COPY_CODE', example: 'FEST20' }, value: 'FEST20' }),
  fc.constant({ button: { type: 'FLOW', text: 'Open', flow_id: '1' }, value: null }),
  fc.constant({ button: { type: 'FLOW', text: 'Open', flow_id: '1' }, value: 'token-1' }),
)

interface Case {
  template: Fillable
  given: Given
}

const entries = (parameters: readonly string[], texts: readonly string[]): MappingEntry[] =>
  parameters.map((name, index) => ({ schemaPropertyName: name, schemaPropertyValue: texts[index] ?? 'x' }))

/** A template, and all that fills it. */
const cases: fc.Arbitrary<Case> = fc.boolean().chain((isNamed) =>
  fc
    .record({
      parameters: names(isNamed, 6),
      texts: fc.array(word, { minLength: 6, maxLength: 6 }),
      header: header(isNamed),
      buttons: fc.array(button, { maxLength: 4 }),
      hasFooter: fc.boolean(),
      expiresAt: fc.option(fc.integer({ min: 1, max: 9_000_000_000_000 }), { nil: null }),
      cards: fc.option(fc.array(word, { minLength: 2, maxLength: 4 }), { nil: null }),
    })
    .map(({ parameters, texts, header: top, buttons, hasFooter, expiresAt, cards }): Case => {
      const components: MetaComponent[] = [
        ...(top ? [top.component] : []),
        ...(expiresAt === null
          ? []
          : [{ type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Ends', has_expiration: true } }]),
        { type: 'BODY', text: textWith(parameters) },
        ...(hasFooter ? [{ type: 'FOOTER', text: 'Reply STOP to end this' }] : []),
        ...(buttons.length > 0 ? [{ type: 'BUTTONS', buttons: buttons.map((each) => each.button) }] : []),
        ...(cards
          ? [
              {
                type: 'CAROUSEL',
                cards: cards.map(() => ({
                  components: [
                    { type: 'HEADER', format: 'IMAGE' },
                    { type: 'BODY', text: `Only ${isNamed ? '{{price}}' : '{{1}}'} now.` },
                    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'More' }] },
                  ],
                })),
              },
            ]
          : []),
      ]
      const filled = buttons.flatMap(({ value }, index) =>
        value === null ? [] : [{ schemaPropertyName: index, schemaPropertyValue: value }],
      )
      return {
        template: {
          name: 'made_up',
          language: 'en',
          category: 'MARKETING',
          parameterFormat: isNamed ? 'NAMED' : 'POSITIONAL',
          components,
        },
        given: {
          ...top?.given,
          mapping: entries(parameters, texts),
          buttonMapping: filled,
          ...(expiresAt !== null && { offerExpiresAt: expiresAt }),
          ...(cards && {
            cards: cards.map((text) => ({
              imageUrl: 'https://example.com/card.jpg',
              mapping: [{ schemaPropertyName: isNamed ? 'price' : '1', schemaPropertyValue: text }],
            })),
          }),
        },
      }
    }),
)

/** What the simulator says to a message of this template: nothing, or its error. */
async function judged(template: Fillable, sent: SentTemplate): Promise<string | null> {
  const { account } = simulator
  account.templates.set('1', {
    ...template,
    id: '1',
    status: 'APPROVED',
    category: 'MARKETING',
    rejectedReason: 'NONE',
    qualityScore: 'GREEN',
    ttlSeconds: undefined,
    createdAt: 0,
    updatedAt: 0,
  } as never)
  const response = await fetch(`${simulator.url}/v23.0/${account.phoneNumbers[0]?.id}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${account.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ messaging_product: 'whatsapp', to: '919812345678', type: 'template', template: sent }),
  })
  const { error } = (await response.json()) as { error?: { message: string } }
  return error ? JSON.stringify(error) : null
}

test('whatever Nadi accepts for a template, Meta accepts', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ template, given }) => {
      expect(await judged(template, fillTemplate(template, given))).toBe(null)
    }),
    { numRuns: 150 },
  )
})

test('a parameter that is left out is refused and named, and so is one too many', () => {
  fc.assert(
    fc.property(
      cases.filter(({ given }) => (given.mapping?.length ?? 0) > 0),
      fc.nat(),
      ({ template, given }, at) => {
        const mapping = given.mapping ?? []
        const left = mapping[at % mapping.length]
        const problems = problemsOf(template, { ...given, mapping: mapping.filter((each) => each !== left) })
        expect(problems).toEqual([expect.stringContaining(`{{${left?.schemaPropertyName}}}`)])

        const more = [...mapping, { schemaPropertyName: 'surplus', schemaPropertyValue: 'x' }]
        expect(problemsOf(template, { ...given, mapping: more })).toEqual([expect.stringContaining('"surplus"')])
      },
    ),
  )
})

test('what a person reads of a filled template holds every value, and no parameter', () => {
  fc.assert(
    fc.property(cases, ({ template, given }) => {
      const sent = fillTemplate(template, given)
      const text = readableTemplate(renderTemplate(template.components, sent.components))
      expect(text).not.toContain('{{')
      for (const { schemaPropertyValue } of given.mapping ?? []) expect(text).toContain(String(schemaPropertyValue))
    }),
  )
})

function problemsOf(template: Fillable, given: Given): string[] {
  try {
    fillTemplate(template, given)
    return []
  } catch (error) {
    if (error instanceof BadInput) return error.problems.map(({ message }) => message)
    throw error
  }
}
