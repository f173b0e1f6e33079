import { FileText, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { kindOf, mediaRules } from '../../../../simulator/src/graph/messages/media-types.ts'
import { IconButton } from '../../ui/icon-button.tsx'

interface AttachedFilesProps {
  files: readonly File[]
  remove: (file: File) => void
}

/** What goes along with the next message; what WhatsApp does not carry is said here already. */
export function AttachedFiles({ files, remove }: AttachedFilesProps) {
  const { t } = useTranslation()
  if (files.length === 0) return null
  return (
    <ul aria-label={t('Attached files')} className="flex flex-wrap gap-2 px-3 pt-2.5">
      {files.map((file, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: one file may be attached twice
          key={`${index} ${file.name}`}
          className="flex max-w-full items-center gap-2 rounded-lg border border-line p-1.5 pe-1"
        >
          <Thumbnail file={file} />
          <span className="min-w-0">
            <span className="block max-w-48 truncate">{file.name}</span>
            <Says file={file} />
          </span>
          <IconButton
            icon={X}
            label={t('Remove {{name}}', { name: file.name })}
            onClick={() => remove(file)}
            className="size-7"
          />
        </li>
      ))}
    </ul>
  )
}

function Thumbnail({ file }: { file: File }) {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    if (!file.type.startsWith('image/')) return
    const made = URL.createObjectURL(file)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return address ? (
    <img src={address} alt="" className="size-9 rounded object-cover" />
  ) : (
    <FileText aria-hidden className="size-6 shrink-0 text-ink-soft" />
  )
}

function Says({ file }: { file: File }) {
  const { t, i18n } = useTranslation()
  const problem = problemOf(file)
  const size = new Intl.NumberFormat(i18n.language, {
    style: 'unit',
    unit: file.size < 1_000_000 ? 'kilobyte' : 'megabyte',
    maximumFractionDigits: 1,
  }).format(file.size / (file.size < 1_000_000 ? 1_000 : 1_000_000))
  return problem ? (
    <span role="alert" className="block text-[12px] text-danger">
      {t(problem.sentence, problem.values)}
    </span>
  ) : (
    <span className="block text-[12px] text-ink-soft">{size}</span>
  )
}

/** Why WhatsApp would not carry a file, as a sentence with its values. */
export function problemOf({ type, size }: File): { sentence: string; values: { limit: number } } | undefined {
  const kind = kindOf(type)
  if (!kind) return { sentence: 'WhatsApp does not carry files of this kind.', values: { limit: 0 } }
  const { maxBytes } = mediaRules[kind]
  if (size <= maxBytes) return undefined
  return maxBytes < 1_048_576
    ? { sentence: 'It is too large: at most {{limit}} kB.', values: { limit: maxBytes / 1_024 } }
    : { sentence: 'It is too large: at most {{limit}} MB.', values: { limit: maxBytes / 1_048_576 } }
}
