import type { Plugin } from '@nadi/sdk'
import { useMutation } from '@tanstack/react-query'
import { Upload } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { parametersOf } from '../../../../../server/src/whatsapp/templates/parameters.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { Input } from '../../../ui/input.tsx'
import { Segments } from '../../../ui/segments.tsx'
import { Counted } from './counted.tsx'
import { type Draft, type HeaderKind, isMedia } from './draft.ts'
import { findingAt } from './finding-words.ts'
import type { PartProps } from './template-builder.tsx'
import { uploadSample } from './upload-sample.ts'

const accepted: Partial<Record<HeaderKind, string>> = {
  IMAGE: 'image/jpeg,image/png',
  VIDEO: 'video/mp4',
  DOCUMENT: 'application/pdf',
}

export function HeaderFields({ draft, set, problems, plugin }: PartProps & { plugin: Plugin }) {
  const { t } = useTranslation()
  const { header } = draft
  const change = (changes: Partial<Draft['header']>): void => set({ header: { ...header, ...changes } })
  const [parameter] = parametersOf(header.text)
  return (
    <div className="flex flex-col gap-3">
      <div className="flex">
        <Segments<HeaderKind>
          label={t('Kind of header')}
          chosen={header.kind}
          onChoose={(kind) => change({ kind, handle: '', link: null })}
          segments={[
            { value: 'NONE', label: t('None') },
            { value: 'TEXT', label: t('Text') },
            { value: 'IMAGE', label: t('Picture') },
            { value: 'VIDEO', label: t('Video') },
            { value: 'DOCUMENT', label: t('Document') },
            { value: 'LOCATION', label: t('Location') },
          ]}
        />
      </div>
      {header.kind === 'TEXT' && (
        <Field
          label={<Counted name={t('Header')} text={header.text} most={60} />}
          error={findingAt(t, problems, 'HEADER.text')}
        >
          {(control) => (
            <Input
              {...control}
              dir="auto"
              value={header.text}
              onChange={({ target }) => change({ text: target.value })}
            />
          )}
        </Field>
      )}
      {header.kind === 'TEXT' && parameter !== undefined && (
        <Field
          label={t('Example for {{name}} of the header', { name: `{{${parameter}}}` })}
          error={findingAt(t, problems, 'HEADER.example')}
        >
          {(control) => (
            <Input
              {...control}
              dir="auto"
              value={header.example}
              onChange={({ target }) => change({ example: target.value })}
            />
          )}
        </Field>
      )}
      {isMedia(header.kind) && <Sample draft={draft} change={change} problems={problems} plugin={plugin} />}
      {header.kind === 'LOCATION' && (
        <p className="text-[13px] text-ink-soft">{t('The place is given with each send.')}</p>
      )}
    </div>
  )
}

interface SampleProps extends Pick<PartProps, 'draft' | 'problems'> {
  change: (changes: Partial<Draft['header']>) => void
  plugin: Plugin
}

/** The example of a picture, video or document, which Meta looks at in the review. */
function Sample({ draft, change, problems, plugin }: SampleProps) {
  const { t } = useTranslation()
  const picker = useRef<HTMLInputElement>(null)
  const { appId } = plugin
  const upload = useMutation({
    mutationFn: (file: File) => uploadSample({ id: plugin.id, appId: appId ?? '' }, file),
    onSuccess: (handle, file) => change({ handle, link: URL.createObjectURL(file) }),
  })
  if (appId === null) {
    return (
      <p className="text-[13px] text-danger">
        {t('Uploads need the app id: add it under “Change the access token” in the account’s menu.')}
      </p>
    )
  }
  const problem = findingAt(t, problems, 'HEADER.example')
  return (
    <div>
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={t('Example file')}
        accept={accepted[draft.header.kind]}
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file) upload.mutate(file)
          target.value = ''
        }}
      />
      <Button icon={Upload} isBusy={upload.isPending} onClick={() => picker.current?.click()}>
        {draft.header.handle === '' ? t('Upload an example') : t('Upload another example')}
      </Button>
      {problem && <p className="mt-1.5 text-[12.5px] text-ink-soft">{problem}</p>}
    </div>
  )
}
