import type { UserProfile } from '../model/team-model.ts'

/** What a note that ends in an @ and the beginning of a name looks for; undefined where it looks for nobody. */
export const soughtPerson = (text: string): string | undefined => /(?:^|\s)@([\p{L}\p{N}._-]*)$/u.exec(text)?.[1]

/** Those who may be meant, by the beginnings of their names. */
export function peopleFor(people: readonly UserProfile[], sought: string): UserProfile[] {
  const wanted = sought.toLowerCase()
  return people.filter(
    ({ isActive, displayName, username }) =>
      isActive &&
      `${displayName} ${username}`
        .toLowerCase()
        .split(/\s+/)
        .some((word) => word.startsWith(wanted)),
  )
}

/** The text with somebody in the place of what looked for them. */
export const withPerson = (text: string, { displayName }: UserProfile): string =>
  `${text.slice(0, text.lastIndexOf('@'))}@${displayName} `

export interface Piece {
  text: string
  isName: boolean
}

/** A text in pieces: those that name somebody, and those between them. */
export function piecesOf(text: string, names: readonly string[]): Piece[] {
  const found = names
    .map((name) => ({ mark: `@${name}`, at: text.indexOf(`@${name}`) }))
    .filter(({ at }) => at !== -1)
    // the longest first: one name may begin another
    .toSorted((one, other) => one.at - other.at || other.mark.length - one.mark.length)[0]
  if (!found) return text === '' ? [] : [{ text, isName: false }]
  const { mark, at } = found
  return [
    ...(at > 0 ? [{ text: text.slice(0, at), isName: false }] : []),
    { text: mark, isName: true },
    ...piecesOf(text.slice(at + mark.length), names),
  ]
}

/** Whom a note names, by uuid. */
export function mentionsIn(text: string, people: readonly UserProfile[]): string[] {
  const active = people.filter(({ isActive }) => isActive)
  const pieces = piecesOf(
    text,
    active.map(({ displayName }) => displayName),
  )
  const named = new Set(pieces.filter(({ isName }) => isName).map((piece) => piece.text))
  return active.filter(({ displayName }) => named.has(`@${displayName}`)).map(({ user }) => user)
}
