import fc from 'fast-check'

/* Random configuration documents that hold together. */

const shortIds = (...names: string[]) => fc.subarray(names, { minLength: 1 })

const attribute = fc.oneof(
  fc.constantFrom('string', 'text', 'integer', 'phone', 'datetime', 'multiString', 'json', 'user', 'decimal'),
  fc.record(
    {
      type: fc.constant('number'),
      name: fc.constantFrom('Amount', 'loan amount', 'Größe'),
      required: fc.boolean(),
      minimum: fc.constantFrom(0, -5, 1.5),
      default: fc.constantFrom(2, '7'),
      filterable: fc.boolean(),
    },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    {
      type: fc.constant('stringEnum'),
      options: fc.oneof(
        fc.constantFrom(
          ['A', 'B'],
          [{ value: '1', label: 'One' }],
          [{ value: '10' }, { value: '2', label: 'zwei: "2"' }],
        ),
        fc.constantFrom({ A: 'First', B: 'Second' }, { yes: 'Ja', no: 'Nein # doch' }),
      ),
      filterable: fc.boolean(),
      description: fc.constantFrom('', 'Which\nof them: #1?', '- a list?'),
    },
    { requiredKeys: ['type', 'options'] },
  ),
  fc.constantFrom(
    { type: 'boolean', formula: '1 < 2' },
    { type: 'string', searchable: false },
    { type: 'record', target: 'one' },
  ),
)

const mapOf = <T>(names: string[], value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  shortIds(...names).chain(
    (keys) => fc.record(Object.fromEntries(keys.map((key) => [key, value]))) as fc.Arbitrary<Record<string, T>>,
  )

const owner = mapOf(['zeta', 'city', 'amount', 'B2', 'x_1'], attribute).chain((attributes) =>
  fc.record(
    { attributes: fc.constant(attributes), attributeGroups: fc.constantFrom({}, { g: 'Group' }, { h: {}, g: 'G' }) },
    { requiredKeys: ['attributes'] },
  ),
)

const states = shortIds('NEW', 'WORK', 'DONE', 'LOST').chain((names) => {
  const [first = '', ...others] = names
  const state = (status: fc.Arbitrary<string>) =>
    fc.record(
      {
        status,
        next: fc.subarray(names),
        color: fc.constantFrom('#000000', '#abcdef'),
        name: fc.constantFrom('Neu', 'null', '1'),
      },
      { requiredKeys: [] },
    )
  return fc.record({
    [first]: state(fc.constant('OPEN')),
    ...Object.fromEntries(others.map((name) => [name, state(fc.constantFrom('OPEN', 'COMPLETED', 'CANCELLED'))])),
  })
})

const procedure = fc
  .tuple(states, owner, fc.option(owner), fc.boolean(), fc.boolean())
  .map(([its, own, task, isKeyed, isMerged]) => ({
    states: its,
    ...own,
    attributes: {
      ...own.attributes,
      ...(isKeyed && { key: 'stringId' }),
      ...(isMerged && { phone: 'phone' }),
    },
    ...(isKeyed && { primaryKey: 'key', numbering: 'K-' }),
    ...(isMerged && { merging: { attribute: 'phone', whenEnded: 'join' } }),
    ...(task && { stateTasks: { call: { states: Object.keys(its).slice(0, 1), ...task } } }),
  }))

export const anyDocument = fc.record({
  entities: mapOf(['two', 'three'], owner).map((others) => ({ one: {}, ...others })),
  procedures: mapOf(['lead', 'ticket'], procedure),
  pods: shortIds('Pune', 'Goa: south', '7'),
  skills: shortIds('Hindi'),
})
