import { Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import { useTranslation } from 'react-i18next'
import { useStatusNames } from '../../../../values/status-names.ts'
import type { StateDocument } from '../../draft/document.ts'

export type StateNodeData = Node<StateDocument & { isDefault: boolean }, 'state'>

/** the handle of moves to a state that stands before */
export const back = 'back'

export function StateNode({ data: { name, color, status, next, isDefault } }: NodeProps<StateNodeData>) {
  const { t } = useTranslation()
  const statusNames = useStatusNames()
  const notes = [statusNames[status], isDefault && t('begins here'), next === null && t('any may follow')]
  return (
    <div
      className="w-44 rounded-lg border border-line bg-surface px-3 py-2 shadow-sm"
      style={{ borderInlineStart: `4px solid ${color}` }}
    >
      <Handle type="target" position={Position.Left} />
      <p className="truncate font-medium">{name}</p>
      <p className="text-[12px] text-ink-soft">{notes.filter(Boolean).join(' · ')}</p>
      <Handle type="source" position={Position.Right} />
      {/* moves back run below, where they cross nothing; they are drawn from the sides all the same */}
      <Handle id={back} type="target" position={Position.Bottom} isConnectable={false} className="opacity-0" />
      <Handle id={back} type="source" position={Position.Bottom} isConnectable={false} className="opacity-0" />
    </div>
  )
}
