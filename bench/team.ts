export interface BenchTeam {
  key: string
  teamId: string
  procedureId: string
  stateId: string
  attributes: Record<'city' | 'loan_amount' | 'source' | 'score', string>
}

const _model = {
  procedures: {
    application: {
      name: 'Application',
      defaultState: 'NEW',
      states: { NEW: { status: 'OPEN' }, DONE: { status: 'COMPLETED' } },
      attributes: {
        name: { type: 'name', filterable: false, searchable: false },
        city: { type: 'string', searchable: false },
        loan_amount: { type: 'number' },
        source: { type: 'stringEnum', options: ['WEBSITE', 'REFERRAL', 'ADVERT', 'WALK_IN'] },
        score: { type: 'integer' },
      },
    },
  },
}
