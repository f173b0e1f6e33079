import { type Chat, NadiError } from '@nadi/sdk'
import { graphVersion } from './meta-fields.ts'

/**
 * Gives Meta a file that a message names then, and answers Meta's id of it. Not by `fetch`, which can't tell how far it has come.
 * @param progress hears of 0 to 1
 * @throws NadiError where it was refused
 */
export function uploadMedia(
  { plugin, whatsappPhoneNumberId }: Chat,
  file: File,
  progress: (share: number) => void,
): Promise<string> {
  const form = new FormData()
  form.append('messaging_product', 'whatsapp')
  form.append('type', file.type)
  form.append('file', file)
  const request = new XMLHttpRequest()
  request.open('POST', `/v1/ext/plugin/whatsapp/${plugin}/api/${graphVersion}/${whatsappPhoneNumberId}/media`)
  request.responseType = 'json'
  request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0)
  return new Promise((done, failed) => {
    request.onload = () => {
      const body = request.response as { id?: string } | null
      if (request.status < 300 && body?.id) done(body.id)
      else failed(new NadiError(request.status, body, request.getResponseHeader('x-request-id')))
    }
    request.onerror = () => failed(new TypeError('The server did not answer.'))
    request.send(form)
  })
}
