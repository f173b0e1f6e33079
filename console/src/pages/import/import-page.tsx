import type { NewProcess } from '@nadi/sdk'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProcedure } from '../../model/team-model.ts'
import { Page as Frame } from '../../ui/page.tsx'
import type { Table } from './csv.ts'
import { FileStep } from './file-step.tsx'
import { ImportSteps } from './import-steps.tsx'
import { MappingStep } from './mapping-step.tsx'
import { PreviewStep } from './preview-step.tsx'
import { RunStep } from './run-step.tsx'
import type { Mapping } from './targets.ts'

/** How far the import has come: each step knows what the ones before it found. */
type Stage =
  | { step: 'file' }
  | { step: 'mapping'; table: Table; mapping?: Mapping }
  | { step: 'preview'; table: Table; mapping: Mapping; processes: NewProcess[] }
  | { step: 'run'; table: Table; processes: NewProcess[] }

/** A CSV file becomes processes: which column is what, what would be wrong, then the job. */
export function Page() {
  const { t } = useTranslation()
  const { procedure: name = '' } = useParams({ strict: false }) as { procedure?: string }
  const procedure = useProcedure(name)
  const [stage, setStage] = useState<Stage>({ step: 'file' })
  const title = t('Import into {{procedure}}', { procedure: procedure.name })
  return (
    <Frame
      title={title}
      back={{ to: `/p/${procedure.shortId}`, label: procedure.name }}
      toolbar={<ImportSteps current={stage.step} />}
    >
      {stage.step === 'file' && (
        <FileStep procedure={procedure} onRead={(table) => setStage({ step: 'mapping', table })} />
      )}
      {stage.step === 'mapping' && (
        <MappingStep
          procedure={procedure}
          table={stage.table}
          mapping={stage.mapping}
          onBack={() => setStage({ step: 'file' })}
          onMapped={(mapping, processes) => setStage({ step: 'preview', table: stage.table, mapping, processes })}
        />
      )}
      {stage.step === 'preview' && (
        <PreviewStep
          procedure={procedure}
          table={stage.table}
          processes={stage.processes}
          onBack={() => setStage({ step: 'mapping', table: stage.table, mapping: stage.mapping })}
          onStart={() => setStage({ step: 'run', table: stage.table, processes: stage.processes })}
        />
      )}
      {stage.step === 'run' && (
        <RunStep
          procedure={procedure}
          table={stage.table}
          processes={stage.processes}
          onAgain={() => setStage({ step: 'file' })}
        />
      )}
    </Frame>
  )
}
