/** A short id for a name: letters, digits and underscores. Nothing where the name has no Latin letter to begin with. */
export function shortIdFor(name: string, { isUpper = false } = {}): string {
  const plain = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+/, '')
    .replace(/_+$/, '')
    .slice(0, 63)
  return isUpper ? plain.toUpperCase() : plain
}

export const shortIdPattern = '[A-Za-z][A-Za-z0-9_]{0,62}'
