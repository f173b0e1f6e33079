import path from 'node:path'
import type { Config } from '../config.ts'
import { DiskStorage } from './disk-storage.ts'
import { parseS3Address } from './s3-address.ts'
import { S3Storage } from './s3-storage.ts'
import type { Storage } from './storage.ts'

/** The storage that the settings name. */
export const openStorage = ({ storage, dataDir }: Pick<Config, 'storage' | 'dataDir'>): Storage =>
  storage === 'disk' ? new DiskStorage(path.join(dataDir, 'files')) : new S3Storage(parseS3Address(storage))
