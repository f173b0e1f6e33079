import type { MessageTemplate } from '@nadi/sdk'
import { useMutation } from '@tanstack/react-query'
import { Upload } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { useTimeZone } from '../ui/time-zone.ts'
import { instantOf, localOf } from '../values/local-time.ts'
import { keyOf, type TemplateParameter, type TemplateValues } from './filling.ts'
import { parameterName } from './parameter-names.ts'

interface TemplateFieldsProps {
  template: MessageTemplate
  values: TemplateValues
  setValue: (key: string, value: string) => void
}

const mediaFields = /(image|video|document)Url$/

/** A field for each thing that a send of the template fills. */
export function TemplateFields({ template, values, setValue }: TemplateFieldsProps) {
  const { t } = useTranslation()
  // an answer's payload and a flow's token are for programs; Meta makes them up where they are left out
  const shown = template.parameters.filter(
    ({ isRequired, kind }) => isRequired || !['payload', 'flowToken'].includes(kind),
  )
  return shown.map((parameter) => {
    const key = keyOf(parameter)
    return (
      <Field key={key} label={parameterName(t, parameter)} isRequired={parameter.isRequired}>
        {(control) => (
          <div className="flex gap-2">
            <ParameterInput
              control={control}
              parameter={parameter}
              value={values[key] ?? ''}
              change={(value) => setValue(key, value)}
            />
            {mediaFields.test(parameter.field) && (
              <UploadButton pluginId={template.plugin} kind={parameter.kind} done={(url) => setValue(key, url)} />
            )}
          </div>
        )}
      </Field>
    )
  })
}

interface ParameterInputProps {
  control: object
  parameter: TemplateParameter
  value: string
  change: (value: string) => void
}

function ParameterInput({ control, parameter, value, change }: ParameterInputProps) {
  const timeZone = useTimeZone()
  if (parameter.kind !== 'time') {
    return <Input {...control} dir="auto" value={value} onChange={({ target }) => change(target.value)} />
  }
  return (
    <Input
      {...control}
      type="datetime-local"
      value={value === '' ? '' : localOf(Number(value), timeZone)}
      onChange={({ target }) => change(target.value === '' ? '' : String(instantOf(target.value, timeZone)))}
    />
  )
}

const accepted: Record<string, string> = { image: 'image/jpeg,image/png', video: 'video/mp4,video/3gpp' }

/** Puts a file where Meta can fetch it, and its address into the field. */
function UploadButton({ pluginId, kind, done }: { pluginId: string; kind: string; done: (url: string) => void }) {
  const { t } = useTranslation()
  const picker = useRef<HTMLInputElement>(null)
  const upload = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData()
      form.append('file', file)
      return api.call('POST /v1/ext/plugin/whatsapp/{pluginId}/upload-public-media', {
        path: { pluginId },
        body: form as never,
      })
    },
    onSuccess: ({ data }) => done(data.publicMediaUrl),
  })
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        accept={accepted[kind]}
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file) upload.mutate(file)
          target.value = ''
        }}
      />
      <Button icon={Upload} isBusy={upload.isPending} onClick={() => picker.current?.click()}>
        {t('Upload')}
      </Button>
    </>
  )
}
