import type { Procedure, Process } from '@nadi/sdk'
import { useNavigate } from '@tanstack/react-router'
import type { ComponentProps } from 'react'
import { useOpenedFrom } from './opened-from.ts'

interface ProcessLinkProps extends Omit<ComponentProps<'a'>, 'href' | 'onClick'> {
  process: Process
  procedure: Procedure
}

/** A link to a process that costs next to nothing to draw: the router's own follows every change of the address, in each of hundreds of rows. */
export function ProcessLink({ process, procedure, ...rest }: ProcessLinkProps) {
  const navigate = useNavigate()
  const opened = useOpenedFrom()
  const to = `/p/${procedure.shortId}/${process.id}`
  return (
    <a
      {...rest}
      href={to}
      onClick={(event) => {
        // beside or in another window is the browser's own
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        opened(process)
        void navigate({ to })
      }}
    />
  )
}
