import { useMutation, useQueryClient } from '@tanstack/react-query'
import { FileUp } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { readAgainFor } from '../../api/invalidate.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { cx } from '../../ui/class-names.ts'
import { Field } from '../../ui/field.tsx'
import { FormProblems } from '../../ui/form-problems.tsx'
import { Textarea } from '../../ui/input.tsx'
import { Section } from '../../ui/page.tsx'
import { tell } from '../../ui/toast.ts'
import { PlanView } from './plan-view.tsx'

/** A file that is dropped or pasted: what it would change, and then its applying. */
export function ImportSection() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [prune, setPrune] = useState(false)
  const [isOver, setOver] = useState(false)
  const plan = useMutation({
    meta: { showsErrors: true },
    mutationFn: () => api.call('POST /v1/ext/config/plan', { body: { config: text, prune } }),
  })
  const apply = useMutation({
    meta: { showsErrors: true },
    mutationFn: (allowLoss: boolean) =>
      api.call('POST /v1/ext/config/apply', { body: { config: text, prune, allowLoss } }),
    onSuccess: async () => {
      await readAgainFor(client, ['model.changed'])
      put('')
      tell(t('The configuration is applied'))
    },
  })
  // a plan is of what was written when it was asked for
  const put = (yaml: string): void => {
    setText(yaml)
    plan.reset()
    apply.reset()
  }
  const read = async (file: File | undefined): Promise<void> => {
    if (file) put(await file.text())
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    void read(event.dataTransfer.files[0])
  }
  return (
    <Section
      title={t('Apply a file')}
      description={t('What it leaves out stays as it is. Nothing changes before you have seen what would.')}
      actions={
        <Button icon={FileUp} onClick={() => input.current?.click()}>
          {t('Choose a file')}
        </Button>
      }
    >
      <input
        ref={input}
        type="file"
        accept=".yaml,.yml,.json"
        aria-label={t('Configuration file')}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          void read(event.target.files?.[0])
          // so that the same file, changed, can be chosen again
          event.target.value = ''
        }}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button above does the same by keyboard */}
      <div
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cx('rounded-lg', isOver && 'outline-2 outline-accent outline-dashed outline-offset-4')}
      >
        <Field label={t('Configuration as YAML')} hint={t('Paste it, or drop a file here.')}>
          {(control) => (
            <Textarea
              {...control}
              rows={12}
              dir="ltr"
              spellCheck={false}
              className="font-mono text-[12.5px] leading-5"
              value={text}
              onChange={(event) => put(event.target.value)}
            />
          )}
        </Field>
      </div>
      <div className="mt-4 flex flex-wrap items-center gap-4">
        <div className="me-auto">
          <Checkbox
            checked={prune}
            onChange={(event) => {
              setPrune(event.target.checked)
              plan.reset()
            }}
          >
            {t('It is the whole truth: remove what its sections leave out')}
          </Checkbox>
        </div>
        <Button
          look={plan.data ? 'secondary' : 'primary'}
          disabled={text.trim() === ''}
          isBusy={plan.isPending}
          onClick={() => plan.mutate()}
        >
          {t('Show what would change')}
        </Button>
      </div>
      <div className="mt-4 flex flex-col gap-4" aria-live="polite">
        <FormProblems error={plan.error ?? apply.error} />
        {plan.data && (
          <PlanView
            changes={plan.data.data}
            counts={plan.data.meta}
            isApplying={apply.isPending}
            onApply={(allowLoss) => apply.mutate(allowLoss)}
            onDiscard={() => put('')}
          />
        )}
      </div>
    </Section>
  )
}
