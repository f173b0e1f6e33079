import type { Things } from './document.ts'

/** Puts a thing in, at its place where it has one, else last. */
export const withThing = <Thing>(things: Things<Thing>, shortId: string, thing: Thing): Things<Thing> => ({
  ...things,
  [shortId]: thing,
})

export const withoutThing = <Thing>(things: Things<Thing>, shortId: string): Things<Thing> =>
  Object.fromEntries(Object.entries(things).filter(([key]) => key !== shortId))

export const mapThings = <Thing>(
  things: Things<Thing>,
  change: (thing: Thing, shortId: string) => Thing,
): Things<Thing> => Object.fromEntries(Object.entries(things).map(([key, thing]) => [key, change(thing, key)]))

/** Lets two things change places. */
export function swapped<Thing>(things: Things<Thing>, one: string, other: string): Things<Thing> {
  const places = new Map([
    [one, other],
    [other, one],
  ])
  return Object.fromEntries(
    Object.keys(things).map((key) => {
      const standing = places.get(key) ?? key
      return [standing, things[standing] as Thing]
    }),
  )
}
