import { utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { newId } from '../../../src/ids.ts'
import { fileKey } from '../../../src/platform/photos/file-key.ts'
import { Photos } from '../../../src/platform/photos/service.ts'
import { openStorage } from '../../../src/storage/open-storage.ts'
import { sweepFiles } from '../../../src/storage/sweep.ts'
import { startNadi, withTeam } from '../../harness/nadi.ts'
import { formOf, picture } from './pictures.ts'

startNadi()

const dayMs = 86_400_000

test(
  'what a broken-off upload left is swept after a day; what a photo names stays',
  withTeam(async ({ nadi, api, scope }) => {
    const storage = openStorage({ storage: 'disk', dataDir: nadi.dataDir })
    const incoming = path.join(nadi.dataDir, 'files', 'incoming')
    const upload = await api.fetch('/v1/ext/photo', {
      method: 'POST',
      body: formOf({ bytes: await picture().png().toBuffer() }),
    })
    const { _data } = (await upload.json()) as { _data: { id: string } }
    const half = path.join(incoming, 'half')
    await writeFile(half, 'half a form')
    const orphan = fileKey(scope.teamId, '01912d5c-8f3a-7c1e-9b6f-2a4d8e0c5b17')
    await storage.put(orphan, { path: half, size: 11, sha256: Buffer.alloc(32), contentType: 'image/png' })
    await utimes(half, 0, 0)
    const owners = [new Photos({ db: nadi.db, storage, newId }).files]
    const sweep = (now: number) => sweepFiles({ db: nadi.db, storage, incoming, owners, now })

    expect(await sweep(Date.now())).toBe(2)
    expect(await sweep(Date.now() + 2 * dayMs)).toBe(0)
    expect(await storage.get(orphan)).toBeUndefined()
    expect((await api.fetch(`/v1/ext/photo/${_data.id}`)).status).toBe(200)
  }),
)
