import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { MetaComponent } from '../../../../../server/src/whatsapp/templates/meta.ts'
import { callOf } from '../../../api/query.ts'
import type { Draft } from './draft.ts'
import { toMeta } from './to-meta.ts'

export interface Finding {
  code: string
  /** with the component's type in place of its number: `BODY.text` */
  path: string
  message: string
  hint?: string
}

const restMs = 300

/** What Meta would refuse of the draft, by its published rules, a moment after the last letter. */
export function useDraftCheck(pluginId: string, draft: Draft) {
  const rested = useRested(draft)
  const body = toMeta(rested)
  const check = useQuery({
    ...callOf('POST /v1/ext/plugin/whatsapp/{pluginId}/templates/check', {
      path: { pluginId },
      body: body as never,
    }),
    placeholderData: (before) => before,
  })
  const placed = (found: readonly { code: string; path?: string; message: string; hint?: string }[] = []): Finding[] =>
    found.map((each) => ({ ...each, path: placeOf(each.path ?? '', body.components) }))
  return {
    problems: placed(check.data?.data.problems),
    warnings: placed(check.data?.data.warnings),
    /** the answer is about what stands there now */
    isCurrent: rested === draft && check.isSuccess && !check.isPlaceholderData,
  }
}

/** Of a card too: `CAROUSEL.cards.0.BODY.text`. */
function placeOf(path: string, components: readonly MetaComponent[]): string {
  const [, index, rest = ''] = /^components\.(\d+)(.*)$/.exec(path) ?? []
  const component = components[Number(index)]
  if (!component) return path
  const [, card, inCard = ''] = /^\.cards\.(\d+)\.(components.*)$/.exec(rest) ?? []
  const parts = component.cards?.[Number(card)]?.components
  return parts ? `${component.type}.cards.${card}.${placeOf(inCard, parts)}` : `${component.type}${rest}`
}

/** The value as it was when it last stood still. */
function useRested<Value>(value: Value): Value {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}
