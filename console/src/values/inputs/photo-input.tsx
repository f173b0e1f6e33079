import { useMutation } from '@tanstack/react-query'
import { ImagePlus, X } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { problemsElsewhere } from '../../ui/problems.ts'
import { Thumbnail } from '../shown/thumbnail.tsx'
import { type AttributeInputProps, listOf } from '../value-type.ts'

const upload = async (file: File): Promise<string> => {
  const form = new FormData()
  form.append('photo', file, file.name)
  const { data } = await api.call('POST /v1/ext/photo', { body: form })
  return data.id
}

/** Pictures are uploaded as soon as they are chosen or dropped; the value holds their ids. */
export function PhotoInput({ attribute, value, onChange, control, isDisabled = false }: AttributeInputProps) {
  const { t } = useTranslation()
  const isMultiple = attribute.type === 'multiPhotos'
  const picker = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const ids = listOf(value)
  const add = useMutation({
    mutationFn: (files: readonly File[]) => Promise.all((isMultiple ? files : files.slice(0, 1)).map(upload)),
    meta: { showsErrors: true },
    onSuccess: (added) => onChange(isMultiple ? [...ids, ...added] : added[0]),
  })
  const take = (files: FileList | null): void => {
    if (files && files.length > 0) add.mutate([...files])
  }
  const dropped = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  const remove = (id: string): void => onChange(isMultiple ? ids.filter((each) => each !== id) : null)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the button does the same
    <div
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={dropped}
      className={cx(
        'flex flex-wrap items-center gap-2 rounded-md border border-line-strong/60 border-dashed p-2',
        isOver && 'bg-accent-soft',
      )}
    >
      {ids.map((id, index) => (
        <span key={id} className="relative">
          <Thumbnail photos={ids} index={index} label={attribute.name} />
          <button
            type="button"
            disabled={isDisabled}
            aria-label={t('Remove photo {{number}}', { number: index + 1 })}
            onClick={() => remove(id)}
            className="absolute -end-1.5 -top-1.5 inline-flex size-6 items-center justify-center rounded-full border border-line bg-raised text-ink shadow"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </span>
      ))}
      <input
        ref={picker}
        type="file"
        accept="image/*"
        aria-label={t('Photo for {{name}}', { name: attribute.name })}
        multiple={isMultiple}
        disabled={isDisabled}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => take(event.target.files)}
      />
      <Button
        {...control}
        size="sm"
        icon={ImagePlus}
        isBusy={add.isPending}
        disabled={isDisabled}
        onClick={() => picker.current?.click()}
      >
        {ids.length > 0 && !isMultiple ? t('Replace photo') : t('Add a photo')}
      </Button>
      <span className="text-[12.5px] text-ink-soft max-sm:hidden">{t('or drop it here')}</span>
      {problemsElsewhere(add.error, []).map(({ message, hint }) => (
        <p key={message} role="alert" className="w-full text-[12.5px] text-danger">
          {message} {hint}
        </p>
      ))}
    </div>
  )
}
