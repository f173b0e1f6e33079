import { StickyNote } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../model/team-model.ts'
import { useClock } from './clock.ts'
import type { Note } from './items.ts'
import { NoteText } from './note-text.tsx'

/** What the team says among itself, in the place of its time. */
export function NoteBubble({ note }: { note: Note }) {
  const { t } = useTranslation()
  const { time, moment } = useClock()
  const author = useTeamModel().user(note.user)?.displayName ?? t('Nadi')
  return (
    <article
      aria-label={t('Note of {{author}}, {{at}}', { author, at: moment(note.createdAt) })}
      className="mt-3 flex flex-col items-end"
    >
      <div className="max-w-[85%] rounded-xl border border-warning/40 border-dashed bg-warning-soft px-3 py-1.5">
        <p className="flex items-center gap-1.5 text-[12px] text-warning">
          <StickyNote aria-hidden className="size-3.5" />
          {t('{{author}}, only for the team', { author })}
        </p>
        <NoteText note={note} />
        <p className="text-end text-[11.5px] text-warning leading-4">{time(note.createdAt)}</p>
      </div>
    </article>
  )
}
