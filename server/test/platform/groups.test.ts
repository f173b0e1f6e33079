import { expect, test } from 'vitest'
import { makeTeam, startNadi, withTeam } from '../harness/nadi.ts'
import { actAs } from '../harness/people.ts'

startNadi()

for (const { one, many } of [
  { one: 'pod', many: 'pods' },
  { one: 'skill', many: 'skills' },
]) {
  test(
    `a ${one} is created, listed, renamed, deleted and restored`,
    withTeam(async ({ api }) => {
      const created = await api.post(`/v1/ext/${one}`, { name: ' Pune ' })
      expect(created.status).toBe(200)
      const { id } = created.body._data
      const pune = { id, name: 'Pune', createdAt: expect.any(Number), updatedAt: expect.any(Number) }
      expect(created.body._data).toEqual(pune)
      expect((await api.get(`/v1/ext/${many}`)).body._data).toEqual([pune])

      expect((await api.put(`/v1/ext/${one}/Pune`, { name: 'Poona' })).body._data).toEqual({ ...pune, name: 'Poona' })
      expect((await api.delete(`/v1/ext/${one}/${id}`)).body._data).toEqual({ ...pune, name: 'Poona' })
      expect((await api.get(`/v1/ext/${many}`)).body._data).toEqual([])
      expect((await api.delete(`/v1/ext/${one}/${id}`)).status).toBe(404)
      expect((await api.post(`/v1/ext/${one}/${id}/restore`)).body._data).toEqual({ ...pune, name: 'Poona' })
      expect((await api.get(`/v1/ext/${many}`)).body._data).toHaveLength(1)
    }),
  )

  test(
    `a second ${one} of the same name is refused, and says which field to change`,
    withTeam(async ({ api }) => {
      await api.post(`/v1/ext/${one}`, { name: 'Pune' })
      const other = await api.post(`/v1/ext/${one}`, { name: 'Goa' })

      const again = await api.post(`/v1/ext/${one}`, { name: 'Pune' })
      const renamed = await api.put(`/v1/ext/${one}/${other.body._data.id}`, { name: 'Pune' })

      for (const refused of [again, renamed]) {
        expect(refused.status).toBe(409)
        expect(refused.body._errors).toEqual([`A ${one} named "Pune" exists already.`])
        expect(refused.body._meta.errors[0].path).toBe('name')
      }
    }),
  )

  test(
    `a ${one} takes the permission model.manage to change, none to see`,
    withTeam(async (team) => {
      await team.api.post(`/v1/ext/${one}`, { name: 'Pune' })
      const { api } = await actAs(team, { name: 'Agent' })

      expect((await api.get(`/v1/ext/${many}`)).body._data).toHaveLength(1)
      for (const refused of [
        await api.post(`/v1/ext/${one}`, { name: 'Goa' }),
        await api.put(`/v1/ext/${one}/Pune`, { name: 'Goa' }),
        await api.delete(`/v1/ext/${one}/Pune`),
      ]) {
        expect(refused.status).toBe(403)
        expect(refused.body._errors).toEqual(['The role "Agent" lacks the permission model.manage.'])
      }
    }),
  )
}

test(
  'a deleted pod leaves its users, and has them back when it is restored',
  withTeam(async ({ api, scope }) => {
    const pod = (await api.post('/v1/ext/pod', { name: 'Pune' })).body._data.id
    await api.put(`/v1/ext/user/${scope.userId}`, { pods: ['Pune'] })
    const podsOfUser = async () => (await api.get(`/v1/ext/user/${scope.userId}`)).body._data.pods

    expect(await podsOfUser()).toEqual([pod])
    await api.delete('/v1/ext/pod/Pune')
    expect(await podsOfUser()).toEqual([])
    await api.post(`/v1/ext/pod/${pod}/restore`)
    expect(await podsOfUser()).toEqual([pod])
  }),
)

test(
  "the pods of one team are not another's",
  withTeam(async ({ api, nadi }) => {
    const other = await makeTeam(nadi)
    const { id } = (await api.post('/v1/ext/pod', { name: 'Pune' })).body._data

    expect((await other.api.get('/v1/ext/pods')).body._data).toEqual([])
    expect((await other.api.put(`/v1/ext/pod/${id}`, { name: 'Mine' })).status).toBe(404)
    expect((await other.api.put(`/v1/ext/user/${other.scope.userId}`, { pods: [id] })).status).toBe(400)
    expect((await api.get('/v1/ext/pods')).body._data[0].name).toBe('Pune')
  }),
)
