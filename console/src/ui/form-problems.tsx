import { problemsElsewhere } from './problems.ts'

/** What was refused and stands at no field of the form. */
export function FormProblems({ error, paths = [] }: { error: unknown; paths?: readonly string[] }) {
  const problems = problemsElsewhere(error, paths)
  if (problems.length === 0) return null
  return (
    <div role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger">
      {problems.map(({ message, hint }) => (
        <p key={message}>
          {message} {hint}
        </p>
      ))}
    </div>
  )
}
