import type { Plugin } from '@nadi/sdk'
import { useTranslation } from 'react-i18next'
import { parametersOf } from '../../../../../server/src/whatsapp/templates/parameters.ts'
import { Field } from '../../../ui/field.tsx'
import { Input } from '../../../ui/input.tsx'
import { Segments } from '../../../ui/segments.tsx'
import { Counted } from './counted.tsx'
import { type Draft, type HeaderKind, isMedia } from './draft.ts'
import { findingAt } from './finding-words.ts'
import { SampleField } from './sample-field.tsx'
import type { PartProps } from './template-builder.tsx'

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
      {isMedia(header.kind) && (
        <SampleField
          kind={header.kind}
          sample={header}
          onSample={change}
          problem={findingAt(t, problems, 'HEADER.example')}
          plugin={plugin}
        />
      )}
      {header.kind === 'LOCATION' && (
        <p className="text-[13px] text-ink-soft">{t('The place is given with each send.')}</p>
      )}
    </div>
  )
}
