export const sides = ['details', 'chat', 'history'] as const
export type SideName = (typeof sides)[number]

/** What stands beside the details; on a narrow screen, what is shown. */
export interface Side {
  side?: SideName
}

export const sideOf = ({ side }: Record<string, unknown>): Side => {
  const found = sides.find((each) => each === side)
  return found ? { side: found } : {}
}
