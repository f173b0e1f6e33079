import type { MessageTemplate, Plugin } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Send } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { graphVersion } from '../../../../../server/src/whatsapp/graph/version.ts'
import { api } from '../../../api/client.ts'
import { invalidateFor } from '../../../api/invalidate.ts'
import { TemplatePhone } from '../../../templates/template-phone.tsx'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { FormProblems } from '../../../ui/form-problems.tsx'
import { Input } from '../../../ui/input.tsx'
import { Section } from '../../../ui/page.tsx'
import { tell } from '../../../ui/toast.ts'
import { BodyFields } from './body-fields.tsx'
import { ButtonFields } from './button-fields.tsx'
import { CardFields } from './card-fields.tsx'
import { CodeFields } from './code-fields.tsx'
import { Counted } from './counted.tsx'
import { buttonTypes, type Draft, isNamed } from './draft.ts'
import { findingAt, findingInList } from './finding-words.ts'
import { HeaderFields } from './header-fields.tsx'
import { HeadingFields } from './heading-fields.tsx'
import { previewOf } from './preview.ts'
import { toMeta } from './to-meta.ts'
import { type Finding, useDraftCheck } from './use-draft-check.ts'

export interface PartProps {
  draft: Draft
  set: (changes: Partial<Draft>) => void
  problems: readonly Finding[]
  warnings: readonly Finding[]
}

interface TemplateBuilderProps {
  plugin: Plugin
  /** what it begins with */
  initial: Draft
  /** the template that is changed; null: a new one */
  template: MessageTemplate | null
}

/** Writes a template beside the phone that shows it, with Meta's rules checked as one types, and sends it for review. */
export function TemplateBuilder({ plugin, initial, template }: TemplateBuilderProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [draft, setDraft] = useState(initial)
  const check = useDraftCheck(plugin.id, draft)
  const set = (changes: Partial<Draft>): void => setDraft((known) => ({ ...known, ...changes }))
  const sending = useMutation({
    meta: { showsErrors: true },
    mutationFn: async (): Promise<void> => {
      const meta = toMeta(draft)
      const path = { pluginId: plugin.id, version: graphVersion }
      if (template) {
        const { category, components } = meta
        await api.call('POST /v1/ext/plugin/whatsapp/{pluginId}/api/{version}/{objectId}', {
          path: { ...path, objectId: template.id },
          query: {},
          // Meta takes no category of an approved one
          body: { ...(category !== template.category && { category }), components },
        })
        return
      }
      await api.call('POST /v1/ext/plugin/whatsapp/{pluginId}/api/{version}/{wabaId}/message_templates', {
        path: { ...path, wabaId: plugin.wabaId },
        body: meta,
      })
    },
    onSuccess: () => {
      invalidateFor(client, ['template.updated'])
      tell(t('{{name}} was sent to Meta for review.', { name: draft.name }))
      void navigate({ to: `/admin/plugin/${plugin.id}/templates` })
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    sending.mutate()
  }
  const part: PartProps = { draft, set, ...check }
  const isReady = check.isCurrent && check.problems.length === 0
  return (
    <form
      onSubmit={submit}
      aria-label={t('Template')}
      className="grid grid-cols-[minmax(0,1fr)_22rem] gap-6 max-lg:grid-cols-1"
    >
      <div className="min-w-0">
        <Section title={t('What it is')}>
          <HeadingFields {...part} isMade={template !== null} />
        </Section>
        {draft.category === 'AUTHENTICATION' ? (
          <Section title={t('One-time password')}>
            <CodeFields {...part} />
          </Section>
        ) : (
          <>
            {!draft.isCarousel && (
              <Section title={t('Header')}>
                <HeaderFields {...part} plugin={plugin} />
              </Section>
            )}
            <Section title={t('Body')}>
              <BodyFields
                written={draft}
                onChange={set}
                label={t('Body')}
                place="BODY"
                most={1024}
                isNamed={isNamed(draft)}
                isRequired
                {...check}
              />
            </Section>
            {draft.isCarousel ? (
              <Section title={t('Cards')} description={t('2 to 10, to be swiped through. All are built alike.')}>
                <CardFields {...part} plugin={plugin} />
              </Section>
            ) : (
              <>
                <Section title={t('Footer')}>
                  <Field
                    label={<Counted name={t('Footer')} text={draft.footer} most={60} />}
                    error={findingAt(t, check.problems, 'FOOTER.text')}
                  >
                    {(control) => (
                      <Input
                        {...control}
                        dir="auto"
                        value={draft.footer}
                        onChange={({ target }) => set({ footer: target.value })}
                      />
                    )}
                  </Field>
                </Section>
                <Section title={t('Buttons')}>
                  <ButtonFields
                    buttons={draft.buttons}
                    onChange={(buttons) => set({ buttons })}
                    problems={check.problems}
                    place="BUTTONS"
                    types={buttonTypes}
                    most={10}
                  />
                </Section>
              </>
            )}
          </>
        )}
      </div>
      <div className="flex flex-col gap-4 self-start lg:sticky lg:top-0">
        <TemplatePhone rendered={previewOf(draft)} mediaLink={draft.header.link} />
        <FormProblems error={sending.error} />
        <div aria-live="polite">
          {check.problems.length > 0 && (
            <>
              <p className="mb-1 font-medium">{t('Before Meta takes it')}</p>
              <ul
                aria-label={t('What Meta would refuse')}
                className="flex list-disc flex-col gap-1 ps-5 text-[13px] text-ink-soft"
              >
                {check.problems.map((problem) => (
                  <li key={`${problem.path} ${problem.message}`}>{findingInList(t, problem)}</li>
                ))}
              </ul>
            </>
          )}
          {check.warnings.map((warning) => (
            <p key={warning.message} className="mt-2 rounded-md bg-warning-soft px-3 py-2 text-[13px] text-warning">
              {findingInList(t, warning)}
            </p>
          ))}
        </div>
        <Button type="submit" look="primary" icon={Send} disabled={!isReady} isBusy={sending.isPending}>
          {t('Send to Meta for review')}
        </Button>
      </div>
    </form>
  )
}
