import {
  type Active,
  DndContext,
  type DragEndEvent,
  DragOverlay,
  type DragStartEvent,
  KeyboardSensor,
  MouseSensor,
  pointerWithin,
  rectIntersection,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import type { Process } from '@nadi/sdk'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../../api/query.ts'
import { nextStates, stateOf } from '../../../model/team-model.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { identifierOf } from '../../../values/identifier.ts'
import type { List } from '../use-list.ts'
import { CardFace } from './card.tsx'
import { BoardColumn } from './column.tsx'
import { toNextColumn } from './to-next-column.ts'
import { useMoves } from './use-moves.ts'

/** Processes by their state. A card goes only where the graph of states lets it; by mouse, finger or keyboard. */
export function Board({ list }: { list: List }) {
  const { t } = useTranslation()
  const { procedure, where, search } = list
  const counts = useQuery({
    ...callOf('POST /v1/ext/procedure/{procedure}/process/count-by-state', {
      path: { procedure: procedure.shortId },
      body: { ...(where && { where }), ...(search && { search }) },
    }),
    placeholderData: keepPreviousData,
  })
  const { moves, move } = useMoves(procedure)
  const [dragged, setDragged] = useState<Process | null>(null)
  const allowed = dragged ? nextStates(procedure, stateOf(procedure, dragged.state)).map(({ id }) => id) : []
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 5 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 200, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: toNextColumn }),
  )
  if (counts.error) return <ErrorState error={counts.error} retry={() => void counts.refetch()} />
  const nameOf = (process: Process): string => identifierOf(process, procedure).title
  const stateName = (id: unknown): string => stateOf(procedure, String(id))?.name ?? ''
  const drop = ({ over }: DragEndEvent): void => {
    const to = over && stateOf(procedure, String(over.id))
    if (dragged && to && allowed.includes(to.id)) void move(dragged, to)
    setDragged(null)
  }
  return (
    <DndContext
      sensors={sensors}
      // what is under the pointer; beside a state that may not follow the card would else go to its neighbour
      collisionDetection={(given) => (given.pointerCoordinates ? pointerWithin(given) : rectIntersection(given))}
      onDragStart={({ active }: DragStartEvent) => setDragged(processOf(active))}
      onDragEnd={drop}
      onDragCancel={() => setDragged(null)}
      accessibility={{
        screenReaderInstructions: {
          draggable: t(
            'Press space to pick the card up, the arrow keys to choose a state, space to put it there, and escape to leave it.',
          ),
        },
        announcements: {
          onDragStart: ({ active }) => t('Picked up {{name}}.', { name: nameOf(processOf(active)) }),
          onDragOver: ({ over }) => (over ? t('Over {{state}}.', { state: stateName(over.id) }) : undefined),
          onDragEnd: ({ over }) => (over ? t('Put into {{state}}.', { state: stateName(over.id) }) : t('Put back.')),
          onDragCancel: () => t('Put back.'),
        },
      }}
    >
      <section
        aria-label={t('Board')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
        className="flex h-full gap-3 overflow-x-auto p-4"
      >
        {procedure.states.map((state) => (
          <BoardColumn
            key={state.id}
            list={list}
            state={state}
            count={counts.data?.data[state.shortId]}
            moves={moves}
            isDragging={dragged !== null}
            isAllowed={allowed.includes(state.id)}
            isHome={dragged?.state === state.id}
          />
        ))}
      </section>
      <DragOverlay>
        {dragged && (
          <div aria-hidden inert className="h-full">
            <CardFace process={dragged} procedure={procedure} isLifted />
          </div>
        )}
      </DragOverlay>
    </DndContext>
  )
}

/** Each card gives its process along. */
const processOf = ({ data }: Active): Process => data.current?.process as Process
