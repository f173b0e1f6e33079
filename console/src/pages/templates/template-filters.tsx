import { useTranslation } from 'react-i18next'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { Select } from '../../ui/select.tsx'
import type { TemplateSearch } from './routes.ts'
import { categories, categoryName, languageName, languages, statusName, statusTones } from './template-words.ts'

interface TemplateFiltersProps {
  filter: TemplateSearch
  set: (changes: TemplateSearch) => void
}

export function TemplateFilters({ filter, set }: TemplateFiltersProps) {
  const { t, i18n } = useTranslation()
  const selects = [
    {
      name: 'status',
      label: t('Status'),
      choices: Object.keys(statusTones).map((value) => ({ value, label: statusName(t, value) })),
    },
    {
      name: 'category',
      label: t('Category'),
      choices: categories.map((value) => ({ value, label: categoryName(t, value) })),
    },
    {
      name: 'language',
      label: t('Language'),
      choices: languages.map((value) => ({ value, label: `${languageName(value, i18n.language)} (${value})` })),
    },
  ] as const
  return (
    <div className="mb-4 grid grid-cols-4 gap-3 max-md:grid-cols-2">
      <Field label={t('Search')}>
        {(control) => (
          <Input
            {...control}
            type="search"
            placeholder={t('name or text')}
            value={filter.search ?? ''}
            onChange={({ target }) => set({ search: target.value })}
          />
        )}
      </Field>
      {selects.map(({ name, label, choices }) => (
        <Field key={name} label={label}>
          {(control) => (
            <Select
              {...control}
              value={filter[name] ?? ''}
              placeholder={t('Any')}
              choices={choices}
              onChoose={(value) => set({ [name]: value })}
            />
          )}
        </Field>
      ))}
    </div>
  )
}
