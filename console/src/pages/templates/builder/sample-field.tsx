import type { Plugin } from '@nadi/sdk'
import { useMutation } from '@tanstack/react-query'
import { Upload } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import type { Sample } from './draft.ts'
import { uploadSample } from './upload-sample.ts'

const accepted = {
  IMAGE: 'image/jpeg,image/png',
  VIDEO: 'video/mp4',
  DOCUMENT: 'application/pdf',
}

interface SampleFieldProps {
  kind: keyof typeof accepted
  sample: Sample
  onSample: (sample: Sample) => void
  problem: string | undefined
  plugin: Plugin
}

/** The example of a picture, video or document, which Meta looks at in the review. */
export function SampleField({ kind, sample, onSample, problem, plugin }: SampleFieldProps) {
  const { t } = useTranslation()
  const picker = useRef<HTMLInputElement>(null)
  const { appId } = plugin
  const upload = useMutation({
    mutationFn: (file: File) => uploadSample({ id: plugin.id, appId: appId ?? '' }, file),
    onSuccess: (handle, file) => onSample({ handle, link: URL.createObjectURL(file) }),
  })
  if (appId === null) {
    return (
      <p className="text-[13px] text-danger">
        {t('Uploads need the app id: add it under “Change the access token” in the account’s menu.')}
      </p>
    )
  }
  return (
    <div>
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={t('Example file')}
        accept={accepted[kind]}
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file) upload.mutate(file)
          target.value = ''
        }}
      />
      <Button icon={Upload} isBusy={upload.isPending} onClick={() => picker.current?.click()}>
        {sample.handle === '' ? t('Upload an example') : t('Upload another example')}
      </Button>
      {problem && <p className="mt-1.5 text-[12.5px] text-ink-soft">{problem}</p>}
    </div>
  )
}
