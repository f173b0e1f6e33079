import { createInterface } from 'node:readline/promises'

export interface Question {
  flag: string
  /** `Short id of the team (small letters and digits)` */
  text: string
  given: string | undefined
  /** what an empty answer means */
  fallback?: string
}

/**
 * What a flag gave; else what a person at the terminal answers; else the fallback.
 * @throws Error that names the flags to give, where nobody can be asked
 */
export async function askFor<Name extends string>(questions: Record<Name, Question>): Promise<Record<Name, string>> {
  const entries = Object.entries(questions) as [Name, Question][]
  const mute = entries.filter(([, question]) => question.given === undefined && question.fallback === undefined)
  if (mute.length > 0 && !process.stdin.isTTY) {
    throw new Error(
      `Give ${mute.map(([, question]) => question.flag).join(', ')}, or run this at a terminal to be asked.`,
    )
  }
  const terminal = process.stdin.isTTY ? createInterface({ input: process.stdin, output: process.stderr }) : undefined
  try {
    const answers = {} as Record<Name, string>
    for (const [name, question] of entries) answers[name] = question.given ?? (await answerTo(question, terminal))
    return answers
  } finally {
    terminal?.close()
  }
}

async function answerTo(
  { text, fallback }: Question,
  terminal: ReturnType<typeof createInterface> | undefined,
): Promise<string> {
  while (terminal) {
    const answer = (await terminal.question(`${text}${fallback ? ` [${fallback}]` : ''}: `)).trim()
    if (answer) return answer
    if (fallback !== undefined) break
  }
  return fallback ?? ''
}
