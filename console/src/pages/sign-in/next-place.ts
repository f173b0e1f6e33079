/** Where to go afterwards: within this console only, so that no link of a stranger leads away after signing in. */
export const nextPlace = (next: unknown): string => (typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/')
