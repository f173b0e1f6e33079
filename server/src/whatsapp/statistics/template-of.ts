import { sql } from 'kysely'

/** Name and language of the template that a message `m` was made of, `welcome/en_US`; '' of another message. */
export const templateOf = sql<string>`case when m.type = 'template'
  then coalesce((m.body #>> '{template,name}') || '/' || (m.body #>> '{template,language,code}'), '') else '' end`
