import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readConfig } from '../../server/src/config.ts'
import { makeLogger } from '../../server/src/logger.ts'
import { compose } from '../../server/src/main.ts'

export interface Schema {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  description?: string
}

export interface Operation {
  summary?: string
  description?: string
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema; description?: string }[]
  requestBody?: { required?: boolean; content: Record<string, { schema?: Schema }> }
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>
}

export interface Document {
  paths: Record<string, Record<string, Operation>>
}

/** The OpenAPI document of this checkout, from the program itself: composed, but not started, so it needs no database. */
export async function readDocument(): Promise<Document> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'nadi-sdk-'))
  const nowhere = 'postgres://nobody@127.0.0.1:1/none'
  const settings = { DATABASE_URL: nowhere, NADI_DATA_DIR: dataDir, NADI_ROLE: 'api', LOG_LEVEL: 'fatal' }
  const config = readConfig(settings, dataDir)
  const nadi = await compose(config, { url: nowhere, directUrl: nowhere }, makeLogger(config))
  try {
    await nadi.app.ready()
    return nadi.app.swagger() as unknown as Document
  } finally {
    await nadi.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
