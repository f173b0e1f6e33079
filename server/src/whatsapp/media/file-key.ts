/** Where the bytes of media lie: spread over 256 folders by the random end of the id. */
export const mediaKey = (teamId: string, fileId: string): string => `${mediaOf(teamId)}/${fileId.slice(-2)}/${fileId}`

export const mediaOf = (teamId: string): string => `${teamId}/media`
