/** Where the bytes of a photo lie: spread over 256 folders by the random end of the id. */
export const fileKey = (teamId: string, fileId: string): string => `${photosOf(teamId)}/${fileId.slice(-2)}/${fileId}`

export const photosOf = (teamId: string): string => `${teamId}/photos`
