import { useTranslation } from 'react-i18next'
import { problemAt } from '../../../ui/problems.ts'
import { LeadProcedureField } from '../lead-procedure-field.tsx'
import type { StepProps } from './connect-page.tsx'

/** What becomes of people who write for the first time. */
export function LeadStep({ connection, set, error }: StepProps) {
  const { t } = useTranslation()
  return (
    <>
      <LeadProcedureField
        chosen={connection.leadProcedure}
        choose={(leadProcedure) => set({ leadProcedure })}
        error={problemAt(error, 'leadProcedure')}
      />
      <p className="text-ink-soft">
        {t(
          '“Connect” reads the account and its numbers from Meta and has Meta send its events here. It changes nothing else.',
        )}
      </p>
    </>
  )
}
