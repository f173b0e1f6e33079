import { useQuery } from '@tanstack/react-query'
import { Tag } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Popover } from '../../ui/popover.tsx'

interface LabelPickerProps {
  /** names */
  chosen: readonly string[]
  choose: (labels: readonly string[]) => void
}

export function LabelPicker({ chosen, choose }: LabelPickerProps) {
  const { t } = useTranslation()
  const labels = useQuery(callOf('GET /v1/ext/chat-labels')).data?.data ?? []
  return (
    <Popover
      align="end"
      label={t('Labels')}
      trigger={<IconButton icon={Tag} label={t('Labels')} isPressed={chosen.length > 0} />}
    >
      {labels.length === 0 && (
        <p className="w-60 text-ink-soft">
          {t('There are no labels yet. Whoever manages the model makes them under Inbox settings.')}
        </p>
      )}
      <ul className="flex flex-col gap-2">
        {labels.map(({ id, name, color }) => (
          <li key={id}>
            <Checkbox
              checked={chosen.includes(name)}
              onChange={({ target }) =>
                choose(target.checked ? [...chosen, name] : chosen.filter((each) => each !== name))
              }
            >
              <span className="flex items-center gap-1.5">
                <span aria-hidden className="size-2.5 rounded-full" style={{ background: color }} />
                {name}
              </span>
            </Checkbox>
          </li>
        ))}
      </ul>
    </Popover>
  )
}
