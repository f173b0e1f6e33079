/** Where the picture of a photo is fetched from. */
export const photoAddress = (photoId: string): string => `/v1/ext/photo/${encodeURIComponent(photoId)}`

/** The same in the size of a thumbnail. */
export const smallPhotoAddress = (photoId: string): string => `${photoAddress(photoId)}?size=small`
