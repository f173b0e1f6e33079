import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Input } from '../../../ui/input.tsx'
import type { OwnerDocument } from '../draft/document.ts'
import { mapThings, swapped, withoutThing, withThing } from '../draft/things.ts'
import { shortIdFor } from '../short-id.ts'

interface GroupsDialogProps {
  document: OwnerDocument
  edit: (changes: Partial<OwnerDocument>) => void
  onClose: () => void
}

/** The headings under which attributes stand. */
export function GroupsDialog({ document, edit, onClose }: GroupsDialogProps) {
  const { t } = useTranslation()
  const [groups, setGroups] = useState(document.attributeGroups)
  const [name, setName] = useState('')
  const shortId = shortIdFor(name)
  const canAdd = shortId !== '' && !(shortId in groups)
  const add = (): void => {
    if (!canAdd) return
    setGroups(withThing(groups, shortId, { name }))
    setName('')
  }
  const keep = (): void => {
    edit({
      attributeGroups: groups,
      attributes: mapThings(document.attributes, (attribute) =>
        attribute.group === null || attribute.group in groups ? attribute : { ...attribute, group: null },
      ),
    })
    onClose()
  }
  const keys = Object.keys(groups)
  const swap = (one: string, other: string | undefined): void => {
    if (other !== undefined) setGroups(swapped(groups, one, other))
  }
  return (
    <FormDialog
      title={t('Groups of attributes')}
      action={t('Keep')}
      onClose={onClose}
      onSubmit={() => (name === '' ? keep() : add())}
    >
      <ul className="flex flex-col gap-2">
        {Object.entries(groups).map(([key, group], index) => (
          <li key={key} className="flex items-center gap-2">
            <Input
              required
              aria-label={t('Name of group {{shortId}}', { shortId: key })}
              value={group.name}
              onChange={(event) => setGroups(withThing(groups, key, { name: event.target.value }))}
            />
            <span className="flex">
              <IconButton
                icon={ArrowUp}
                label={t('Move {{name}} up', { name: group.name })}
                disabled={index === 0}
                onClick={() => swap(key, keys[index - 1])}
              />
              <IconButton
                icon={ArrowDown}
                label={t('Move {{name}} down', { name: group.name })}
                disabled={index === keys.length - 1}
                onClick={() => swap(key, keys[index + 1])}
              />
              <IconButton
                icon={Trash2}
                label={t('Remove {{name}}', { name: group.name })}
                onClick={() => setGroups(withoutThing(groups, key))}
              />
            </span>
          </li>
        ))}
      </ul>
      <div className="flex gap-2">
        <Input
          aria-label={t('Name of a new group')}
          placeholder={t('Name of a new group')}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button icon={Plus} disabled={!canAdd} onClick={add}>
          {t('Add')}
        </Button>
      </div>
    </FormDialog>
  )
}
