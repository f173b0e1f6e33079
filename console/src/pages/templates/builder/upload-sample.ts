import { graphVersion } from '../../../../../server/src/whatsapp/graph/version.ts'
import { api } from '../../../api/client.ts'

const base = 'POST /v1/ext/plugin/whatsapp/{pluginId}/api/{version}/{objectId}'

/** Gives Meta the example of a header; answers the handle that a template names it by. */
export async function uploadSample(plugin: { id: string; appId: string }, file: File): Promise<string> {
  const path = { pluginId: plugin.id, version: graphVersion }
  const about: Record<string, string> = {
    file_name: file.name,
    file_length: String(file.size),
    file_type: file.type,
  }
  const begun = await api.call(`${base}/{edge}`, {
    path: { ...path, objectId: plugin.appId, edge: 'uploads' },
    query: about,
    body: {},
  })
  const [session = '', signature = ''] = String(begun.data.id).split('?')
  const proof: Record<string, string> = Object.fromEntries(new URLSearchParams(signature))
  const done = await api.call(base, { path: { ...path, objectId: session }, query: proof, body: file as never })
  return String(done.data.h)
}
