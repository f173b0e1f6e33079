import { Nadi, NadiError, type Process } from '../src/index.ts'

/** A program as somebody would write it with the client: makes leads, reads them page by page, and is told what is wrong. */
export async function sampleProgram(url: string, apiKey: string) {
  const nadi = new Nadi({ url, apiKey })
  const procedure = 'lead'
  const cities = ['Pune', 'Surat', 'Nagpur']
  const made: Process[] = []
  for (const city of cities) {
    const { data } = await nadi.call('POST /v1/ext/procedure/{procedure}/process', {
      path: { procedure },
      body: { data: { name: `Asha of ${city}`, city } },
      idempotencyKey: true,
    })
    made.push(data)
  }

  const found: string[] = []
  const list = 'POST /v1/ext/procedure/{procedure}/process/list'
  for await (const process of nadi.each(list, { path: { procedure }, body: { limit: 1 } })) {
    found.push(String(process.data.city))
  }

  const [first] = made
  const changed = await nadi.call('PUT /v1/ext/procedure/{procedure}/process/{processId}', {
    path: { procedure, processId: first?.id ?? '' },
    body: { data: { city: 'Mumbai' } },
    ifMatch: first?.version ?? 0,
  })

  const refused = await nadi
    .call('POST /v1/ext/procedure/{procedure}/process', { path: { procedure }, body: { data: { cty: 'Pune' } } })
    .catch((error: unknown) => error)

  return {
    made: made.length,
    found,
    version: changed.data.version,
    refused: refused instanceof NadiError ? refused.problems : [],
    pods: (await nadi.call('GET /v1/ext/pods')).data,
  }
}

/** What the types refuse. Never run: that it is compiled is the test. */
export async function wrongProgram(nadi: Nadi): Promise<void> {
  // @ts-expect-error: there is no such call
  await nadi.call('GET /v1/ext/pod')
  // @ts-expect-error: the path needs a procedure
  await nadi.call('POST /v1/ext/procedure/{procedure}/process', { body: {} })
  // @ts-expect-error: a pod has a name
  await nadi.call('POST /v1/ext/pod', { body: { nam: 'Pune' } })
  // @ts-expect-error: a call that answers no list has no pages
  nadi.each('GET /v1/ext/team')
  const { data } = await nadi.call('GET /v1/ext/pods')
  // @ts-expect-error: data is a list
  data.name.trim()
}
