export interface PersonNames {
  username: string
  displayName: string
  firstName: string
  middleName: string
  lastName: string
}

/** How a user is shown: as they wish, else by their names, else by their username. */
export const displayNameOf = (user: PersonNames): string =>
  user.displayName || [user.firstName, user.middleName, user.lastName].filter(Boolean).join(' ') || user.username
