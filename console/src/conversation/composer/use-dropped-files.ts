import { type DragEvent, useState } from 'react'

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes('Files')

/** Takes files that are dragged onto an element. */
export function useDroppedFiles(take: (files: File[]) => void) {
  const [depth, setDepth] = useState(0)
  return {
    isOver: depth > 0,
    onDragEnter: (event: DragEvent): void => {
      if (hasFiles(event)) setDepth((known) => known + 1)
    },
    onDragLeave: (event: DragEvent): void => {
      if (hasFiles(event)) setDepth((known) => Math.max(0, known - 1))
    },
    onDragOver: (event: DragEvent): void => {
      if (hasFiles(event)) event.preventDefault()
    },
    onDrop: (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setDepth(0)
      take([...event.dataTransfer.files])
    },
  }
}
