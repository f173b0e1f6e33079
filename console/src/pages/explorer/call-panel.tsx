import { useMutation } from '@tanstack/react-query'
import { RotateCcw, Send } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../model/team-model.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Field } from '../../ui/field.tsx'
import { Textarea } from '../../ui/input.tsx'
import { AnswerPanel } from './answer-panel.tsx'
import { bodyFor, choicesFor } from './choices.ts'
import type { Call } from './document.ts'
import { MethodBadge } from './method-badge.tsx'
import { ParameterInput } from './parameter-input.tsx'
import { curlOf, type Request, send } from './send.ts'

/** One call: what it does, what it takes, and the button that sends it. */
export function CallPanel({ call, apiKey }: { call: Call; apiKey: string }) {
  const { t } = useTranslation()
  const model = useTeamModel()
  const [given, setGiven] = useState<Record<string, string>>(() => {
    const first: Record<string, string> = {}
    for (const { name, in: place } of call.parameters) {
      const choice = place === 'path' ? choicesFor(name, model, first)?.[0]?.value : undefined
      if (choice) first[name] = choice
    }
    return first
  })
  // null: the example follows what is chosen above, until it is edited
  const [edited, setEdited] = useState<string | null>(null)
  const example = call.body ? JSON.stringify(bodyFor(call, model, given) ?? {}, null, 2) : ''
  const isJson = call.body?.mediaType.includes('json') ?? false
  const body = isJson ? (edited ?? example) : ''
  const request: Request = { call, given, body, apiKey }
  const sending = useMutation({ meta: { showsErrors: false }, mutationFn: () => send(request) })
  const syntax = isJson ? syntaxProblem(body) : undefined
  const missing = call.parameters.filter(
    ({ name, in: place, required }) => (place === 'path' || required) && !given[name],
  )
  const set = (name: string, value: string): void => setGiven({ ...given, [name]: value })
  return (
    <article aria-label={call.summary} className="flex flex-col gap-5">
      <header>
        <h2 className="font-semibold text-xl">{call.summary}</h2>
        <p className="mt-1 flex items-center gap-1 font-mono text-[13px]">
          <MethodBadge method={call.method} />
          <span className="min-w-0 break-all">{call.path}</span>
          <CopyButton value={call.path} label={t('Copy the path')} />
        </p>
        {call.description && <p className="mt-2 whitespace-pre-line text-ink-soft">{call.description}</p>}
      </header>
      {(['path', 'query', 'header'] as const).map((place) => {
        const parameters = call.parameters.filter((parameter) => parameter.in === place)
        if (parameters.length === 0) return null
        const titles = { path: t('In the path'), query: t('Query'), header: t('Headers') }
        return (
          <fieldset key={place} className="rounded-xl border border-line bg-surface p-4">
            <legend className="px-1 font-medium text-[13px] text-ink-soft">{titles[place]}</legend>
            <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
              {parameters.map((parameter) => (
                <ParameterInput
                  key={parameter.name}
                  parameter={parameter}
                  choices={choicesFor(parameter.name, model, given)}
                  value={given[parameter.name] ?? ''}
                  onChange={(value) => set(parameter.name, value)}
                />
              ))}
            </div>
          </fieldset>
        )
      })}
      {isJson && (
        <Field label={t('Body')} error={syntax} hint={t('JSON, with your own short ids where they are known.')}>
          {(control) => (
            <Textarea
              {...control}
              rows={Math.min(24, body.split('\n').length + 1)}
              spellCheck={false}
              className="font-mono text-[12.5px]"
              value={body}
              onChange={(event) => setEdited(event.target.value)}
            />
          )}
        </Field>
      )}
      {call.body && !isJson && (
        <p className="rounded-md bg-info-soft px-3 py-2 text-info">
          {t('This call takes a file ({{type}}): copy the curl line and add it there.', { type: call.body.mediaType })}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          look="primary"
          icon={Send}
          isBusy={sending.isPending}
          disabled={missing.length > 0 || syntax !== undefined || (call.body !== null && !isJson)}
          onClick={() => sending.mutate()}
        >
          {t('Send')}
        </Button>
        {edited !== null && (
          <Button icon={RotateCcw} onClick={() => setEdited(null)}>
            {t('Example again')}
          </Button>
        )}
        <span className="ms-auto inline-flex items-center gap-1 text-ink-soft">
          {t('as curl')}
          <CopyButton value={curlOf(request)} label={t('Copy as curl')} />
        </span>
        {missing.length > 0 && (
          <p className="basis-full text-ink-soft">
            {t('Fill in {{names}} first.', { names: missing.map(({ name }) => name).join(', ') })}
          </p>
        )}
      </div>
      {sending.data && <AnswerPanel answer={sending.data} />}
    </article>
  )
}

function syntaxProblem(text: string): string | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}
