import { distance } from 'fastest-levenshtein'

/** Longest name worth comparing: the look-up is quadratic in it, and what is longer is no typing error. */
const longest = 80

/**
 * The candidate that was probably meant, or undefined where none is near: at most a third of the letters may differ, without regard
 * to case, underscores and hyphens.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > longest) return undefined
  const bare = barely(name)
  let best: string | undefined
  let least = Math.max(1, Math.floor(bare.length / 3)) + 1
  for (const candidate of candidates) {
    if (candidate.length > longest) continue
    const apart = distance(bare, barely(candidate))
    if (apart < least) {
      best = candidate
      least = apart
    }
  }
  return best
}

const barely = (name: string) => name.toLowerCase().replaceAll(/[_\-\s]/g, '')
