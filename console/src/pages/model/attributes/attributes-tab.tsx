import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { Section } from '../../../ui/page.tsx'
import type { OwnerDocument } from '../draft/document.ts'
import { AttributeDialog } from './attribute-dialog.tsx'
import { AttributeList } from './attribute-list.tsx'
import { GroupsDialog } from './groups-dialog.tsx'

interface AttributesTabProps {
  document: OwnerDocument
  edit: (changes: Partial<OwnerDocument>) => void
  /** of whose attributes these are, where a page shows several */
  title?: string
  /** a state task has no lists that could filter */
  isForm?: boolean
}

/** The attributes of a procedure, an entity, or a state task's form. */
export function AttributesTab({ document, edit, title, isForm = false }: AttributesTabProps) {
  const { t } = useTranslation()
  const [edited, setEdited] = useState<string | null>(null)
  const [isGrouping, setGrouping] = useState(false)
  return (
    <Section
      title={title ?? t('Attributes')}
      actions={
        <>
          <Button onClick={() => setGrouping(true)}>{t('Groups')}</Button>
          <Button icon={Plus} onClick={() => setEdited('')}>
            {t('Add an attribute')}
          </Button>
        </>
      }
    >
      <AttributeList document={document} edit={edit} isForm={isForm} openAttribute={setEdited} />
      {edited !== null && (
        <AttributeDialog
          shortId={edited || null}
          document={document}
          edit={edit}
          isForm={isForm}
          onClose={() => setEdited(null)}
        />
      )}
      {isGrouping && <GroupsDialog document={document} edit={edit} onClose={() => setGrouping(false)} />}
    </Section>
  )
}
