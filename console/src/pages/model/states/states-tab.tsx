import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { late } from '../../../app/late.tsx'
import { Button } from '../../../ui/button.tsx'
import { Section } from '../../../ui/page.tsx'
import { Skeleton } from '../../../ui/states.tsx'
import type { ProcedureDocument } from '../draft/document.ts'
import { withThing } from '../draft/things.ts'
import { StateDialog } from './state-dialog.tsx'
import { StateList } from './state-list.tsx'

// the library that draws is large, and the list beside it says the same
const StateGraph = late(
  async () => (await import('./graph/state-graph.tsx')).StateGraph,
  <Skeleton className="h-full w-full" />,
)

interface StatesTabProps {
  procedureId: string
  document: ProcedureDocument
  edit: (changes: Partial<ProcedureDocument>) => void
}

export function StatesTab({ procedureId, document, edit }: StatesTabProps) {
  const { t } = useTranslation()
  /** the short id of the state that is edited; empty: a new one */
  const [edited, setEdited] = useState<string | null>(null)
  const setNext = (shortId: string, next: string[]): void => {
    const state = document.states[shortId]
    if (state) edit({ states: withThing(document.states, shortId, { ...state, next }) })
  }
  return (
    <>
      <Section
        title={t('How processes move')}
        description={t(
          'Drag from one state’s edge to another to allow a move; choose a line and press Delete to forbid it.',
        )}
        actions={
          <Button icon={Plus} onClick={() => setEdited('')}>
            {t('Add a state')}
          </Button>
        }
      >
        <div className="h-96 overflow-hidden rounded-lg border border-line bg-canvas max-sm:h-72">
          <StateGraph procedureId={procedureId} document={document} setNext={setNext} openState={setEdited} />
        </div>
      </Section>
      <Section title={t('States')} description={t('In their order, as columns of the board and choices stand.')}>
        <StateList document={document} edit={edit} openState={setEdited} />
      </Section>
      {edited !== null && (
        <StateDialog shortId={edited || null} document={document} edit={edit} onClose={() => setEdited(null)} />
      )}
    </>
  )
}
