import { useTeamModel } from '../model/team-model.ts'
import type { Note } from './items.ts'
import { piecesOf } from './mentions.ts'

/** The words of a note; whom it names stands out. */
export function NoteText({ note }: { note: Note }) {
  const model = useTeamModel()
  const names = note.mentions.flatMap((user) => model.user(user)?.displayName ?? [])
  return (
    <p dir="auto" className="whitespace-pre-wrap break-words">
      {piecesOf(note.text, names).map(({ text, isName }, index) =>
        isName ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a piece is known by its place
          <mark key={index} className="rounded bg-accent-soft px-0.5 font-medium text-accent-text">
            {text}
          </mark>
        ) : (
          text
        ),
      )}
    </p>
  )
}
