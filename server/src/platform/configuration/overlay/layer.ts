import type { Problem } from '../../../errors.ts'
import type { IngestionContext } from '../../attributes/ingestion-context.ts'
import { join } from '../items.ts'

/** What laying things over one another needs to know of the whole. */
export interface Layer {
  context: IngestionContext
  problems: Problem[]
  /** removed before, or to be removed now */
  isGone(path: string): boolean
  wasRemoved(path: string): boolean
}

/** Where a thing stands. */
export interface Place {
  path: string
  key: string
  /** what is left out goes back to its default */
  prune: boolean
  layer: Layer
}

/** Lays what is said of one thing over what it was. */
export type Lay<S, D> = (was: S | undefined, given: D, place: Place) => S

/** The things of one section: those that stay as they were, those that are spoken of, and new ones. */
export function layThings<S, D>(
  layer: Layer,
  path: string,
  were: ReadonlyMap<string, S> | undefined,
  given: ReadonlyMap<string, D> | undefined,
  prune: boolean,
  lay: Lay<S, D>,
): Map<string, S> {
  const living = [...(were?.keys() ?? [])].filter((key) => !layer.isGone(join(path, key)))
  const kept = prune ? living.filter((key) => given?.has(key)) : living
  const named = [...(given?.keys() ?? [])]
  const isWhole = kept.every((key) => given?.has(key))
  // a list of all of them says their order; new ones beside others come last
  const keys = isWhole ? named : [...kept, ...named.filter((key) => !kept.includes(key))]
  return new Map(
    keys.map((key) => {
      const draft = given?.get(key)
      const place = { path: join(path, key), key, prune: prune && draft !== undefined, layer }
      return [key, lay(were?.get(key), draft ?? ({} as D), place)]
    }),
  )
}

/** What was given; else what was there; else the default. */
export const pick = <T>(given: T | undefined, was: T | undefined, otherwise: T): T => given ?? was ?? otherwise

/** The same where null is a value. */
export const pickOrNull = <T>(given: T | null | undefined, was: T | null | undefined, otherwise: T | null): T | null =>
  given !== undefined ? given : was !== undefined ? was : otherwise
