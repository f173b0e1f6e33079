import type { Procedure, Process } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ChevronDown, ChevronUp, Copy, Ellipsis, Link as LinkIcon, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import type { Neighbours } from '../../process/list-place.ts'
import { nameOf } from '../../process/use-process.ts'
import { useConfirm } from '../../ui/confirm.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { tell, tellUndoable } from '../../ui/toast.ts'
import { identifierOf } from '../../values/identifier.ts'

interface ProcessActionsProps {
  process: Process
  procedure: Procedure
  isReadOnly: boolean
  neighbours: Neighbours | null
  go: (processId: string | undefined) => void
}

/** On to the next of the list, a link to share, deleting. */
export function ProcessActions({ process, procedure, isReadOnly, neighbours, go }: ProcessActionsProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const client = useQueryClient()
  const confirm = useConfirm()
  const { title } = identifierOf(process, procedure)
  const list = neighbours?.back ?? `/p/${procedure.shortId}`
  const restore = useMutation({
    mutationFn: () =>
      api.call('POST /v1/ext/procedure/{procedure}/process/{processId}/restore', { path: nameOf(process) }),
    onSuccess: () => {
      tell(t('{{title}} is back', { title }))
      invalidateFor(client, ['process.restored'])
    },
  })
  const remove = useMutation({
    mutationFn: () => api.call('DELETE /v1/ext/procedure/{procedure}/process/{processId}', { path: nameOf(process) }),
    onSuccess: async () => {
      await navigate({ to: list })
      invalidateFor(client, ['process.deleted'])
      tellUndoable(t('{{title}} deleted', { title }), () => restore.mutate())
    },
  })
  const askToDelete = async (): Promise<void> => {
    const isSure = await confirm({
      title: t('Delete {{title}}?', { title }),
      body: t('It leaves every list. It can be restored from the list of what was deleted.'),
      action: t('Delete'),
      isDanger: true,
    })
    if (isSure) remove.mutate()
  }
  const copy = async (text: string, message: string): Promise<void> => {
    await navigator.clipboard.writeText(text)
    tell(message)
  }
  return (
    <>
      {neighbours && (
        <span className="flex items-center">
          <span className="me-1 text-[12.5px] text-ink-soft tabular-nums max-sm:hidden">
            {t('{{position}} of {{count}}', { position: neighbours.position, count: neighbours.count })}
          </span>
          <IconButton
            icon={ChevronUp}
            label={t('The one before in the list')}
            shortcut="k"
            disabled={neighbours.before === undefined}
            onClick={() => go(neighbours.before)}
          />
          <IconButton
            icon={ChevronDown}
            label={t('Next in the list')}
            shortcut="j"
            disabled={neighbours.after === undefined}
            onClick={() => go(neighbours.after)}
          />
        </span>
      )}
      <IconButton icon={LinkIcon} label={t('Copy link')} onClick={() => void copy(location.href, t('Link copied'))} />
      <Menu
        trigger={<IconButton icon={Ellipsis} label={t('More')} />}
        items={[
          { label: t('Copy the id'), icon: Copy, onSelect: () => void copy(process.id, t('Id copied')) },
          ...(isReadOnly
            ? []
            : [null, { label: t('Delete'), icon: Trash2, isDanger: true, onSelect: () => void askToDelete() }]),
        ]}
      />
    </>
  )
}
