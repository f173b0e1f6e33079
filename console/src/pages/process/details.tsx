import type { Procedure, Process } from '@nadi/sdk'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../model/team-model.ts'
import { AttributeList } from '../../process/attribute-list.tsx'
import { AssigneeField, NextActionField, PodField } from '../../process/header-fields.tsx'
import { ProcessTasks } from '../../process/tasks/process-tasks.tsx'
import type { TasksAtHand } from '../../process/tasks/use-tasks-at-hand.ts'
import type { ProcessEditor } from '../../process/use-process-editor.ts'
import { Id } from '../../ui/copy-button.tsx'
import { Section } from '../../ui/page.tsx'
import { Time } from '../../ui/time.tsx'

interface DetailsProps {
  process: Process
  procedure: Procedure
  editor: ProcessEditor
  isReadOnly: boolean
  tasks: TasksAtHand
}

/** All that is known of a process, each thing edited where it stands. */
export function Details({ process, procedure, editor, isReadOnly, tasks }: DetailsProps) {
  const { t } = useTranslation()
  const model = useTeamModel()
  const entity = model.entities.find(({ id }) => id === process.entity)
  const fields = { process, editor, isReadOnly }
  return (
    <div className="mx-auto max-w-3xl p-5 max-sm:p-4">
      <div className="mb-6">
        <ProcessTasks process={process} isReadOnly={isReadOnly} tasks={tasks} />
      </div>
      <Section title={t('Details')}>
        <AssigneeField {...fields} />
        <PodField {...fields} />
        <NextActionField {...fields} />
        <hr className="my-3 border-line" />
        <AttributeList {...fields} of="process" ownerId={procedure.id} />
      </Section>
      {entity && process.record && model.attributesOf(entity.id).length > 0 && (
        <Section
          title={entity.name}
          description={t('Shared by all processes of the same {{entity}}.', { entity: entity.name })}
        >
          <AttributeList {...fields} of="record" ownerId={entity.id} />
        </Section>
      )}
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-[12.5px] text-ink-soft">
        <span>
          {t('Created')} <Time at={process.createdAt} />
        </span>
        <span>
          {t('Changed')} <Time at={process.updatedAt} />
        </span>
        <Id value={process.id} label={t('Copy the id')} />
      </p>
    </div>
  )
}
