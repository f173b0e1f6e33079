import { useTranslation } from 'react-i18next'
import { Combobox } from '../../../ui/combobox.tsx'
import { Field } from '../../../ui/field.tsx'
import { Input } from '../../../ui/input.tsx'
import { Segments } from '../../../ui/segments.tsx'
import { Select } from '../../../ui/select.tsx'
import { categories, categoryName, languageName, languages } from '../template-words.ts'
import { withNewCard } from './cards.ts'
import { findingAt } from './finding-words.ts'
import type { PartProps } from './template-builder.tsx'

/** Name, language and category; the first two stand once Meta has the template. */
export function HeadingFields({ draft, set, problems, isMade }: PartProps & { isMade: boolean }) {
  const { t, i18n } = useTranslation()
  const known = languages.includes(draft.language) ? languages : [draft.language, ...languages]
  return (
    <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
      <div className="col-span-full">
        <Field
          label={t('Name')}
          hint={t('Small letters, digits and underscores.')}
          error={draft.name === '' ? undefined : findingAt(t, problems, 'name')}
          isRequired
        >
          {(control) => (
            <Input
              {...control}
              disabled={isMade}
              className="font-mono"
              value={draft.name}
              onChange={({ target }) => set({ name: target.value })}
            />
          )}
        </Field>
      </div>
      <Field label={t('Category')} error={findingAt(t, problems, 'category')}>
        {(control) => (
          <Select
            {...control}
            value={draft.category}
            choices={categories.map((value) => ({ value, label: categoryName(t, value) }))}
            onChoose={(category) => set({ category })}
          />
        )}
      </Field>
      <Field label={t('Language')} error={findingAt(t, problems, 'language')}>
        {(control) => (
          <Combobox
            control={control}
            isDisabled={isMade}
            options={known.map((value) => ({ value, label: languageName(value, i18n.language), note: value }))}
            chosen={[draft.language]}
            onChoose={([language]) => set({ language: language ?? draft.language })}
          />
        )}
      </Field>
      {draft.category !== 'AUTHENTICATION' && (
        <div className="col-span-full flex">
          <Segments
            label={t('Form')}
            chosen={draft.isCarousel ? 'CAROUSEL' : 'MESSAGE'}
            onChoose={(form) =>
              set({
                isCarousel: form === 'CAROUSEL',
                cards: draft.cards.length > 0 ? draft.cards : withNewCard(withNewCard([])),
              })
            }
            segments={[
              { value: 'MESSAGE', label: t('One message') },
              { value: 'CAROUSEL', label: t('Carousel of cards') },
            ]}
          />
        </div>
      )}
    </div>
  )
}
