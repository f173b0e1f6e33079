import { isPlainObject, isStorable, Refusal, shown, type Take } from '../taking.ts'
import { plainType, shortType } from '../type-entry.ts'
import type { AttributeType } from '../types.ts'
import { listOf } from './lists.ts'

/** What a reference points at; `file` is an uploaded document or recording. */
export type ReferenceKind = 'user' | 'record' | 'process' | 'task' | 'state' | 'photo' | 'file'

/** How the thing is named by something other than its uuid, where it can be. */
export type ReferenceName = 'username' | 'shortId' | 'primaryKey'

export const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
const isWebAddress = (text: string) => text.length <= 2000 && /^https?:\/\/\S+$/i.test(text) && URL.canParse(text)

/** Which types point at something. A file may also live elsewhere on the web; then it is an address and nothing is looked up. */
const kinds: Partial<Record<AttributeType, ReferenceKind>> = {
  user: 'user',
  userCollection: 'user',
  record: 'record',
  recordCollection: 'record',
  process: 'process',
  processCollection: 'process',
  task: 'task',
  taskCollection: 'task',
  state: 'state',
  photo: 'photo',
  multiPhotos: 'photo',
  document: 'file',
  documents: 'file',
  audio: 'file',
}

export const referenceKindOf = (type: AttributeType): ReferenceKind | undefined => kinds[type]

export function nameOf(kind: ReferenceKind): ReferenceName | undefined {
  if (kind === 'user') return 'username'
  if (kind === 'process') return 'primaryKey'
  return kind === 'state' ? 'shortId' : undefined
}

const hints: Record<ReferenceKind, string> = {
  user: 'Give the uuid or the username of a user.',
  record: 'Give the uuid of a record.',
  process: 'Give the uuid of a process or the value of its primary key.',
  task: 'Give the uuid of a task.',
  state: 'Give the uuid or the short id of a state.',
  photo: 'Upload it first (POST /v1/ext/photo) and give the id that comes back.',
  file: 'Give the id of an uploaded file, or an https:// address.',
}

/**
 * Checks the shape only, and stores the text that names the thing: a uuid, or the name that `placeReferences` later replaces by
 * the uuid. An object with an `id` is taken too, because that is what a client has in hand after fetching one.
 */
const takeReference =
  (kind: ReferenceKind, name: ReferenceName | undefined): Take =>
  (input) => {
    const given = isPlainObject(input) ? input.id : input
    const text =
      typeof given === 'number' && name === 'primaryKey' ? String(given) : typeof given === 'string' ? given.trim() : ''
    if (isUuid(text)) return text.toLowerCase()
    if (kind === 'file' && isStorable(text) && isWebAddress(text)) return text
    if (name !== undefined && text !== '' && text.length <= 254 && isStorable(text)) {
      return name === 'username' ? text.toLowerCase() : text
    }
    return new Refusal(`not_a_${kind}`, `must name a ${kind}, but ${shown(input)} was given.`, hints[kind])
  }

const one = (kind: ReferenceKind, label: string, description: string) => {
  const isMedia = kind === 'photo' || kind === 'file'
  return (isMedia ? plainType : shortType)({
    label,
    description,
    schema: kind === 'file' ? { type: 'string', maxLength: 2000 } : { type: 'string', format: 'uuid' },
    take: takeReference(kind, nameOf(kind)),
    canBeUnique: !isMedia && kind !== 'state',
    reads: isMedia || kind === 'user' ? [] : ['target'],
  })
}

const many = (kind: ReferenceKind, label: string, description: string) => {
  const single = one(kind, label, description)
  return {
    ...single,
    schema: { type: 'array', items: single.schema, uniqueItems: true },
    take: listOf(single.take, { distinct: true }),
    takeElement: single.take,
    isMulti: true,
    canBeUnique: false,
  }
}

const statuses = ['OPEN', 'COMPLETED', 'CANCELLED']

const takeStatus: Take = (input) => {
  const status = typeof input === 'string' ? input.trim().toUpperCase() : ''
  return statuses.includes(status)
    ? status
    : new Refusal('not_a_status', `must be OPEN, COMPLETED or CANCELLED, but ${shown(input)} was given.`)
}

export const referenceTypes = {
  user: one('user', 'User', 'A user of the team, by uuid or username.'),
  record: one('record', 'Record', 'A record, by uuid; target names its entity.'),
  process: one('process', 'Process', 'A process, by uuid or primary key; target names its procedure.'),
  task: one('task', 'Task', 'A task, by uuid; target names its state task.'),
  userCollection: many('user', 'Users', 'Several users of the team.'),
  recordCollection: many('record', 'Records', 'Several records; target names their entity.'),
  processCollection: many('process', 'Processes', 'Several processes; target names their procedure.'),
  taskCollection: many('task', 'Tasks', 'Several tasks; target names their state task.'),
  state: one('state', 'State', 'A state, by uuid or short id; target names its procedure.'),
  status: shortType({
    label: 'Status',
    description: 'OPEN, COMPLETED or CANCELLED.',
    schema: { type: 'string', enum: statuses },
    take: takeStatus,
  }),
  photo: one('photo', 'Photo', 'An uploaded photo, by its id.'),
  multiPhotos: many('photo', 'Photos', 'Several uploaded photos.'),
  document: one('file', 'Document', 'An uploaded document by its id, or a web address.'),
  documents: many('file', 'Documents', 'Several documents.'),
  audio: one('file', 'Audio', 'An uploaded recording by its id, or a web address.'),
}
