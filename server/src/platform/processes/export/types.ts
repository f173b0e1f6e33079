import { type Static, Type } from 'typebox'
import { listed } from '../list/types.ts'

export const formats = ['ndjson', 'csv'] as const

export const ExportRequest = Type.Object(
  {
    ...listed,
    format: Type.Optional(
      Type.Enum([...formats], {
        description:
          'ndjson: a process a line, as lists answer it; csv: RFC 4180. By the Accept header where it is left out, else ndjson',
      }),
    ),
    columns: Type.Optional(
      Type.Array(Type.String(), {
        minItems: 1,
        maxItems: 500,
        uniqueItems: true,
        description:
          'id, status, state, assignedTo, belongsTo, createdBy, createdAt, updatedAt, nextActionAt, attribute short ids, and those of the record as record.name; all of them in a CSV that names none. In NDJSON a line then holds just these.',
        examples: [['lead_id', 'name', 'city', 'state']],
      }),
    ),
    bom: Type.Optional(
      Type.Boolean({ description: 'begin a CSV with a byte order mark, without which Excel takes it for Latin-1' }),
    ),
  },
  { additionalProperties: false },
)
export type ExportRequest = Static<typeof ExportRequest>
