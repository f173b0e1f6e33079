/** Where the picture of a photo is fetched from. */
export const photoAddress = (photoId: string): string => `/v1/ext/photo/${encodeURIComponent(photoId)}`
