import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { useSession } from '../../app/session.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Section } from '../../ui/page.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { ErrorState, Skeleton } from '../../ui/states.tsx'

/** The team as it is, as a file. */
export function ExportSection() {
  const { t } = useTranslation()
  const { team } = useSession()
  const file = useQuery({
    // the name of the call, so that changes of the model have it read again
    queryKey: ['GET /v1/ext/config/file', {}],
    queryFn: async ({ signal }) => (await api.raw('GET /v1/ext/config/file', { signal })).text(),
  })
  const yaml = file.data ?? ''
  return (
    <Section
      title={t('As it is now')}
      description={t('Secrets and processes are not in it. People and roles are, where you may manage them.')}
      actions={
        <>
          <CopyButton value={yaml} label={t('Copy the configuration')} />
          <Button
            icon={Download}
            disabled={!file.data}
            onClick={() => saveFile(new Blob([yaml], { type: 'application/yaml' }), `${team.shortId}.yaml`)}
          >
            {t('Download')}
          </Button>
        </>
      }
    >
      {file.isError ? (
        <ErrorState error={file.error} retry={() => void file.refetch()} />
      ) : file.isPending ? (
        <Skeleton className="h-72 w-full" />
      ) : (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
          tabIndex={0}
          dir="ltr"
          className="h-72 overflow-auto rounded-md bg-sunken p-3 font-mono text-[12.5px] leading-5"
        >
          {yaml}
        </pre>
      )}
    </Section>
  )
}
