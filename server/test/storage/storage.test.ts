import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Upstream } from '../../src/errors.ts'
import { openStorage } from '../../src/storage/open-storage.ts'
import { parseS3Address } from '../../src/storage/s3-address.ts'
import type { LocalFile, Storage } from '../../src/storage/storage.ts'
import { type S3Server, startS3 } from './s3-server.ts'

let folder: string
let s3: S3Server

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nadi-storage-'))
  s3 = await startS3()
})
afterAll(async () => {
  await s3.stop()
  await rm(folder, { recursive: true, force: true })
})

const fileOf = async (bytes: Buffer): Promise<LocalFile> => {
  const file = path.join(folder, randomBytes(6).toString('hex'))
  await writeFile(file, bytes)
  return {
    path: file,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest(),
    contentType: 'image/png',
  }
}

const bytesOf = async (stream: Readable | undefined): Promise<Buffer | undefined> =>
  stream && Buffer.concat(await stream.toArray())

const keysOf = async (storage: Storage, prefix: string): Promise<string[]> => {
  const keys: string[] = []
  for await (const key of storage.list(prefix)) keys.push(key)
  return keys.sort()
}

describe.each(['disk', 's3'])('the storage on %s', (kind) => {
  const open = (): Storage => openStorage({ storage: kind === 'disk' ? 'disk' : s3.setting, dataDir: folder })

  test('gives back what was put, whole or a part of it, until it is deleted', async () => {
    const storage = open()
    const bytes = randomBytes(300_000)
    const file = await fileOf(bytes)

    await storage.put('team/photos/0a/one', file)

    expect(await bytesOf(await storage.get('team/photos/0a/one'))).toEqual(bytes)
    expect(await bytesOf(await storage.get('team/photos/0a/one', { start: 5, end: 9 }))).toEqual(bytes.subarray(5, 10))
    expect(await readFile(file.path)).toEqual(bytes)
    await storage.delete('team/photos/0a/one')
    await storage.delete('team/photos/0a/one')
    expect(await storage.get('team/photos/0a/one')).toBeUndefined()
  })

  test('lists every key under a prefix, and none beside it', async () => {
    const storage = open()
    const keys = ['list/a/one', 'list/a/two', 'list/b/three', 'list/four', 'list/b & c/five (5)']
    for (const key of [...keys, 'listless/six']) await storage.put(key, await fileOf(Buffer.from(key)))

    expect(await keysOf(storage, 'list')).toEqual([...keys].sort())
    expect(await keysOf(storage, 'nothing')).toEqual([])
  })
})

test('a file of the disk storage has its name only when it is whole, and leaves nothing else behind', async () => {
  const storage = openStorage({ storage: 'disk', dataDir: folder })
  await storage.put('whole/one', await fileOf(Buffer.from('abc')))

  await expect(
    storage.put('whole/two', { ...(await fileOf(Buffer.from('abc'))), path: path.join(folder, 'gone') }),
  ).rejects.toThrow(/ENOENT/)

  expect(await readdir(path.join(folder, 'files', 'whole'))).toEqual(['one'])
  await expect(storage.get('../../etc/passwd')).rejects.toThrow(/leaves the storage's folder/)
})

test('a bucket that refuses is told of, and not what it was signed with', async () => {
  const wrong = openStorage({ storage: s3.setting.replace('AKIAEXAMPLE:', 'AKIAEXAMPLE:x'), dataDir: folder })
  const gone = openStorage({ storage: 's3://K:S@127.0.0.1:1/photos?region=x&insecure=1', dataDir: folder })

  await expect(wrong.get('a')).rejects.toThrow('The file storage answered 403 (SignatureDoesNotMatch).')
  await expect(gone.get('a')).rejects.toBeInstanceOf(Upstream)
  expect(s3.refused).toHaveLength(1)
})

test('an address of a bucket is read, or refused with a sentence that does not show its secret', () => {
  expect(parseS3Address('s3://KEY:a%2Fb@s3.example.org/photos?region=eu-central-1')).toEqual({
    accessKeyId: 'KEY',
    secretAccessKey: 'a/b',
    region: 'eu-central-1',
    bucketUrl: 'https://s3.example.org/photos',
  })
  const wrong = [
    's3://',
    's3://s3.example.org/photos?region=x',
    's3://KEY:hush@s3.example.org?region=x',
    's3://KEY:hush@s3.example.org/photos',
    's3://KEY:hush%@s3.example.org/photos?region=x',
    's3://KEY:hush@s3.example.org/photos?region=x&insecure=1',
  ]
  for (const address of wrong) {
    expect(() => parseS3Address(address)).toThrow(/^NADI_STORAGE (?!.*hush).*\.$/)
  }
})
