import '@xyflow/react/dist/style.css'
import './state-graph.css'
import {
  Background,
  type Connection,
  Controls,
  type Edge,
  MarkerType,
  Panel,
  ReactFlow,
  useNodesState,
} from '@xyflow/react'
import { Trash2 } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../../ui/button.tsx'
import type { ProcedureDocument } from '../../draft/document.ts'
import { keepPosition, keptPositions, layOut } from './layout.ts'
import { back, StateNode, type StateNodeData } from './state-node.tsx'

interface StateGraphProps {
  procedureId: string
  document: ProcedureDocument
  setNext: (shortId: string, next: string[]) => void
  openState: (shortId: string) => void
}

const nodeTypes = { state: StateNode }

/** The states and the moves between them, to drag, connect and cut. `StateList` says the same in words. */
export function StateGraph({ procedureId, document, setNext, openState }: StateGraphProps) {
  const { t } = useTranslation()
  const [nodes, setNodes, onNodesChange] = useNodesState<StateNodeData>([])
  const [chosen, setChosen] = useState<string | null>(null)
  useEffect(() => {
    const kept = keptPositions(procedureId)
    const laidOut = layOut(document)
    setNodes((shown) =>
      Object.entries(document.states).map(([shortId, state]) => {
        const known = shown.find(({ id }) => id === shortId)
        return {
          ...known,
          id: shortId,
          type: 'state' as const,
          position: known?.position ?? kept[shortId] ?? laidOut.get(shortId) ?? { x: 0, y: 0 },
          data: { ...state, isDefault: shortId === document.defaultState },
          deletable: false,
          ariaLabel: t('State {{name}}', { name: state.name }),
        }
      }),
    )
  }, [document, procedureId, setNodes, t])
  const edges = useMemo(
    () =>
      Object.entries(document.states).flatMap(([from, { next, name }], index, all) =>
        (next ?? []).map((to): Edge => {
          const id = `${from}→${to}`
          const isBack = all.findIndex(([key]) => key === to) < index
          return {
            ...(isBack && { type: 'smoothstep', sourceHandle: back, targetHandle: back }),
            id,
            source: from,
            target: to,
            selected: id === chosen,
            markerEnd: { type: MarkerType.ArrowClosed, width: 18, height: 18, color: 'var(--line-strong)' },
            ariaLabel: t('From {{from}} to {{to}}', { from: name, to: document.states[to]?.name ?? to }),
          }
        }),
      ),
    [document, chosen, t],
  )
  const connect = ({ source, target }: Connection): void => {
    const next = document.states[source]?.next ?? []
    if (source !== target && !next.includes(target)) setNext(source, [...next, target])
  }
  const cut = (gone: readonly Pick<Edge, 'source' | 'target'>[]): void => {
    for (const { source, target } of gone) {
      setNext(
        source,
        (document.states[source]?.next ?? []).filter((each) => each !== target),
      )
    }
    setChosen(null)
  }
  const chosenEdge = edges.find(({ id }) => id === chosen)
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      onNodesChange={onNodesChange}
      onEdgesChange={(changes) => {
        for (const change of changes) {
          if (change.type === 'select')
            setChosen((was) => (change.selected ? change.id : was === change.id ? null : was))
        }
      }}
      onConnect={connect}
      onEdgesDelete={cut}
      onNodeDragStop={(_event, { id, position }) => keepPosition(procedureId, id, position)}
      onNodeDoubleClick={(_event, { id }) => openState(id)}
      deleteKeyCode={['Delete', 'Backspace']}
      fitView
      fitViewOptions={{ padding: 0.15, maxZoom: 1 }}
      minZoom={0.2}
      preventScrolling={false}
      ariaLabelConfig={{
        'controls.zoomIn.ariaLabel': t('Zoom in'),
        'controls.zoomOut.ariaLabel': t('Zoom out'),
        'controls.fitView.ariaLabel': t('Show all'),
      }}
    >
      <Background color="var(--line-strong)" />
      <Controls showInteractive={false} />
      {chosenEdge && (
        <Panel position="top-right">
          <Button size="sm" look="danger" icon={Trash2} onClick={() => cut([chosenEdge])}>
            {t('Forbid this move')}
          </Button>
        </Panel>
      )}
    </ReactFlow>
  )
}
