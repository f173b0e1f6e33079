import { BadInput, type Problem } from '../../errors.ts'
import { nearest } from '../attributes/nearest.ts'
import type { TeamModel } from '../model/types.ts'
import { isWider } from './access.ts'
import type { ProcedureAccess } from './types.ts'

/**
 * The entries of a role as given (procedures by uuid, short id or `*`) in stored form (uuid or `*`).
 * @throws BadInput with every entry that is wrong
 */
export function readProcedureAccess(model: TeamModel, entries: readonly ProcedureAccess[]): ProcedureAccess[] {
  const problems: Problem[] = []
  const read = new Map<string, ProcedureAccess>()
  entries.forEach((entry, index) => {
    const path = `procedures.${index}.procedure`
    const procedure = procedureMeant(model, entry.procedure)
    if (procedure === undefined) problems.push(unknownProcedure(model, entry.procedure, path))
    else if (read.has(procedure)) {
      problems.push({
        code: 'given_twice',
        message: `The procedure "${entry.procedure}" is given twice in "procedures".`,
        path,
        hint: 'Give each procedure one entry.',
      })
    } else if (isWider(entry.write, entry.read)) {
      problems.push({
        code: 'write_wider_than_read',
        message: `A role cannot write ${entry.write} and read ${entry.read}: it writes only what it can read.`,
        path: `procedures.${index}.write`,
        hint: `Let it read ${entry.write} as well.`,
      })
    } else read.set(procedure, { procedure, read: entry.read, write: entry.write })
  })
  if (problems.length > 0) throw new BadInput(problems)
  return [...read.values()]
}

function procedureMeant(model: TeamModel, reference: string): string | undefined {
  if (reference === '*') return '*'
  return (model.procedures.get(reference) ?? model.procedureByShortId.get(reference))?.id
}

function unknownProcedure(model: TeamModel, reference: string, path: string): Problem {
  const known = [...model.procedureByShortId.keys()]
  const near = nearest(reference, known)
  return {
    code: 'unknown_procedure',
    message: `There is no procedure "${reference}"${near ? `; did you mean "${near}"?` : '.'}`,
    path,
    hint:
      known.length > 0 ? `The procedures are ${known.join(', ')}, and * for every one.` : 'Use * for every procedure.',
  }
}
